import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WRITTEN } from "../read/web/page-looks.js";
import { startBrowser } from "./browser.js";
import { chromiumPath } from "./chromium.js";

const path = chromiumPath();
const WIDTH = 200;
const HEIGHT = 60;
const ACROSS = 8;

/** Every page in a frame of its own, side by side. */
function frames(): string {
  const attribute = (page: string): string => page.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const all = WRITTEN.map(
    ({ page }) => `<iframe width="${WIDTH}" height="${HEIGHT}" srcdoc="${attribute(page)}"></iframe>`,
  );
  const grid = `display:grid;grid-template-columns:repeat(${ACROSS},${WIDTH}px);grid-auto-rows:${HEIGHT}px`;
  return `<!doctype html><style>body{margin:0;${grid}}iframe{border:0;display:block}</style>${all.join("")}`;
}

/** Changes the last digit of every cell in question, and nothing else. */
const CHANGE = `for (const frame of document.querySelectorAll("iframe")) {
  const five = frame.contentDocument.querySelector(".h");
  if ("value" in five && five.tagName !== "BUTTON") five.value = five.value.replace("5", "8");
  const texts = document.createTreeWalker(five, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace("5", "8");
}`;

/** For two pictures of the page, which of the frames differ. */
const COMPARE = `async ([before, after, count, width, height, across]) => {
  const pixels = async (data) => {
    const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return (at) => context.getImageData((at % across) * width, Math.floor(at / across) * height, width, height).data;
  };
  const [one, other] = [await pixels(before), await pixels(after)];
  return Array.from({ length: count }, (_, at) => {
    const second = other(at);
    return one(at).some((part, place) => Math.abs(part - second[place]) > 12);
  });
}`;

describe.skipIf(path === undefined)("what of a cell Chromium shows", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser(path as string);
  });
  afterAll(() => browser.close());

  test("a digit that could be changed unseen is never read in silence, and a plain one is read", async () => {
    const page = await browser.newPage({
      viewport: { width: WIDTH * ACROSS, height: Math.ceil(WRITTEN.length / ACROSS) * HEIGHT },
    });
    await page.setContent(frames());
    const before = await page.screenshot();
    await page.evaluate(CHANGE);
    const after = await page.screenshot();
    const given = [before.toString("base64"), after.toString("base64"), WRITTEN.length, WIDTH, HEIGHT, ACROSS];
    const changed = (await page.evaluate(`(${COMPARE})(${JSON.stringify(given)})`)) as readonly boolean[];
    // What is to be read of each, test/read/web/looks.test.ts holds the reader to; here the browser is asked whether that is right.
    const unseen = WRITTEN.filter((_, at) => !changed[at]);
    expect(unseen.filter(({ wanted }) => wanted === "seen").map(({ name }) => name)).toEqual([]);
    expect(unseen.length).toBeGreaterThan(100);
  });
});
