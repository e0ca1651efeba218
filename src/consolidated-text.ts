/** consolidated.json in pieces: everything before the figures, and each figure by its code, as `"code": { … }`. */
export interface ConsolidatedPieces {
  readonly head: string;
  readonly figures: ReadonlyMap<string, Uint8Array>;
}

/**
 * 分段: the file of many thousand units is more than a string holds, so it is parsed one figure after another. Relies on the layout the program
 * writes: one figure begins on each line of that indent, and texts contain no line breaks. Undefined for any other layout.
 */
export function consolidatedPieces(bytes: Uint8Array | undefined): ConsolidatedPieces | undefined {
  if (!bytes || !standsAt(bytes, END, bytes.length - END.length)) return undefined;
  const start = lineWith(bytes, FIGURES, 0);
  if (start < 0) return undefined;
  const figures = new Map<string, Uint8Array>();
  const last = bytes.length - END.length;
  const decoder = new TextDecoder();
  for (let at = lineWith(bytes, FIGURE, start + FIGURES.length); at >= 0; ) {
    const next = lineWith(bytes, FIGURE, at + 1);
    const piece = bytes.subarray(at, next < 0 ? last : next - 1);
    const code = decoder.decode(piece.subarray(FIGURE.length, piece.indexOf(QUOTE, FIGURE.length)));
    if (figures.has(code) || (next >= 0 && bytes[next - 1] !== COMMA)) return undefined;
    figures.set(code, piece);
    at = next;
  }
  return { head: decoder.decode(bytes.subarray(0, start + FIGURES.length)), figures };
}

/** One figure's piece as an object of its own. */
export function pieceText(piece: Uint8Array): string {
  return `{${new TextDecoder().decode(piece)}}`;
}

const encoder = new TextEncoder();
const FIGURES = encoder.encode('\n  "figures": {');
const FIGURE = encoder.encode('\n    "');
const END = encoder.encode("\n  }\n}\n");
const LINE_END = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** Where a line begins so, its line end included; -1 where none does. */
function lineWith(bytes: Uint8Array, beginning: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LINE_END, from); at >= 0; at = bytes.indexOf(LINE_END, at + 1))
    if (standsAt(bytes, beginning, at)) return at;
  return -1;
}

function standsAt(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  return at >= 0 && wanted.every((byte, index) => bytes[at + index] === byte);
}
