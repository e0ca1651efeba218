import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { said } from "./not-run.js";

const run = promisify(execFile);

const CANDIDATES = [
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "soffice")),
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/** LibreOffice for the tests that open workbooks in it: what the variable SOFFICE names and nothing else, or where systems keep it. */
export function libreOfficePath(): string | undefined {
  const named = process.env.SOFFICE;
  return (named === undefined ? CANDIDATES : [named]).find((path) => existsSync(path));
}

/** Said at the beginning and at the end of a test run, so that nobody takes a skipped test for a passed one. */
export function setup(): (() => void) | undefined {
  if (libreOfficePath() !== undefined) return undefined;
  return said(
    "NO LIBREOFFICE FOUND: the tests that open workbooks in it were NOT run. Install it (Debian: apt-get install libreoffice-calc) or name its soffice in the variable SOFFICE",
  );
}

/** 重新保存: a workbook as LibreOffice saves it, in each of these formats. */
export async function resavedByOffice<Ending extends string>(
  workbook: Uint8Array,
  endings: readonly Ending[],
): Promise<readonly (readonly [Ending, Uint8Array])[]> {
  const home = await mkdtemp(join(tmpdir(), "resaved-"));
  try {
    const given = join(home, "given.xlsx");
    await writeFile(given, workbook);
    // With a profile of its own it neither waits for nor disturbs one that is open.
    const profile = `-env:UserInstallation=${pathToFileURL(join(home, "profile")).href}`;
    const saved: (readonly [Ending, Uint8Array])[] = [];
    for (const ending of endings) {
      const out = join(home, ending);
      await run(libreOfficePath()!, [profile, "--headless", "--convert-to", ending, "--outdir", out, given]);
      saved.push([ending, new Uint8Array(await readFile(join(out, `given.${ending}`)))]);
    }
    return saved;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
