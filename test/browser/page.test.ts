import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOSTILE_KINDS } from "../command/hostile-kinds.js";
import { asked, submission } from "../command/office.js";
import { formats } from "../formats.js";
import { truthOf } from "../normalize/paper.js";
import { unzip } from "../publish/reading.js";
import { bytesOf as contentOf } from "../read/making.js";
import { accessibilityViolations, startBrowser, watchTrouble } from "./browser.js";
import { chromiumPath } from "./chromium.js";
import { commandRun, FONT, joinedPage } from "./crossfoot-page.js";
import { AS_IN_CHROME_87 } from "./floor.js";
import { newerNames, newerSyntax, PROVIDED, PUT_BACK } from "./newer.js";

const executable = chromiumPath();
const ROOT = join(import.meta.dirname, "../..");
const CHANGED = "乡镇/云石山乡.csv";
const THREAD = '<script type="text/plain" id="thread-script">';
const ROSTER =
  "code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nT02,叶坪镇人民政府,叶坪镇,乡镇\nD01,瑞金市政府办公室,市政府办,部门\n";
/** A name, a title and a cell that a page must show as they are. */
const MARKUP = "<img src=x onerror=alert(1)>";
/** Larger ones cost memory and time, and prove the same of the page. */
const SMALL = 1024 * 1024;

/** Whether the page may be left without a question. */
const LEAVING = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";

const wholePage = joinedPage();

test("crossfoot.html holds nothing newer than Chrome 87 but what is put back or asked for", async () => {
  const page = await wholePage;
  const own = [...page.matchAll(/<script(?: type="text\/plain" id="thread-script")?>([\s\S]*?)<\/script>/g)].map(
    ([, text]) => text ?? "",
  );
  const review = JSON.parse(/ id="review-script">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "") as string;
  expect(own).toHaveLength(3);
  for (const script of own) expect(newerSyntax(script)).toEqual([]);
  expect(newerSyntax(review, "chrome91")).toEqual([]);
  expect(newerNames([...own, review].join("\n"))).toEqual(Object.keys(PROVIDED).sort());
  for (const [name, how] of Object.entries(PROVIDED)) {
    if (how === "asked for") continue;
    const made = new RegExp(`\\b${name.split(".").at(-1)}'?(?::| = function|(?:<T>)?\\()`);
    expect(readFileSync(join(ROOT, PUT_BACK[how]), "utf8"), name).toMatch(made);
  }
  expect(newerSyntax("class A { static { this.b = 1; } }")).not.toEqual([]);
  expect(newerNames("a.toSorted(); Object.groupBy(b); structuredClone(c)")).toEqual([
    "groupBy",
    "structuredClone",
    "toSorted",
  ]);
});

/** The whole work in one page, beside the command's. */
describe.skipIf(!executable)("crossfoot.html", () => {
  let browser: Browser;
  let folder: string;

  let standing: { readonly page: Page; readonly trouble: readonly string[] } | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    const page = await wholePage;
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

  /** The page as it is, which stays open from test to test: a clerk clears it and goes on. */
  async function cleared(): Promise<{ page: Page; trouble: readonly string[] }> {
    standing ??= await opened("crossfoot");
    await standing.page.click("text=清空");
    return standing;
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
    const { status, outputs } = commandRun(folder);
    expect(status).toBe(1);
    return Object.fromEntries([...outputs].map(([path, bytes]) => [path, hashOf(bytes)]));
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
    return Object.fromEntries([...(await savedFiles(page))].map(([path, bytes]) => [path, hashOf(bytes)]));
  }

  async function savedFiles(page: Page): Promise<ReadonlyMap<string, Uint8Array>> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    expect(download.suggestedFilename()).toBe("2022年度汇总输出.zip");
    const files = unzip(await bytesOf(download));
    const outputs = [...files].filter(([path]) => path.startsWith("2022/"));
    return new Map(outputs.map(([path, bytes]) => [path.replace(/^2022\//, ""), bytes]));
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
    const { page, trouble } = await cleared();
    const path = join(folder, `错${MARKUP}.csv`);
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
    await page.click("text=清空");
    writeFileSync(join(folder, "units.csv"), ROSTER);
    await page.setInputFiles("#files", join(folder, "units.csv"));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=生成空白表")]);
    expect(unzip(await bytesOf(download)).size).toBe(3);
    expect(foreign(trouble)).toEqual([]);
  });

  test("says in plain words what it cannot read, stops when told to, and asks before it is left", async () => {
    const { page } = await cleared();
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
    await page.click("text=停止");
  });

  test("hostile files beside two good reports: these are summed, each file is named, and none is taken for markup", async () => {
    const { page, trouble } = await cleared();
    const hostile = HOSTILE_KINDS.flatMap(({ name, bytes }) => {
      const content = contentOf(bytes());
      return content.length < SMALL ? [[name, content] as const] : [];
    });
    const titled = submission("象湖镇人民政府", asked(11)).replace("填报单位", `填报说明：${MARKUP}。填报单位`);
    const files = [
      ...hostile,
      [`${MARKUP}叶坪镇.html`, `<title>${MARKUP}</title><table><tr><td>&lt;script&gt;alert(1)&lt;/script&gt;</table>`],
      ["象湖镇.csv", titled],
      ["市政府办.csv", submission("瑞金市政府办公室", asked(23))],
    ] as const;
    for (const [name, content] of files) put(join(folder, "hostile/2022", name), content);
    writeFileSync(join(folder, "units.csv"), ROSTER);
    await page.setInputFiles("#files", join(folder, "units.csv"));
    await page.setInputFiles("#folder", join(folder, "hostile/2022"));
    await page.click("#start");
    await page.locator(".verdict").waitFor();
    const saved = await savedFiles(page);
    const json = (name: string) => JSON.parse(new TextDecoder().decode(saved.get(name)));
    const { figures } = json("consolidated.json") as { figures: Record<string, { value: string | null }> };
    // One of the kinds is a whole report but for two cells: it counts with its 2.
    expect(figures["applications.received.naturalPerson"]?.value).toBe("36");
    const findings = json("findings.json") as readonly { sources: readonly { file: string }[] }[];
    const named = new Set(findings.flatMap(({ sources }) => sources.map(({ file }) => file.replace(/^2022\//, ""))));
    expect(hostile.map(([name]) => name).filter((name) => !named.has(name))).toEqual([]);
    expect(hostile.length).toBeGreaterThan(20);
    expect(await markup(page, "findings")).toEqual([0, 0]);
    expect(foreign(trouble)).toEqual([]);
  });

  /** How many pictures and scripts there are that a file's text would have made, in the page and in its review page. */
  async function markup(page: Page, view: string): Promise<readonly number[]> {
    const review = page.frameLocator("iframe.review");
    await review.locator(`#views a[data-view="${view}"]`).click();
    await review.locator(".finding").first().waitFor();
    const made = "img[src='x'], script:text-is('alert(1)')";
    return [await page.locator(made).count(), await review.locator(made).count()];
  }
});

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function bytesOf(download: Download): Promise<Uint8Array> {
  return new Uint8Array(readFileSync(await download.path()));
}
