import { type Formatting, readParagraphFormatting } from "./formatting.js";
import { type DocFile, damaged } from "./header.js";
import { modifiersOf } from "./modifiers.js";
import { type ParagraphLook, paragraphLook } from "./paragraph.js";
import { type RowShape, rowShape } from "./row.js";
import type { Runs } from "./runs.js";
import type { DocStyles } from "./styles.js";

/** 段落, with what its mark ends. */
export interface DocParagraph {
  /** Its first character, and where its mark stands. */
  readonly from: number;
  readonly to: number;
  readonly look: ParagraphLook;
  readonly ends: "paragraph" | "cell" | "row";
  /** Of a row's mark. */
  readonly shape?: RowShape;
}

/** 段落标记, 单元格标记 (of rows too), and the mark of a page or, at its end, of a section. */
const PAGE_MARK = "\f";
const CELL_MARK = "\u0007";
const MARKS = new RegExp(`[\r${PAGE_MARK}${CELL_MARK}]`, "g");
const SECTIONS = 6;
const SECTION = 12;

interface Source {
  readonly file: DocFile;
  readonly runs: Runs;
  readonly styles: DocStyles;
  readonly formatting: Formatting;
}

/** 段落 from one character to another, each with what its mark ends. */
export type ParagraphsBetween = (from: number, to: number) => Iterable<DocParagraph>;

export function paragraphsIn(file: DocFile, text: string, runs: Runs, styles: DocStyles): ParagraphsBetween {
  const source = { file, runs, styles, formatting: readParagraphFormatting(file) };
  const sections = sectionEnds(file);
  return (begin, end) => {
    const part = text.slice(begin, end);
    if (part.length < end - begin) throw damaged();
    return found(source, part, begin, sections);
  };
}

function* found(
  source: Source,
  part: string,
  begin: number,
  sections: ReadonlySet<number>,
): Generator<DocParagraph, void, undefined> {
  let from = begin;
  for (const { 0: mark, index } of part.matchAll(MARKS)) {
    const to = begin + index;
    if (mark === PAGE_MARK && !sections.has(to + 1)) continue;
    yield marked(source, from, to, mark);
    from = to + 1;
  }
  if (from < begin + part.length) throw damaged();
}

function sectionEnds(file: DocFile): ReadonlySet<number> {
  const table = file.tableAt(SECTIONS);
  const ends = new Set<number>();
  const count = Math.floor((table.byteLength - 4) / (4 + SECTION));
  for (let section = 1; section <= count; section++) ends.add(table.getUint32(section * 4, true));
  return ends;
}

/** What holds for a paragraph is what is said of its mark. */
function marked({ file, runs, styles, formatting }: Source, from: number, to: number, mark: string): DocParagraph {
  const group = formatting.at(runs.placeOf(to));
  const own = modifiersOf(group.modifiers, file.data);
  const look = paragraphLook(group.style, styles.paragraph(group.style), own);
  const ends = endedBy(look, mark);
  return { from, to, look, ends, ...(ends === "row" && { shape: rowShape(own) }) };
}

function endedBy(look: ParagraphLook, mark: string): DocParagraph["ends"] {
  if (mark === CELL_MARK) {
    if (look.depth !== 1) throw damaged();
    return look.endsRow ? "row" : "cell";
  }
  if (look.depth < 2) return "paragraph";
  return look.endsInnerRow ? "row" : look.endsInnerCell ? "cell" : "paragraph";
}
