import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** 重新保存 a workbook by LibreOffice, as each of these formats; undefined, and said so, where it is not installed. */
export async function resavedByOffice<Ending extends string>(
  workbook: Uint8Array,
  endings: readonly Ending[],
): Promise<readonly (readonly [Ending, Uint8Array])[] | undefined> {
  const home = await mkdtemp(join(tmpdir(), "resaved-"));
  try {
    const given = join(home, "given.xlsx");
    await writeFile(given, workbook);
    // With a profile of its own it neither waits for nor disturbs one that is open.
    const profile = `-env:UserInstallation=${pathToFileURL(join(home, "profile")).href}`;
    const saved: (readonly [Ending, Uint8Array])[] = [];
    for (const ending of endings) {
      const out = join(home, ending);
      await run("soffice", [profile, "--headless", "--convert-to", ending, "--outdir", out, given]);
      saved.push([ending, new Uint8Array(await readFile(join(out, `given.${ending}`)))]);
    }
    return saved;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall !== "spawn soffice") throw problem;
    console.log("LibreOffice is not installed: what it saves again is not tried");
    return undefined;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
