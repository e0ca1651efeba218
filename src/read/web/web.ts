import type { Block, Grid, ReadDocument, TextLine } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import { tooLarge, unreadable, unsupported } from "../refusal.js";
import { flow } from "./flow.js";
import { pagesOfArchive } from "./mhtml.js";
import { type Element, isGone, parsePage, tablesWithin } from "./nodes.js";
import { NO_FILES, type StyleFiles } from "./style-sources.js";
import { captionOf, holdsFigures, isDataTable, tableGrid } from "./table.js";
import { isAt, isHiddenSheet, listedSheets } from "./workbook-page.js";

/** A page that is being read, or the pages of a web archive one after another. */
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
  if (listedSheets(html).length > 0) throw unsupported(FRAMES, SAVE_ALL);
  const page = emptyPage();
  const swallowed = readPage(page, html, limits, files);
  return documentOf(page.blocks, swallowed);
}

const FRAMES = "这是工作簿网页的框架，各工作表在另外的文件夹（名称以 .files 结尾）里，没有随它报送";
const SAVE_ALL = "请用 Excel 打开，另存为 .xlsx 后重新报送";
const SWALLOWED = "网页中有一处标签或注释没有结束，它后面的表格行不显示，未读取";

function documentOf(blocks: readonly Block[], swallowed: boolean): ReadDocument {
  return { format: "html", blocks, remarks: swallowed ? [{ kind: "damagedPart", part: SWALLOWED }] : [] };
}

function emptyPage(): Page {
  return { blocks: [], open: [], paragraphs: 0, tables: 0, hiddenTables: 0, cells: 0 };
}

/** Whether a part of the page was swallowed by a tag or a comment without an end. */
function readPage(page: Page, html: string, limits: ReadLimits, files: StyleFiles): boolean {
  const { title, root, swallowed } = parsePage(html, files);
  page.open = [];
  if (title !== "") addLine(page, { text: title, place: "标题" });
  if (root) readFlow(page, root, limits);
  return swallowed;
}

/** 单个文件网页（.mht）: its pages one after another; of a workbook each sheet under its own name. */
export function readMhtml(text: string, limits: ReadLimits): ReadDocument {
  const { pages, styles } = pagesOfArchive(text);
  const sheets = pages.flatMap(({ html }) => listedSheets(html));
  const page = emptyPage();
  let swallowed = false;
  if (sheets.length === 0) for (const { html } of pages) swallowed = readPage(page, html, limits, styles) || swallowed;
  for (const { name, address } of sheets) {
    const own = pages.find(({ location }) => isAt(location, address));
    if (!own) throw unreadable(`工作表“${name}”的内容缺失`);
    const from = page.blocks.length;
    swallowed = readPage(page, own.html, limits, styles) || swallowed;
    page.blocks.push(...namedAs(page.blocks.splice(from), name, isHiddenSheet(own.html)));
  }
  return documentOf(page.blocks, swallowed);
}

/** What stands on a hidden sheet is never read for figures; only its tables are kept, to be spoken of. */
function namedAs(blocks: readonly Block[], name: string, hidden: boolean): readonly Block[] {
  let tables = 0;
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind === "text") return hidden ? [] : [{ ...block, sheet: name }];
    tables += 1;
    return [{ ...block, sheet: tables === 1 ? name : `${name}·表格${tables}`, hidden: hidden || block.hidden }];
  });
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
