// What country.mjs makes: jurisdictions with rosters of their own, figures that foot, and the truth they add up to. From a fixed seed.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { consolidatePeriod } from "../dist/consolidated-period.js";
import { format } from "../dist/decimal.js";
import { loadSchemas } from "../dist/form/load.js";
import { installedPdfFiles } from "../dist/machine/pdf-files.js";
import { yearPeriod } from "../dist/period.js";
import { writeData } from "../dist/publish/data/data.js";
import { layoutTable } from "../dist/publish/layout/layout.js";
import { htmlTable } from "../dist/publish/web/table.js";
import { DEFAULT_LIMITS, readSubmission } from "../dist/read/read.js";
import { printRollUp } from "../dist/roll-up-file.js";

const ROOT = join(import.meta.dirname, "../schemas");
const PERIOD = yearPeriod(2022);
const OFFICE_TEXT =
  "五、存在的主要问题及改进情况\n公开内容的质量还需提高。\n六、其他需要报告的事项\n没有收取信息处理费。\n";

/** The shipped form without the local table, which only one county has. */
async function shippedSchemas() {
  const paths = await readdir(ROOT, { recursive: true });
  const wanted = paths
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(json|csv)$/.test(path) && !/^(json-schema|overview)\//.test(path));
  const files = await Promise.all(
    wanted.map(async (path) => ({ path, text: await readFile(join(ROOT, path), "utf8") })),
  );
  return loadSchemas(
    files.map(({ path, text }) => ({ path, text: path.endsWith("outline.json") ? withoutLocal(text) : text })),
  );
}

function withoutLocal(text) {
  const isLocal = (one) => /"text":"[^"]*(?:overview\.|oversightOffice)/.test(JSON.stringify(one));
  const kept = (_key, value) =>
    Array.isArray(value) ? value.filter((one) => !(typeof one === "object" && "text" in one && isLocal(one))) : value;
  return JSON.stringify(JSON.parse(text, kept));
}

const shipped = await shippedSchemas();
export const form = shipped.forms.find(({ edition }) => edition === "2021");
export const codes = [...form.figures.values()].filter(({ optional }) => !optional).map(({ code }) => code);
const COLUMNS = form.tables[1].sections[0].columns.lines.map(({ code }) => code).filter((code) => code !== "total");

/** Mulberry32: the same numbers on every machine. */
export function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A unit's figures, in units of 0.000001, as BigInt; every relation of the form holds. */
export function madeFigures(random) {
  const values = new Map();
  const set = (code, whole) => values.set(code, BigInt(whole) * 1_000_000n);
  const inputs = [...form.figures.values()].filter(({ optional, parts }) => !optional && parts.length === 0);
  for (const { code, kind } of inputs)
    if (kind === "amount") values.set(code, BigInt(random(50_00)) * 10_000n);
    else set(code, random(8) === 0 ? random(300) : 0);
  // 县级无权制定规章; what is in force is at least what was issued this year.
  for (const part of ["issued", "repealed", "inForce"]) set(`proactive.regulations.${part}`, 0);
  const issued = values.get("proactive.normativeDocuments.issued") / 1_000_000n;
  set("proactive.normativeDocuments.inForce", issued + BigInt(random(50)));
  for (const column of COLUMNS) balance(values, column, set, random);
  for (const { code } of form.figures.values()) if (codes.includes(code)) total(values, code);
  return values;
}

/** 新收 + 结转 = 办理结果 + 结转下年度. */
function balance(values, column, set, random) {
  const outcomes = total(values, `applications.outcomesTotal.${column}`) / 1_000_000n;
  const carriedOut = BigInt(random(5));
  const carriedIn = outcomes + carriedOut > 3n ? BigInt(random(4)) : 0n;
  set(`applications.carriedOut.${column}`, carriedOut);
  set(`applications.carriedIn.${column}`, carriedIn);
  set(`applications.received.${column}`, outcomes + carriedOut - carriedIn);
}

function total(values, code) {
  const { parts } = form.figures.get(code);
  const own = parts.filter((part) => !form.figures.get(part).optional);
  if (own.length > 0)
    values.set(
      code,
      own.reduce((sum, part) => sum + total(values, part), 0n),
    );
  return values.get(code) ?? 0n;
}

export function plain(millionths) {
  const whole = String(millionths / 1_000_000n);
  const rest = String(millionths % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

export function added(all) {
  return new Map(codes.map((code) => [code, all.reduce((sum, one) => sum + one.get(code), 0n)]));
}

/** A county's 上报.json as its run would have written it. */
export function sentUp(name, figures) {
  return new TextEncoder().encode(
    printRollUp({
      unit: { name, government: `${name}人民政府`, level: "county" },
      period: PERIOD.key,
      forms: [{ id: form.id, edition: form.edition, title: form.title, tables: form.tables.map(({ code }) => code) }],
      status: "final",
      reasons: [],
      figures: Object.fromEntries(codes.map((code) => [code, { value: plain(figures.get(code)), state: "final" }])),
      levels: [
        {
          level: "county",
          due: 60,
          received: 60,
          missing: 0,
          returned: 0,
          late: 0,
          mandatory: 0,
          verification: 0,
          notice: 0,
        },
      ],
      rules: {},
      consolidated: "0".repeat(64),
    }),
  );
}

/** A unit's own file: a web page with the three statutory tables. */
export function submission(name, figures) {
  const tables = form.tables.map((table) =>
    htmlTable(layoutTable(table, (code) => (figures.has(code) ? plain(figures.get(code)) : ""))),
  );
  return new TextEncoder().encode(
    `<!DOCTYPE html><html lang="zh"><body><h1>${name}2022年政府信息公开工作年度报告</h1>${tables.join("\n")}</body></html>`,
  );
}

/** Consolidates one jurisdiction and writes what programs read of it; `files` by path, `units` their names. */
export async function consolidate({ name, level, units, files }) {
  const roster = units.map((unit, at) => ({
    code: `U${String(at + 1).padStart(4, "0")}`,
    name: unit,
    aliases: [],
    category: "下级",
  }));
  const { oversightOffice: _none, ...jurisdiction } = shipped.jurisdiction;
  const schemas = {
    ...shipped,
    units: roster,
    jurisdiction: { ...jurisdiction, name, level, within: [], aliases: [] },
  };
  const inputs = new Map([["正文.md", new TextEncoder().encode(OFFICE_TEXT)], ...files]);
  const { consolidation } = await consolidatePeriod({ period: PERIOD }, schemas, effectsOf(inputs));
  const written = writeData({ consolidation, schemas, officeText: [] });
  return { consolidation, rollUp: written.find(({ path }) => path === "上报.json").bytes };
}

function effectsOf(inputs) {
  return {
    list: async ({ key }) =>
      key === PERIOD.key ? [...inputs].map(([path, { length }]) => ({ path, size: length })) : undefined,
    bytes: async (_period, path) => inputs.get(path),
    read: ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles),
    recall: async () => undefined,
    keep: async () => {},
    formerConsolidation: async () => undefined,
    log: () => {},
  };
}

/** How many figures are not, to the last digit, what they should be, or not final. */
export function wrongFigures({ consolidation }, truth) {
  return codes.filter((code) => {
    const { value, state } = consolidation.figures.get(code);
    return value === null || format(value) !== plain(truth.get(code)) || state !== "final";
  });
}
