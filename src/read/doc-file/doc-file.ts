import { isTooMuch } from "../refusal.js";
import { type Drawings, readDrawings } from "./drawings.js";
import { readCharacterFormatting } from "./formatting.js";
import { damaged, openDoc } from "./header.js";
import { type ListShowsNumber, readLists } from "./lists.js";
import { type ParagraphsBetween, paragraphsIn } from "./paragraphs.js";
import { readText } from "./pieces.js";
import { type Runs, readRuns } from "./runs.js";
import { type DocStyles, readStyles } from "./styles.js";

export type { CharacterLook } from "./character.js";
export type { TextBox } from "./drawings.js";
export { damaged } from "./header.js";
export type { DocParagraph } from "./paragraphs.js";
export type { CellShape, RowShape } from "./row.js";
export type { Runs, Stretch } from "./runs.js";
export type { DocStyles } from "./styles.js";

/** Word 97–2003 的二进制文档 ([MS-DOC]), taken apart: its characters, what is said of them, and its paragraphs. */
export interface DocContent {
  readonly text: string;
  readonly runs: Runs;
  readonly styles: DocStyles;
  readonly showsNumber: ListShowsNumber;
  readonly drawings: Drawings;
  /** How many characters the body has; behind it stand notes, headers and text boxes. */
  readonly length: number;
  readonly paragraphsBetween: ParagraphsBetween;
  readonly macros: boolean;
}

/**
 * Opens a document. Every place and length that the file states is held against what there is.
 * @throws ReadRefusal where it is encrypted, too old, saved in pieces or damaged
 */
export function openDocContent(bytes: Uint8Array): DocContent {
  const file = openDoc(bytes);
  const text = readText(file);
  const styles = readStyles(file);
  const runs = readRuns(text, readCharacterFormatting(file), styles, file.data);
  return {
    text: text.text,
    runs,
    styles,
    showsNumber: readLists(file),
    drawings: readDrawings(file),
    length: file.length,
    paragraphsBetween: paragraphsIn(file, text.text, runs, styles),
    macros: file.macros,
  };
}

/** What a reader threw, as damage where a number of the file points outside of it; each engine says so in its own words. */
export function asDamage(problem: unknown): unknown {
  return problem instanceof RangeError && !isTooMuch(problem) ? damaged() : problem;
}
