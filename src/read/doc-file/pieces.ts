import { refuseLongText } from "../bounds.js";
import { type ReadRefusal, unsupported } from "../refusal.js";
import { type DocFile, damaged, part, SAVE_AS } from "./header.js";

/** 文字段: characters that stand in a row in the file, one or two bytes each. */
export interface Piece {
  /** Characters of the document, from the first to behind the last. */
  readonly from: number;
  readonly to: number;
  /** Where its first character stands in the main stream. */
  readonly at: number;
  readonly width: 1 | 2;
}

/** 正文与附属文字 of a document, with the place in the file of each character. */
export interface DocText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const PIECE_TABLE = 33;
const FORMATTING = 1;
const PLACES = 2;
const NARROW = 0x40000000;
const PIECE = 8;

/**
 * Reads the piece table. Narrow characters are always those of Windows-1252, whatever the document's language.
 * @throws ReadRefusal where pieces overlap, lie outside of the file or bear formatting of their own
 */
export function readText(file: DocFile): DocText {
  const table = pieceTable(file.tableAt(PIECE_TABLE));
  const count = Math.floor((table.byteLength - 4) / (4 + PIECE));
  if (count < 1 || table.byteLength !== 4 + count * (4 + PIECE)) throw damaged();
  const pieces: Piece[] = [];
  for (let piece = 0; piece < count; piece++) pieces.push(pieceAt(table, count, piece));
  refuseDisorder(pieces, file.main.byteLength);
  const wide = new TextDecoder("utf-16le", { ignoreBOM: true });
  const text = pieces.map(({ from, to, at, width }) =>
    width === 1 ? narrow(part(file.main, at, to - from), wide) : wide.decode(part(file.main, at, (to - from) * 2)),
  );
  const whole = text.join("");
  refuseLongText(whole);
  return { text: whole, pieces };
}

/** What Windows-1252 has where other sets have no signs; decoders of this name differ in that. */
const WINDOWS_SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function narrow(view: DataView, decoder: TextDecoding): string {
  const wide = new DataView(new ArrayBuffer(view.byteLength * 2));
  for (let at = 0; at < view.byteLength; at++) {
    const code = view.getUint8(at);
    wide.setUint16(at * 2, code >= 0x80 && code < 0xa0 ? WINDOWS_SIGNS.charCodeAt(code - 0x80) : code, true);
  }
  return decoder.decode(wide);
}

type TextDecoding = { readonly decode: (bytes: DataView) => string };

/**
 * 快速保存: what was changed last stands behind the rest, and pieces bear the formatting that they were given since. The
 * flag of the header says nothing of it: WPS sets it in every document.
 */
function savedInPieces(): ReadRefusal {
  return unsupported("文档是以“快速保存”方式存盘的，无法可靠读取", SAVE_AS);
}

/** Behind any number of formatting records stands the table of places. */
function pieceTable(complex: DataView): DataView {
  let at = 0;
  while (complex.getUint8(at) === FORMATTING) at += 3 + complex.getUint16(at + 1, true);
  if (complex.getUint8(at) !== PLACES) throw damaged();
  return part(complex, at + 5, complex.getUint32(at + 1, true));
}

function pieceAt(table: DataView, count: number, piece: number): Piece {
  const own = (count + 1) * 4 + piece * PIECE;
  const place = table.getUint32(own + 2, true);
  if (table.getUint16(own + 6, true) !== 0) throw savedInPieces();
  const narrow = (place & NARROW) !== 0;
  const at = place & (NARROW - 1);
  return {
    from: table.getUint32(piece * 4, true),
    to: table.getUint32(piece * 4 + 4, true),
    at: narrow ? at >>> 1 : at,
    width: narrow ? 1 : 2,
  };
}

/** Pieces follow each other in the document, and no byte of the file is in two of them: so the text is never longer than the file. */
function refuseDisorder(pieces: readonly Piece[], bytes: number): void {
  let end = 0;
  for (const { from, to } of pieces) {
    if (from !== end || to <= from) throw damaged();
    end = to;
  }
  let last = 0;
  for (const { from, to, at, width } of [...pieces].sort((a, b) => a.at - b.at)) {
    if (at < last) throw damaged();
    last = at + (to - from) * width;
  }
  if (last > bytes) throw damaged();
}
