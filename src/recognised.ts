import type { Block } from "./grid.js";
import type { PixelBox, ScanDoubt, ScannedPlace } from "./scanned-form.js";

/** 识别出的扫描件: what stands in the ruled tables of its pages, before it is known which table of the form each is. */
export interface RecognisedScan {
  readonly pages: readonly RecognisedPage[];
  /** Its tables as a document: labels as they were read, and in place of each figure the number of its cell in `cells`. */
  readonly blocks: readonly Block[];
  readonly cells: ReadonlyMap<number, RecognisedCell>;
}

/** In pixels of the page's picture as it was looked at. */
export interface RecognisedPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly tables: number;
  /** Nothing is drawn on it. */
  readonly blank: boolean;
}

/** 识别出的单元格, which may hold a figure. */
export interface RecognisedCell {
  readonly page: number;
  readonly place: ScannedPlace;
  readonly box: PixelBox;
  /** As a number, and why it may be wrong: see ScannedCell. */
  readonly proposal: string | null;
  readonly doubts: readonly ScanDoubt[];
  /** PNG. */
  readonly picture: Uint8Array;
}
