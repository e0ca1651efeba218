import { existsSync } from "node:fs";
import { said } from "../not-run.js";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The browser for the tests in a browser: what the variable CHROMIUM names and nothing else, or where systems keep it. */
export function chromiumPath(): string | undefined {
  const named = process.env.CHROMIUM;
  return (named === undefined ? CANDIDATES : [named]).find((path) => existsSync(path));
}

/** Said at the beginning and at the end of a test run, so that nobody takes a skipped browser for a passed one. */
export function setup(): (() => void) | undefined {
  if (chromiumPath() !== undefined) return undefined;
  return said(
    "NO CHROMIUM FOUND: the tests in a browser (test/browser) were NOT run. Install it (Debian: apt-get install chromium) or name it in the variable CHROMIUM, then: npm run test:browser",
  );
}
