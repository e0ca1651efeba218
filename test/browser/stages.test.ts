import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { format } from "../../src/decimal.js";
import { type Unit, unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { shippedFiles } from "../form/schema-files.js";
import { formats } from "../formats.js";
import { type Truth, truthOf } from "../normalize/paper.js";
import { makeZip } from "../read/making.js";
import { pageFolder, startBrowser, watchTrouble } from "./browser.js";
import { type Bundle, bundled } from "./bundle.js";
import { chromiumPath } from "./chromium.js";
import { type Given, stages } from "./stages.js";

const executable = chromiumPath();
const YEAR = 2023;
const STAGES = ["form", "intake", "read", "normalize", "gather", "check", "consolidate"];
/** One way of writing for every kind of file. */
const FORMATS = [
  "xlsx（exceljs）",
  "xls（BIFF8）",
  "ods",
  "csv（GB 18030）",
  "docx",
  "html",
  "pdf",
  "ofd（模板）",
  "网页文字（隔行）",
];

/** What came of the stages, as far as this test looks into it. */
interface Came {
  readonly submissions: readonly Readonly<Record<"file" | "sha256" | "format" | "status", string>>[];
  readonly reports: readonly {
    readonly unit: Unit;
    readonly observations: readonly (readonly [
      string,
      { readonly amount: { readonly value: { readonly coefficient: string; readonly scale: number } } },
    ])[];
  }[];
  readonly findings: readonly { readonly rule: string; readonly unit: string | null; readonly message: string }[];
  readonly figures: readonly unknown[];
}

interface MadeFile {
  readonly bytes: Uint8Array;
  /** What must be read from it; undefined where nothing can be. */
  readonly truth: Truth | undefined;
}

/** A file of every format, one in an archive, one with a wrong total, one damaged: each of another unit, with figures of its own. */
async function madeFiles(): Promise<ReadonlyMap<string, MadeFile>> {
  const units = unitsDue(loadSchemas(shippedFiles()), yearPeriod(YEAR)).slice(20);
  const files = new Map<string, MadeFile>();
  const written = async (
    format: string,
    truth: Truth,
  ): Promise<{ name: string; ending: string; bytes: Uint8Array }> => {
    const { name } = units[files.size]!;
    const form = formats(truth, `${name}${YEAR}年政府信息公开工作年度报告`).find((one) => one.format === format)!;
    return { name, ending: form.ending, bytes: await form.bytes() };
  };
  for (const format of FORMATS) {
    const truth = truthOf(files.size);
    const { name, ending, bytes } = await written(format, truth);
    files.set(`${name}${ending}`, { bytes, truth });
  }
  const truth = truthOf(files.size);
  const packed = await written("xls（BIFF8）", truth);
  files.set(`${packed.name}.zip`, { bytes: makeZip([{ name: `${packed.name}.xls`, content: packed.bytes }]), truth });
  const untrue = { ...truthOf(files.size), "applications.received.total": "1" };
  const wrong = await written("csv（GB 18030）", untrue);
  files.set(`${wrong.name}.csv`, { bytes: wrong.bytes, truth: untrue });
  const damaged = await written("xls（BIFF8）", truthOf(files.size));
  const archive = makeZip([{ name: `${damaged.name}.xls`, content: damaged.bytes }]);
  archive[archive.length >> 1]! ^= 1;
  files.set(`${damaged.name}.zip`, { bytes: archive, truth: undefined });
  return files;
}

/** Everything that the PDF library may ask for, as a page would carry it. */
function pdfFiles(): Readonly<Record<string, string>> {
  const folder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const names = ["cmaps", "standard_fonts"].flatMap((below) =>
    readdirSync(join(folder, below)).map((name) => `${below}/${name}`),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "base64")]));
}

