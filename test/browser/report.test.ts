import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeHtml } from "../../src/publish/web/web.js";
import { madePublication } from "../publish/making.js";

const CANDIDATES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromiumPath = CANDIDATES.find((path): path is string => path !== undefined && existsSync(path));
if (!chromiumPath)
  console.warn(
    `没有找到浏览器（${CANDIDATES.filter(Boolean).join("、")}），网页报告的浏览器测试没有运行。可用环境变量 CHROMIUM 指定。`,
  );

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = {
  final: writeHtml(madePublication()),
  draft: writeHtml(
    madePublication({
      missing: true,
      undivided: true,
      officeText: [],
      withoutValue: ["applications.received.enterprise"],
    }),
  ),
  "2019": writeHtml(madePublication({ edition: "2019", prior: false })),
} as const;

describe.skipIf(!chromiumPath)("the web page in a browser", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    folder = mkdtempSync(join(tmpdir(), "report-"));
    for (const [name, html] of Object.entries(PAGES)) writeFileSync(join(folder, `${name}.html`), html);
  });

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function opened(name: string, width: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 }, bypassCSP: true });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    return page;
  }

  it.each(Object.keys(PAGES).flatMap((name) => [1280, 360].map((width) => ({ name, width }))))(
    "has no violation: $name at $width",
    async ({ name, width }) => {
      const page = await opened(name, width);
      await page.evaluate(axeSource);
      const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
      expect(
        results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`),
      ).toEqual([]);
      expect(results.passes.map((one) => one.id)).toEqual(
        expect.arrayContaining(["color-contrast", "td-headers-attr", "svg-img-alt"]),
      );
      await page.close();
    },
  );

  it.each(Object.keys(PAGES))("does not scroll sideways on a phone: %s", async (name) => {
    const page = await opened(name, 360);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    const widest = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('.scroll')].map((one) => one.scrollWidth - one.clientWidth))",
    );
    expect(widest).toBeGreaterThan(0);
    await page.close();
  });

  it("leads by keyboard to the text, the parts and the tables", async () => {
    const page = await opened("final", 1280);
    const stops: string[] = [];
    for (let press = 0; press < 10; press += 1) {
      await page.keyboard.press("Tab");
      stops.push(
        (await page.evaluate(
          "document.activeElement.className || document.activeElement.getAttribute('href')",
        )) as string,
      );
    }
    expect(stops).toEqual([
      "skip",
      "#part-1",
      "#part-2",
      "#part-3",
      "#part-4",
      "#part-5",
      "#part-6",
      "scroll",
      "scroll",
      "scroll",
    ]);
    await page.close();
  });

  it("fits A4 in print, tables included", async () => {
    const page = await opened("final", 1280);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 590, height: 800 });
    const overflow = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('table')].map((one) => one.scrollWidth - one.parentElement.clientWidth))",
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  });

  it("asks nothing of any other place", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, "final.html")).href);
    expect(asked).toHaveLength(1);
    await page.close();
  });
});
