import { columnName } from "../../grid.js";
import { mainPart, type Parts, relationsOf, repeatedPart, xmlPart } from "../package/package.js";
import { parseAddress } from "../sheet/sheet.js";
import { readXml } from "../xml.js";
import { unescaped } from "./xlsx-strings.js";

/** 空白表的样子: what a sheet has beside its texts: widths of columns, and formulas as they were typed. */
export interface SheetDesign {
  readonly sheet: string;
  /** In characters, from the first column on; undefined where the usual one holds. */
  readonly widths: readonly (number | undefined)[];
  /** By row and column from 0, `4 3`: SUM(D6:D9). */
  readonly formulas: ReadonlyMap<string, string>;
}

/** 读空白表的样子 of every worksheet of a workbook (.xlsx) that can be read. */
export function readDesigns(parts: Parts): readonly SheetDesign[] {
  const workbook = mainPart(parts, "xl/workbook.xml");
  const relations = relationsOf(parts, workbook);
  const sheets: { readonly name: string; readonly id: string }[] = [];
  readXml(repeatedPart(parts, workbook) ?? "", {
    open(name, attributes) {
      if (name === "sheet")
        sheets.push({ name: unescaped(attributes.get("name") ?? ""), id: attributes.get("id") ?? "" });
    },
    close() {},
    text() {},
  });
  return sheets.flatMap(({ name, id }) => {
    const xml = xmlPart(parts, relations.get(id)?.target ?? "");
    return xml === undefined ? [] : [designOf(name, xml)];
  });
}

const WIDEST = 256;

function designOf(sheet: string, xml: string): SheetDesign {
  const widths: (number | undefined)[] = [];
  const formulas = new Map<string, string>();
  const shared = new Map<string, { readonly text: string; readonly row: number; readonly column: number }>();
  let cell: { readonly row: number; readonly column: number } | undefined;
  let formula: { text: string; readonly group: string | undefined } | undefined;
  readXml(xml, {
    open(name, attributes) {
      if (name === "col") {
        const [from, to] = [Number(attributes.get("min")), Math.min(Number(attributes.get("max")), WIDEST)];
        const width = Number(attributes.get("width"));
        for (let column = from; column <= to && width > 0; column += 1) widths[column - 1] = width;
      } else if (name === "c") cell = parseAddress(attributes.get("r") ?? "");
      else if (name === "f")
        formula = { text: "", group: attributes.get("t") === "shared" ? attributes.get("si") : undefined };
    },
    close(name) {
      if (name !== "f" || !formula || !cell) return;
      const { text, group } = formula;
      const first = group === undefined ? undefined : shared.get(group);
      if (group !== undefined && text !== "") shared.set(group, { text, ...cell });
      const own = text === "" && first ? moved(first.text, cell.row - first.row, cell.column - first.column) : text;
      if (own !== "") formulas.set(`${cell.row} ${cell.column}`, own);
      formula = undefined;
    },
    text(text) {
      if (formula) formula.text += text;
    },
  });
  return { sheet, widths: Array.from(widths), formulas };
}

/** 相对引用: a formula shared by several cells speaks in each of the cells beside it. */
function moved(text: string, down: number, right: number): string {
  return text.replace(
    /(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w(])/g,
    (whole, fixedColumn: string, letters: string, fixedRow: string, number: string) => {
      const place = parseAddress(`${letters}${number}`);
      if (!place) return whole;
      const column = fixedColumn === "$" ? place.column : place.column + right;
      const row = fixedRow === "$" ? place.row : place.row + down;
      return `${columnName(column)}${row + 1}`;
    },
  );
}
