import type { ReadDocument } from "../../grid.js";
import { asDamage, openDocContent } from "../doc-file/doc-file.js";
import type { Budget } from "../limits.js";
import { readTold } from "../word/word.js";
import { bodyOf } from "./body.js";
import { tellBody } from "./tell.js";

/**
 * 旧版 Word 文档（.doc, WPS .wps）: its body is told to the reader of .docx, which decides what is seen. Notes, headers,
 * footers and comments are not read.
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
  const { text, runs, styles, showsNumber, paragraphs, macros } = openDocContent(bytes);
  const body = bodyOf(paragraphs);
  return readTold(
    "doc",
    budget,
    (walk) => tellBody({ walk, text, runs, styles, showsNumber, fields: [] }, body),
    macros,
  );
}
