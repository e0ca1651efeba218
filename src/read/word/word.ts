import type { Block, FileFormat, ReadDocument, Remark } from "../../grid.js";
import type { Budget } from "../limits.js";
import { mainPart, type Parts, relationsOf, xmlPart } from "../package/package.js";
import { unreadable } from "../refusal.js";
import { OFFICE_THEME, readTheme } from "../theme.js";
import { readXml, type XmlListener } from "../xml.js";
import { NO_NUMBERS, readNumbering } from "./numbering.js";
import { NO_STYLES, readWordStyles } from "./styles.js";
import { gridOfTable } from "./table.js";
import { TOLD_NUMBER } from "./told.js";
import { type Piece, type Walk, walkDocument } from "./walk.js";

export { type CellEdges, columnLines } from "./column-lines.js";
export {
  attributesOf,
  TOLD_NUMBER,
  type ToldCell,
  type ToldLook,
  type ToldParagraph,
  tellCell,
  tellParagraph,
  tellRun,
} from "./told.js";

/** A report of scanned pages has hardly any text besides: a title, a page number. */
const HARDLY_ANY_TEXT = 30;

/** Word 文档: paragraphs and tables in document order. Automatic numbers are not in the text: a cell that shows one says so. */
export function readDocx(parts: Parts, formatted = false): ReadDocument {
  const main = mainPart(parts, "word/document.xml");
  const xml = xmlPart(parts, main);
  if (xml === undefined) throw unreadable("文档缺少正文部分", "请用 Word 或 WPS 打开核对内容，另存为 .docx 后重新报送");
  const part = partsBeside(parts, main);
  const [styled, theme, numbered] = [part("styles"), part("theme"), part("numbering")];
  const palette = theme === undefined ? OFFICE_THEME : readTheme(theme);
  const walk = walkDocument(
    parts.budget,
    styled === undefined ? { ...NO_STYLES, palette } : readWordStyles(styled, palette),
    numbered === undefined ? NO_NUMBERS : readNumbering(numbered),
    formatted,
  );
  readXml(xml, walk);
  const macros = [...parts.byName.keys()].some((name) => name.endsWith("vbaproject.bin"));
  return documentOf("docx", walk, macros);
}

/** 另一种文字处理文件: what a file of another format says, told in the elements of a Word document, gives the same blocks. */
export function readTold(
  format: FileFormat,
  budget: Budget,
  tell: (listener: XmlListener) => void,
  macros = false,
): ReadDocument {
  const walk = walkDocument(budget, NO_STYLES, ({ id }) => id === TOLD_NUMBER, false);
  tell(walk);
  return documentOf(format, walk, macros);
}

function documentOf(format: FileFormat, walk: Walk, macros: boolean): ReadDocument {
  const blocks = walk.pieces.map(blockOf);
  const remarks: Remark[] = macros ? [{ kind: "macros" }] : [];
  if (walk.pictures() > 0 && textLength(blocks) < HARDLY_ANY_TEXT) remarks.push({ kind: "pictures", pages: [] });
  return { format, blocks, remarks };
}

/** A part that the main one refers to, by its kind. */
function partsBeside(parts: Parts, main: string): (kind: string) => string | undefined {
  const relations = [...relationsOf(parts, main).values()];
  return (wanted) => {
    const relation = relations.find(({ kind }) => kind === wanted);
    return relation && xmlPart(parts, relation.target);
  };
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
