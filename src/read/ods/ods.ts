import type { Block, ReadDocument } from "../../grid.js";
import { judgeFormulas } from "../formula/formula.js";
import type { Budget } from "../limits.js";
import { hasFlatMacros, hasPackagedMacros } from "../open-document.js";
import { type Parts, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { gridOfSheet } from "../sheet/sheet.js";
import { readXml } from "../xml.js";
import { collectSheets } from "./sheet.js";
import { collectStyles, type OdsStyles } from "./styles.js";

/** 电子表格（.ods）: one grid for each sheet. Figures are the stored values, not what their format shows. */
export function readOds(parts: Parts): ReadDocument {
  const xml = xmlPart(parts, "content.xml");
  if (xml === undefined) throw unreadable("电子表格缺少内容部分");
  const styles = collectStyles();
  const named = xmlPart(parts, "styles.xml");
  if (named !== undefined) readXml(named, { open: styles.open, close: styles.close, text() {} });
  return readSheets(xml, styles, parts.budget, hasPackagedMacros(parts));
}

/** 单个 XML 文件的电子表格（.fods）: its styles stand before its sheets. */
export function readFlatOds(xml: string, budget: Budget): ReadDocument {
  return readSheets(xml, collectStyles(), budget, hasFlatMacros(xml));
}

function readSheets(xml: string, styles: OdsStyles, budget: Budget, macros: boolean): ReadDocument {
  const sheets = collectSheets(budget, styles);
  readXml(xml, sheets);
  const marked = sheets.found.map((sheet) => ({
    ...sheet,
    cells: sheet.cells.map((cell) =>
      cell.link !== undefined && !sheets.linked.has(cell.link) ? { ...cell, doubt: "linked" as const } : cell,
    ),
  }));
  const cells = judgeFormulas(marked, { stale: false, names: sheets.names });
  const blocks: Block[] = marked.map((sheet, at) => gridOfSheet({ ...sheet, cells: cells[at] ?? sheet.cells }));
  return { format: "ods", blocks, remarks: macros ? [{ kind: "macros" }] : [] };
}
