import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formats } from "../formats.js";
import { truthOf } from "../normalize/paper.js";
import { unzip } from "../publish/reading.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { AS_IN_CHROME_87 } from "./floor.js";

const executable = chromiumPath();
const ROOT = join(import.meta.dirname, "../..");
const FONT = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
const CHANGED = "乡镇/云石山乡.csv";
const THREAD = '<script type="text/plain" id="thread-script">';

/** Whether the page may be left without a question. */
const LEAVING = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";

/** The whole work in one page, beside the command's. */
describe.skipIf(!executable)("crossfoot.html", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    const { joinedPage } = (await import(pathToFileURL(join(ROOT, "src/page/join.mjs")).href)) as {
      joinedPage: () => Promise<string>;
    };
    const page = await joinedPage();
    writeFileSync(join(folder, "crossfoot.html"), page);
    expect(page.split(THREAD)).toHaveLength(2);
    writeFileSync(
      join(folder, "old.html"),
      page.replace(THREAD, () => THREAD + AS_IN_CHROME_87),
    );
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(name: string): Promise<{ page: Page; trouble: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    if (name === "old") await page.addInitScript(AS_IN_CHROME_87);
    const trouble = watchTrouble(page);
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.locator("main h1").waitFor();
    return { page, trouble };
  }

  /** Nothing but the page's own threads. */
  const foreign = (trouble: readonly string[]): readonly string[] =>
    trouble.filter((text) => !text.startsWith("request: blob:") && text !== "request: about:srcdoc");

  /** The example with one total changed, PDFs read before all else, and a font for the PDF, for the command and the page alike. */
  async function makeYear(): Promise<void> {
    cpSync(join(ROOT, "inputs/2022"), join(folder, "inputs/2022"), { recursive: true });
    cpSync(join(ROOT, "schemas"), join(folder, "schemas"), { recursive: true });
    const changed = join(folder, "inputs/2022", CHANGED);
    const text = readFileSync(changed, "utf8");
    writeFileSync(changed, text.replace(/(七）总计[^\n]*?),(\d+)(\r?\n)/, "$1,9999$3"));
    for (const [at, name] of ["A", "B", "C", "D", "E"].entries()) {
      const pdf = formats(truthOf(at), `象湖镇人民政府2022年政府信息公开工作年度报告`).find(
        (one) => one.format === "pdf",
      );
      writeFileSync(join(folder, `inputs/2022/${name}.pdf`), (await pdf?.bytes()) ?? "");
    }
    const settings = join(folder, "schemas/jurisdiction.json");
    const set = JSON.parse(readFileSync(settings, "utf8")) as object;
    writeFileSync(settings, JSON.stringify({ ...set, fonts: { pdf: FONT } }));
  }

  function commandHashes(): Readonly<Record<string, string>> {
    const folders = ["inputs", "outputs", "schemas"].flatMap((name) => [`--${name}`, join(folder, name)]);
    const { status } = spawnSync(process.execPath, [join(ROOT, "dist/cli.js"), "run", "--quiet", ...folders]);
    expect(status).toBe(1);
    const runs = join(folder, "outputs/runs");
    const outputs = join(runs, readdirSync(runs)[0] ?? "", "2022");
    const files = readdirSync(outputs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(outputs, path).replaceAll("\\", "/"), hashOf(readFileSync(path))];
      }),
    );
  }

  test("gives the command's outputs to the byte, in a browser that has nothing newer than Chrome 87", async () => {
    await makeYear();
    const { page, trouble } = await opened("old");
    expect(await page.evaluate("[[].at, Object.hasOwn].map(String).some((text) => /native/.test(text))")).toBe(false);
    await page.setInputFiles("#folder", join(folder, "inputs/2022"));
    await page.setInputFiles("#files", join(folder, "schemas/jurisdiction.json"));
    await page.setInputFiles("#font", FONT);
    expect(await page.locator(".taken").innerText()).toMatch(/2022年度的文件：?\s*56个/);
    expect(await page.locator(".taken").innerText()).toContain("您的文件（jurisdiction.json）");
    await page.click("#start");
    const hashes = commandHashes();
    await page.locator(".verdict").waitFor();
    expect(await page.locator(".verdict").innerText()).toContain("草稿");
    expect(await savedHashes(page)).toEqual(hashes);
    expect(Object.keys(hashes).length).toBeGreaterThan(18);
    for (const kind of [".docx", ".pdf", ".html", ".xlsx", ".json", ".csv"])
      expect(
        Object.keys(hashes).filter((path) => path.endsWith(kind)),
        kind,
      ).not.toEqual([]);
    await followsLinks(page);
    // Before axe, which asks the frames of a page in a way that a page from the disk complains of.
    expect(foreign(trouble)).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.close();
  });

  async function savedHashes(page: Page): Promise<Readonly<Record<string, string>>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    expect(download.suggestedFilename()).toBe("2022年度汇总输出.zip");
    const files = unzip(await bytesOf(download));
    return Object.fromEntries([...files].map(([path, bytes]) => [path.replace(/^2022\//, ""), hashOf(bytes)]));
  }

  /** The review page within the page: its views, and the slip that it leads to. */
  async function followsLinks(page: Page): Promise<void> {
    const review = page.frameLocator("iframe.review");
    await review.locator('#views a[data-view="findings"]').click();
    await review.locator('a[href^="#finding/T3."]').first().click();
    expect(await review.locator("#panel").innerText()).toContain("云石山乡.csv");
    await review.locator('#views a[data-view="units"]').click();
    await review.locator('a[href="#unit/T04"]').first().click();
    const slip = review.locator("a:has-text('打开退回单')");
    const [download] = await Promise.all([page.waitForEvent("download"), slip.click()]);
    expect(download.suggestedFilename()).toMatch(/云石山乡.*\.xlsx$/);
  }

  test("checks one file as the command does, and makes the blank forms", async () => {
    const { page, trouble } = await opened("crossfoot");
    const path = join(folder, "错.csv");
    const text = readFileSync(join(ROOT, "inputs/2022", CHANGED), "utf8");
    writeFileSync(path, text.replace(/(七）总计[^\n]*?),(\d+)(\r?\n)/, "$1,9999$3"));
    await page.setInputFiles("#check", path);
    await page.locator("#checked li").first().waitFor();
    const said = await page.locator("#checked").innerText();
    const folders = ["--inputs", join(folder, "none"), "--schemas", join(ROOT, "schemas")];
    const command = [join(ROOT, "dist/cli.js"), "check", "--json", path, ...folders];
    const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    const { findings } = JSON.parse(stdout) as { findings: readonly { message: string; advice: string }[] };
    expect(findings.length).toBeGreaterThan(1);
    for (const { message } of findings) expect(said).toContain(message);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=生成空白表")]);
    expect(unzip(await bytesOf(download)).size).toBe(49);
    expect(foreign(trouble)).toEqual([]);
    await page.close();
  });

  test("says in plain words what it cannot read, stops when told to, and asks before it is left", async () => {
    const { page } = await opened("crossfoot");
    expect(await page.locator("#start").isDisabled()).toBe(true);
    writeFileSync(join(folder, "units.csv"), "不是名录\n");
    await page.setInputFiles("#files", join(folder, "units.csv"));
    await page.setInputFiles("#folder", join(ROOT, "inputs/2022"));
    await page.click("#start");
    await page.locator(".trouble:not(:empty)").waitFor();
    expect(await page.locator(".trouble:not(:empty)").innerText()).toContain("units.csv");
    await page.click("text=清空");
    await page.setInputFiles("#folder", join(ROOT, "inputs/2022"));
    await page.click("#start");
    await page.click("text=停止");
    expect(await page.locator("section .progress").first().innerText()).toContain("已停止");
    expect(await page.evaluate(LEAVING)).toBe(true);
    await page.click("#start");
    expect(await page.evaluate(LEAVING)).toBe(false);
    await page.close();
  });
});

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function bytesOf(download: Download): Promise<Uint8Array> {
  return new Uint8Array(readFileSync(await download.path()));
}
