import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeHtml } from "../../src/publish/web/web.js";
import { madePublication } from "../publish/making.js";
import { axeSource, type Opened, type PageFolder, pageFolder, standingPages, startBrowser } from "./browser.js";
import { chromiumPath } from "./chromium.js";

const executable = chromiumPath();
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

describe.skipIf(!executable)("the web page in a browser", () => {
  let browser: Browser;
  let folder: PageFolder;

  beforeAll(async () => {
    const encoder = new TextEncoder();
    folder = pageFolder(
      Object.fromEntries(Object.entries(PAGES).map(([name, html]) => [name, encoder.encode(html)] as const)),
    );
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    folder?.remove();
  });

  async function blank(width: number): Promise<Opened> {
    return { page: await browser.newPage({ viewport: { width, height: 800 }, bypassCSP: true }), trouble: [] };
  }

  async function opened(name: string, width: number): Promise<Page> {
    const { page } = await blank(width);
    await page.goto(folder.url(name));
    return page;
  }

  const standing = standingPages(blank);
  const shown = async (name: string, width: number): Promise<Page> => (await standing(folder.url(name), width)).page;

  it.each(Object.keys(PAGES).flatMap((name) => [1280, 360].map((width) => ({ name, width }))))(
    "has no violation: $name at $width",
    async ({ name, width }) => {
      const page = await shown(name, width);
      await page.evaluate(axeSource);
      const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
      expect(
        results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`),
      ).toEqual([]);
      expect(results.passes.map((one) => one.id)).toEqual(
        expect.arrayContaining(["color-contrast", "td-headers-attr", "svg-img-alt"]),
      );
    },
  );

  it.each(Object.keys(PAGES))("does not scroll sideways on a phone: %s", async (name) => {
    const page = await shown(name, 360);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    const widest = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('.scroll')].map((one) => one.scrollWidth - one.clientWidth))",
    );
    expect(widest).toBeGreaterThan(0);
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
    await page.goto(folder.url("final"));
    expect(asked).toHaveLength(1);
    await page.close();
  });
});
