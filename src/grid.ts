import type { RecognisedCell, RecognisedPage } from "./recognised.js";
import type { RollUp } from "./roll-up.js";
import type { LineFormat } from "./text-format.js";

/**
 * What every reader gives back: a document as a sequence of blocks in reading order.
 * A block is a grid (a sheet, or a table of a Word, HTML or PDF document) or running text.
 * Nothing here knows the form: a cell is text with an address that a person can find again.
 */
export interface ReadDocument {
  readonly format: FileFormat;
  readonly blocks: readonly Block[];
  readonly remarks: readonly Remark[];
  /** 下级的上报: its figures are named by code; the blocks show them. */
  readonly rollUp?: RollUp;
  /** 标注件: the digest of the figures that were marked, of a marked copy that came back. */
  readonly marked?: string;
}

export type FileFormat =
  | "xlsx"
  | "xls"
  | "ods"
  | "csv"
  | "docx"
  | "doc"
  | "odt"
  | "rtf"
  | "html"
  | "markdown"
  | "text"
  | "pdf"
  | "ofd"
  | "json";

export type Block = Grid | TextBlock;

/** 表格: cells are sparse, row by row from the top left; rows and columns count from 0. */
export interface Grid {
  readonly kind: "grid";
  /** Sheet name of a workbook, file name of a CSV, 表格3 in a document, 第4页 in a PDF. */
  readonly sheet: string;
  /** Workbooks and CSV speak of B7, tables in documents of R7C2, lines of a PDF of 第17行. */
  readonly addressing: "A1" | "RC" | "line";
  readonly rows: number;
  readonly columns: number;
  /** Only the top left cell of a merged area stands here, with its spans. Document tables keep empty cells (kind blank). */
  readonly cells: readonly Cell[];
  /** Numbers of hidden or filtered rows and columns. */
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** 每行的字段数 of delimited text, row by row: one with fewer than its headings has lost a cell. */
  readonly fields?: readonly number[];
  /** A hidden sheet is never read for figures, but it is said that it was there. */
  readonly hidden: boolean;
}

/** A grid of which everything shows. */
export const NOTHING_HIDDEN = { hiddenRows: [], hiddenColumns: [], hidden: false } as const;

/** 单元格: one cell as its file has it. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** The text as typed; for a stored number its raw digits as they stand in the file ("30.000000000000004"). */
  readonly text: string;
  readonly kind: CellKind;
  /** The cell holds a formula; `text` is its cached result. */
  readonly formula?: boolean;
  /** What a person sees where it is not `text`: `50%` for a stored 0.5, `12件` for 12, nothing under the format `;;;`. */
  readonly shown?: string;
  /** What stands in the cell and nobody sees: a hidden span, a number under a merged area. It is no part of `text`. */
  readonly unseen?: string;
  readonly doubt?: Doubt;
  /** Where the address is not row and column (a line of a PDF page). */
  readonly place?: string;
}

/**
 * text: typed text · number: a stored number · percent, date: a number that its format shows as such · yuan: one that it shows as so much
 * money (¥, 元) · scaled: one that it shows as another number or text (in thousands, with 万, with digits of its own, not at all) ·
 * boolean (text TRUE or FALSE) · error (#REF! …) · uncalculated: a formula without any cached result · blank: an empty cell that stands in the file.
 */
export type CellKind =
  | "text"
  | "number"
  | "percent"
  | "date"
  | "yuan"
  | "scaled"
  | "boolean"
  | "error"
  | "uncalculated"
  | "blank";

