import type { Grid, ReadDocument, Remark } from "../../grid.js";
import { mainPart, type Parts, type Relation, relationsOf, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { readXml } from "../xml.js";
import { gridOfSheet } from "./sheet-grid.js";
import { readWorksheet, type WorkbookParts } from "./xlsx-sheet.js";
import { readSharedStrings, unescaped } from "./xlsx-strings.js";
import { readStyles } from "./xlsx-styles.js";

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
  const xml = xmlPart(parts, workbook);
  if (xml === undefined) throw unreadable("工作簿缺少主体部分");
  const relations = relationsOf(parts, workbook);
  const shared = workbookParts(parts, [...relations.values()]);
  const blocks: Grid[] = [];
  for (const sheet of readSheetList(xml)) {
    // A module sheet of old macros has a name but no part.
    if (sheet.relation === "") continue;
    const relation = relations.get(sheet.relation);
    if (!relation) throw unreadable(`工作表“${sheet.name}”的内容缺失`);
    if (relation.kind === "worksheet") blocks.push(readSheet(parts, sheet, relation, shared));
  }
  return { format: "xlsx", blocks, remarks: remarksOf(parts) };
}

function readSheet(parts: Parts, sheet: SheetEntry, relation: Relation, shared: WorkbookParts): Grid {
  const xml = xmlPart(parts, relation.target);
  if (xml === undefined) throw unreadable(`工作表“${sheet.name}”的内容缺失`);
  return gridOfSheet({ name: sheet.name, hidden: sheet.hidden, ...readWorksheet(xml, shared, parts.budget) });
}

function workbookParts(parts: Parts, relations: readonly Relation[]): WorkbookParts {
  const textOf = (kind: string): string | undefined => {
    const relation = relations.find((candidate) => candidate.kind === kind);
    return relation && xmlPart(parts, relation.target);
  };
  const strings = textOf("sharedStrings");
  const styles = textOf("styles");
  return {
    strings: strings === undefined ? [] : readSharedStrings(strings),
    kinds: styles === undefined ? [] : readStyles(styles),
  };
}

function readSheetList(xml: string): readonly SheetEntry[] {
  const sheets: SheetEntry[] = [];
  readXml(xml, {
    open(name, attributes) {
      if (name !== "sheet") return;
      sheets.push({
        name: unescaped(attributes.get("name") ?? ""),
        relation: attributes.get("id") ?? "",
        hidden: /hidden$/i.test(attributes.get("state") ?? ""),
      });
    },
    close() {},
    text() {},
  });
  return sheets;
}

function remarksOf(parts: Parts): readonly Remark[] {
  const macros = [...parts.byName.keys()].some(
    (name) => name.endsWith("vbaproject.bin") || name.startsWith("xl/macrosheets/"),
  );
  return macros ? [{ kind: "macros" }] : [];
}
