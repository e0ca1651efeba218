// Made submissions for the benchmarks: the same number gives the same bytes on every machine.
import { fileURLToPath } from "node:url";
import { loadSchemas } from "../dist/form/load.js";
import { schemaFiles } from "../dist/machine/listing.js";
import { applicationsTable, disputesTable, overviewTable, proactiveTable, stacked } from "../test/example/tables.mjs";
import { csvBytes, docxBytes, htmlBytes, workbookBytes } from "../test/example/writers.mjs";

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
  const files = await schemaFiles(fileURLToPath(new URL("../schemas", import.meta.url)));
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

/** 一份乱填的工作簿: the tables moved, some above others, titles and notes of its own, numbers typed in several ways. */
async function messyWorkbook(tables, town, at) {
  const random = randomFrom(at + 7001);
  const moved = { top: random(4), left: random(3) };
  const before = [`${town}人民政府2022年政府信息公开年报统计表`, ...NOTES.slice(0, random(NOTES.length + 1))];
  const own = random(2) === 0 ? tables : [tables[0], tables[2], tables[1], tables[3]];
  if (random(3) > 0) return workbookBytes([{ name: "Sheet1", cells: stacked(own, { ...moved, before }) }]);
  const sheets = own.map((table, index) => ({
    name: `表${index + 1}`,
    cells: stacked([table], { ...moved, before: index === 0 ? before : [] }),
  }));
  return workbookBytes(sheets, { formulas: random(2) === 0 });
}

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

const MAKERS = {
  alike: async (tables, town) => [
    `${town}.xlsx`,
    await workbookBytes(
      tables.map((table, index) => ({
        name: `表${index + 1}`,
        cells: stacked([table], { before: index === 0 ? [`${town}人民政府2022年政府信息公开年报统计表`] : [] }),
      })),
    ),
  ],
  messy: async (tables, town, at) => [`${town}.xlsx`, await messyWorkbook(tables, town, at)],
  csv: async (tables, town) => [
    `${town}.csv`,
    csvBytes(stacked(tables, { before: [`${town}人民政府2022年`] }), "utf-8"),
  ],
  html: async (tables, town) => {
    const title = `${town}人民政府2022年政府信息公开工作年度报告`;
    return [
      `${town}.html`,
      htmlBytes(
        title,
        tables.flatMap((table) => [table.title, table]),
      ),
    ];
  },
  docx: async (tables, town) => {
    const title = `${town}人民政府2022年政府信息公开工作年度报告`;
    return [
      `${town}.docx`,
      await docxBytes(
        title,
        tables.flatMap((table) => [table.title, table]),
      ),
    ];
  },
};

export const KINDS = Object.keys(MAKERS);

/** One unit's file: its path below the period's folder and its bytes. */
export async function submissionOf(kind, at, { forms }) {
  const [form, overview] = [forms.find((one) => one.edition === "2021"), forms.find((one) => one.accompanies)];
  const random = randomFrom(at + 31);
  const manner = kind === "messy" ? MANNERS[random(MANNERS.length)] : MANNERS[0];
  const exact = figuresOf(form, overview, at);
  const typed = (code) => manner(exact(code));
  const asked = [...overview.figures.values()].filter(({ combine }) => combine === "sum").map(({ code }) => code);
  const tables = [
    overviewTable(overview, asked, typed),
    proactiveTable(form, typed),
    applicationsTable(form, typed),
    disputesTable(form, typed),
  ];
  const [path, bytes] = await MAKERS[kind](kind === "messy" ? relabelled(tables, random) : tables, townOf(at), at);
  return { path, bytes };
}
