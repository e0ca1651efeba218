import { gridOf, type Paper } from "./normalize/paper.js";
import { line, madeOfd, write, writeSingly } from "./read/made-ofd.js";

/** Widths of the columns of tables 二, 三 and 四 in mm. */
const WIDTHS = [[45, 45, 45, 45], [16, 16, 66, ...Array<number>(7).fill(13)], Array<number>(15).fill(12.6)] as const;
const ROW = 6;
const LETTER = 1.5;

type Writer = (text: string, x: number, y: number) => string;

/** One table a page, every cell in a box; long labels are wrapped. `byCharacter`: one object for every character. */
export function asOfd(papers: readonly Paper[], title: string, byCharacter: boolean): Uint8Array {
  const writer: Writer = (text, x, y) =>
    byCharacter ? writeSingly(text, x, y, LETTER) : write(text, x, y, { size: LETTER });
  const contents = papers.map((paper, at) => cellsOf(paper, WIDTHS[at]!, () => true, writer));
  return madeOfd({
    pages: contents.map((content, at) => ({ content: at === 0 ? write(title, 20, 15) + content : content })),
  });
}

/** The ruled form with its labels is a template; only what was filled in stands on the page itself. */
export function asOfdOverTemplates(papers: readonly Paper[], title: string): Uint8Array {
  const writer: Writer = (text, x, y) => write(text, x, y, { size: LETTER });
  const isFigure = (text: string): boolean => /^[\d.]+$/.test(text);
  const templates = papers.map(
    (paper, at) => [`t${at}`, cellsOf(paper, WIDTHS[at]!, (text) => !isFigure(text), writer)] as const,
  );
  return madeOfd({
    templates: Object.fromEntries(templates),
    pages: papers.map((paper, at) => {
      const figures = cellsOf(paper, WIDTHS[at]!, isFigure, writer, false);
      return { template: `t${at}`, content: at === 0 ? write(title, 20, 15) + figures : figures };
    }),
  });
}

function cellsOf(
  paper: Paper,
  widths: readonly number[],
  written: (text: string) => boolean,
  writer: Writer,
  ruled = true,
): string {
  const edges = [10];
  for (const width of widths) edges.push(edges.at(-1)! + width);
  return gridOf(paper, { addressing: "line" })
    .cells.map(({ row, column, rowSpan, columnSpan, text }) => {
      const [left, right] = [edges[column]!, edges[column + columnSpan]!];
      const [top, bottom] = [25 + row * ROW, 25 + (row + rowSpan) * ROW];
      const borders = ruled ? boxOf(left, right, top, bottom) : "";
      return (
        borders + (written(text) ? linesOf(text, right - left, (part, at) => writer(part, left + 0.6, top + at)) : "")
      );
    })
    .join("");
}

function boxOf(left: number, right: number, top: number, bottom: number): string {
  return [
    line(left, top, right, top),
    line(left, bottom, right, bottom),
    line(left, top, left, bottom),
    line(right, top, right, bottom),
  ].join("");
}

function linesOf(text: string, width: number, place: (part: string, at: number) => string): string {
  const letters = Math.floor((width - 1) / LETTER);
  const parts = [...text.matchAll(new RegExp(`.{1,${letters}}`, "gu"))].map(([part]) => part);
  return parts.map((part, at) => place(part, (at + 1) * (LETTER + 0.2))).join("");
}
