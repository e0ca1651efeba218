import type { ReportingState } from "../../reporting-state.js";
import type { ReplyTerms } from "../../unit-letter.js";

/**
 * 审核页数据: what the review page carries inside itself, as written by review.ts and read in the browser.
 * Texts that repeat stand once in a list and are named by their place in it; `NONE` is no text.
 * The core is read at once; everything else lies in pieces of its own that are read when they are asked for.
 */
export interface ReviewCore {
  readonly title: string;
  /** As it names the folders: 2022, 2023-Q1, 2022-12-困难群众救助月报. */
  readonly series: string;
  readonly date: string;
  readonly status: "final" | "draft";
  readonly reasons: readonly string[];
  readonly form: string;
  readonly prior: { readonly origin: string; readonly byUnit: boolean } | null;
  /** By when units answer, and whom they ask. */
  readonly reply: ReplyTerms;
  readonly units: readonly ReviewUnit[];
  /** Why runs can't tell who was late, where they can't. */
  readonly lateUntold?: string;
  readonly tables: readonly ReviewTable[];
  readonly figures: readonly ReviewFigure[];
  readonly rules: readonly ReviewRule[];
  readonly relations: readonly ReviewRelation[];
  /** Files that a figure or a finding names. */
  readonly files: readonly string[];
  /** Files (by place) whose cells lie in a piece of their own. */
  readonly documents: readonly number[];
  /** Files that belong to no unit of the roster. */
  readonly strays: readonly ReviewFile[];
  /** 签署情况, where somebody has signed or somebody has to. */
  readonly signOff?: {
    readonly code: string;
    readonly signed: readonly string[];
    readonly lapsed: readonly string[];
    /** What is wrong with the record of signatures, for which none of them counts. */
    readonly damaged?: string;
    /** 所签的文件 by path, each with its SHA-256; none where no signature holds. */
    readonly files: readonly (readonly [path: string, sha256: string])[];
  };
  /** 待核的扫描件, where any wait for a person; the rows of each lie in a piece of their own, `scan-0`. */
  readonly scans?: readonly ReviewScan[];
  /** 下级情况, where jurisdictions below sent up their consolidations. */
  readonly levels?: readonly ReviewLevel[];
  readonly findings: Readonly<Record<ReviewSeverity, { readonly all: number; readonly open: number }>>;
}

export type ReviewSeverity = "mandatory" | "verification" | "notice";
export type ReviewState = "final" | "provisional" | "incomplete" | "notReported";

export interface ReviewUnit {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly state: ReportingState;
  readonly late: boolean;
  /** 迟报几日, and by what that is known. */
  readonly lateBy?: string;
  /** The file its figures come from, unless a figure says otherwise. */
  readonly file: number;
  readonly files: readonly ReviewFile[];
  /** 退回单, relative to the page. */
  readonly slip: string | null;
  readonly mandatory: number;
  readonly verification: number;
  readonly explained: number;
  readonly notice: number;
}

/** One level below, all its jurisdictions together. */
export interface ReviewLevel {
  readonly name: string;
  readonly due: number;
  readonly received: number;
  readonly missing: number;
  readonly returned: number;
  readonly late: number;
  readonly mandatory: number;
  readonly verification: number;
}

export interface ReviewFile {
  readonly file: string;
  readonly status: string;
  readonly format: string;
}

/** 待核的扫描件. */
export interface ReviewScan {
  readonly unit: number;
  readonly file: string;
  /** 录入-待核工作簿, relative to the page. */
  readonly workbook: string;
  /** 第3页：没有找到表格线. */
  readonly pages: readonly string[];
}

/** 表式的一行 of a scan. */
export interface ReviewScanRow {
  readonly table: string;
  readonly label: string;
  readonly state: "doubtful" | "single" | "foots" | "unseen";
  readonly cells: readonly ReviewScanCell[];
}

export interface ReviewScanCell {
  readonly column: string;
  /** As the workbook shows it; nothing of a cell that was not found. */
  readonly proposal: string;
  readonly doubts: string;
  /** 第2页第1个表格第5行第3列. */
  readonly place: string;
  /** PNG in base64; left out where the page would become too large. */
  readonly picture?: string;
}

export interface ReviewTable {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  readonly headerRows: number;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly ReviewCell[])[];
}

export interface ReviewCell {
  readonly text: string;
  readonly kind: "title" | "heading" | "note" | "groupLabel" | "label" | "value";
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly id?: string;
  readonly headers: readonly string[];
  readonly vertical?: boolean;
  readonly left?: boolean;
  /** Place in `figures`. */
  readonly figure?: number;
}

