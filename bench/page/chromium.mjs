// Chromium, with the same few commands as firefox.mjs.
import { chromium } from "playwright-core";

export async function launchChromium(executablePath) {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  return {
    version: () => browser.version(),
    open: (url) => openPage(browser, url),
    close: () => browser.close(),
  };
}

async function openPage(browser, url) {
  const page = await browser.newPage();
  const trouble = [];
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.isNavigationRequest()) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { trouble, evaluate: (work, given) => page.evaluate(work, given), close: () => page.close() };
}
