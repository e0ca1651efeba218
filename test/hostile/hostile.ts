import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Kind } from "./kind.js";
import { PACKAGE_KINDS } from "./package-kinds.js";
import { PAGE_KINDS } from "./page-kinds.js";
import { PDF_KINDS } from "./pdf-kinds.js";
import { PLAIN_KINDS } from "./plain-kinds.js";
import { OFFICE_KINDS, TOGETHER_KINDS } from "./together-kinds.js";
import { type Outcome, trial } from "./trial.js";
import { WORD_KINDS } from "./word-kinds.js";
import { WORKBOOK_KINDS } from "./workbook-kinds.js";

const KINDS: readonly Kind[] = [
  { name: "nothing", files: () => ({}) },
  ...PLAIN_KINDS,
  ...WORKBOOK_KINDS,
  ...PACKAGE_KINDS,
  ...PAGE_KINDS,
  ...WORD_KINDS,
  ...PDF_KINDS,
  ...OFFICE_KINDS,
];

/** Of one hostile file beside two good reports. */
const LIMITS = { seconds: 10, megabytes: 700 };
/** Of each further one in the same run. */
const SECONDS_A_FILE = 5;

/**
 * 恶意件试验 from the command line: makes each kind, consolidates it beside two good reports, and prints a row of a table. It ends with 1 if
 * one does not keep what is promised. `--kind` takes those alone whose names begin so, `--from` a folder with a folder for each kind.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { kind: { type: "string", multiple: true, default: [""] }, from: { type: "string" } },
  });
  const wanted = ({ name }: Kind): boolean => values.kind.some((begin) => name.startsWith(begin));
  const all = values.from === undefined ? [...KINDS, ...TOGETHER_KINDS] : await kindsIn(values.from);
  console.log("| file | what is said | s | MB |\n| --- | --- | --- | --- |");
  let failed = 0;
  for (const kind of all.filter(wanted)) {
    const files = kind.files();
    const seconds = LIMITS.seconds + SECONDS_A_FILE * Math.max(0, Object.keys(files).length - 1);
    const outcome = await trial(files, { ...LIMITS, seconds });
    console.log(inWords(kind, outcome));
    if (outcome.wrong.length > 0) failed += 1;
  }
  return failed > 0 ? 1 : 0;
}

async function kindsIn(folder: string): Promise<readonly Kind[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    folders.sort().map(async (name) => {
      const files = await readdir(join(folder, name));
      const read = await Promise.all(
        files.map(async (file) => [file, await readFile(join(folder, name, file))] as const),
      );
      return { name, files: () => Object.fromEntries(read) };
    }),
  );
}

function inWords({ name }: Kind, { rules, seconds, megabytes, wrong }: Outcome): string {
  const quiet = name === "nothing" ? "the two good reports alone" : "read";
  const said = rules.slice(0, 3).map((rule) => `\`${rule}\``);
  const cells = [name, said.join(" ") || quiet, seconds.toFixed(1), megabytes.toFixed(0)];
  return `| ${cells.join(" | ")} |${wrong.length > 0 ? ` WRONG: ${wrong.join(", ")}` : ""}`;
}
