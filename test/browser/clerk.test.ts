import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  asked,
  closeOffice,
  digests,
  drop,
  type Office,
  openOffice,
  submission,
  WHOLE_YEAR,
} from "../command/office.js";
import { addForm, relief } from "../command/second-form.js";
import { YEARLY } from "../form/relief.js";
import { unzip } from "../publish/reading.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { dropOn, FONT, joinedPage } from "./crossfoot-page.js";

const executable = chromiumPath();
const WRONG = submission("叶坪镇人民政府", { typed: { ...asked(2).typed, "applications.received.total": "3" } });
/** A town makes no regulations. */
const ASKED = submission("象湖镇人民政府", { typed: { ...asked(11).typed, "proactive.regulations.inForce": "6" } });

/** The whole job of a clerk, in the smaller of the usual windows: drop, read, correct, explain, sign, save. */
describe.skipIf(!executable)("a clerk's day in crossfoot.html", () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let trouble: readonly string[];

  beforeAll(async () => {
    office = await openOffice({ ...WHOLE_YEAR, "乡镇/叶坪镇.csv": WRONG, "乡镇/象湖镇.csv": ASKED }, false);
    await addForm(office, YEARLY, {
      "2022/困难群众救助月报/象湖镇.csv": relief("象湖镇", "2022年", 7, 3),
      "2022/困难群众救助月报/叶坪镇.csv": relief("叶坪镇", "2022年", 8, 4),
      "2022/困难群众救助月报/市政府办.csv": relief("瑞金市政府办公室", "2022年", 9, 5),
    });
    const settings = join(office.schemas, "jurisdiction.json");
    const set = JSON.parse(readFileSync(settings, "utf8")) as object;
    writeFileSync(settings, JSON.stringify({ ...set, fonts: { pdf: FONT } }));
    writeFileSync(join(office.home, "crossfoot.html"), await joinedPage());
    browser = await startBrowser(executable ?? "");
    page = await browser.newPage({ viewport: { width: 1280, height: 768 } });
    trouble = watchTrouble(page);
    await page.goto(pathToFileURL(join(office.home, "crossfoot.html")).href);
    await page.setInputFiles("#font", FONT);
  });

  afterAll(async () => {
    await browser?.close();
    if (office) await closeOffice(office.home);
  });

  async function dropFolders(): Promise<void> {
    await dropOn(page, [office.inputs, office.schemas]);
    await page.locator('.taken:has-text("2022年度的文件7个")').waitFor();
  }

  /** The outcome that comes next, not the one that stands there. */
  async function run(by: string): Promise<string> {
    await page.evaluate("document.querySelector('.verdict')?.remove()");
    await page.click(by);
    await page.locator(".verdict").waitFor();
    return page.locator(".verdict").innerText();
  }

  async function sign(name: string, role: string): Promise<string> {
    await page.getByLabel("签署人").fill(name);
    await page.getByLabel("环节").selectOption(role);
    await page.click("#sign");
    const said = page.locator(".signing > p:not(:empty):not(.buttons)");
    await expect.poll(async () => (await said.allInnerTexts()).join("")).toMatch(/^(?:已登记：.|“)/);
    return (await said.allInnerTexts()).join("");
  }

  /** Lays what is saved beside the outputs into the working folder, and gives the outputs of the series with their hashes. */
  async function saved(series: string): Promise<Readonly<Record<string, string>>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const files = [...unzip(new Uint8Array(readFileSync(await download.path())))];
    for (const [path, bytes] of files.filter(([path]) => !path.startsWith(`${series}/`))) {
      const place = join(office.home, path.slice(path.indexOf("/") + 1));
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
    }
    const outputs = files.filter(([path]) => path.startsWith(`${series}/`));
    return Object.fromEntries(
      outputs.map(([path, bytes]) => [path.slice(series.length + 1), createHash("sha256").update(bytes).digest("hex")]),
    );
  }

  test("drop, read, correct, explain, sign, save: the folder's outputs, and no request", async () => {
    await dropFolders();
    await page.locator("#form").waitFor();
    expect(await page.locator("#form option").allInnerTexts()).toEqual([
      "2022年度 政府信息公开工作年度报告",
      "2022年度 困难群众救助月报",
    ]);
    expect(await run("#start")).toContain("草稿");
    expect(await page.locator("#outcome").innerText()).toContain("已报3个，未报0个，退回1个");
    expect(await page.locator(".signing summary").innerText()).toBe("签署（草稿不能签署）");

    const question = page.locator(".decisions tbody tr", { hasText: "规章" });
    await question.locator("textarea").fill("该数已与规章清单逐项核对，另附清单备查");
    await question.locator("input").nth(0).fill("张三");
    await question.locator("input").nth(1).fill("赵六");
    await drop(office.inputs, { "乡镇/叶坪镇.csv": WHOLE_YEAR["乡镇/叶坪镇.csv"]! });
    await dropFolders();
    expect(await run("#take-decisions")).toContain("可以发布");

    expect(await sign("王五", "签发")).toContain("须在“填报”、“审核”签署同一内容之后");
    expect(await sign("张三", "填报")).toContain("已登记：张三填报，校验码");
    expect(await sign("赵六", "审核")).toContain("已登记：赵六审核，校验码");
    expect(await run("#print-code")).toContain("可以发布");
    expect(await page.locator(".signing li").allInnerTexts()).toEqual([
      expect.stringMatching(/^填报：张三（\d{4}-\d\d-\d\d）$/),
      expect.stringMatching(/^审核：赵六（\d{4}-\d\d-\d\d）$/),
    ]);
    const outputs = await saved("2022");
    expect(existsSync(join(office.outputs, "runs/签署记录.jsonl"))).toBe(true);
    expect(await office.crossfoot("run")).toMatchObject({ exitCode: 0 });
    expect(outputs).toEqual(await digests(join(office.outputs, "2022")));
    expect(await office.crossfoot("sign", "--list", "--verify")).toMatchObject({ exitCode: 0 });
    expect(trouble.filter((text) => !/^request: (?:blob:|about:srcdoc)/.test(text))).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
  }, 300_000);

  test("the other form of the year is chosen, and its own folder is summed", async () => {
    await page.selectOption("#form", { label: "2022年度 困难群众救助月报" });
    expect(await run("#start")).toContain("困难群众救助月报：可以发布");
    expect(Object.keys(await saved("2022-困难群众救助月报"))).toContain("瑞金市人民政府2022年困难群众救助报告.pdf");
  });
});
