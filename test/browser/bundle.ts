import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** 打包: one script for a browser, and what went into it. */
export interface Bundle {
  readonly code: string;
  /** The files and packages' files it is made of, by their paths below the project. */
  readonly modules: readonly string[];
  /** What it would still ask somebody else for. */
  readonly externals: readonly string[];
  readonly warnings: readonly string[];
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Nothing is left out and nothing put in Node's place but what package.json names for browsers; exports stand under `name`. */
export async function bundled(entry: URL, name: string): Promise<Bundle> {
  const warnings: string[] = [];
  const build = await rolldown({
    input: fileURLToPath(entry),
    platform: "browser",
    tsconfig: false,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, symlinks: false },
    onLog: (_, { code, message }) => void warnings.push(`${code}: ${message}`),
  });
  const { output } = await build.generate({ format: "iife", name, codeSplitting: false });
  await build.close();
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error(`the bundle has ${output.length} files`);
  return {
    code: chunk.code,
    modules: Object.keys(chunk.modules).map((path) => path.replace(ROOT, "").replaceAll("\\", "/")),
    externals: [...chunk.imports, ...chunk.dynamicImports].filter((name) => name !== chunk.fileName),
    warnings,
  };
}
