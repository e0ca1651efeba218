import type { Block, ReadDocument, Remark } from "../../grid.js";
import { mainPart, type Parts, relationsOf, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { readXml } from "../xml.js";
import { NO_STYLES, readWordStyles } from "./styles.js";
import { gridOfTable } from "./table.js";
import { type Piece, walkDocument } from "./walk.js";

/** A report of scanned pages has hardly any text besides: a title, a page number. */
const HARDLY_ANY_TEXT = 30;

/** Word 文档: paragraphs and tables in document order. Automatic numbering is not in the text and cannot be recovered. */
export function readDocx(parts: Parts): ReadDocument {
  const main = mainPart(parts, "word/document.xml");
  const xml = xmlPart(parts, main);
  if (xml === undefined) throw unreadable("文档缺少正文部分", "请用 Word 或 WPS 打开核对内容，另存为 .docx 后重新报送");
  const styles = [...relationsOf(parts, main).values()].find(({ kind }) => kind === "styles");
  const styled = styles && xmlPart(parts, styles.target);
  const walk = walkDocument(parts.budget, styled === undefined ? NO_STYLES : readWordStyles(styled));
  readXml(xml, walk);
  const blocks = walk.pieces.map(blockOf);
  const remarks: Remark[] = [];
  if ([...parts.byName.keys()].some((name) => name.endsWith("vbaproject.bin"))) remarks.push({ kind: "macros" });
  if (walk.pictures() > 0 && textLength(blocks) < HARDLY_ANY_TEXT) remarks.push({ kind: "picturesOnly" });
  return { format: "docx", blocks, remarks };
}

function blockOf(piece: Piece): Block {
  return "table" in piece ? gridOfTable(piece.table) : { kind: "text", sheet: "正文", lines: piece.lines };
}

function textLength(blocks: readonly Block[]): number {
  let length = 0;
  for (const block of blocks) {
    for (const piece of block.kind === "grid" ? block.cells : block.lines) length += piece.text.trim().length;
  }
  return length;
}
