// Plays a year through crossfoot.html and gives back the hash of every file that it saves. The files are made in the page from their bytes,
// because Firefox can't be told to choose a folder.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { inflateRawSync } from "node:zlib";
import { launchChromium } from "./chromium.mjs";
import { launchFirefox } from "./firefox.mjs";

const BROWSERS = {
  chromium: {
    launch: launchChromium,
    named: process.env.CHROMIUM,
    paths: ["/usr/bin/chromium", "/usr/bin/google-chrome"],
  },
  firefox: { launch: launchFirefox, named: process.env.FIREFOX, paths: ["/usr/bin/firefox-esr", "/usr/bin/firefox"] },
};

export async function launch(name) {
  const { launch, named, paths } = BROWSERS[name];
  const path = (named ? [named] : paths).find((one) => existsSync(one));
  if (!path) throw new Error(`no ${name} at ${paths.join(", ")}`);
  return launch(path);
}

export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

export const hashesBelow = (folder) =>
  Object.fromEntries(
    filesBelow(folder).map((path) => [relative(folder, path).replaceAll("\\", "/"), hashOf(readFileSync(path))]),
  );

/** What the page did that it must not do: its own threads and frames, and what stands in its own addresses, are all it may ask for. */
export const wrongdoings = ({ trouble }) =>
  trouble.filter((text) => !/^request: (?:blob:|data:|about:srcdoc)/.test(text));

/** One year: the hashes of what is saved, else what the page said instead; and the seconds from the press to the verdict. */
export async function playYear({ page, inputs, settings, font, limit }) {
  await give(page, "#folder", filesBelow(inputs), join(inputs, ".."));
  await give(page, "#files", settings);
  if (font) await give(page, "#font", [font]);
  await page.evaluate(watchStanding);
  // The page knows which folders are periods' once it has the forms, and begins nothing before.
  await until(page, limit, () => !document.querySelector("#start").disabled);
  const started = performance.now();
  await page.evaluate(() => document.querySelector("#start").click());
  const said = await until(page, limit, () => {
    const trouble = document.querySelector(".trouble:not(:empty)");
    return document.querySelector(".verdict") ? { done: true } : trouble && { trouble: trouble.textContent };
  });
  const seconds = (performance.now() - started) / 1000;
  if (said.trouble) return { seconds, said: said.trouble };
  const hashes = hashesIn(await savedBytes(page, limit));
  return { seconds, still: Math.round(await page.evaluate(() => window.still)), hashes };
}

/** 停顿: the longest time in which the page answered nobody, from here on. Done in the page. */
function watchStanding() {
  window.still = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.still = Math.max(window.still, now - last);
    last = now;
  }, 20);
}

async function until(page, limit, asks) {
  for (const end = performance.now() + limit; performance.now() < end; ) {
    const answer = await page.evaluate(asks);
    if (answer) return answer;
    await new Promise((answer) => setTimeout(answer, 200));
  }
  throw new Error(`nothing within ${limit / 1000} s`);
}

async function give(page, picker, paths, base) {
  for (const path of paths)
    await page.evaluate(addFile, {
      name: basename(path),
      path: base && relative(base, path).replaceAll("\\", "/"),
      base64: readFileSync(path).toString("base64"),
    });
  await page.evaluate((id) => {
    const input = document.querySelector(id);
    Object.defineProperty(input, "files", { value: window.waiting ?? [], configurable: true });
    input.dispatchEvent(new Event("change"));
    delete input.files;
    window.waiting = [];
  }, picker);
}

/** Done in the page. */
function addFile({ name, path, base64 }) {
  const file = new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name);
  if (path) Object.defineProperty(file, "webkitRelativePath", { value: path });
  window.waiting = [...(window.waiting ?? []), file];
}

/** The zip that the page hands to the browser, taken where its address is made. */
async function savedBytes(page, limit) {
  await page.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      window.saved = blob;
      return make.call(URL, blob);
    };
    document.querySelector("#save").click();
  });
  const size = await until(page, limit, () => window.saved?.size);
  const parts = [];
  for (let at = 0; at < size; at += PART)
    parts.push(Buffer.from(await page.evaluate(partOf, { from: at, to: Math.min(size, at + PART) }), "base64"));
  return Buffer.concat(parts);
}

const PART = 4 * 1024 * 1024;

/** Done in the page. */
function partOf({ from, to }) {
  return new Promise((answer) => {
    const reader = new FileReader();
    reader.onload = () => answer(reader.result.replace(/^[^,]*,/, ""));
    reader.readAsDataURL(window.saved.slice(from, to));
  });
}

/** Reads an archive without the program's own reader; of its folders the first, in which the outputs are, alone. */
function hashesIn(archive) {
  const hashes = {};
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  let first;
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const [folder, ...steps] = name.split("/");
    first ??= folder;
    if (folder === first)
      hashes[steps.join("/")] = hashOf(archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + extra + comment;
  }
  return hashes;
}
