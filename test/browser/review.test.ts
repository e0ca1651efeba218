import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReview } from "../../src/publish/review/review.js";
import {
  accessibilityViolations,
  type Opened,
  type PageFolder,
  pageFolder,
  standingPages,
  startBrowser,
  watchTrouble,
} from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { HARM, type ReviewMaking, reviewPublication } from "./review-making.js";

const executable = chromiumPath();

const PAGES: Readonly<Record<string, ReviewMaking>> = {
  plain: {},
  hostile: { hostile: true },
  final: { draft: false, prior: false },
  large: { units: 400 },
  scanned: { scanned: true },
};

const VIEWS = [
  "",
  "#table/proactive",
  "#table/applications",
  "#table/disputes",
  "#table/overview",
  "#findings",
  "#findings?severity=all",
  "#units",
  "#unit/U1",
  "#unit/U12",
  "#matrix/applications",
  "#matrix/disputes?column=all",
  "#year",
  "#figure/applications.received.naturalPerson/U1",
  "#figure/disputes.reconsideration.total",
  "#finding/T3.BALANCE-U1-aaaaaaaaaaaa",
  "#finding/TEXT.PLACEHOLDER-U2-dddddddddddd",
  "#finding/FILE.ENCRYPTED-X-ffffffffffff",
  "#finding/nothing",
  "#nothing",
] as const;

const FIRST = "applications.received.naturalPerson";
const CELL = `td.value a[href="#figure/${FIRST}"]`;