describe.skipIf(!executable)("the stages from a file's bytes to the sums, in a browser", () => {
  let browser: Browser;
  let bundle: Bundle;
  let given: Given;
  let files: ReadonlyMap<string, MadeFile>;
  let inNode: string;

  beforeAll(async () => {
    bundle = await bundled(new URL("stages.ts", import.meta.url), "crossfoot");
    files = await madeFiles();
    given = {
      year: YEAR,
      schemas: shippedFiles(),
      files: Object.fromEntries([...files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString("base64")])),
      pdfFiles: pdfFiles(),
    };
    inNode = await stages(given);
    browser = await startBrowser(executable ?? "");
  });

  afterAll(async () => {
    await browser?.close();
  });

  test("become one script that asks nobody for anything", () => {
    expect(bundle.externals).toEqual([]);
    // The PDF library looks for where it lies only when it finds itself in Node.
    expect(
      bundle.warnings.filter((text) => !(text.startsWith("EMPTY_IMPORT_META") && text.includes("pdfjs-dist"))),
    ).toEqual([]);
    expect(bundle.modules).toContain("src/bytes.browser.ts");
    expect(bundle.modules).not.toContain("src/bytes.ts");
    expect(bundle.modules.filter((path) => /^node:|browserify|polyfill|node_modules\/buffer\//.test(path))).toEqual([]);
    for (const stage of STAGES)
      expect(
        bundle.modules.filter((path) => path.startsWith(`src/${stage}/`)),
        stage,
      ).not.toEqual([]);
    expect(bundle.modules.filter((path) => /^src\/(machine|command|trigger|record|publish)\//.test(path))).toEqual([]);
  });

  test("give in Node what was written in every format, to the figure", () => {
    const came = JSON.parse(inNode) as Came;
    const hashes = new Map(came.submissions.map(({ file, sha256: hash }) => [file, hash]));
    for (const [path, { bytes }] of files)
      if (!path.endsWith(".zip")) expect(hashes.get(`${YEAR}/${path}`), path).toBe(sha256(bytes));
    expect([...new Set(came.submissions.map(({ format }) => format))].sort()).toEqual(
      ["csv", "docx", "html", "ods", "ofd", "pdf", "text", "xls", "xlsx"].sort(),
    );
    for (const [path, { truth }] of files) {
      const observed = came.reports.find(({ unit }) => path.startsWith(unit.name))?.observations ?? [];
      expect(Object.fromEntries(observed.map(([code, { amount }]) => [code, printed(amount.value)])), path).toEqual(
        truth ?? {},
      );
    }
    const rules = came.findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(["T3.ROW_TOTAL", "T3.BALANCE", "FILE.UNREADABLE"]));
    expect(came.figures.length).toBeGreaterThan(190);
  });

  test.each([
    ["a page", "crossfoot.stages(given)"],
    ["a thread of a page, where files are to be read", "inThread(given)"],
  ])("give the same in %s: figures, cells, findings and hashes, and nothing is fetched", async (_, asked) => {
    const folder = pageFolder({ stages: pageOf(bundle, given) });
    const page = await browser.newPage();
    const trouble = watchTrouble(page);
    await page.goto(folder.url("stages"));
    expect(await page.evaluate(asked)).toBe(inNode);
    expect(trouble.filter((text) => !text.startsWith("request: blob:"))).toEqual([]);
    await page.close();
    folder.remove();
  });
});

/** A page that holds the script and what is given to it, and asks for nothing else. */
function pageOf({ code }: Bundle, given: Given): Uint8Array {
  const inside = (text: string): string => text.replace(/<(?=\/script|!--)/gi, "\\x3c");
  return new TextEncoder().encode(`<!doctype html><meta charset="utf-8"><title>勾稽</title>
<script id="code">${inside(code)}</script>
<script>
const given = ${inside(JSON.stringify(given)).replaceAll("\\x3c", "\\u003c")};
function inThread(given) {
  const answering = "onmessage = ({ data }) => data.files && crossfoot.stages(data).then((came) => postMessage(came));";
  const script = document.getElementById("code").textContent + answering;
  return new Promise((answer, refuse) => {
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    worker.onerror = ({ message }) => refuse(new Error(message));
    worker.onmessage = ({ data }) => typeof data === "string" && answer(data);
    worker.postMessage(given);
  });
}
</script>`);
}

/** An exact decimal, printed again from how it was serialized. */
function printed({ coefficient, scale }: { readonly coefficient: string; readonly scale: number }): string {
  return format({ coefficient: BigInt(coefficient), scale });
}
