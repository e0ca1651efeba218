import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish } from "../../src/publish/publish.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { reviewPublication } from "./review-making.js";

const executable = chromiumPath();
const CONTENT = "8d150d550d011c95".padEnd(64, "0");

describe.skipIf(!executable)("核对文件 on the review page of a signed year", () => {
  let browser: Browser;
  let home: string;
  let year: string;

  beforeAll(async () => {
    const reviewScript = await readFile(join(import.meta.dirname, "../../dist/review-page/page.js"), "utf8");
    const made = reviewPublication({ draft: false });
    const signed = [{ role: "签发", by: "王五", at: "2023-03-30T01:02:03Z", content: CONTENT }] as const;
    const signOff = { content: CONTENT, ready: true, signed, lapsed: [] };
    const files = await publish({ ...made, consolidation: { ...made.consolidation, signOff }, reviewScript });
    home = await mkdtemp(join(tmpdir(), "signed-"));
    year = join(home, "2022");
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(year, path)), { recursive: true });
      await writeFile(join(year, path), bytes);
    }
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    await rm(home, { recursive: true, force: true });
  });

  test("says of a chosen folder what was changed and what is missing, and of single files whether they are the signed ones", async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    const trouble = watchTrouble(page);
    await page.goto(pathToFileURL(join(year, "review.html")).href);
    const [folder, single] = [page.locator("input[type=file]").first(), page.locator("input[type=file]").nth(1)];
    const told = (): Promise<string> => page.locator(".checked", { hasNotText: "正在核对" }).innerText();

    expect(await page.locator("section[aria-label=签署情况]").innerText()).toContain("签发：王五（2023-03-30）");
    await folder.setInputFiles(year);
    expect(await told()).toMatch(/^核对了\d{2}个文件，都是所签的文件，没有改动。$/);
    const figures = join(year, "data", "figures.csv");
    const whole = await readFile(figures);
    await writeFile(figures, `${whole.toString()}\r\n`);
    await rm(join(year, "上报.json"));
    await folder.setInputFiles(year);
    expect(await told()).toMatch(
      /^所签的文件有改动1个、缺少1个；没有改动的\d+个。\n+data\/figures.csv：内容有改动，不是所签的文件\n+上报.json：所选的文件夹里没有$/,
    );
    expect(await accessibilityViolations(page)).toEqual([]);

    // A file that somebody was sent is known by its name; one of several of that name is not.
    await single.setInputFiles([join(year, "findings.json"), join(year, "汇总底稿.xlsx")]);
    expect(await told()).toBe("核对了1个文件，都是所签的文件，没有改动。");
    await single.setInputFiles([figures]);
    expect(await told()).toMatch(/^没有核对：/);
    await folder.setInputFiles(home);
    expect(await told()).toMatch(/^所签的文件有改动1个、缺少1个/);
    await mkdir(join(home, "2021"));
    await writeFile(join(home, "2021", "consolidated.json"), "{}");
    await folder.setInputFiles(home);
    expect(await told()).toBe("没有核对：所选的文件夹里有几份输出，请只选本页所在的文件夹。");
    expect(trouble).toEqual([]);
    await page.close();
  });
});
