import type { ReadDocument } from "../../grid.js";
import type { Budget } from "../limits.js";
import { readTold } from "../word/word.js";
import { readTokens } from "./tokens.js";
import { walkRtf } from "./walk.js";

/** RTF 文件, often named `.doc`: the blocks that the same document gives as a Word document. */
export function readRtf(bytes: Uint8Array, budget: Budget): ReadDocument {
  return readTold("rtf", budget, (listener) => {
    const walk = walkRtf(budget, listener);
    readTokens(bytes, walk);
    walk.finish();
  });
}
