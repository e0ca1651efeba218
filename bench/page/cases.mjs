// 页面与命令: the same years through crossfoot.html in a browser and through the command; every output's SHA-256 must be equal.
//   npm run build:page && node bench/page/cases.mjs [--browser firefox] [FOLDER…]
// A FOLDER is a case: inputs/<year>/, units.csv, and a file `jurisdiction` with the place's name where it is another; without any it is the
// shipped example. --units N --format xlsx|…|mixed makes a case instead; --threads N is the setting. Fails (exit 1) where a file differs, is missing or is too many, or where the page does what it must not.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { hashesBelow, launch, playYear, wrongdoings } from "./driver.mjs";
import { writeCase } from "./made.mjs";
import { withPeak } from "./memory.mjs";

const ROOT = join(import.meta.dirname, "../..");
const FONT = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
const LIMIT = 900_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: "string", default: "chromium" },
    units: { type: "string" },
    format: { type: "string", default: "xlsx" },
    threads: { type: "string" },
  },
});

/** The case as both get it: its inputs, and the settings that differ from the shipped ones. */
function prepared(folder, work) {
  cpSync(join(ROOT, "schemas"), join(work, "schemas"), { recursive: true });
  const year = readdirSync(join(folder, "inputs"))
    .filter((name) => /^\d{4}$/.test(name))
    .sort()
    .at(-1);
  const settings = [];
  if (existsSync(join(folder, "units.csv"))) {
    cpSync(join(folder, "units.csv"), join(work, "schemas/units.csv"));
    settings.push(join(work, "schemas/units.csv"));
  }
  const place = join(folder, "jurisdiction");
  const own = {
    ...(existsSync(place) && { name: readFileSync(place, "utf8").trim() }),
    // Without a font of its own the command takes the system's, which a page can't look for.
    fonts: { pdf: FONT },
    ...(values.threads !== undefined && { threads: Number(values.threads) }),
  };
  const path = join(work, "schemas/jurisdiction.json");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...own }));
  return { inputs: join(folder, "inputs", year), year, settings: [...settings, path] };
}

function command(folder, work, year) {
  const folders = ["--inputs", join(folder, "inputs"), "--outputs", join(work, "outputs")];
  const args = ["run", "--quiet", "--no-cache", "--year", year, ...folders, "--schemas", join(work, "schemas")];
  const started = performance.now();
  return new Promise((answer) => {
    const child = spawn(process.execPath, [join(ROOT, "dist/cli.js"), ...args]);
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    child.on("close", (code) => answer({ code, said, seconds: (performance.now() - started) / 1000 }));
  });
}

function compared(ours, theirs) {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return names.flatMap((name) =>
    ours[name] === theirs[name]
      ? []
      : [`${name}: ${!ours[name] ? "the command's alone" : theirs[name] ? "differs" : "the page's alone"}`],
  );
}

async function tried(browser, folder) {
  const work = mkdtempSync(join(tmpdir(), "page-case-"));
  try {
    const { inputs, year, settings } = prepared(folder, work);
    const page = await browser.open(pathToFileURL(join(ROOT, "dist/crossfoot.html")).href);
    const inPage = await withPeak(() => playYear({ page, inputs, settings, font: FONT, limit: LIMIT }), {
      withFormer: true,
    });
    const trouble = wrongdoings(page);
    await page.close();
    const byCommand = await withPeak(() => command(folder, work, year), { withFormer: false });
    const [played, run] = [inPage.result, byCommand.result];
    if (run.code > 1) return [`the command ended with ${run.code}: ${run.said.slice(-300)}`, `page: ${played.said}`];
    if (!played.hashes) return [`the page: ${played.said}`];
    const theirs = hashesBelow(join(work, "outputs", year));
    const wrong = [...compared(played.hashes, theirs), ...trouble];
    console.log(
      `${basename(folder)}: ${Object.keys(theirs).length} files; page ${played.seconds.toFixed(1)} s, still for ${played.still} ms at most, browser ${inPage.megabytes} MB; command ${run.seconds.toFixed(1)} s, ${byCommand.megabytes} MB`,
    );
    return wrong;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const browser = await launch(values.browser);
console.log(`${values.browser} ${browser.version()}`);
let bad = 0;
const made =
  values.units === undefined
    ? undefined
    : join(mkdtempSync(join(tmpdir(), "made-")), `${values.units}-${values.format}`);
const given = made ? [await writeCase(made, { units: Number(values.units), format: values.format })] : positionals;
const folders = given.length > 0 ? given.map((path) => resolve(path)) : [ROOT];
for (const folder of folders) {
  const wrong = await tried(browser, folder).catch((problem) => [String(problem)]);
  if (wrong.length > 0) bad += 1;
  for (const line of wrong) console.log(`  ${line}`);
}
await browser.close();
if (made) rmSync(join(made, ".."), { recursive: true });
console.log(`${folders.length} cases, ${folders.length - bad} with all files equal`);
process.exitCode = bad > 0 ? 1 : 0;
