import type { Grey } from "../raster/raster.js";

/** 识别结果 of one line: the text, and how sure the least sure of its signs is (0 to 1). */
export interface RecognisedLine {
  readonly text: string;
  readonly confidence: number;
}

/** 同形的字: nobody can tell them apart where they stand alone, and a figure is the same with any of them. How sure a sign is, is said of all. */
export const SAME_LOOK: readonly string[] = ["0", "０", "O", "o", "〇", "○"];

/** 文字识别: what a host gives the reading of scans: the text of each picture of one line, black on white. */
export type Recogniser = (lines: readonly Grey[]) => Promise<readonly RecognisedLine[]>;
