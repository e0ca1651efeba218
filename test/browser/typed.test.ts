import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unzip } from "../publish/reading.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { commandRun, dropOn, FONT, joinedPage } from "./crossfoot-page.js";
import { FOLDER_IN_MEMORY, STORAGE_FULL, UNREADABLE_AFTER_ONE } from "./refusing.js";

const executable = chromiumPath();
const ROOT = join(import.meta.dirname, "../..");
const ROSTER = "代码,名称,别名,类别\nT04,云石山乡人民政府,云石山乡,乡镇\nT05,黄柏乡人民政府,黄柏乡,乡镇\n";
/** Whether the page may be left without a question. */
const LEAVING = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
const REASON = "该数已与规章清单逐项核对，另附清单备查";

/** What the clerk types into the page, beside what the folder holds. */
describe.skipIf(!executable)("typed into crossfoot.html", () => {
  let browser: Browser;
  let folder: string;
  /** One page that stays open: each test goes on where the one before left it. */
  let page: Page;
  let trouble: readonly string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "typed-"));
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
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    trouble = watchTrouble(page);
    await page.goto(pathToFileURL(join(folder, "crossfoot.html")).href);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Nothing but the page's own threads and its review page. */
  const foreign = (): readonly string[] => trouble.filter((text) => !/^request: (?:blob:|about:srcdoc)/.test(text));

  async function run(page: Page, by: string): Promise<void> {
    await page.click(by);
    await page.locator('section .progress:has-text("汇总完成")').waitFor();
  }

  /** The page's outputs, and what was typed into it, as they are saved. */
  async function saved(page: Page): Promise<ReadonlyMap<string, Uint8Array>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    return unzip(new Uint8Array(readFileSync(await download.path())));
  }

  function hashOf(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
  }

  /** What lies in the folder that was chosen, by path, as hashes. */
  async function inFolder(page: Page): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await page.evaluate("hashesInFolder()")) as readonly (readonly [string, string])[]);
  }

  async function saveInFolder(page: Page): Promise<string> {
    const status = page.locator("#outcome [role=status]").first();
    await page.evaluate("document.querySelector('#outcome [role=status]').textContent = ''");
    await page.click("text=保存到文件夹");
    const trouble = page.locator("#outcome > div > .trouble");
    await expect.poll(async () => (await status.innerText()) + (await trouble.innerText())).not.toBe("");
    return (await status.innerText()) + (await trouble.innerText());
  }

  test("explanations, adjustments and the roster become the folder's files, and give the command's outputs", async () => {
    await dropOn(page, [join(folder, "inputs/2022")]);
    await page.locator('.taken:has-text("2022年度的文件2个")').waitFor();
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
    expect(await page.evaluate(LEAVING)).toBe(false);
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
      "outputs/办理记录/办理记录.jsonl",
      "outputs/办理记录/末条.json",
      "outputs/办理记录/网页-2022.json",
      "schemas/units.xlsx",
    ]);
    rmSync(join(folder, "schemas/units.csv"));
    mkdirSync(join(folder, "outputs/办理记录"), { recursive: true });
    for (const [path, bytes] of own) writeFileSync(join(folder, path.replace(/^[^/]*\//, "")), bytes);
    const { outputs } = commandRun(folder);
    expect([...files.keys()].filter((path) => path.startsWith("2022/")).length).toBe(outputs.size);
    for (const [path, bytes] of outputs)
      expect(Buffer.compare(bytes, files.get(`2022/${path}`) ?? new Uint8Array()), path).toBe(0);
    expect(await page.evaluate(LEAVING)).toBe(true);
  });

  test("the same files go into a folder, beside what stands there already; what could not be written whole is taken away", async () => {
    const files = Object.fromEntries([...(await saved(page))].map(([path, bytes]) => [path, hashOf(bytes)]));
    await page.evaluate(FOLDER_IN_MEMORY);
    expect(await saveInFolder(page)).toBe(
      `已保存到“汇总/2022”和“汇总/2022年度填写的材料”，共${Object.keys(files).length}个文件。`,
    );
    expect(await inFolder(page)).toEqual(files);
    expect(await saveInFolder(page)).toContain("“汇总/2022（2）”和“汇总/2022年度填写的材料（2）”");
    const again = Object.entries(files).map(([path, hash]) => [path.replace("/", "（2）/"), hash]);
    const both = { ...files, ...Object.fromEntries(again) };
    expect(await inFolder(page)).toEqual(both);
    await page.evaluate("folderRefuses = 'findings.json'");
    expect(await saveInFolder(page)).toMatch(/^没有保存：浏览器不能写入所选的文件夹（.*）。请改用“保存全部（zip）”。$/);
    await page.evaluate("folderRefuses = '2022'");
    expect(await saveInFolder(page)).toMatch(/^没有保存/);
    expect(await inFolder(page)).toEqual(both);
    await page.evaluate("folderRefuses = '汇总'");
    expect(await saveInFolder(page)).toMatch(/^没有保存/);
  });

  test("what was typed is kept where the browser allows it, and where it refuses nothing older comes back", async () => {
    await page.check("#keep");
    await page.locator('[role=status]:has-text("浏览器中保留着")').waitFor();
    expect(foreign()).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.goto(pathToFileURL(join(folder, "crossfoot.html")).href);
    expect(await page.locator("section:has(#keep) li").count()).toBe(4);
    await page.evaluate(STORAGE_FULL);
    await page.getByLabel("不用 2022年度 调整.csv").click();
    await page.locator('.trouble:has-text("浏览器不允许本页留存内容，或留存的空间已满")').waitFor();
    expect(await page.isChecked("#keep")).toBe(false);
    expect(await page.evaluate(LEAVING)).toBe(false);
    expect(await page.evaluate("localStorage.length")).toBe(0);
    await page.evaluate("Storage.prototype.setItem = setItem");
    await page.check("#keep");
    await page.locator('[role=status]:has-text("浏览器中保留着")').waitFor();
    await page.uncheck("#keep");
    await page.locator('[role=status]:has-text("没有保留任何内容")').waitFor();
    expect(await page.evaluate("localStorage.length")).toBe(0);
  });

  test("a folder that can't be read whole is refused whole", async () => {
    await page.evaluate(UNREADABLE_AFTER_ONE);
    await page.click("text=清空");
    await dropOn(page, [join(folder, "inputs/2022")]);
    await page.locator('.trouble:has-text("没有放入：浏览器不能读取拖入的“2022”")').waitFor();
    expect(await page.locator(".taken").innerText()).toContain("还没有放入");
  });
});
