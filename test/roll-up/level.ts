import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/bytes.js";
import { consolidatePeriod } from "../../src/consolidated-period.js";
import type { Consolidation } from "../../src/consolidation.js";
import type { Effects } from "../../src/effects.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { writeData } from "../../src/publish/data/data.js";
import type { LevelSummary, RolledFigure, RollUp } from "../../src/roll-up.js";
import { printRollUp } from "../../src/roll-up-file.js";
import { effectsWith } from "../effects.js";

/** 一级: a jurisdiction with its roster and what lies in its inputs, by path below the year's folder. */
export interface Level {
  readonly name: string;
  readonly level: "country" | "province" | "city" | "county" | "township";
  readonly within?: readonly string[];
  /** Code and name of its units. */
  readonly units: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, Uint8Array | string>>;
}

const ROOT = join(import.meta.dirname, "../../schemas");
const OFFICE_TEXT =
  "五、存在的主要问题及改进情况\n公开内容的质量还需提高。\n六、其他需要报告的事项\n没有收取信息处理费。\n";

const shipped: readonly SchemaFile[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".json") && !path.startsWith("json-schema/"))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

export function schemasOf({ name, level, within, units }: Level): readonly SchemaFile[] {
  const rows = Object.entries(units).map(([code, unit]) => `${code},${unit},,下级\n`);
  const jurisdiction = JSON.parse(shipped.find(({ path }) => path === "jurisdiction.json")!.text) as object;
  const own = { ...jurisdiction, name, level, within: within ?? [], aliases: [], oversightOffice: undefined };
  return [
    ...shipped
      // The local table is taken from units that only one county has.
      .filter(({ path }) => path !== "jurisdiction.json" && !path.startsWith("overview/"))
      .map((file) => (file.path.endsWith("outline.json") ? withoutLocal(file) : file)),
    { path: "jurisdiction.json", text: JSON.stringify(own) },
    { path: "units.csv", text: `code,name,aliases,category\n${rows.join("")}` },
  ];
}

/** Its sentences without those that speak of the local table or of an office that a roster of counties lacks. */
function withoutLocal({ path, text }: SchemaFile): SchemaFile {
  const isLocal = (one: unknown): boolean => /"text":"[^"]*(?:overview\.|oversightOffice)/.test(JSON.stringify(one));
  const kept = (_key: string, value: unknown): unknown =>
    Array.isArray(value) ? value.filter((one) => !(typeof one === "object" && "text" in one && isLocal(one))) : value;
  return { path, text: JSON.stringify(JSON.parse(text), kept) };
}

export interface Done {
  readonly consolidation: Consolidation;
  /** Its outputs for programs, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const loaded = new Map<string, Schemas>();

function loadedSchemas({ name, level, within, units }: Level): Schemas {
  const key = JSON.stringify([name, level, within, units]);
  const known = loaded.get(key) ?? loadSchemas(schemasOf({ name, level, units, ...(within && { within }), files: {} }));
  loaded.set(key, known);
  return known;
}

/** 汇总一级: everything but the outputs for people. */
export async function consolidate(level: Level): Promise<Done> {
  const schemas = loadedSchemas(level);
  const { consolidation } = await consolidatePeriod({ period: yearPeriod(2022) }, schemas, effectsOf(level));
  const files = writeData({ consolidation, schemas, officeText: [] });
  return { consolidation, files: new Map(files.map(({ path, bytes }) => [path, bytes])) };
}

export function effectsOf(level: Level): Effects {
  const files = new Map(
    Object.entries({ "正文.md": OFFICE_TEXT, ...level.files }).map(([path, content]) => [
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    ]),
  );
  return effectsWith({
    schemas: () => Promise.resolve(schemasOf(level)),
    list: ({ key }) =>
      Promise.resolve(key === "2022" ? [...files].map(([path, { length }]) => ({ path, size: length })) : undefined),
    bytes: (_period, path) => Promise.resolve(files.get(path)!),
  });
}

const form = loadSchemas(schemasOf({ name: "某县", level: "county", units: { A: "某镇" }, files: {} })).forms.find(
  ({ edition }) => edition === "2021",
)!;

/** Every figure of the form that must be there, at 0 but for those given; totals follow from their parts. */
export function figuresWith(given: Readonly<Record<string, string>>): Readonly<Record<string, RolledFigure>> {
  const value = (code: string): bigint => {
    const parts = form.figures.get(code as never)?.parts.filter((part) => form.figures.get(part)?.optional !== true);
    return parts && parts.length > 0 ? parts.reduce((sum, part) => sum + value(part), 0n) : BigInt(given[code] ?? 0);
  };
  const wanted = [...form.figures.values()].filter(({ optional }) => !optional);
  return Object.fromEntries(wanted.map(({ code }) => [code, { value: String(value(code)), state: "final" as const }]));
}

export const NOBODY: LevelSummary = {
  level: "county",
  due: 0,
  received: 0,
  missing: 0,
  returned: 0,
  late: 0,
  mandatory: 0,
  verification: 0,
  notice: 0,
};

/** 上报 of a county that is in order, but for what is changed. */
export function rollUpOf(name: string, changed: Partial<RollUp> = {}): RollUp {
  return {
    unit: { name, government: `${name}人民政府`, level: "county" },
    period: "2022",
    forms: [{ id: form.id, edition: form.edition, title: form.title, tables: form.tables.map(({ code }) => code) }],
    status: "final",
    reasons: [],
    figures: figuresWith({}),
    levels: [NOBODY],
    rules: {},
    consolidated: sha256(new TextEncoder().encode(name)),
    ...changed,
  };
}

export function sent(name: string, changed: Partial<RollUp> = {}): string {
  return printRollUp(rollUpOf(name, changed));
}
