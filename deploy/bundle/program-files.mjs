// 程序文件: the program joined into few files with the libraries in it, and what it reads beside itself at run time.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { PROGRAM_ENTRIES } from "../../src/program-entries.mjs";

const ROOT = new URL("../../", import.meta.url);
const at = (path) => fileURLToPath(new URL(path, ROOT));
/** It stays a package: it reads its character maps and fonts from its own folder. */
const PDF_LIBRARY = "node_modules/pdfjs-dist";
const PDF_FILES = [
  ...["package.json", "LICENSE", "legacy/build/pdf.mjs", "legacy/build/pdf.worker.mjs"],
  ...["cmaps", "standard_fonts", "wasm"].flatMap((folder) =>
    below(`${PDF_LIBRARY}/${folder}`).map((name) => `${folder}/${name}`),
  ),
];
/** So does this one: it reads its program from its own folder. */
const RAR_LIBRARY = "node_modules/node-unrar-js";
const RAR_FILES = [
  ...["package.json", "LICENSE.md"],
  ...below(`${RAR_LIBRARY}/dist`)
    .filter((name) => /\.(?:js|wasm)$/.test(name))
    .map((name) => `dist/${name}`),
];
/** What the example's place sets for itself and collects beside the annual report; each place makes its own by the first start. */
const isOfThePlace = (path) => path === "jurisdiction.json" || path === "units.csv" || path.startsWith("relief/");

/** All files of the folder but Node and the starters, by their paths in it. */
export async function programFiles() {
  const { modules, licences } = await joined();
  const schemas = below("schemas").filter((path) => !/(?:^|\/)[^/]*\.(?:mjs|md)$/.test(path));
  return [
    ...modules.map(({ name, text }) => ({ name: `program/dist/program/${name}`, bytes: Buffer.from(text) })),
    taken("program/dist/cli.js", "dist/cli.js"),
    taken("program/dist/review-page/page.js", "dist/review-page/page.js"),
    taken("program/package.json", "package.json"),
    taken("program/launch.mjs", "deploy/bundle/launch.mjs"),
    ...PDF_FILES.map((path) => taken(`program/${PDF_LIBRARY}/${path}`, `${PDF_LIBRARY}/${path}`)),
    ...RAR_FILES.map((path) => taken(`program/${RAR_LIBRARY}/${path}`, `${RAR_LIBRARY}/${path}`)),
    ...licences.map(({ name, path }) => taken(`program/licences/${name}.txt`, path)),
    taken("program/licences/crossfoot.txt", "LICENSE"),
    ...schemas.map((path) => taken(`program/schemas/${path}`, `schemas/${path}`)),
    ...below("inputs/2022").map((path) => taken(`program/inputs/2022/${path}`, `inputs/2022/${path}`)),
    ...schemas.filter((path) => !isOfThePlace(path)).map((path) => taken(`schemas/${path}`, `schemas/${path}`)),
    taken("文档/使用说明.md", "README.zh-CN.md"),
    taken("文档/规则目录.md", "docs/规则目录.md"),
    taken("文档/制度目录说明.md", "schemas/README.md"),
  ];
}

function taken(name, path) {
  return { name, bytes: readFileSync(at(path)) };
}

/** The files below a folder of the project, by their paths below it, in the order of their names. */
function below(folder) {
  const root = at(`${folder}/`);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length).replaceAll("\\", "/").replace(/^\//, ""))
    .sort();
}

async function joined() {
  const bundle = await rolldown({
    input: PROGRAM_ENTRIES,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, symlinks: false },
    external: [/^node:/, /^pdfjs-dist(?:\/|$)/, "node-unrar-js"],
    platform: "node",
    // A library that was written for the older kind of module asks where it lies.
    transform: { define: { __dirname: "import.meta.dirname" } },
  });
  const { output } = await bundle.generate({ format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  await bundle.close();
  return {
    modules: output.map(({ fileName, code }) => ({ name: fileName, text: code })),
    licences: licencesOf(output.flatMap(({ modules }) => Object.keys(modules ?? {}))),
  };
}

/** The licence of every package that went into the program. */
function licencesOf(modules) {
  const packages = new Set(
    modules.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path.replaceAll("\\", "/"))?.[1] ?? []),
  );
  return [...packages].sort().flatMap((name) => {
    const file = readdirSync(at(`node_modules/${name}`)).find((one) => /^licen[cs]e/i.test(one));
    return file ? [{ name: name.replace("/", "+"), path: `node_modules/${name}/${file}` }] : [];
  });
}