/**
 * 存疑: why what a cell holds is not certainly what its author meant. struck: crossed out as a whole · unseen: it can't be seen (white on
 * white, hidden text) · conditional: a conditional format hides it, crosses it out or shows another text, or may do so · covered: it lies
 * under a merged area · stale: a formula whose file asks to be calculated anew · contradicted: a formula whose kept result is not what
 * its own terms give · linked: a formula over another file of which nothing was kept · unproven: a formula that can't be computed here, with
 * a kept 0 that nothing shows to have been calculated · numbered: an automatic number stands before what was typed · embedded: a picture,
 * an object, a text box or a table stands in the cell · distorted: it may be seen as another text (turned round, moved, cut, drawn over, going
 * on outside its cell) · sometimes: not everybody sees it (by the window, the browser, a screen reader) · changing: a formula over the day or
 * over chance, which gives another result each time · scripted: a script of the page writes it, and no script is run · inText: it stands in a line of
 * running text of which part is crossed out or not seen, which may go on in the next line, or of which nobody knows what a person sees.
 */
export type Doubt =
  | "struck"
  | "unseen"
  | "conditional"
  | "covered"
  | "stale"
  | "contradicted"
  | "linked"
  | "unproven"
  | "numbered"
  | "embedded"
  | "distorted"
  | "sometimes"
  | "changing"
  | "scripted"
  | "inText";

/** 正文: running text, in which a table may stand flattened, one paragraph for each cell. */
export interface TextBlock {
  readonly kind: "text";
  /** 正文, or 第4页 in a PDF. */
  readonly sheet: string;
  readonly lines: readonly FormattedLine[];
}

/** One line of text and where a person finds it. */
export interface TextLine {
  /** The line as it stands; empty lines are kept, for an empty line can be an empty cell. */
  readonly text: string;
  /** 第123行 of a text, 第12段 of a document. */
  readonly place: string;
  /** Part of it is crossed out, or not everybody sees it: whatever it says is not certain. */
  readonly unsure?: boolean;
}

/** A line with its format, which is read where it was asked for. */
export interface FormattedLine extends TextLine {
  readonly format?: LineFormat;
}

/** What a reader noticed about the file as a whole. */
export type Remark =
  | { readonly kind: "macros" }
  | { readonly kind: "pictures"; readonly pages: readonly string[] }
  | { readonly kind: "signed" }
  | { readonly kind: "attached"; readonly names: readonly string[] }
  | { readonly kind: "damagedPart"; readonly part: string };

/** 不能读取的文件: why it gave nothing, and in `advice` what to send instead. */
export interface ReadFailure {
  readonly rule: "FILE.UNREADABLE" | "FILE.ENCRYPTED" | "FILE.TOO_LARGE" | "FILE.UNSUPPORTED";
  readonly reason: string;
  readonly advice: string;
  /** It is a picture. One without a unit's name may be a logo and no scan of a report. */
  readonly picture?: true;
  /** 扫描件: its pages are pictures. */
  readonly scanned?: true;
  /** What was recognised on it, where that part of the program is installed. No figure is taken from it. */
  readonly scan?: RecognisedScan;
}

/** 识别出的扫描件: what stands in the ruled tables of its pages, before it is known which table of the form each is. */
export interface RecognisedScan {
  readonly pages: readonly RecognisedPage[];
  /** Its tables as a document: labels as they were read, and in place of each figure the number of its cell in `cells`. */
  readonly blocks: readonly Block[];
  readonly cells: ReadonlyMap<number, RecognisedCell>;
}

/** One file, or one entry of an archive (inner: its path within). */
export interface ReadResult {
  readonly inner?: string;
  /** Hash of the entry's own bytes, for an archive's entries. */
  readonly sha256?: string;
  readonly outcome: { readonly document: ReadDocument } | { readonly failure: ReadFailure };
}

/** 单元格地址 as a finding shows it and a person looks it up: B7, R7C2, 第17行. */
export function addressOf(
  grid: Grid,
  cell: { readonly row: number; readonly column: number; readonly place?: string },
): string {
  if (cell.place !== undefined) return cell.place;
  if (grid.addressing === "A1") return `${columnName(cell.column)}${cell.row + 1}`;
  return `R${cell.row + 1}C${cell.column + 1}`;
}

/** 0 is A, 26 is AA. */
export function columnName(column: number): string {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}
