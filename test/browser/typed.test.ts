import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unzip } from "../publish/reading.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";

const executable = chromiumPath();
const ROOT = join(import.meta.dirname, "../..");
const FONT = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
const ROSTER = "代码,名称,别名,类别\nT04,云石山乡人民政府,云石山乡,乡镇\nT05,黄柏乡人民政府,黄柏乡,乡镇\n";
const REASON = "该数已与规章清单逐项核对，另附清单备查";

/** What the clerk types into the page, beside what the folder holds. */
describe.skipIf(!executable)("typed into crossfoot.html", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "typed-"));
    const { joinedPage } = (await import(pathToFileURL(join(ROOT, "src/page/join.mjs")).href)) as {
      joinedPage: () => Promise<string>;
    };
    writeFileSync(join(folder, "crossfoot.html"), await joinedPage());
    mkdirSync(join(folder, "inputs/2022"), { recursive: true });
    cpSync(join(ROOT, "schemas"), join(folder, "schemas"), { recursive: true });
    writeFileSync(join(folder, "schemas/units.csv"), ROSTER);
    const settings = join(folder, "schemas/jurisdiction.json");
    const set = JSON.parse(readFileSync(settings, "utf8")) as object;
    writeFileSync(settings, JSON.stringify({ ...set, fonts: { pdf: FONT } }));
    const [asked, other] = ["云石山乡.csv", "黄柏乡.csv"].map((name) => join(ROOT, "inputs/2022/乡镇", name));
    cpSync(other ?? "", join(folder, "inputs/2022/黄柏乡.csv"));
    // A town makes no regulations.
    const text = readFileSync(asked ?? "", "utf8").replace(/^规章,\d+,\d+,\d+/mu, "规章,0,0,6");
    writeFileSync(join(folder, "inputs/2022/云石山乡.csv"), text);
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(page: Page, by: string): Promise<void> {
    await page.click(by);
    await page.locator('section .progress:has-text("汇总完成")').waitFor();
  }

  /** The page's outputs, and what was typed into it, as they are saved. */
  async function saved(page: Page): Promise<ReadonlyMap<string, Uint8Array>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    return unzip(new Uint8Array(readFileSync(await download.path())));
  }

  function commandOutputs(): ReadonlyMap<string, Uint8Array> {
    const folders = ["inputs", "outputs", "schemas"].flatMap((name) => [`--${name}`, join(folder, name)]);
    spawnSync(process.execPath, [join(ROOT, "dist/cli.js"), "run", "--quiet", ...folders]);
    const runs = join(folder, "outputs/runs");
    const outputs = join(runs, readdirSync(runs)[0] ?? "", "2022");
    const files = readdirSync(outputs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(outputs, path).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))];
      }),
    );
  }

  test("explanations, adjustments and the roster become the folder's files, and give the command's outputs", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const trouble = watchTrouble(page);
    await page.goto(pathToFileURL(join(folder, "crossfoot.html")).href);
    await page.setInputFiles("#folder", join(folder, "inputs/2022"));
    await page.setInputFiles("#files", [join(folder, "schemas/units.csv"), join(folder, "schemas/jurisdiction.json")]);
    await page.setInputFiles("#font", FONT);

    await page.click("#open-setup");
    const code = page.getByLabel("T05 黄柏乡人民政府 代码");
    await code.fill("T04");
    await page.getByLabel("T05 黄柏乡人民政府 联系人").fill("李四");
    await page.click("#adopt");
    const row = page.locator("#setup tbody tr", { has: page.getByLabel("T05 黄柏乡人民政府 代码") });
    await row.locator(".trouble:not(:empty)").waitFor();
    expect(await row.locator(".trouble").innerText()).toContain("“单位名录”表 B5");
    await code.fill("T05");
    await page.click("#adopt");
    await page.locator('.taken:has-text("在本页填写（units.xlsx）")').waitFor();

    await run(page, "#start");
    const answered = page.locator(".decisions tr", { hasText: "规章" }).first();
    await answered.locator("textarea").fill(REASON);
    await answered.locator("input").nth(0).fill("张三");
    await answered.locator("input").nth(1).fill("赵六");
    await page.click("#add-adjustment");
    expect(await page.locator(".decisions .trouble:not(:empty)").innerText()).toContain("请填写类型、指标");
    await page.locator(".fields select").selectOption("更正");
    const typed = ["黄柏乡", "表二｜行政许可｜本年处理决定数量", "0", "7", "漏记", "电话记录", "王五"];
    for (const [at, text] of typed.entries()) await page.locator(".fields input").nth(at).fill(text);
    await page.click("#add-adjustment");
    expect(await page.evaluate("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")).toBe(false);
    await run(page, "#take-decisions");
    expect(await page.locator(".decisions summary").innerText()).toContain("调整1条");
    expect(await answered.innerText()).toContain("已说明");
    expect(await page.locator(".decisions .trouble:not(:empty)").count()).toBe(0);
    expect(await answered.locator("textarea").inputValue()).toBe(REASON);

    const files = await saved(page);
    const own = [...files].filter(([path]) => path.startsWith("2022年度填写的材料/"));
    expect(own.map(([path]) => path.replace(/^[^/]*\//, "")).sort()).toEqual([
      "inputs/2022/说明.csv",
      "inputs/2022/调整.csv",
      "schemas/units.xlsx",
    ]);
    rmSync(join(folder, "schemas/units.csv"));
    for (const [path, bytes] of own) writeFileSync(join(folder, path.replace(/^[^/]*\//, "")), bytes);
    const outputs = commandOutputs();
    expect([...files.keys()].filter((path) => path.startsWith("2022/")).length).toBe(outputs.size);
    for (const [path, bytes] of outputs)
      expect(Buffer.compare(bytes, files.get(`2022/${path}`) ?? new Uint8Array()), path).toBe(0);

    await page.check("#keep");
    await page.locator('[role=status]:has-text("浏览器中保留着")').waitFor();
    expect(trouble.filter((text) => !/^request: (?:blob:|about:srcdoc)/.test(text))).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.goto(pathToFileURL(join(folder, "crossfoot.html")).href);
    expect(await page.locator("section:has(#keep) li").count()).toBe(3);
    await page.uncheck("#keep");
    expect(await page.evaluate("localStorage.length")).toBe(0);
    await page.close();
  });
});
