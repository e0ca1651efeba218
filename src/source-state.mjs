// 源码状况: what the program was built from, by the size and the time of each file. It is noted when all is built.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NOTED = `${ROOT}dist/source-state.txt`;
const BESIDE = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];

export function sourceState() {
  const inside = readdirSync(`${ROOT}src`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = [
    ...inside.map(({ parentPath, name }) => `${parentPath}/${name}`),
    ...BESIDE.map((name) => ROOT + name),
  ];
  const lines = paths.sort().map((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${path.slice(ROOT.length)} ${size} ${mtimeMs}`;
  });
  return [process.version, ...lines].join("\n");
}

export function noteState(state) {
  writeFileSync(NOTED, state);
}

/** Whether what is built is of this source, by this Node. */
export function isBuilt() {
  try {
    return readFileSync(NOTED, "utf8") === sourceState();
  } catch {
    return false;
  }
}
