import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "../..");

/** A font for the PDF, for the command and the page alike. */
export const FONT = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");

/** crossfoot.html, as the build joins it. */
export async function joinedPage(): Promise<string> {
  const joining = (await import(pathToFileURL(join(ROOT, "src/page/join.mjs")).href)) as {
    joinedPage: () => Promise<string>;
  };
  return joining.joinedPage();
}

/** What the command makes of 2022 in a working folder, by path; the exit status with it. */
export function commandRun(folder: string): {
  readonly status: number | null;
  readonly outputs: ReadonlyMap<string, Uint8Array>;
} {
  const folders = ["inputs", "outputs", "schemas"].flatMap((name) => [`--${name}`, join(folder, name)]);
  const { status } = spawnSync(process.execPath, [join(ROOT, "dist/cli.js"), "run", "--quiet", ...folders]);
  const runs = join(folder, "outputs/runs");
  const made = join(runs, readdirSync(runs)[0] ?? "", "2022");
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const outputs = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(made, path).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))] as const;
  });
  return { status, outputs: new Map(outputs) };
}

/** 拖入: what the browser does where a person drags files and folders from the disk onto the page. */
export async function dropOn(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 200, data });
  await session.detach();
}
