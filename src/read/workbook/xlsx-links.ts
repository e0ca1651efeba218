import { type Parts, type Relation, xmlPart } from "../package/package.js";
import { type Attributes, readXml } from "../xml.js";

/** 外部链接: of each other file that formulas refer to, the cells of which something was kept. */
type Kept = readonly (ReadonlyMap<string, ReadonlySet<string>> | undefined)[];

const EXTERNAL =
  /(?:'[^'[]*\[([^[\]']+)\]([^'[\]]*)'|(?<![\p{L}\p{N}_\]])\[([^[\]]+)\]([\p{L}\p{N}_.]+))!(?:(\$?[A-Za-z]{1,3}\$?\d{1,7})(:)?)?/gu;

/** Whether a formula refers to a cell of another file of which the workbook kept nothing: its result can't be right but by chance. */
export function lostLinks(
  parts: Parts,
  workbook: string,
  relations: ReadonlyMap<string, Relation>,
): (formula: string) => boolean {
  let kept: Kept | undefined;
  return (formula) => {
    if (!formula.includes("[")) return false;
    for (const [, quoted, quotedSheet, bare, bareSheet, cell, range] of formula.matchAll(EXTERNAL)) {
      kept ??= linksOf(workbook).map((id) => keptIn(parts, relations.get(id)));
      const number = Number(quoted ?? bare);
      const cells = kept[number - 1]?.get((quotedSheet ?? bareSheet ?? "").toLowerCase());
      if (!cells || cells.size === 0) return true;
      if (cell !== undefined && range === undefined && !cells.has(cell.replaceAll("$", "").toUpperCase())) return true;
    }
    return false;
  };
}

function linksOf(workbook: string): readonly string[] {
  const ids: string[] = [];
  listen(workbook, (name, attributes) => {
    if (name === "externalReference") ids.push(attributes.get("id") ?? "");
  });
  return ids;
}

function keptIn(parts: Parts, relation: Relation | undefined): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  const xml = relation && xmlPart(parts, relation.target);
  if (xml === undefined) return undefined;
  const names: string[] = [];
  const cells = new Map<string, Set<string>>();
  let sheet = "";
  let cell = "";
  listen(xml, (name, attributes) => {
    if (name === "sheetName") names.push((attributes.get("val") ?? "").toLowerCase());
    else if (name === "sheetData") sheet = names[Number(attributes.get("sheetId") ?? "0")] ?? "";
    else if (name === "cell") cell = (attributes.get("r") ?? "").toUpperCase();
    else if (name === "v") cells.set(sheet, (cells.get(sheet) ?? new Set()).add(cell));
  });
  return cells;
}

function listen(xml: string, open: (name: string, attributes: Attributes) => void): void {
  readXml(xml, { open, close() {}, text() {} });
}
