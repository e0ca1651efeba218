import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

export async function startBrowser(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** 临时文件夹 with the pages to be opened from disk. */
export interface PageFolder {
  readonly url: (name: string) => string;
  readonly remove: () => void;
}

export function pageFolder(pages: Readonly<Record<string, Uint8Array>>): PageFolder {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  for (const [name, bytes] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), bytes);
  return {
    url: (name) => pathToFileURL(join(folder, `${name}.html`)).href,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A page, and what it did that it must not do. */
export interface Opened {
  readonly page: Page;
  readonly trouble: readonly string[];
}

/**
 * 常开页面: opens each address as a new document in a page that stands open, one page a width, for tests that only look: a new
 * page is a new window, a new process, and its scripts compiled anew. After trouble there is a new page.
 */
export function standingPages(
  blank: (width: number) => Promise<Opened>,
): (url: string, width: number) => Promise<Opened> {
  const standing = new Map<number, Opened>();
  return async (url, width) => {
    const before = standing.get(width);
    const opened = before === undefined || before.trouble.length > 0 ? await blank(width) : before;
    standing.set(width, opened);
    await opened.page.goto("about:blank");
    await opened.page.goto(url);
    return opened;
  };
}

/** Everything a page must not do: write errors, throw, ask, or load anything but itself. */
export function watchTrouble(page: Page): readonly string[] {
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => trouble.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.isNavigationRequest() || !request.url().startsWith("file:")) trouble.push(`request: ${request.url()}`);
  });
  return trouble;
}

export const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, each with where it stands. */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  if (results.passes.length < 10) throw new Error("axe looked at next to nothing");
  return results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}
