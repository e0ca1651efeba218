import { columnName } from "../../grid.js";
import type { FormulaCell, FormulaSheet } from "../formula/formula.js";
import { type Parts, type Relation, xmlPart } from "../package/package.js";
import { parseAddress } from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";

/** By sheet and address in capitals: what was kept of another file. */
type KeptCells = ReadonlyMap<string, ReadonlyMap<string, FormulaCell>>;

/** 外部链接: of each other file that formulas refer to, the cells of which something was kept. */
export type Kept = readonly (KeptCells | undefined)[];

const EXTERNAL =
  /(?:'[^'[]*\[([^[\]']+)\]([^'[\]]*)'|(?<![\p{L}\p{N}_\]])\[([^[\]]+)\]([\p{L}\p{N}_.]+))!(?:(\$?[A-Za-z]{1,3}\$?\d{1,7})(:)?)?/gu;

/** Reads what the workbook kept of other files. */
export function keptLinks(parts: Parts, workbook: string, relations: ReadonlyMap<string, Relation>): Kept {
  return linksOf(workbook).map((id) => keptIn(parts, relations.get(id)));
}

/** How far a shared formula has moved from where it was written. */
export type Moved = readonly [rows: number, columns: number];

/** Whether a formula refers to a cell of another file of which the workbook kept nothing: its result can't be right but by chance. */
export function lostLinks(kept: Kept): (formula: string, moved: Moved) => boolean {
  return (formula, moved) => {
    if (!formula.includes("[")) return false;
    for (const [, quoted, quotedSheet, bare, bareSheet, cell, range] of formula.matchAll(EXTERNAL)) {
      const number = Number(quoted ?? bare);
      const cells = kept[number - 1]?.get((quotedSheet ?? bareSheet ?? "").toLowerCase());
      if (!cells || cells.size === 0) return true;
      if (cell !== undefined && range === undefined && !cells.has(addressOf(cell, moved))) return true;
    }
    return false;
  };
}

/** B$7, moved down and to the right: what is fixed by `$` stays. */
function addressOf(cell: string, [rows, columns]: Moved): string {
  const at = parseAddress(cell);
  if (!at) return cell;
  const row = at.row + (cell.slice(1).includes("$") ? 0 : rows);
  return `${columnName(at.column + (cell.startsWith("$") ? 0 : columns))}${row + 1}`;
}

/** What was kept as sheets that formulas may be computed with: `[1]表三`. */
export function linkedSheets(kept: Kept): readonly FormulaSheet<FormulaCell>[] {
  return kept.flatMap((sheets, at) =>
    [...(sheets ?? [])].map(([sheet, cells]) => ({ name: `[${at + 1}]${sheet}`, cells: [...cells.values()] })),
  );
}

function linksOf(workbook: string): readonly string[] {
  if (!workbook.includes("externalReference")) return [];
  const ids: string[] = [];
  listen(workbook, (name, attributes) => {
    if (name === "externalReference") ids.push(attributes.get("id") ?? "");
  });
  return ids;
}

function keptIn(parts: Parts, relation: Relation | undefined): KeptCells | undefined {
  const xml = relation && xmlPart(parts, relation.target);
  if (xml === undefined) return undefined;
  const names: string[] = [];
  const sheets = new Map<string, Map<string, FormulaCell>>();
  let sheet = "";
  let cell: { readonly address: string; readonly type: string } | undefined;
  let within = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === "sheetName") names.push((attributes.get("val") ?? "").toLowerCase());
      else if (name === "sheetData") sheet = names[Number(attributes.get("sheetId") ?? "0")] ?? "";
      else if (name === "cell")
        cell = { address: (attributes.get("r") ?? "").toUpperCase(), type: attributes.get("t") ?? "n" };
      within = name === "v";
    },
    close(name) {
      if (name === "v") within = false;
    },
    text(text) {
      const at = within && cell ? parseAddress(cell.address) : undefined;
      if (!cell || !at) return;
      const own = sheets.get(sheet) ?? new Map<string, FormulaCell>();
      sheets.set(sheet, own.set(cell.address, { ...at, ...storedAs(cell.type, text) }));
    },
  });
  return sheets;
}

function storedAs(type: string, text: string): Pick<FormulaCell, "text" | "kind"> {
  if (type === "b") return { text: /^(?:1|true)$/i.test(text.trim()) ? "TRUE" : "FALSE", kind: "boolean" };
  return type === "n" ? { text: text.trim(), kind: "number" } : { text, kind: type === "e" ? "error" : "text" };
}

function listen(xml: string, open: (name: string, attributes: Attributes) => void): void {
  readXml(xml, { open, close() {}, text() {} });
}
