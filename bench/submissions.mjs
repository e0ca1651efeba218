// Made submissions for the benchmarks: the same number gives the same bytes on every machine.
import { fileURLToPath } from "node:url";
import { utils, write as writeBook } from "@e965/xlsx";
import { loadSchemas } from "../dist/form/load.js";
import { schemaFiles } from "../dist/machine/listing.js";
import { applicationsTable, disputesTable, overviewTable, proactiveTable, stacked } from "../test/example/tables.mjs";
import { csvBytes, docxBytes, htmlBytes, workbookBytes } from "../test/example/writers.mjs";
import { pdfBytes } from "./made-pdf.mjs";

const STEMS = "甲乙丙丁戊己庚辛壬癸";

/** 单位: 甲乙丙丁乡, one name a number. */
export function townOf(at) {
  return `${[...String(at).padStart(4, "0")].map((digit) => STEMS[Number(digit)]).join("")}乡`;
}

/** The project's own schemas with a made roster of so many units. */
export async function schemasOf(count) {
  const rows = Array.from(
    { length: count },
    (_, at) => `U${String(at).padStart(4, "0")},${townOf(at)}人民政府,${townOf(at)},乡镇`,
  );
  const roster = `code,name,aliases,category\n${rows.join("\n")}\n`;
  const all = await schemaFiles(fileURLToPath(new URL("../schemas", import.meta.url)));
  // The annual report alone: forms that are workbooks would have to be read first.
  const files = all.filter(({ path }) => !path.endsWith(".xlsx"));
  const changed = files.map((file) => (file.path === "units.csv" ? { ...file, text: roster } : file));
  return { files: changed, schemas: loadSchemas(changed) };
}

/** Numbers from a seed: mulberry32, the same on every machine. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const COLUMNS = [
  "naturalPerson",
  "enterprise",
  "researchInstitution",
  "publicWelfareOrganization",
  "legalServiceAgency",
  "otherOrganization",
];

/** Figures of one unit that foot: what came in was granted, refused or carried over; every total is the sum of its parts. */
export function figuresOf(form, overview, at) {
  const random = randomFrom(at + 1);
  const shares = new Map();
  for (const { code, parts, table } of [...form.figures.values(), ...overview.figures.values()])
    if (parts.length === 0 && table !== "applications") shares.set(code, random(3) === 0 ? random(900) : 0);
  for (const [index, column] of COLUMNS.entries()) {
    const [granted, partly, over] = [random(index === 0 ? 40 : 5), random(4), random(3)];
    shares.set(`applications.granted.${column}`, granted);
    shares.set(`applications.partlyGranted.${column}`, partly);
    shares.set(`applications.carriedOut.${column}`, over);
    shares.set(`applications.received.${column}`, granted + partly + over);
  }
  const exact = (code) => {
    const { parts } = form.figures.get(code) ?? overview.figures.get(code);
    return parts.length === 0 ? (shares.get(code) ?? 0) : parts.reduce((sum, part) => sum + exact(part), 0);
  };
  return (code) => String(exact(code));
}

/** The ways of typing a number that need no second thought, and some that must be cleaned. */
const MANNERS = [
  (text) => text,
  (text) => (text === "0" ? "" : text),
  (text) => (text === "0" ? "/" : text),
  (text) => (text === "0" ? "—" : `${text}件`),
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (text) => (text.length > 3 ? `${text.slice(0, -3)},${text.slice(-3)}` : ` ${text} `),
];
const NOTES = ["填报单位（盖章）：", "填报人：王某", "联系电话：0797-2522222", "统计期限：2022年1月1日至12月31日"];

/** A label is now and then typed with blanks, with half-width brackets or with a line break. */
function relabelled(tables, random) {
  const WAYS = [
    (text) => text,
    (text) => text.replaceAll("（", "(").replaceAll("）", ")"),
    (text) => (text.length === 2 ? `${text[0]}  ${text[1]}` : text),
    (text) => (text.length > 8 ? `${text.slice(0, 6)}\n${text.slice(6)}` : text),
  ];
  return tables.map((table) => {
    const way = WAYS[random(WAYS.length)];
    return {
      ...table,
      cells: table.cells.map((cell) => (cell.text === undefined ? cell : { ...cell, text: way(cell.text) })),
    };
  });
}

/** 表单上方的文字: the title and, in a messy file, some notes. */
function headOf(town, { random, messy }) {
  const title = `${town}人民政府2022年政府信息公开年报统计表`;
  return messy ? [title, ...NOTES.slice(0, random(NOTES.length + 1))] : [title];
}

