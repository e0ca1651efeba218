import type { ReadDocument } from "../../grid.js";
import { mainPart, type Parts, partBytes, relationsOf, withTexts } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { readXlsx } from "../workbook/workbook.js";
import { sheetXml } from "./sheet.js";
import { stringsXml } from "./strings.js";
import { stylesXml } from "./styles.js";
import { workbookPart } from "./workbook-part.js";

/**
 * 二进制工作簿（.xlsb）. Its parts are put into the XML in which an .xlsx has them, so that one reader judges both: what a person sees, what a
 * formula's kept result is worth. What is not told here (a function without a name, a reference to a table's column) leaves the formula
 * without terms, and nothing is computed from it.
 */
export function readXlsb(parts: Parts): ReadDocument {
  const main = mainPart(parts, "xl/workbook.bin");
  const workbook = workbookPart(partBytes(parts, main) ?? missing());
  const relations = [...relationsOf(parts, main).values()];
  const bytesOf = (kind: string): readonly (readonly [string, Uint8Array])[] =>
    relations.flatMap((relation) => {
      const bytes = relation.kind === kind ? partBytes(parts, relation.target) : undefined;
      return bytes ? [[relation.target, bytes] as const] : [];
    });
  // Binary parts that are not told here (tables, what was kept of other files) say nothing.
  const texts = new Map(
    [...parts.byName.keys()].filter((name) => name.endsWith(".bin")).map((name) => [name, "<none/>"]),
  );
  texts.set(main, workbook.xml);
  let fonts: readonly string[] = [];
  for (const [name, bytes] of bytesOf("styles")) {
    const styles = stylesXml(bytes);
    fonts = styles.fonts;
    texts.set(name, styles.xml);
  }
  for (const [name, bytes] of bytesOf("sharedStrings")) texts.set(name, stringsXml(bytes, fonts));
  for (const [name, bytes] of bytesOf("worksheet"))
    texts.set(name, sheetXml(bytes, { ...workbook, fonts, budget: parts.budget }));
  return readXlsx(withTexts(parts, texts));
}

function missing(): never {
  throw unreadable("工作簿缺少主体部分");
}
