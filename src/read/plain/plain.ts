import type { ReadDocument } from "../../grid.js";
import type { Budget } from "../limits.js";
import { readCsv } from "./csv.js";
import { findDelimiter } from "./delimiter.js";

export { withDrawnTables } from "./drawn-table.js";
export { readText } from "./text.js";

/** 分隔文本: whether a text is a table whose cells are divided by commas, tabs or semicolons. */
export function isDelimited(text: string, name: string): boolean {
  return findDelimiter(text, name) !== undefined;
}

/** CSV and its like, divided by whichever sign the text itself uses. `name` is the file's, without folders. */
export function readDelimited(text: string, name: string, budget: Budget): ReadDocument {
  return readCsv(text, baseName(name), findDelimiter(text, name) ?? ",", budget);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
