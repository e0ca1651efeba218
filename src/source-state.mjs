// 构建状况: what the program was built from, and what was built, by the size and the time of each file. It is noted when all is built.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NOTED = `${ROOT}dist/source-state.txt`;
const SOURCE = ["src", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];
/** What the program is loaded from. */
const BUILT = ["dist/cli.js", "dist/program", "dist/review-page"];

export function sourceState() {
  return [process.version, ...SOURCE.flatMap(statesIn)].join("\n");
}

export function noteState(state) {
  writeFileSync(NOTED, `${state}\n${builtState()}`);
}

/** Whether what is built is of this source, by this Node, and all there as the build left it. */
export function isBuilt() {
  try {
    return readFileSync(NOTED, "utf8") === `${sourceState()}\n${builtState()}`;
  } catch {
    return false;
  }
}

function builtState() {
  return BUILT.flatMap(statesIn).join("\n");
}

/** A file, or those of a folder. */
function statesIn(name) {
  const found = statSync(ROOT + name);
  if (!found.isDirectory()) return [`${name} ${found.size} ${found.mtimeMs}`];
  return readdirSync(ROOT + name)
    .sort()
    .flatMap((inner) => statesIn(`${name}/${inner}`));
}
