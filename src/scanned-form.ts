import type { FigureCode, UnitCode } from "./figure.js";

/**
 * 待核录入: what was recognised on a unit's scan. These are proposals: no total takes one of them. A figure comes of it only when a
 * person has confirmed it and the confirmed workbook lies in the inputs.
 */
export interface ScannedForm {
  /** Path below the inputs folder, `a.zip!/b.pdf` inside an archive. */
  readonly file: string;
  /** Of the scan's own bytes: a confirmed workbook holds for this very scan. */
  readonly sha256: string;
  /** Null where the scan's name tells no unit of the roster. */
  readonly unit: UnitCode | null;
  /** 报表制度的版本 on whose lines the cells were placed. */
  readonly form: { readonly id: string; readonly edition: string };
  readonly pages: readonly ScannedPage[];
  /** One for each figure of the form that was found on the pages, in the form's order. A figure that is not here was not found. */
  readonly cells: readonly ScannedCell[];
  /** 勾稽关系 over what is proposed, those alone whose figures are all proposed. */
  readonly footings: readonly ScannedFooting[];
}

/** 待核的扫描件: a scan that nothing else of its unit stands for, and the workbook that is made of it, by its path below the outputs. */
export interface PendingScan {
  readonly scan: ScannedForm;
  readonly workbook: string;
}

/** 扫描件的一页. */
export interface ScannedPage {
  /** From 1, as a person counts them: 第4页. */
  readonly number: number;
  /** In pixels of the page's picture. */
  readonly width: number;
  readonly height: number;
  /** How many ruled tables were found. */
  readonly tables: number;
  /** Why there is none to take figures from; undefined where there is one. */
  readonly trouble?: ScanTrouble;
}

/** noGrid: no ruled table was found · notOfForm: the tables found are none of the form's · noPicture: nothing is drawn on the page. */
export type ScanTrouble = "noGrid" | "notOfForm" | "noPicture";

/** 待核单元格: what was seen in one cell, with the picture that shows it. */
export interface ScannedCell {
  readonly figure: FigureCode;
  readonly page: number;
  /** Where it lies on the page's picture. */
  readonly box: PixelBox;
  /** 第2个表格第5行第3列, as a person finds it on the page; all count from 1. */
  readonly place: ScannedPlace;
  /** What seems to stand there (`39`, `0.5`, `/`); "" where the cell seems to be empty; null where nothing can be proposed. */
  readonly proposal: string | null;
  /** Why the proposal may be wrong; none is no proof that it is right. */
  readonly doubts: readonly ScanDoubt[];
  /** 单元格图片, PNG. */
  readonly picture: Uint8Array;
}

export interface ScannedPlace {
  readonly table: number;
  readonly row: number;
  readonly column: number;
}

/** In pixels, right and bottom not included. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * 存疑: unsure: the recognition says so itself · disagreeing: two readings of the same cell differ · seal: ink of a seal lies on it ·
 * touching: its ink touches a line of the table, or goes beyond the cell · count: there are more or fewer signs than were read ·
 * blank: nothing was read, and the cell may not be empty · noDigits: what was read is no number · label: its row or column was known by
 * its place in the table, its label was not read for certain · money: its row or column names another unit of money than the form.
 */
export type ScanDoubt =
  | "unsure"
  | "disagreeing"
  | "seal"
  | "touching"
  | "count"
  | "blank"
  | "noDigits"
  | "label"
  | "money";

/** 一条勾稽关系 over the proposals: a row or a column that foots is no proof, and one that does not shows that a reading is wrong. */
export interface ScannedFooting {
  /** The rule's id: T3.ROW_TOTAL. */
  readonly rule: string;
  readonly figures: readonly FigureCode[];
  readonly holds: boolean;
}
