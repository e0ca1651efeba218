import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";

const executable = chromiumPath();
const ROOT = join(import.meta.dirname, "../..");
const BROKEN = "乡镇/云石山乡.csv";

/** The shipped example as it is, and once more with one total of one unit changed. */
describe.skipIf(!executable)("the review page of the shipped example", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "example-"));
    copyExample("whole");
    expect(consolidate("whole")).toBe(0);
    copyExample("broken");
    breakOneTotal();
    expect(consolidate("broken")).toBe(1);
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function copyExample(name: string): void {
    cpSync(join(ROOT, "inputs/2022"), join(folder, name, "inputs/2022"), { recursive: true });
  }

  function consolidate(name: string): number | null {
    const folders = ["--inputs", join(folder, name, "inputs"), "--outputs", join(folder, name, "outputs")];
    const schemas = ["--schemas", join(ROOT, "schemas")];
    return spawnSync(process.execPath, [join(ROOT, "dist/cli.js"), "run", "--quiet", ...folders, ...schemas]).status;
  }

  function breakOneTotal(): void {
    const path = join(folder, "broken/inputs/2022", BROKEN);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(
      /(七）总计[^\n]*?),(\d+)(\r?\n)/,
      (_, head: string, total: string, end: string) => `${head},${Number(total) + 7}${end}`,
    );
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
  }

  function pageOf(name: string): string {
    const runs = join(folder, name, "outputs/runs");
    const id = readdirSync(runs)[0] ?? "";
    return pathToFileURL(join(runs, id, "2022/review.html")).href;
  }

  async function opened(name: string, hash = ""): Promise<{ page: Page; trouble: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const trouble = watchTrouble(page);
    await page.goto(pageOf(name) + hash);
    await page.locator("main h2").first().waitFor();
    return { page, trouble };
  }

  it("may be published, and 36 applications lead to 市政府办's 23 and the cell they stand in", async () => {
    const { page, trouble } = await opened("whole");
    expect(await page.locator(".verdict").innerText()).toContain("可发布");
    await page.goto(`${pageOf("whole")}#table/applications`);
    await page.locator('td.value a[href="#figure/applications.received.total"]').click();
    const panel = page.locator("#panel");
    expect(await panel.innerText()).toContain("36 件");
    const first = panel.locator(".shares tbody tr").first();
    expect(await first.innerText()).toContain("瑞金市政府办公室");
    expect(await first.innerText()).toContain("23");
    await first.locator("button").click();
    expect(await panel.locator(".source td.marked").first().innerText()).toContain("23");
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });

  it("names the changed total, shows it in its sheet, and leads to the unit and its slip", async () => {
    const { page, trouble } = await opened("broken", "#findings");
    expect(await page.locator(".badge").innerText()).toContain("草稿");
    await page.locator("a", { hasText: "云石山乡" }).first().waitFor();
    const href = await page.locator('a[href^="#finding/T3."]').first().getAttribute("href");
    await page.goto(`${pageOf("broken")}${href}`);
    const panel = page.locator("#panel");
    await panel.locator(".suspects").waitFor();
    expect(await panel.innerText()).toContain("云石山乡.csv");
    expect(await panel.locator("td.marked").count()).toBeGreaterThan(0);
    await page.goto(`${pageOf("broken")}#unit/T04`);
    expect(await page.locator("a:has-text('打开退回单')").getAttribute("href")).toContain("returns/");
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });

  it("opens every view without an error", async () => {
    const { page, trouble } = await opened("broken");
    for (const hash of [
      "#table/proactive",
      "#table/disputes",
      "#table/overview",
      "#units",
      "#matrix/applications",
      "#year",
      "#findings?severity=all",
    ]) {
      await page.goto(pageOf("broken") + hash);
      await page.locator("main h2").first().waitFor();
      expect(await accessibilityViolations(page), hash).toEqual([]);
    }
    expect(trouble).toEqual([]);
  });
});
