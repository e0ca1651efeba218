import { gridsOf, readOne, textsOf } from "./making.js";

/** Fonts 0 of China and 1 of the west, and the colours black, white, red. */
const HEAD =
  "{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\froman\\fcharset0 Times;}{\\f2\\fcharset2 Symbol;}}" +
  "{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;\\red255\\green0\\blue0;}";

/** Writes an RTF file around its content; each character above ASCII goes in as `\u`, with a question mark for older programs. */
export function makeRtf(body: string, head = ""): Uint8Array {
  return latin1(`{\\rtf1\\ansi\\ansicpg936\\deff0${HEAD}${head}${escaped(body)}}`);
}

export function escaped(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (sign) =>
    [...Array(sign.length).keys()].map((at) => `\\u${(sign.charCodeAt(at) << 16) >> 16}?`).join(""),
  );
}

/** One byte for each sign. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

export interface MadeRtfCell {
  readonly text: string;
  /** How many columns of the width it has, and what stands before its edge. */
  readonly columns?: number;
  readonly words?: string;
}

const WIDTH = 1000;

/** A row whose columns are all of one width. */
export function rtfRow(...cells: readonly (string | MadeRtfCell)[]): string {
  const made = cells.map((cell) => (typeof cell === "string" ? { text: cell } : cell));
  const widths = made.map(({ columns = 1 }) => columns * WIDTH);
  const edges = made.map(({ words = "" }, at) => {
    const right = widths.slice(0, at + 1).reduce((sum, width) => sum + width, 0);
    return `${words}\\cellx${right}`;
  });
  return `\\trowd${edges.join("")}${made.map(({ text }) => `\\pard\\intbl ${text}\\cell`).join("")}\\row\\pard `;
}

export async function rtfGrid(body: string, head?: string) {
  return gridsOf(await readOne(makeRtf(body, head)))[0];
}

export async function rtfLines(body: string, head?: string): Promise<string[]> {
  return linesOf(makeRtf(body, head));
}

export async function linesOf(bytes: Uint8Array): Promise<string[]> {
  return textsOf(await readOne(bytes)).flatMap((block) => block.lines.map(({ text }) => text));
}
