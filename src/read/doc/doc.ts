import type { ReadDocument } from "../../grid.js";
import { asDamage, openDocContent } from "../doc-file/doc-file.js";
import type { Budget } from "../limits.js";
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
  return readTold("doc", budget, (walk) => tellDocument(walk, content), content.macros);
}
