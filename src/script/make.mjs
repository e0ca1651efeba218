// 预编译 (part of npm run build): joins each part of the program into one script, and runs them over some of the example's files, so that
// what V8 compiles on the way is kept.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { rolldown } from "rolldown";
import { keepCode } from "./script.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KEEP = new URL("keep-code.mjs", import.meta.url).href;
/** Packages that stay as they are, whatever the part; and those that only the thread that sets the report needs at once. */
const APART = /^(?:node-unrar-js|pdfjs-dist)(?:\/|$)/;
const SETTING = /^(?:docx|pdfmake)(?:\/|$)/;

/**
 * 按需装入: a package that is loaded where the module that imports it is, and not with the script.
 * An import of a package that is not joined would stand at the head of the script, and one within it fails: Node does not know who asks
 * in a script whose code V8 kept.
 */
function loadedLater(packages) {
  const LATER = "\0later:";
  return {
    name: "loaded-later",
    resolveId: (id, importer) => {
      if (!packages.some((one) => one.test(id))) return undefined;
      return importer.startsWith(LATER) ? { id, external: true } : LATER + id;
    },
    load: (id) =>
      id.startsWith(LATER)
        ? { code: `module.exports = require(${JSON.stringify(id.slice(LATER.length))});`, moduleType: "js" }
        : undefined,
  };
}

/** One part of the program as a function of what a module of the older kind is given. */
export async function scriptOf(name, entry) {
  const later = name === "typesetter" ? [APART] : [APART, SETTING];
  const bundle = await rolldown({
    input: entry,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, symlinks: false },
    external: [/^node:/],
    platform: "node",
    plugins: [loadedLater(later)],
  });
  const { output } = await bundle.generate({ format: "cjs", codeSplitting: false, comments: false });
  await bundle.close();
  if (output.length > 1) throw new Error(`${name} is not one script`);
  const imported = output[0].dynamicImports.find((id) => id !== output[0].fileName);
  if (imported !== undefined) throw new Error(`${name} would import ${imported} within its script`);
  return `(function (exports, require, module, __filename, __dirname) {${inAscii(output[0].code)}\n})`;
}

/**
 * 只用ASCII: the same program with every other letter written as an escape. V8 then takes the file as it is, a byte a letter; letters of two
 * bytes made it twice as large, and had to be decoded at each start.
 * @throws Error for a template whose raw text has such a letter: there an escape would be six letters
 */
export function inAscii(code) {
  const raw = /String\.raw\s*`[^`]*[^\0-\x7f`]/.exec(code);
  if (raw) throw new Error(`an escape would change this: ${raw[0]}`);
  // A letter that is escaped already means itself, in a text and in a pattern.
  return code.replace(/(\\*)([^\0-\x7f])/g, (_, before, letter) => {
    const plain = before.length % 2 === 0 ? before : before.slice(1);
    return `${plain}\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** @param entries the program's parts by name, @param folder where their scripts and V8's code for them lie */
export async function makeScripts(entries, folder) {
  for (const [name, entry] of Object.entries(entries)) {
    const source = await scriptOf(name, entry);
    const path = join(folder, `${name}.cjs`);
    writeFileSync(path, source);
    keepCode(path, new vm.Script(source, { filename: path }));
  }
  warmUp();
}

/**
 * Runs the program twice over a few of the example's files, one of each kind: the second time nothing has changed. Where the example is
 * not there, or the office has put its own material or settings in its place, the program is built all the same and compiles what is
 * missing when it runs.
 */
function warmUp() {
  const files = sample();
  if (files.length === 0) return;
  const home = mkdtempSync(join(tmpdir(), "crossfoot-build-"));
  try {
    mkdirSync(join(home, "inputs/2022"), { recursive: true });
    for (const path of files) cpSync(join(EXAMPLE, path), join(home, "inputs/2022", path));
    const folders = [
      "--inputs",
      join(home, "inputs"),
      "--outputs",
      join(home, "outputs"),
      "--schemas",
      join(ROOT, "schemas"),
    ];
    for (const _ of [1, 2]) {
      const given = ["--import", KEEP, join(ROOT, "dist/cli.js"), "run", "--quiet", "--year", "2022", ...folders];
      const { status, stderr } = spawnSync(process.execPath, given, { encoding: "utf8" });
      if (status === BUG) throw new Error(`the program failed when it was tried: ${stderr}`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The exit code of a bug; all others depend on what lies in inputs and schemas. */
const BUG = 70;

const EXAMPLE = join(ROOT, "inputs/2022");

/** Of each kind of file the first three, by their paths in the example. */
function sample() {
  if (!existsSync(EXAMPLE) || !existsSync(join(ROOT, "schemas"))) return [];
  const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== "")
    .map(({ parentPath, name }) => relative(EXAMPLE, join(parentPath, name)));
  const taken = new Map();
  for (const path of files.sort()) taken.set(extname(path), [...(taken.get(extname(path)) ?? []), path]);
  return [...taken.values()].flatMap((paths) => paths.slice(0, 3));
}
