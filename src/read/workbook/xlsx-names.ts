import { type Expression, parseFormula, type Reference } from "../formula/formula.js";
import { type Parts, type Relation, xmlPart } from "../package/package.js";
import { parseArea } from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";

/** 名称 that formulas use for cells, as the workbook's part lists them. */
export interface Names {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
  /** In small letters; one of a single sheet as `sheet!name`. */
  found(sheets: readonly string[]): ReadonlyMap<string, Expression>;
}

export function collectNames(): Names {
  const written: { readonly name: string; readonly sheet: string | undefined; formula: string }[] = [];
  let within = false;
  return {
    open(name, attributes) {
      if (name !== "definedName") return;
      within = true;
      written.push({ name: attributes.get("name") ?? "", sheet: attributes.get("localSheetId"), formula: "" });
    },
    close(name) {
      if (name === "definedName") within = false;
    },
    text(text) {
      const last = written.at(-1);
      if (within && last) last.formula += text;
    },
    found: (sheets) =>
      new Map(
        written.flatMap(({ name, sheet, formula }) => {
          const expression = parseFormula(formula);
          const own = sheet === undefined ? "" : `${sheets[Number(sheet)] ?? ""}!`;
          return expression ? [[`${own}${name}`.toLowerCase(), expression] as const] : [];
        }),
      ),
  };
}

interface OpenTable {
  readonly name: string;
  readonly area: string;
  readonly headings: number;
  readonly totals: number;
}

/** 超级表 of one sheet: 表1[件数] is the column under that heading, without heading and total. */
export function columnsOfTables(
  parts: Parts,
  relations: ReadonlyMap<string, Relation>,
  sheet: string,
): readonly (readonly [string, Expression])[] {
  return [...relations.values()].flatMap(({ kind, target }) => {
    const xml = kind === "table" ? xmlPart(parts, target) : undefined;
    return xml === undefined ? [] : columnsIn(xml, sheet);
  });
}

function columnsIn(xml: string, sheet: string): readonly (readonly [string, Expression])[] {
  const columns: string[] = [];
  let table: OpenTable | undefined;
  readXml(xml, {
    open(name, attributes) {
      if (name === "table") table ??= tableOf(attributes);
      else if (name === "tableColumn") columns.push(attributes.get("name") ?? "");
    },
    close() {},
    text() {},
  });
  const area = table && parseArea(table.area);
  if (!table || !area) return [];
  const { name, headings, totals } = table;
  return columns.map((column, at) => {
    const place = (row: number): Reference => ({
      sheet,
      row,
      column: area.left + at,
      rowFixed: true,
      columnFixed: true,
    });
    const own = { kind: "area", from: place(area.top + headings), to: place(area.bottom - totals) } as const;
    return [`${name}[${column}]`.toLowerCase(), own] as const;
  });
}

function tableOf(attributes: Attributes): OpenTable {
  const count = (name: string, otherwise: string): number => Number(attributes.get(name) ?? otherwise) || 0;
  return {
    name: attributes.get("displayName") ?? attributes.get("name") ?? "",
    area: attributes.get("ref") ?? "",
    headings: count("headerRowCount", "1"),
    totals: count("totalsRowCount", "0"),
  };
}
