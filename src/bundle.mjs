// 合并程序: joins the modules, and the libraries that every start needs, into few files. Node finds, reads and compiles each module by
// itself, and four hundred of them took longer than a small run. Large libraries stay packages, loaded where they are needed.
import { chmodSync, copyFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { PROGRAM_ENTRIES } from "./program-entries.mjs";
import { makeScripts } from "./script/make.mjs";
import { noteState, sourceState } from "./source-state.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const LARGE = /^(?:@e965\/xlsx|docx|node-unrar-js|pdfmake|pdfjs-dist)(?:\/|$)/;

// Before anything is read: what is changed meanwhile is built again by the next start.
const state = sourceState();
const bundle = await rolldown({
  input: PROGRAM_ENTRIES,
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  external: [/^node:/, LARGE],
  platform: "node",
});
rmSync(`${DIST}program`, { recursive: true, force: true });
await bundle.write({
  dir: `${DIST}program`,
  format: "esm",
  entryFileNames: "[name]-modules.js",
  chunkFileNames: "[name].js",
  sourcemap: true,
});
await bundle.close();

/** 启动: the script of a part of the program where V8's code for it fits, else its modules. */
const starterOf = (name) => `import { exportsOf } from "./script.js";
const part = exportsOf("${name}") ?? (await import("./${name}-modules.js"));
`;
for (const name of Object.keys(PROGRAM_ENTRIES)) {
  const exported = name === "cli" ? "export const { main } = part;\n" : "";
  writeFileSync(`${DIST}program/${name}.js`, starterOf(name) + exported);
}
copyFileSync(new URL("script/script.mjs", import.meta.url), `${DIST}program/script.js`);

const START = `#!/usr/bin/env node
import { main } from "./program/cli.js";
await main();
`;
writeFileSync(`${DIST}cli.js`, START);
chmodSync(`${DIST}cli.js`, 0o755);
await makeScripts(PROGRAM_ENTRIES, `${DIST}program`);
noteState(state);
