// A unit's report as its printer lays it out: the three tables in a font, by Chromium or by LibreOffice, then pictures of the pages.
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { applicationsTable, disputesTable, proactiveTable } from "../../test/example/tables.mjs";
import { docxBytes } from "../../test/example/writers.mjs";
import { randomFrom } from "../submissions.mjs";

const run = promisify(execFile);

/** 已知的数: most cells 0 as in real reports, the others of one to four digits; every relation of the form holds. */
export function truthOf(form, seed) {
  const random = randomFrom(seed);
  const few = () =>
    random(100) < 62
      ? 0
      : random(100) < 80
        ? 1 + random(39)
        : random(100) < 80
          ? 40 + random(400)
          : 1000 + random(8000);
  const shares = new Map();
  for (const { code, parts, table, kind } of form.figures.values())
    if (parts.length === 0 && table !== "applications")
      shares.set(code, kind === "amount" ? `${few()}.${1 + random(8)}${random(10)}` : few());
  const { rows, columns } = form.tables.find(({ code }) => code === "applications").sections[0];
  const total = rows.lines.find(({ sumOf }) => sumOf.length > 0);
  for (const column of columns.lines.filter(({ sumOf }) => sumOf.length === 0)) {
    let sum = 0;
    // A row that stands in the place of others is not printed.
    const printedRows = rows.lines.filter(({ insteadOf }) => insteadOf.length === 0).map(({ code }) => code);
    for (const part of total.sumOf.filter((code) => printedRows.includes(code))) {
      const value = few();
      sum += value;
      shares.set(`applications.${part}.${column.code}`, value);
    }
    const over = few();
    const from = Math.min(few(), sum + over);
    shares.set(`applications.carriedOut.${column.code}`, over);
    shares.set(`applications.carriedIn.${column.code}`, from);
    shares.set(`applications.received.${column.code}`, sum + over - from);
  }
  const exact = (code) => {
    const { parts } = form.figures.get(code);
    return parts.length === 0 ? (shares.get(code) ?? 0) : parts.reduce((sum, part) => sum + exact(part), 0);
  };
  return (code) => String(exact(code));
}

/** The tables of the form with these figures. */
export function tablesOf(form, typed) {
  return [proactiveTable(form, typed), applicationsTable(form, typed), disputesTable(form, typed)];
}

/** 打印: a PDF of the report, A4. `look` says by what program, in which font and how large. */
export async function printed(tables, look, folder) {
  await mkdir(folder, { recursive: true });
  return look.program === "LibreOffice" ? byOffice(tables, look, folder) : byChromium(tables, look, folder);
}

let browser;

async function byChromium(tables, look, folder) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const html = join(folder, "report.html");
  await writeFile(html, pageOf(tables, look));
  await page.goto(pathToFileURL(html).href);
  await page.evaluate(() => document.fonts.ready);
  const path = join(folder, "report.pdf");
  await page.pdf({ path, format: "A4", preferCSSPageSize: true });
  await page.close();
  return path;
}

export async function closePrinter() {
  await browser?.close();
}

function pageOf(tables, { font, size = 10.5, line = 0.75, align = "center", row = 22 }) {
  return `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: F; src: url(${pathToFileURL(font).href}) }
@page { size: A4; margin: 20mm 17mm }
body { font: ${size}pt F; margin: 0 } h1 { font-size: 18pt; text-align: center; font-weight: normal }
table { border-collapse: collapse; width: 100%; table-layout: auto; break-inside: auto } tr { break-inside: avoid }
td { border: ${line}pt solid #111; padding: 2pt; text-align: ${align}; height: ${row}px } h2 { font-size: 14pt; font-weight: normal; break-after: avoid }
td.figure { min-width: 30pt; text-align: center } </style>
<h1>2022年政府信息公开工作年度报告</h1><p>　　本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为2022年1月1日至12月31日。</p>
${tables.map((table) => `<h2>${table.title}</h2>${htmlTable(table)}`).join("")}<p>　　联系电话：0797-2522222。</p>`;
}

function htmlTable({ cells, rows }) {
  const row = (at) =>
    cells
      .filter((cell) => cell.at[0] === at)
      .sort((a, b) => a.at[1] - b.at[1])
      .map(
        ({ span, text, value }) =>
          `<td rowspan="${span[0]}" colspan="${span[1]}"${value === undefined ? "" : ' class="figure"'}>${text ?? value}</td>`,
      )
      .join("");
  return `<table>${Array.from({ length: rows }, (_, at) => `<tr>${row(at)}</tr>`).join("")}</table>`;
}

/** With a profile and fonts of its own, so that nothing of the machine's is changed. */
async function byOffice(tables, { font, family }, folder) {
  const conf = join(folder, "fonts.conf");
  await writeFile(
    conf,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(font, "..")}</dir><cachedir>${join(folder, "cache")}</cachedir><match><edit name="family" mode="assign" binding="strong"><string>${family}</string></edit></match></fontconfig>`,
  );
  const blocks = tables.flatMap((table) => [table.title, table]);
  await writeFile(join(folder, "report.docx"), await docxBytes("2022年政府信息公开工作年度报告", blocks));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  const env = { ...process.env, FONTCONFIG_FILE: conf };
  await run(
    "soffice",
    [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, join(folder, "report.docx")],
    { env },
  );
  return join(folder, "report.pdf");
}

/** 页面图片: every page of a PDF at a resolution, as { width, height, rgb }. */
export async function pagesOf(pdf, dpi, folder) {
  const out = join(folder, `pages-${dpi}`);
  await mkdir(out, { recursive: true });
  await run("pdftoppm", ["-r", String(dpi), pdf, join(out, "p")]);
  const names = (await readdir(out)).filter((name) => name.endsWith(".ppm")).sort();
  return Promise.all(names.map(async (name) => pictureFrom(await readFile(join(out, name)))));
}

/** PPM (P6). */
export function pictureFrom(bytes) {
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"));
  return { width: Number(width), height: Number(height), rgb: new Uint8Array(bytes.subarray(head.length)) };
}
