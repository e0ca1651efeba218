import type { Grey } from "../raster/raster.js";

/** 识别结果 of one line: the text, and how sure the least sure of its signs is (0 to 1). */
export interface RecognisedLine {
  readonly text: string;
  readonly confidence: number;
}

/** 文字识别: what a host gives the reading of scans: the text of each picture of one line, black on white. */
export type Recogniser = (lines: readonly Grey[]) => Promise<readonly RecognisedLine[]>;
