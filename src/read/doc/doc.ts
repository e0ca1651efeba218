import type { ReadDocument } from "../../grid.js";
import { asDamage, openDocContent } from "../doc-file/doc-file.js";
import type { Budget } from "../limits.js";
import { tooLarge } from "../refusal.js";
import { readTold } from "../word/word.js";
import { tellDocument } from "./tell.js";

/**
 * 旧版 Word 文档（.doc, WPS .wps）: its body is told to the reader of .docx, which decides what is seen. Notes, headers,
 * footers and comments are not read; text boxes are.
 *
 * @throws ReadRefusal where it is encrypted, too old, saved in pieces or damaged
 */
export function readDoc(bytes: Uint8Array, budget: Budget): ReadDocument {
  try {
    return documentIn(bytes, budget);
  } catch (problem) {
    throw asDamage(problem);
  }
}

function documentIn(bytes: Uint8Array, budget: Budget): ReadDocument {
  const content = openDocContent(bytes);
  refuseManyCells(content.text, budget);
  return readTold("doc", budget, (walk) => tellDocument(walk, content), content.macros);
}

const CELL_MARK = "\u0007";

/** Before they are put into rows: each cell has a mark, and each row one more. */
function refuseManyCells(text: string, { limits }: Budget): void {
  let marks = 0;
  for (let at = text.indexOf(CELL_MARK); at >= 0; at = text.indexOf(CELL_MARK, at + 1)) marks += 1;
  if (marks > limits.cells * 2) throw tooLarge(`单元格超过 ${limits.cells} 个`);
}
