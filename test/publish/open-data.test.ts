import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { format } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { periodNamed } from "../../src/period.js";
import { writeOpenData } from "../../src/publish/data/open-data.js";
import type { Publication } from "../../src/publish/publish.js";
import { madePublication } from "./making.js";
import { fileNamed } from "./parts.js";

function textOf(publication: Publication, name: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    fileNamed(writeOpenData(publication), `open-data/${name}`).bytes,
  );
}

/** As much of JSON Schema as the published schema uses. */
function violations(schema: Record<string, unknown>, value: unknown, path = "$"): readonly string[] {
  const types = [schema.type ?? []].flat() as unknown as readonly string[];
  const type =
    value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  if (types.length > 0 && !types.includes(type)) return [`${path}: ${type} is not ${types}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${path}: ${String(value)} is not one of ${schema.enum}`];
  if (typeof value === "string" && typeof schema.pattern === "string" && !new RegExp(schema.pattern, "u").test(value))
    return [`${path}: ${value}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      violations(schema.items as Record<string, unknown>, item, `${path}[${index}]`),
    );
  if (type !== "object") return [];
  const properties = schema.properties as Record<string, Record<string, unknown>>;
  const record = value as Record<string, unknown>;
  const lacking = (schema.required as readonly string[])
    .filter((key) => !(key in record))
    .map((key) => `${path} lacks ${key}`);
  const inner = Object.entries(record).flatMap(([key, one]) =>
    properties[key] ? violations(properties[key], one, `${path}.${key}`) : [`${path}.${key} is unknown`],
  );
  return [...lacking, ...inner];
}

function shownValue(figures: Publication["consolidation"]["figures"], code: string): string {
  return format(figures.get(figureCode(code))!.value!);
}

describe("writeOpenData", () => {
  it("gives this year's and last year's figures in one shape that its schema describes", () => {
    const publication = madePublication({ withoutValue: ["proactive.fees.amount"] });
    const schema = JSON.parse(textOf(publication, "figures.schema.json"));
    for (const name of ["figures.json", "figures-2021.json"]) {
      const read = JSON.parse(textOf(publication, name));
      expect(read.$schema).toBe("figures.schema.json");
      expect(violations(schema, read)).toEqual([]);
      expect(violations(schema, { ...read, figures: [{ ...read.figures[0], value: 1 }] })).toHaveLength(1);
    }
    const now = JSON.parse(textOf(publication, "figures.json"));
    expect(now).toMatchObject({ jurisdiction: "瑞金市", year: 2022, status: "final" });
    const expected = [...publication.consolidation.figures.values()].map(({ figure, value }) => [
      figure,
      value && format(value),
    ]);
    expect(now.figures.map((one: { code: string; value: string | null }) => [one.code, one.value])).toEqual(expected);
    const before = JSON.parse(textOf(publication, "figures-2021.json"));
    expect(before.year).toBe(2021);
    expect(before.figures.map((one: { code: string }) => one.code)).toEqual(
      now.figures.map((one: { code: string }) => one.code),
    );
    expect(before.figures[0].value).toBe("20");
  });

  it("gives a tidy CSV as its data package says", () => {
    const publication = madePublication();
    const csv = textOf(publication, "figures.csv");
    const rows: readonly Readonly<Record<string, string>>[] = parse(csv, { columns: true, record_delimiter: "\r\n" });
    const figures = publication.consolidation.figures;
    expect(rows).toHaveLength(figures.size * 2);
    expect(rows[0]).toEqual({
      code: "proactive.regulations.issued",
      label: "表二｜规章｜本年制发件数",
      unit: "件",
      value: shownValue(figures, "proactive.regulations.issued"),
      qualifier: "",
      year: "2022",
      status: "final",
    });
    const [resource] = JSON.parse(textOf(publication, "datapackage.json")).resources;
    expect(resource.schema.fields.map((field: { name: string }) => field.name)).toEqual(Object.keys(rows[0] ?? {}));
    expect(resource.bytes).toBe(new TextEncoder().encode(csv).length);
    expect(resource.hash).toBe(`sha256:${createHash("sha256").update(csv).digest("hex")}`);
    expect(new Set(rows.map((row) => `${row.code} ${row.year}`)).size).toBe(rows.length);
  });

  it("tells a month from the month before it, in the CSV, its package, the JSON and its schema", () => {
    const made = madePublication();
    const [period, before] = [periodNamed("2022-12")!, periodNamed("2022-11")!];
    const prior = { ...made.consolidation.prior!, period: before };
    const publication = { ...made, consolidation: { ...made.consolidation, period, prior } };
    const rows: readonly Readonly<Record<string, string>>[] = parse(textOf(publication, "figures.csv"), {
      columns: true,
    });
    const [resource] = JSON.parse(textOf(publication, "datapackage.json")).resources;
    expect(resource.schema.fields.map((field: { name: string }) => field.name)).toEqual(Object.keys(rows[0] ?? {}));
    expect(resource.schema.primaryKey).toEqual(["code", "period"]);
    expect(new Set(rows.map((row) => `${row.code} ${row.period}`)).size).toBe(made.consolidation.figures.size * 2);
    const schema = JSON.parse(textOf(publication, "figures.schema.json"));
    for (const [name, key] of [
      ["figures.json", "2022-12"],
      ["figures-2022-11.json", "2022-11"],
    ] as const) {
      const read = JSON.parse(textOf(publication, name));
      expect([read.year, read.period]).toEqual([2022, key]);
      expect(violations(schema, read)).toEqual([]);
      expect(violations(schema, { ...read, period: undefined })).toHaveLength(1);
    }
  });

  it("says in the CSV too that a figure is an approximate one, and has no column for it where none is", () => {
    const made = madePublication();
    const rows = (publication: Publication): readonly Readonly<Record<string, string>>[] =>
      parse(textOf(publication, "figures.csv"), { columns: true });
    const approximate = rows(made).filter(({ qualifier }) => qualifier !== "");
    expect(approximate).toEqual([
      expect.objectContaining({
        code: "overview.problemsRectified.value",
        value: "300",
        qualifier: "余",
        year: "2022",
      }),
    ]);
    const exact = [...made.consolidation.figures].map(
      ([code, { qualifier: _none, ...figure }]) => [code, figure] as const,
    );
    const publication = { ...made, consolidation: { ...made.consolidation, figures: new Map(exact) } };
    const [resource] = JSON.parse(textOf(publication, "datapackage.json")).resources;
    const columns = ["code", "label", "unit", "value", "year", "status"];
    expect(Object.keys(rows(publication)[0] ?? {})).toEqual(columns);
    expect(resource.schema.fields.map((field: { name: string }) => field.name)).toEqual(columns);
  });

  it("says in every file of a draft that it is one", () => {
    const files = writeOpenData(madePublication({ missing: true }));
    expect(files).toHaveLength(5);
    for (const { path, bytes } of files) expect(new TextDecoder().decode(bytes), path).toContain("draft");
    const data = files.filter(({ path }) => /figures(-2021)?\.json$/.test(path));
    for (const { bytes } of data) expect(JSON.parse(new TextDecoder().decode(bytes)).status).toBe("draft");
  });

  it("has this year alone where there is no last year, and says of a draft that it is one", () => {
    const publication = madePublication({ prior: false, missing: true });
    expect(writeOpenData(publication).map((file) => file.path)).not.toContain("open-data/figures-2021.json");
    expect(JSON.parse(textOf(publication, "figures.json")).status).toBe("draft");
    expect(textOf(publication, "figures.csv")).not.toContain(",2021,");
  });
});
