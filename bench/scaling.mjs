// How processor time grows with a file: each kind at a size and at four times it, from its bytes to its figures.
//   npm run build && node bench/scaling.mjs
// Fails (exit 1) where four times the size takes more than eight times as long: linear is 4, quadratic is 16.
import { fileURLToPath } from "node:url";
import { loadSchemas } from "../dist/form/load.js";
import { processedText } from "../dist/gather/gather.js";
import { schemaFiles } from "../dist/machine/listing.js";
import { installedPdfFiles } from "../dist/machine/pdf-files.js";
import { yearPeriod } from "../dist/period.js";
import { DEFAULT_LIMITS, readSubmission } from "../dist/read/read.js";

const files = await schemaFiles(fileURLToPath(new URL("../schemas", import.meta.url)));
// The annual report alone: forms that are workbooks would have to be read first.
const schemas = loadSchemas(files.filter(({ path }) => !path.endsWith(".xlsx")));
const TIMES = 4;
const MOST = 8;
const ROUNDS = 3;

const page = (body) => `<!DOCTYPE html><html><body><h1>叶坪镇人民政府</h1>${body}</body></html>`;
const row = (...cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const LABELS = ["一、本年新收政府信息公开申请数量", "（一）予以公开", "1.属于国家秘密", "规章", "行政许可", "12"];
// As deep as the style reader follows is 100.
const NEST = `${"(".repeat(50)}1${")".repeat(50)}`;
const KINDS = {
  "a cell of blanks and stars": [2_500, "csv", (n) => `叶坪镇,"${" *#".repeat(n)}x"\n`],
  "a cell of digits and commas": [4_000, "csv", (n) => `叶坪镇,"${"1,".repeat(n)}x"\n`],
  "a cell of brackets and quotation marks": [2_500, "csv", (n) => `叶坪镇,"${"（“[".repeat(n)}x"\n`],
  "a line of dates": [700, "txt", (n) => `叶坪镇人民政府\n${"2022年1月1日至".repeat(n)}\n`],
  "many lines": [3_000, "txt", (n) => `叶坪镇人民政府\n${"本机关依法公开信息，主动公开3件。\n".repeat(n)}`],
  "many labels": [
    1_500,
    "html",
    (n) =>
      page(
        `<table>${LABELS.map((label) => row(label, "1"))
          .join("")
          .repeat(n / 6)}</table>`,
      ),
  ],
  "many tables": [300, "html", (n) => page(`<table>${row("行政许可", "3")}${row("规章", "1")}</table>`.repeat(n))],
  "a style of nested brackets": [
    200,
    "html",
    (n) => page(`<table><tr><td style="${`a:${NEST};`.repeat(n)}">1</td></tr></table>`),
  ],
};

const read = ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles);

async function processorMs(text, ending) {
  const job = { bytes: new TextEncoder().encode(text), hash: "", path: `叶坪镇.${ending}`, period: yearPeriod(2022) };
  const before = process.cpuUsage();
  const given = await processedText({ ...job, limits: undefined }, schemas, read);
  if (given.includes("FILE.TOO_LARGE")) throw new RangeError("refused for its size: what it costs says nothing");
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of some rounds: what the machine does beside is no cost of the file. */
async function least(text, ending) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await processorMs(text, ending));
  return Math.min(...times);
}

const table = {};
for (const [kind, [size, ending, make]] of Object.entries(KINDS)) {
  const [small, large] = [await least(make(size), ending), await least(make(size * TIMES), ending)];
  table[kind] = {
    size,
    ms: Math.round(small),
    "ms at 4 ×": Math.round(large),
    ratio: Number((large / small).toFixed(1)),
  };
}
console.table(table);
const dear = Object.entries(table).filter(([, one]) => one.ratio > MOST && one["ms at 4 ×"] > 100);
for (const [kind] of dear) console.error(`more than linear: ${kind}`);
process.exitCode = dear.length > 0 ? 1 : 0;