/** 各表所在的工作表: one sheet a table, or all on one; a messy one stands somewhere in its sheet. */
function sheetsOf({ tables, town, random, messy }) {
  const before = headOf(town, { random, messy });
  const place = messy ? { top: random(4), left: random(3) } : {};
  if (messy && random(3) > 0) return [{ name: "Sheet1", cells: stacked(tables, { ...place, before }) }];
  return tables.map((table, index) => ({
    name: `表${index + 1}`,
    cells: stacked([table], { ...place, before: index === 0 ? before : [] }),
  }));
}

/** What was typed as text (12件, １２) is no formula's result. */
function withoutTypedSums(sheets) {
  const typed = ({ sum, value }) => sum && !/^\d+$/.test(value);
  return sheets.map(({ name, cells }) => ({
    name,
    cells: cells.map((cell) => (typed(cell) ? { ...cell, sum: undefined } : cell)),
  }));
}

/** The same sheets in a format that the library of the workbooks does not write. */
function bySheetJs(sheets, bookType) {
  const book = utils.book_new();
  for (const { name, cells } of sheets) {
    const sheet = {};
    for (const { at, text, value } of cells) {
      const shown = text ?? value;
      const stored = /^\d+$/.test(shown) && text === undefined ? { t: "n", v: Number(shown) } : { t: "s", v: shown };
      if (shown !== "") sheet[utils.encode_cell({ r: at[0], c: at[1] })] = stored;
    }
    const merged = cells.filter(({ span }) => span[0] * span[1] > 1);
    sheet["!merges"] = merged.map(({ at: [r, c], span }) => ({
      s: { r, c },
      e: { r: r + span[0] - 1, c: c + span[1] - 1 },
    }));
    const [rows, columns] = [0, 1].map((way) => Math.max(...cells.map(({ at, span }) => at[way] + span[way])));
    sheet["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows - 1, c: columns - 1 } });
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(writeBook(book, { type: "buffer", bookType }));
}

/** A report in running text: its title, notes where it is messy, and each table under its title. */
function proseOf({ tables, town, random, messy }) {
  const [, ...notes] = headOf(town, { random, messy });
  return [...notes, ...tables.flatMap((table) => [table.title, table])];
}

const titleOf = (town) => `${town}人民政府2022年政府信息公开工作年度报告`;

const MAKERS = {
  xlsx: (given) => workbookBytes(withoutTypedSums(sheetsOf(given)), { formulas: given.messy && given.random(2) === 0 }),
  xls: (given) => bySheetJs(sheetsOf(given), "biff8"),
  ods: (given) => bySheetJs(sheetsOf(given), "ods"),
  csv: ({ tables, town, random, messy }) => {
    const before = messy ? headOf(town, { random, messy }) : [`${town}人民政府2022年`];
    const place = messy ? { top: random(4), left: random(3) } : {};
    return csvBytes(stacked(tables, { ...place, before }), messy && random(2) === 0 ? "gb18030" : "utf-8");
  },
  html: (given) => htmlBytes(titleOf(given.town), proseOf(given)),
  docx: (given) => docxBytes(titleOf(given.town), proseOf(given)),
  pdf: ({ tables, town }) => pdfBytes(titleOf(town), tables),
};

export const FORMATS = Object.keys(MAKERS);

/** Pages of a made PDF: one a table. */
export const PDF_PAGES = 4;

/**
 * One unit's file: its path below the period's folder and its bytes. Alike: every unit filled in the same blank form. Messy: a place,
 * an order, notes, labels and ways of typing numbers of its own.
 * @param asIf the number whose figures it bears: another's, where a unit sent a correction
 */
export async function submissionOf({ format, messy }, at, { forms }, asIf = at) {
  const [form, overview] = [forms.find((one) => one.edition === "2021"), forms.find((one) => one.accompanies)];
  const random = randomFrom(at + 31);
  const manner = messy ? MANNERS[random(MANNERS.length)] : MANNERS[0];
  const exact = figuresOf(form, overview, asIf);
  const typed = (code) => manner(exact(code));
  const asked = [...overview.figures.values()].filter(({ combine }) => combine === "sum").map(({ code }) => code);
  const [first, second, third, fourth] = [
    overviewTable(overview, asked, typed),
    proactiveTable(form, typed),
    applicationsTable(form, typed),
    disputesTable(form, typed),
  ];
  const inOrder = [first, second, third, fourth];
  const tables = messy ? relabelled(random(2) === 0 ? inOrder : [first, third, second, fourth], random) : inOrder;
  const town = townOf(at);
  return { path: `${town}.${format}`, bytes: await MAKERS[format]({ tables, town, random, messy }) };
}
