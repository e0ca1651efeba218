/** 代码页, by number: the name under which the encoding standard knows it. */
const ENCODINGS: ReadonlyMap<number, string> = new Map([
  [874, "windows-874"],
  [932, "shift_jis"],
  [936, "gbk"],
  [949, "euc-kr"],
  [950, "big5"],
  [1250, "windows-1250"],
  [1251, "windows-1251"],
  [1253, "windows-1253"],
  [1254, "windows-1254"],
  [1255, "windows-1255"],
  [1256, "windows-1256"],
  [1257, "windows-1257"],
  [1258, "windows-1258"],
  [10000, "macintosh"],
  [54936, "gbk"],
  [65001, "utf-8"],
]);

/** 字符集 of a font, as its number in the font table says: the code page of its bytes. */
const CHARSETS: ReadonlyMap<number, number> = new Map([
  [77, 10000],
  [128, 932],
  [129, 949],
  [130, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

/** Signs of a symbol font, and letters of a page that is not known, have no text. */
export const NO_TEXT = -1;
const SYMBOLS = 2;
const UNKNOWN = "\ufffd";
const WESTERN = 1252;

/** Undefined for a font whose characters are those of the document. */
export function pageOfCharset(charset: number): number | undefined {
  return charset === SYMBOLS ? NO_TEXT : CHARSETS.get(charset);
}

/**
 * Text of bytes under a font's code page, or under the document's where the font has none of its own. A western font in a
 * Chinese document stands for both: bytes that are whole Chinese characters are taken as such.
 */
export function decodeBytes(bytes: readonly number[], fontPage: number | undefined, documentPage: number): string {
  if (bytes.every((byte) => byte < 0x80)) return fontPage === NO_TEXT ? UNKNOWN : decoded(bytes, WESTERN);
  const page = fontPage ?? documentPage;
  const pieces = isChinese(page) ? wholePieces(bytes) : [bytes];
  if (fontPage === undefined && pieces.length > 1) return decoded(bytes, WESTERN);
  return pieces.map((piece) => decoded(piece, page)).join(UNKNOWN);
}

function isChinese(page: number): boolean {
  return page === 936 || page === 950 || page === 54936;
}

/** The bytes, cut at each that begins a character and is followed by no second byte. A digit is never one. */
function wholePieces(bytes: readonly number[]): readonly (readonly number[])[] {
  const pieces: number[][] = [[]];
  for (let at = 0; at < bytes.length; at += 1) {
    const [byte, next] = [bytes[at] as number, bytes[at + 1] ?? 0];
    if (byte <= 0x80) pieces.at(-1)?.push(byte);
    else if (next >= 0x40) {
      pieces.at(-1)?.push(byte, next);
      at += 1;
    } else pieces.push([]);
  }
  return pieces;
}

/** What stands in code page 1252 where Latin-1 has no letters. Not every host's decoder knows it. */
const WESTERN_SIGNS = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ";

function decoded(bytes: readonly number[], page: number): string {
  const encoding = ENCODINGS.get(page);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(new Uint8Array(bytes));
  const sign = page === WESTERN ? western : (byte: number) => (byte < 0x80 ? String.fromCharCode(byte) : UNKNOWN);
  return bytes.map(sign).join("");
}

function western(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? (WESTERN_SIGNS[byte - 0x80] ?? UNKNOWN) : String.fromCharCode(byte);
}
