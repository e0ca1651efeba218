// 编译过的脚本: a part of the program as one script, with the code that V8 made of it while the program was built. A run of some seconds
// spends a fifth of them on compiling, in each of its threads anew.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import vm from "node:vm";

/**
 * 少优化: V8 makes faster code of a function only when it was used for longer, and puts fewer functions into one another. A run lasts seconds
 * and starts several threads: as V8 is set, it spent two fifths of the processor on making code that was hardly used afterwards.
 * Tried out with the V8 of Node 20; another one weighs otherwise, and may not know the names.
 */
const THRIFTY = ["--interrupt-budget=300000", "--max-inlined-bytecode-size-cumulative=100"];

if (process.versions.v8.startsWith("11.3.")) for (const flag of THRIFTY) v8.setFlagsFromString(flag);

const loaded = new Map();

/**
 * What the script of this name beside this file exports; undefined where there is no script, or no code for it that is whole and of this Node:
 * the modules are loaded then. It is run once, however often it is asked for.
 */
export function exportsOf(name) {
  if (!loaded.has(name)) loaded.set(name, ran(name));
  return loaded.get(name);
}

function ran(name) {
  const path = fileURLToPath(new URL(`${name}.cjs`, import.meta.url));
  const found = foundAt(path);
  if (!found) return undefined;
  const script = new vm.Script(found.source, {
    filename: path,
    cachedData: found.code,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (script.cachedDataRejected) return undefined;
  // To itself it is the module of its name, which starts it: what it looks for lies beside that.
  const starter = new URL(`${name}.js`, import.meta.url);
  const module = { exports: {} };
  const given = [module.exports, createRequire(starter), module, fileURLToPath(starter)];
  script.runInThisContext()(...given, fileURLToPath(new URL(".", starter)));
  return module.exports;
}

/** Beside the script, one file for each Node: V8's code fits the very Node that made it. */
const codeFile = (path) => `${path}.${process.version}-${process.platform}-${process.arch}`;

/** V8 itself does not look whether its code is whole, and takes it for any script of the same length. */
function foundAt(path) {
  try {
    const source = readFileSync(path);
    const kept = readFileSync(codeFile(path));
    const code = kept.subarray(SEAL);
    return sealOf(source, code).equals(kept.subarray(0, SEAL))
      ? { source: source.toString("latin1"), code }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what V8 has made of the script at this path so far. */
export function keepCode(path, script) {
  const code = script.createCachedData();
  writeFileSync(codeFile(path), Buffer.concat([sealOf(readFileSync(path), code), code]));
}

/** In bytes. */
const SEAL = 32;

function sealOf(source, code) {
  return createHash("sha256").update(source).update(code).digest();
}