describe.skipIf(!executable)("the review page in a browser", () => {
  let browser: Browser;
  let folder: PageFolder;

  beforeAll(async () => {
    const reviewScript = readFileSync(join(import.meta.dirname, "../../dist/review-page/page.js"), "utf8");
    const pages = Object.entries(PAGES).map(
      ([name, making]) => [name, writeReview({ ...reviewPublication(making), reviewScript })[0]!.bytes] as const,
    );
    folder = pageFolder(Object.fromEntries(pages));
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    folder?.remove();
  });

  async function blank(width: number): Promise<Opened> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const trouble = watchTrouble(page);
    await page.addInitScript(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } })",
    );
    return { page, trouble };
  }

  async function opened(name: string, hash = ""): Promise<Opened> {
    const one = await blank(1400);
    await one.page.goto(folder.url(name) + hash);
    return one;
  }

  const standing = standingPages(blank);
  const shown = (name: string, hash: string, width = 1400): Promise<Opened> => standing(folder.url(name) + hash, width);

  async function texts(page: Page, selector: string): Promise<readonly string[]> {
    await page.locator(selector).first().waitFor({ state: "attached" });
    return page.locator(selector).allInnerTexts();
  }

  /** Goes to an address within the page, and waits until the page has gone there. */
  async function visit(page: Page, hash: string): Promise<void> {
    await page.evaluate(
      `new Promise((done) => { addEventListener("hashchange", () => setTimeout(done), { once: true }); location.hash = ${JSON.stringify(hash)}; })`,
    );
  }

  /** The page did nothing it must not do. */
  async function closed(page: Page, trouble: readonly string[]): Promise<void> {
    expect(trouble).toEqual([]);
    await page.close();
  }

  it("says at a glance whether the report may be published, and why not", async () => {
    const { page, trouble } = await opened("plain");
    expect(await page.locator(".badge").innerText()).toBe("草稿 不得公布");
    expect(await page.locator(".verdict").innerText()).toContain("有2条强制性审核意见未改正");
    expect(await texts(page, ".card dl div")).toEqual([
      "应报\n12",
      "已报\n11",
      "未报\n1",
      "不能采用\n0",
      "退回\n1",
      expect.stringMatching(/^待说明\n\d+$/),
      "迟报\n1",
      "通过\n9",
      "强制性（须修改）\n4",
      "核实性（待说明）\n1",
      "核实性（已说明）\n1",
      "提示性（无须答复）\n1",
      "已核定\n10",
      expect.stringMatching(/^待核实\n15$/),
      expect.stringMatching(/^不完整\n\d+$/),
      "没有数值（不等于零）\n0",
      "未填报（可以不报）\n0",
    ]);
    expect(await page.locator(".verdict a").getAttribute("href")).toBe("../2022-%E5%8F%98%E5%8C%96.txt");
    await page.click(".card a:text-is('未报')");
    expect(await texts(page, ".units tbody th")).toEqual(["第12乡人民政府"]);
    await closed(page, trouble);
    const final = await opened("final");
    expect(await final.page.locator(".verdict").innerText()).toContain("可发布");
    await closed(final.page, final.trouble);
  });

  it("shows what was recognised on a scan, each cell's picture beside it, what is doubtful first", async () => {
    const { page, trouble } = await opened("scanned", "#scans");
    expect(await texts(page, ".scan summary")).toEqual([
      "有存疑的格，或者合计不符（2行）",
      "没有总计可对（6行）",
      "合计相符（25行）",
      "图上没有找到（1行）",
    ]);
    const row = page.locator(".scanned").first();
    expect(await row.locator("tr", { hasText: "识别" }).locator("td").first().innerText()).toBe("3？");
    expect(await row.locator("td.doubtful").allInnerTexts()).toEqual(["", "3？", "有印章盖住"]);
    expect(await row.locator("img").count()).toBe(7);
    const areSeen = "[...document.querySelectorAll('.scanned img')].every((one) => one.naturalWidth > 0)";
    expect(await page.evaluate(areSeen)).toBe(true);
    expect(await page.locator(".scan a.file").getAttribute("href")).toContain("%E5%BE%85%E6%A0%B8/");
    await page.locator(".scan summary").nth(2).click();
    const pictures = page.locator(".scan details").nth(2).locator("img");
    await expect.poll(() => pictures.count()).toBeGreaterThan(100);
    expect(await accessibilityViolations(page)).toEqual([]);
    await closed(page, trouble);
  });

  it("leads from a coloured figure to its contributions, and to the source as it was sent", async () => {
    const { page, trouble } = await opened("plain");
    await page.click("#views a:text-is('汇总表')");
    await page.click(".tabs a:has-text('三、')");
    expect(await page.locator(".statutory td.value.incomplete sup").first().innerText()).toBe("缺");
    await page.click(CELL);
    const values = (await texts(page, ".shares > tbody > tr:not(.detail) > td:nth-child(2)")).map((text) =>
      text.replace("▲", ""),
    );
    expect(values[0]).toBe("未报");
    expect(values.slice(1).map(Number)).toEqual(
      values
        .slice(1)
        .map(Number)
        .sort((a, b) => b - a),
    );
    expect(values).toHaveLength(12);
    expect(await page.locator("#panel .facts").innerText()).toContain("上年");
    expect(await texts(page, "#panel .relations strong")).toEqual(
      expect.arrayContaining([
        "第一项加第二项之和，等于第三项加第四项之和",
        "各行总计等于自然人与五类法人或其他组织之和",
        "疑为照抄上年数字",
      ]),
    );
    await page.click("#panel button[aria-label='看原件：第1乡人民政府']");
    expect(await page.locator("#panel .typed").innerText()).toMatch(/^原填 6␣件 → 取数 6件$/);
    expect(await texts(page, "#panel .sheet td.marked mark")).toEqual(["6␣件"]);
    expect(await page.locator("#panel .source .where").innerText()).toContain("第1乡人民政府.xlsx》");
    expect(await texts(page, "#panel .sheet thead th")).toContain("D");
    await closed(page, trouble);
  });

  it("goes by keyboard alone: skip link, arrows, Enter, Escape, and back to where one was", async () => {
    const { page, trouble } = await opened("plain", "#table/applications");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("跳到正文");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    expect(await page.locator(".statutory a[tabindex='0']").count()).toBe(1);
    await page.focus(".statutory a[tabindex='0']");
    const place = async (): Promise<unknown> => page.evaluate("document.activeElement.getAttribute('href')");
    expect(await place()).toBe(`#figure/${FIRST}`);
    await page.keyboard.press("ArrowRight");
    expect(await place()).toBe("#figure/applications.received.enterprise");
    await page.keyboard.press("ArrowDown");
    expect(await place()).toBe("#figure/applications.carriedIn.enterprise");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#panel:not([hidden])");
    expect(await page.evaluate("document.activeElement.id")).toBe("detail-heading");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#panel", { state: "hidden" });
    expect(await place()).toBe("#figure/applications.carriedIn.enterprise");
    await closed(page, trouble);
  });

  it("finds findings by word, unit, rule and severity, and keeps what has one root together", async () => {
    const { page, trouble } = await opened("plain", "#findings");
    expect(await page.locator(".result .count").innerText()).toBe("5条，归为4个原因");
    expect(await page.locator(".group").innerText()).toContain("同一原因引起的2条问题");
    await page.fill("input[type=search]", "六类 第1乡");
    await page.locator(".result .count", { hasText: /^1条$/ }).waitFor();
    await page.fill("input[type=search]", "");
    await page.locator(".result .count", { hasText: /^5条/ }).waitFor();
    await page.selectOption("label:has-text('级别') select", "all");
    expect(await page.locator(".result .count").innerText()).toBe("7条，归为6个原因");
    await page.selectOption("label:has-text('单位') select", "U2");
    expect(await texts(page, ".finding .open")).toEqual(["文字中留有未替换的占位内容"]);
    await page.selectOption("label:has-text('单位') select", "");
    await page.selectOption("label:has-text('规则') select", "T3.BALANCE");
    expect(await page.locator(".result .count").innerText()).toBe("1条");
    expect(page.url()).toContain("#findings?severity=all&rule=T3.BALANCE");
    await page.reload();
    expect(await page.locator(".result .count").innerText()).toBe("1条");
    await closed(page, trouble);
  });

  it("shows a finding with its cells in place, the difference, the suspect, the advice, the explanation, and copies it as text", async () => {
    const { page, trouble } = await opened("plain", "#findings");
    await page.click(".group .finding:first-child a.open");
    const panel = page.locator("#panel");
    expect(await panel.locator(".facts").innerText()).toBe("现填\n12\n应为\n14\n相差\n2");
    expect(await panel.locator(".suspects").innerText()).toContain("“结转下年度”由5改为7");
    expect(await panel.innerText()).toContain("请核对该列的四个数。");
    expect(await panel.locator("td.marked").count()).toBe(4);
    expect(await panel.locator("tr.gap").count()).toBe(1);
    await panel.locator("button:text-is('复制文字')").click();
    expect(await page.evaluate("window.copied")).toBe(
      "第1乡人民政府：\n你单位2022年度政府信息公开工作年度报告经审核，有须修改的问题1条（见下）。强制性问题请修改后重新报送。\n【强制性】“自然人”列：新收加结转不等于办理结果总计加结转下年度。位置：见下。\n疑似错处：“结转下年度”由5改为7\n怎么改：请核对该列的四个数。\n编号：T3.BALANCE-U1-aaaaaaaaaaaa",
    );
    expect(await page.locator("#announce").innerText()).toContain("已复制");
    await panel.locator("a:has-text('六类申请人之和')").click();
    await page.waitForURL(/T3\.ROW_TOTAL/);
    await visit(page, `#finding/TEXT.PLACEHOLDER-U2-dddddddddddd`);
    expect(await texts(page, "#panel .lines .marked mark")).toEqual(["全年新收申请XX件"]);
    expect(await texts(page, "#panel .sheet td.marked mark")).toEqual(["8"]);
    await visit(page, `#finding/YEAR.SWING-U3-eeeeeeeeeeee`);
    expect(await panel.innerText()).toContain("机构调整");
    await visit(page, `#finding/FILE.ENCRYPTED-X-ffffffffffff`);
    expect(await panel.locator(".source").innerText()).toContain("没有随页保存");
    await closed(page, trouble);
  });

  it("tells everything about one unit, with its slip", async () => {
    const { page, trouble } = await opened("plain", "#units");
    await page.click(".units a:has-text('第1乡人民政府')");
    expect(await page.locator("#view h2").innerText()).toBe("第1乡人民政府");
    expect(await page.locator("a:has-text('打开退回单')").getAttribute("href")).toBe(
      `./returns/${encodeURIComponent("第1乡人民政府")}.xlsx`,
    );
    expect(await texts(page, "#view .finding > p > .open")).toHaveLength(3);
    expect(await page.locator(`td.value.mandatory a[href="#figure/${FIRST}/U1"]`).innerText()).toContain("6改");
    await page.click(`td.value.mandatory a[href="#figure/${FIRST}/U1"]`);
    expect(await texts(page, "#panel td.marked mark")).toEqual(["6␣件"]);
    await page.keyboard.press("Escape");
    await page.click("a:has-text('下一单位')");
    await page.locator("#view h2", { hasText: /^第2乡人民政府$/ }).waitFor();
    await visit(page, `#unit/U12`);
    expect(await page.locator("main").innerText()).toContain("没有收到该单位的材料");
    await closed(page, trouble);
  });

  it("marks what stands out in the matrix, orders it, filters it, and goes page by page", async () => {
    const { page, trouble } = await opened("plain", "#matrix/applications");
    expect(await page.locator(".matrix td.far").count()).toBe(25);
    expect(await page.locator("main").innerText()).toContain("高于上四分位数加3倍四分位距");
    await page.selectOption("label:has-text('显示') select", "outliers");
    expect(await texts(page, ".matrix tbody th")).toEqual(["汇总数", "第3乡人民政府"]);
    await page.selectOption("label:has-text('显示') select", "");
    await page.click(".matrix thead button >> nth=0");
    expect((await texts(page, ".matrix tbody th")).slice(0, 3)).toEqual(["汇总数", "第12乡人民政府", "第3乡人民政府"]);
    await page.selectOption("label:has-text('栏目') select", "all");
    expect(await page.locator(".matrix thead th").count()).toBeGreaterThan(175);
    await page.selectOption("label:has-text('栏目') select", "自然人");
    expect(await page.locator(".matrix td.mandatory sup").first().innerText()).toBe("改");
    await page.click(".matrix td.mandatory a >> nth=0");
    expect(await texts(page, "#panel td.marked mark")).toEqual(["6␣件"]);
    await closed(page, trouble);
    const large = await opened("large", "#matrix/applications");
    expect(await large.page.locator(".pager").innerText()).toContain("400个单位，第1页，共7页");
    await large.page.click("button:text-is('下一页')");
    expect((await texts(large.page, ".matrix tbody th"))[1]).toBe("第61乡人民政府");
    await closed(large.page, large.trouble);
  });

  it("sets this year beside last year and names the units behind a change", async () => {
    const { page, trouble } = await opened("plain", "#year?order=change");
    const changes = (await texts(page, ".year > tbody > tr:not(.detail) > td:nth-child(5)")).map((text) =>
      Math.abs(Number(text)),
    );
    expect(changes).toEqual([...changes].sort((a, b) => b - a));
    await page.click(".year button >> nth=0");
    expect((await texts(page, ".year .detail:not([hidden]) tbody th"))[0]).toBe("第3乡人民政府");
    await page.selectOption("label:has-text('显示') select", "provisional");
    expect(await page.locator(".result .count").innerText()).toBe("15项指标");
    await closed(page, trouble);
    const final = await opened("final", "#year");
    expect(await final.page.locator("main").innerText()).toContain("不能与上年对比");
    await closed(final.page, final.trouble);
  });

  it("opens any figure, finding and unit by its address, and says so where there is none", async () => {
    for (const [hash, said] of [
      [`#figure/${FIRST}/U2`, "第2乡人民政府"],
      ["#finding/T3.ROW_TOTAL-U1-bbbbbbbbbbbb", "六类申请人"],
      ["#unit/U3", "第3乡人民政府"],
      ["#finding/x%ZZ", "没有这一编号"],
      ["#figure/none", "没有这一指标"],
      ["#unit/none", "没有这一代码"],
      ["#none", "没有这一地址"],
    ] as const) {
      const { page, trouble } = await shown("plain", hash);
      expect(await page.locator("#main").innerText(), hash).toContain(said);
      expect(trouble).toEqual([]);
    }
  });

  it("brings a long list as it is asked for, and whole on paper; a detail is printed alone", async () => {
    const { page, trouble } = await opened("large", "#units");
    expect(await page.locator(".units tbody tr").count()).toBe(100);
    await page.click("button.more");
    expect(await page.locator(".units tbody tr").count()).toBe(200);
    await page.pdf();
    expect(await page.locator(".units tbody tr").count()).toBe(400);
    await visit(page, `#figure/${FIRST}`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#view").isVisible()).toBe(false);
    expect(await page.locator("#panel .shares").isVisible()).toBe(true);
    expect(await page.locator("#views").isVisible()).toBe(false);
    await closed(page, trouble);
  });

  it("never takes what a unit wrote for markup, link or script", async () => {
    for (const view of VIEWS) {
      const { page, trouble } = await shown("hostile", view);
      expect(
        await page.evaluate(
          "document.querySelectorAll('img, iframe, object, embed, svg, form[action], [onerror], [onclick], #main script, #main style').length",
        ),
        view,
      ).toBe(0);
      const links = (await page.evaluate(
        "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))",
      )) as readonly string[];
      expect(
        links.filter((link) => !/^(#|\.\/returns\/[^/:]+\.xlsx$|\.\.\/2022-%E5%8F%98%E5%8C%96\.txt$)/.test(link)),
        view,
      ).toEqual([]);
      expect(await page.title(), view).not.toBe("坏");
      expect(trouble, view).toEqual([]);
    }
    const { page, trouble } = await opened("hostile", "#units");
    expect(await texts(page, ".units tbody th bdi")).toContain(`${HARM[0]}1`);
    await page.click(".units th a >> nth=0");
    await page.click("#view .finding a.open >> nth=0");
    expect(await page.locator("#panel td.marked mark").first().innerText()).toContain("</script>");
    await visit(page, "#findings");
    await page.click(".group .finding:nth-child(2) a.open");
    await page.locator("#panel", { hasText: "不等于总计" }).waitFor();
    await visit(page, `#figure/${FIRST}/U4`);
    expect(await page.locator("#panel .typed").innerText()).toContain("⟨U+202E⟩");
    await closed(page, trouble);
  });

  it("may load nothing and run nothing else, whatever is put into it", async () => {
    const { page } = await opened("plain");
    const tried = (await page.evaluate(`(async () => {
      const refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      await fetch("https://example.invalid/").catch(() => {});
      const image = new Image(); image.src = "https://example.invalid/a.png";
      const script = document.createElement("script"); script.textContent = "window.ran = true"; document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { refused: refused.sort(), ran: window.ran === true };
    })()`)) as { refused: readonly string[]; ran: boolean };
    expect(tried).toEqual({ refused: ["connect-src", "img-src", "script-src-elem"], ran: false });
    await page.close();
  });

  it("copies by hand where the browser keeps the clipboard to itself", async () => {
    const { page, trouble } = await opened("plain", "#finding/UNIT.MISSING-U12-cccccccccccc");
    await page.evaluate(
      "navigator.clipboard.writeText = () => Promise.reject(new Error('no')); document.execCommand = () => { window.copied = document.activeElement.value; return true; }",
    );
    await page.click("#panel button:text-is('复制文字')");
    await page.locator("#announce", { hasText: "已复制" }).waitFor();
    expect(await page.evaluate("window.copied")).toContain("尚未报送。");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("复制文字");
    await closed(page, trouble);
  });

  const LOOKED_AT = [
    ["plain", 1400],
    ["plain", 390],
    ["hostile", 1400],
  ].flatMap(([name, width]) => VIEWS.map((view) => ({ name: String(name), width: Number(width), view })));

  it.each(LOOKED_AT)("has no violation: $name at $width $view", async ({ name, width, view }) => {
    const { page, trouble } = await shown(name, view, width);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(trouble).toEqual([]);
  });
});
