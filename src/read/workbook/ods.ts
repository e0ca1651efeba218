import type { Block, ReadDocument } from "../../grid.js";
import { type Parts, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { readXml } from "../xml.js";
import { collectSheets } from "./ods-sheet.js";
import { gridOfSheet } from "./sheet-grid.js";

/** 电子表格（.ods）: one grid for each sheet. Figures are the stored values, not what their format shows. */
export function readOds(parts: Parts): ReadDocument {
  const xml = xmlPart(parts, "content.xml");
  if (xml === undefined) throw unreadable("电子表格缺少内容部分");
  const sheets = collectSheets(parts.budget);
  readXml(xml, sheets);
  const blocks: Block[] = sheets.found.map(gridOfSheet);
  const macros = [...parts.byName.keys()].some((name) => name.startsWith("basic/") && name.endsWith(".xml"));
  return { format: "ods", blocks, remarks: macros ? [{ kind: "macros" }] : [] };
}
