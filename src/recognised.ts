import type { PixelBox, ScanDoubt, ScannedPlace } from "./scanned-form.js";

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
