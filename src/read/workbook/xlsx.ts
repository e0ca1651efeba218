import type { ReadDocument, Remark } from "../../grid.js";
import { rememberedByText } from "../../remembered.js";
import { type Calculation, type Expression, judgeFormulas } from "../formula/formula.js";
import { mainPart, type Parts, type Relation, relationsOf, repeatedPart, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { gridOfSheet, type SheetContent, withPictures } from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";
import { picturesOn } from "./xlsx-drawings.js";
import { type Kept, keptLinks, linkedSheets, lostLinks } from "./xlsx-links.js";
import { collectNames, columnsOfTables } from "./xlsx-names.js";
import { readWorksheet, type WorkbookParts } from "./xlsx-sheet.js";
import { readSharedStrings, unescaped } from "./xlsx-strings.js";
import { NO_STYLES, paletteOf, stylesOf } from "./xlsx-styles.js";

/** A sheet as the workbook lists it. */
interface SheetEntry {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

/**
 * 电子表格（.xlsx, .xlsm）: one grid for each worksheet, in the workbook's order. If one can't be read, the whole file is
 * unreadable, since a sheet left out would be figures left out. Macros are remarked and never run.
 */
export function readXlsx(parts: Parts): ReadDocument {
  const workbook = mainPart(parts, "xl/workbook.xml");
  const xml = repeatedPart(parts, workbook);
  if (xml === undefined) throw unreadable("工作簿缺少主体部分");
  const relations = relationsOf(parts, workbook);
  const list = sheetListOf(xml);
  const kept = keptLinks(parts, xml, relations);
  const shared = workbookParts(parts, kept, relations, list);
  const sheets: SheetContent[] = [];
  const names = new Map(list.names);
  for (const sheet of list.sheets) {
    // A module sheet of the nineties has a name and no part at all.
    if (sheet.relation === "") continue;
    const relation = relations.get(sheet.relation);
    if (!relation) throw unreadable(`工作表“${sheet.name}”的内容缺失`);
    if (relation.kind !== "worksheet") continue;
    const beside = relationsOf(parts, relation.target);
    sheets.push(withPictures(readSheet(parts, sheet, relation, shared), picturesOn(parts, beside)));
    for (const [name, area] of columnsOfTables(parts, beside, sheet.name)) names.set(name, area);
  }
  const cells = judgeFormulas(sheets, { ...list.calculation, names, linked: linkedSheets(kept) });
  const blocks = sheets.map((sheet, at) => gridOfSheet({ ...sheet, cells: cells[at] ?? sheet.cells }));
  return { format: "xlsx", blocks, remarks: remarksOf(parts) };
}

function readSheet(parts: Parts, sheet: SheetEntry, relation: Relation, shared: WorkbookParts): SheetContent {
  const xml = xmlPart(parts, relation.target);
  if (xml === undefined) throw unreadable(`工作表“${sheet.name}”的内容缺失`);
  return { name: sheet.name, hidden: sheet.hidden, ...readWorksheet(xml, shared, parts.budget) };
}

function workbookParts(
  parts: Parts,
  kept: Kept,
  relations: ReadonlyMap<string, Relation>,
  { calculation, from1904 }: SheetList,
): WorkbookParts {
  const textOf = (kind: string, partOf = repeatedPart): string | undefined => {
    const relation = [...relations.values()].find((candidate) => candidate.kind === kind);
    return relation && partOf(parts, relation.target);
  };
  const strings = textOf("sharedStrings", xmlPart);
  const styles = textOf("styles");
  const theme = textOf("theme");
  const palette = paletteOf(theme);
  return {
    strings: strings === undefined ? [] : readSharedStrings(strings, palette),
    styles: styles === undefined ? { ...NO_STYLES, palette } : stylesOf(styles, palette),
    isLost: lostLinks(kept),
    manual: calculation.manual,
    from1904,
  };
}

interface BookCalculation extends Calculation {
  readonly manual: boolean;
}

/**
 * 重算设置. Programs that write formulas without computing them ask for it on opening; calculation by hand leaves results behind only if
 * it was not done on saving either. A full calculation each time (forceFullCalc) was done before saving and says nothing.
 */
function calculationOf(attributes: Attributes): BookCalculation {
  const on = (name: string, otherwise: string): boolean => /^(?:1|true)$/i.test(attributes.get(name) ?? otherwise);
  const manual = attributes.get("calcMode") === "manual";
  return {
    manual,
    stale: on("fullCalcOnLoad", "0") || !on("calcCompleted", "1") || (manual && !on("calcOnSave", "1")),
    asShown: !on("fullPrecision", "1"),
  };
}

interface SheetList {
  readonly sheets: readonly SheetEntry[];
  readonly calculation: BookCalculation;
  /** Days are counted from 1904. */
  readonly from1904: boolean;
  readonly names: ReadonlyMap<string, Expression>;
}

/** Programs write the same list into every file. */
const sheetListOf = rememberedByText(readSheetList, { longest: 20_000, most: 64 });

function readSheetList(xml: string): SheetList {
  const sheets: SheetEntry[] = [];
  const names = collectNames();
  let calculation: BookCalculation = { stale: false, manual: false };
  let from1904 = false;
  readXml(xml, {
    open(name, attributes) {
      names.open(name, attributes);
      if (name === "calcPr") calculation = calculationOf(attributes);
      if (name === "workbookPr") from1904 = /^(?:1|true)$/i.test(attributes.get("date1904") ?? "");
      if (name !== "sheet") return;
      sheets.push({
        name: unescaped(attributes.get("name") ?? ""),
        relation: attributes.get("id") ?? "",
        hidden: /hidden$/i.test(attributes.get("state") ?? ""),
      });
    },
    close: (name) => names.close(name),
    text: (text) => names.text(text),
  });
  return { sheets, calculation, from1904, names: names.found(sheets.map((sheet) => sheet.name)) };
}

function remarksOf(parts: Parts): readonly Remark[] {
  const macros = [...parts.byName.keys()].some(
    (name) => name.endsWith("vbaproject.bin") || name.startsWith("xl/macrosheets/"),
  );
  return macros ? [{ kind: "macros" }] : [];
}
