import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { consolidatePeriod } from "../src/consolidated-period.js";
import { add, decimal, format } from "../src/decimal.js";
import { loadSchemas, type SchemaFile } from "../src/form/load.js";
import { yearPeriod } from "../src/period.js";
import { effectsWith } from "./effects.js";
import { encoded } from "./fuzz/encoding.js";
import { type Material, material, type Slot, type Table, YEAR } from "./fuzz/material.js";
import { type Encoding, FORMATS, type Format, type Written } from "./fuzz/writing.js";
import { libreOfficePath, resavedByOffice } from "./libreoffice.js";
import { makeZip } from "./read/making.js";

const SCHEMAS = new URL("../schemas/", import.meta.url);
const PERIOD = yearPeriod(YEAR);

/** 变形测试: a year's reports told otherwise give the same sums. Figures → value, as consolidated. */
type Sums = Readonly<Record<string, string | null>>;

interface Year {
  readonly units: readonly string[];
  /** Path → bytes, in the order in which the folder lists them. */
  readonly files: readonly (readonly [string, Uint8Array])[];
}

function schemaFiles(units: readonly string[]): readonly SchemaFile[] {
  const roster = units.map((name, at) => `U${at + 1},${name},,部门\n`).join("");
  const paths = readdirSync(SCHEMAS, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return paths
    .filter((path) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema/"))
    .map((path) => {
      if (path === "units.csv") return { path, text: `code,name,aliases,category\n${roster}` };
      const text = readFileSync(new URL(path, SCHEMAS), "utf8");
      return { path, text: path === "jurisdiction.json" ? text.replace('"D01"', '"U1"') : text };
    });
}

/** The whole pipeline over these files; every figure must be final, or there is nothing to compare. */
async function sums({ units, files }: Year): Promise<Sums> {
  const bytes = new Map(files);
  const schemas = schemaFiles(units);
  const effects = effectsWith({
    schemas: () => Promise.resolve(schemas),
    list: ({ key }) =>
      Promise.resolve(key === PERIOD.key ? files.map(([path, { length }]) => ({ path, size: length })) : undefined),
    bytes: (_, path) => Promise.resolve(bytes.get(path)!),
  });
  const { consolidation } = await consolidatePeriod({ period: PERIOD }, loadSchemas(schemas), effects);
  const own = consolidation.findings.filter(({ severity, unit }) => severity === "mandatory" && unit !== null);
  expect(own.map(({ message }) => message)).toEqual([]);
  return Object.fromEntries(
    [...consolidation.figures].map(([code, { value }]) => [code, value === null ? null : format(value)]),
  );
}

const UNITS = ["瑞金市政府办公室", "瑞金市水利局", "瑞金市财政局"];

function named(unit: string): Pick<Material, "unit" | "title"> {
  return { unit, title: `${unit}${YEAR}年政府信息公开工作年度报告` };
}

function reportOf(unit: string, figures: number): Material {
  const made = material(["two", "three", "four", "local"], figures, SCHEMAS);
  return { ...made, ...named(unit) };
}

function bytesOf(written: Written, encoding?: Encoding): Uint8Array {
  if (written.kind === "bytes") return written.bytes;
  if (written.kind === "text") return encoded(written.draft.text, encoding ?? written.encoding);
  return makeZip(written.parts.map(({ draft, ...part }) => ({ ...part, content: draft.text })));
}

function fileOf(made: Material, as: Format = "csv", name = made.unit): readonly [string, Uint8Array] {
  const written = FORMATS[as](made);
  return [`${name}${written.ending}`, bytesOf(written)];
}

const REPORTS = UNITS.map((unit, at) => reportOf(unit, at + 3));

function year(reports: readonly Material[], as: Format = "csv"): Year {
  return { units: reports.map(({ unit }) => unit), files: reports.map((made) => fileOf(made, as)) };
}

const usual = sums(year(REPORTS));

const withFigures = (made: Material, figure: (slot: Slot) => string): Material => ({
  ...made,
  tables: made.tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) =>
      row.map((slot) => (slot.code === undefined ? slot : { ...slot, text: figure(slot) })),
    ),
  })),
});

