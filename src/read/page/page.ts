import type { FileFormat, ReadDocument } from "../../grid.js";
import { scanRefused, tooLarge, unreadable } from "../refusal.js";
import type { PageMarks } from "./drawn.js";
import { blocksOfPages, cellsOf, layoutOf, type PageLayout } from "./layout.js";

export { type Drawn, nothingDrawn, type PageMarks, pageMarks } from "./drawn.js";
export { type Glyph, type GlyphBox, placed } from "./glyph.js";
export { blocksOfPages, layoutOf, type PageLayout } from "./layout.js";
export { compose, IDENTITY, type Matrix, mapped, matrixFrom } from "./matrix.js";
export { mayBeWriting } from "./pictured.js";
export { crossingOf, isRectangle, PATH, type Ruling, rulingsOf, slantsOf, unitSquare } from "./rulings.js";
export { type Box, boxOf, common, holds, type Painted } from "./seen.js";
export { type Area, type Frame, framesOf } from "./tables.js";

/** 版式文件: what is drawn on its pages and nothing else. `name` is its name in a sentence: PDF. */
export interface Paged {
  readonly format: FileFormat;
  readonly name: string;
  /** How many cells and words its pages may have together. */
  readonly cells: number;
}

/** What to send instead of a document of pages that can't be read. */
export const PAGED_ADVICE = "请报送 Excel 或 Word 电子表";

/** Of a document of pages; a report has some ten. */
export const MOST_PAGES = 1000;

/**
 * 逐页读取: the document that pages of placed characters and lines make up, each taken apart before the next one is drawn.
 * @throws ReadRefusal where a page can't be taken for what a person sees, or all of them are pictures
 */
export async function documentOfPages(
  kind: Paged,
  pages: AsyncIterable<{ readonly sheet: string; readonly marks: PageMarks }>,
): Promise<ReadDocument> {
  const layouts: PageLayout[] = [];
  let cells = 0;
  for await (const { sheet, marks } of pages) {
    const page = readable(layoutOf(marks, sheet), `${kind.name} ${sheet}`);
    cells += cellsOf(page);
    if (cells > kind.cells) throw tooLarge(`单元格和文字超过 ${kind.cells} 个`);
    layouts.push(page);
  }
  if (layouts.every(({ words }) => words === 0))
    throw scanRefused(`${kind.name} 没有文字层，可能是扫描件`, PAGED_ADVICE);
  if (layouts.every(isScanned))
    throw scanRefused(`${kind.name} 的各页是图片，几乎没有文字，可能是扫描件`, PAGED_ADVICE);
  const pictured = layouts.filter(isPictured).map(({ sheet }) => sheet);
  return {
    format: kind.format,
    blocks: blocksOfPages(layouts),
    remarks: pictured.length > 0 ? [{ kind: "pictures", pages: pictured }] : [],
  };
}

/** A program that makes scans writes its name on them, in no more characters than these. */
const HARDLY_ANY = 60;

/** 扫描的页: a picture of a page, with hardly any text on it and no table. */
function isScanned({ words, characters, pictured, parts }: PageLayout): boolean {
  const bare = characters <= HARDLY_ANY && !parts.some((part) => "table" in part);
  return words === 0 || (pictured === "page" && bare);
}

/** 有图片的页: a table may stand on a picture, or be drawn without characters. */
function isPictured({ words, pictured, drawn }: PageLayout): boolean {
  return pictured !== undefined || (words === 0 && drawn);
}

function readable(page: PageLayout | undefined, place: string): PageLayout {
  if (!page) throw tooLarge(`${place}的线条过多，不像表格`);
  if (page.unseen === undefined) return page;
  throw unreadable(
    `${place}有看不见的数字（${page.unseen}，排在页面以外、被遮住、与底色相同、字号过小或设为不显示）`,
    PAGED_ADVICE,
  );
}