export interface ReviewFigure {
  readonly code: string;
  readonly table: string;
  readonly label: string;
  readonly row: string;
  readonly column: string;
  readonly unit: string;
  readonly value: string | null;
  /** 300余, 是12家、否3家: what is printed, where that is not the value. */
  readonly shown?: string;
  readonly state: ReviewState;
  readonly before: string | null;
  /** Where last year's figure is from, where that is not where most are from. */
  readonly beforeOrigin?: string;
  /** Of a derived figure: the sum of the totals as the units printed them, where it differs. */
  readonly printed?: string;
  /** 各单位数之和, where the office adjusted it. */
  readonly sum?: string | null;
  readonly adjustments?: readonly ReviewAdjustment[];
  readonly derived: boolean;
  readonly optional: boolean;
  /** Not a sum over the units. */
  readonly single: boolean;
}

/** 调整: what the office adjusted, in words. */
export interface ReviewAdjustment {
  readonly type: string;
  /** Null: the figure as a whole. */
  readonly unit: string | null;
  /** Of a total: the part that was adjusted. */
  readonly part?: string;
  readonly movement: string;
  readonly change: string;
  readonly reason: string;
  readonly basis: string;
  readonly by: string;
  readonly date: string;
  readonly place: string;
}

export interface ReviewRule {
  readonly id: string;
  readonly title: string;
  readonly basis: string;
  /** Findings that wait for an answer. */
  readonly open: number;
}

export interface ReviewTerm {
  readonly figure: number;
  readonly minus?: boolean;
  /** Last year's figure. */
  readonly before?: boolean;
}

/** One relation of a rule: both sides, or only the figures that the rule looks at. */
export interface ReviewRelation {
  readonly rule: number;
  readonly where: string;
  readonly left: readonly ReviewTerm[];
  readonly right: readonly ReviewTerm[];
  readonly figures: readonly number[];
}

export const NONE = -1;
/** The unit has no contribution at all. */
export const ABSENT = -2;

/** Of one figure, by the unit's place in the roster. */
export interface ReviewContributions {
  /** Value: a text, NONE for one that can't be read or was not sent. */
  readonly v: readonly number[];
  /** File: NONE for the unit's own. */
  readonly f: readonly number[];
  /** Sheet: NONE for the same as the unit before. */
  readonly s: readonly number[];
  /** Address: NONE where there is no cell. */
  readonly a: readonly number[];
  /** Typed text: NONE for the same as the value. */
  readonly t: readonly number[];
  /** Qualifiers, and the answers of what is no number, as pairs of unit and text. */
  readonly q: readonly number[];
  /** 核对录入, of units whose figures were read off a scan, as pairs of unit and text. */
  readonly c?: readonly number[];
  /** Last year's. */
  readonly p: readonly number[];
  /** 离群: units far above and far below the others. */
  readonly high: readonly number[];
  readonly low: readonly number[];
}

export interface ReviewFinding {
  readonly id: string;
  readonly rule: number;
  readonly severity: ReviewSeverity;
  readonly open: boolean;
  readonly unit: number;
  readonly figures: readonly number[];
  readonly message: number;
  readonly advice: number;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Expected and actual are the two sides of a relation. */
  readonly sides?: true;
  readonly difference: string | null;
  /** File, sheet, address, typed text, four numbers a source; the first is a place in `files`. */
  readonly sources: readonly number[];
  readonly cause: number;
  readonly suspects: readonly number[];
  readonly explanation: { readonly text: string; readonly by: string; readonly reviewer?: string } | null;
}

/** The part of a file that is shown: only what stands around cells that are named. */
export type ReviewBlock = ReviewGrid | ReviewText;

export interface ReviewGrid {
  readonly kind: "grid";
  readonly sheet: number;
  readonly addressing: "A1" | "RC" | "line";
  /** Rows and columns that are there to show, as pairs of first and last. */
  readonly shownRows: readonly number[];
  readonly shownColumns: readonly number[];
  /** A row's number, then column and text of each of its cells. */
  readonly rows: readonly (readonly number[])[];
  /** 合并单元格: row, column, rows, columns, four numbers each. */
  readonly merges: readonly number[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** Row, column, address: where the address is not row and column. */
  readonly places: readonly number[];
  /** Row and column of formulas. */
  readonly formulas: readonly number[];
}

export interface ReviewText {
  readonly kind: "text";
  readonly sheet: number;
  /** Number of the line, address, text, three numbers a line. */
  readonly lines: readonly number[];
}