const inTable = (made: Material, name: string, change: (rows: Table["rows"]) => Table["rows"]): Material => ({
  ...made,
  tables: made.tables.map((table) => (table.name === name ? { ...table, rows: change(table.rows) } : table)),
});

const swapped = <T>(items: readonly T[], a: number, b: number): readonly T[] =>
  items.map((item, at) => (at === a ? items[b]! : at === b ? items[a]! : item));

/** The figures of two units as those of one. */
function together(unit: string, one: Material, other: Material): Material {
  const figures = new Map(other.tables.flatMap(({ rows }) => rows.flat().map(({ code, text }) => [code, text])));
  return withFigures({ ...one, ...named(unit) }, ({ code, text }) =>
    format(add(decimal(text), decimal(figures.get(code)!))),
  );
}

describe("the same sums", () => {
  test("there is something to sum", async () => {
    const values = Object.values(await usual).filter((value) => value !== null && value !== "0");
    expect(values.length).toBeGreaterThan(190);
  });

  test("where a unit is split in two", async () => {
    const [office, , money] = REPORTS as [Material, Material, Material];
    const [one, other] = [reportOf("瑞金市水利一局", 11), reportOf("瑞金市水利二局", 12)];
    const whole = await sums(year([office, together("瑞金市水利局", one, other), money]));
    expect(await sums(year([office, one, other, money]))).toEqual(whole);
  });

  test("where rows, columns and tables stand in another order", async () => {
    const turned = REPORTS.map((made) => {
      const rows = inTable(made, "表二", (all) => swapped(all, 9, 10));
      const columns = inTable(rows, "表三", (all) => all.map((row, r) => (r < 2 ? row : swapped(row, 4, 6))));
      const local = inTable(columns, "局部统计", ([head, ...all]) => [head!, ...all.toReversed()]);
      return { ...local, tables: local.tables.toReversed() };
    });
    expect(await sums(year(turned, "xlsx"))).toEqual(await usual);
  });

  test("where the files are listed in another order, lie in folders, and have other names", async () => {
    const [a, b, c] = REPORTS as [Material, Material, Material];
    const files = [
      fileOf(c, "csv", `报送/${c.unit}${YEAR}年年报`),
      fileOf(a, "csv", `附件1 ${a.unit}`),
      fileOf(b, "csv", "年报"),
    ];
    expect(await sums({ units: UNITS, files })).toEqual(await usual);
  });

  test("with a further unit that had nothing to report", async () => {
    const none = withFigures(reportOf("瑞金市文物局", 1), () => "0");
    expect(await sums(year([...REPORTS, none]))).toEqual(await usual);
  });

  test.each(["utf-8 with mark", "utf-16le", "utf-16be", "gb18030"] as const)(
    "in another encoding: %s",
    async (encoding) => {
      const files = REPORTS.map((made) => [`${made.unit}.csv`, bytesOf(FORMATS.csv(made), encoding)] as const);
      expect(await sums({ units: UNITS, files })).toEqual(await usual);
    },
  );

  test("in other formats, three at a time", async () => {
    const all = Object.keys(FORMATS) as Format[];
    const [first, second, third] = REPORTS as [Material, Material, Material];
    for (let at = 0; at < all.length; at += 3) {
      const [a, b = "csv", c = "csv"] = all.slice(at, at + 3) as [Format, Format?, Format?];
      const files = [fileOf(first, a), fileOf(second, b), fileOf(third, c)];
      expect(await sums({ units: UNITS, files }), [a, b, c].join()).toEqual(await usual);
    }
  });

  test.skipIf(!libreOfficePath())("saved again by LibreOffice, in its own formats and Excel's", async () => {
    const saved = await resavedByOffice(fileOf(REPORTS[1]!, "xlsx")[1], ["xlsx", "xls", "ods"]);
    for (const [ending, bytes] of saved) {
      const [first, , third] = REPORTS as [Material, Material, Material];
      const files = [fileOf(first), [`${REPORTS[1]!.unit}.${ending}`, bytes] as const, fileOf(third)];
      expect(await sums({ units: UNITS, files }), ending).toEqual(await usual);
    }
  });
});
