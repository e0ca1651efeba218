import type { Block, Grid, ReadDocument, TextLine } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import { tooLarge } from "../refusal.js";
import { flow } from "./flow.js";
import { pagesOfArchive } from "./mhtml.js";
import { type Element, isGone, parsePage, tablesWithin } from "./nodes.js";
import { NO_FILES, type StyleFiles } from "./style-sources.js";
import { captionOf, holdsFigures, isDataTable, tableGrid } from "./table.js";

/** A page that is being read. */
interface Page {
  readonly blocks: Block[];
  /** Lines of the text block that is being filled. */
  open: TextLine[];
  paragraphs: number;
  tables: number;
  hiddenTables: number;
  cells: number;
}

/** 网页（HTML）, also as Word, WPS, Excel and web systems save it: tables become grids, the rest lines of text. */
export function readHtml(html: string, limits: ReadLimits, files: StyleFiles = NO_FILES): ReadDocument {
  const page: Page = { blocks: [], open: [], paragraphs: 0, tables: 0, hiddenTables: 0, cells: 0 };
  const { title, root, swallowed } = parsePage(html, files);
  if (title !== "") addLine(page, { text: title, place: "标题" });
  if (root) readFlow(page, root, limits);
  return { format: "html", blocks: page.blocks, remarks: swallowed ? [{ kind: "damagedPart", part: SWALLOWED }] : [] };
}

const SWALLOWED = "网页中有一处标签或注释没有结束，它后面的表格行不显示，未读取";

/** 单个文件网页（.mht）. */
export function readMhtml(text: string, limits: ReadLimits): ReadDocument {
  const { html, styles } = pagesOfArchive(text);
  return readHtml(html, limits, styles);
}

function readFlow(page: Page, root: Parameters<typeof flow>[0], limits: ReadLimits): void {
  const line = (text: string): void => {
    page.paragraphs += 1;
    if (page.paragraphs > limits.cells) throw tooLarge(`网页的段落超过 ${limits.cells} 个`);
    addLine(page, { text, place: `第${page.paragraphs}段` });
  };
  const add = (grid: Grid): void => {
    page.cells += grid.cells.length;
    if (page.cells > limits.cells) throw tooLarge(`单元格超过 ${limits.cells} 个`);
    page.blocks.push(grid);
    page.open = [];
  };
  const hide = (table: Element): void => {
    if (!isDataTable(table) || !holdsFigures(table)) return;
    page.hiddenTables += 1;
    add({ ...tableGrid(table, `隐藏的表格${page.hiddenTables}`), hidden: true });
  };
  flow(root, {
    line,
    hidden: (element) => {
      for (const table of element.tagName === "table" ? [element] : tablesWithin(element)) hide(table);
    },
    table: (table) => {
      if (isGone(table)) hide(table);
      if (isGone(table)) return true;
      if (!isDataTable(table)) return false;
      const caption = captionOf(table);
      if (caption) flow(caption, { line, table: () => false });
      page.tables += 1;
      add(tableGrid(table, `表格${page.tables}`));
      return true;
    },
  });
}

function addLine(page: Page, line: TextLine): void {
  if (page.open.length === 0) page.blocks.push({ kind: "text", sheet: "正文", lines: page.open });
  page.open.push(line);
}
