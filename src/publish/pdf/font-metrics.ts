/** 字体文件中的一个字体: where its tables are listed, and the name by which a collection knows it. */
export interface FontInside {
  readonly start: number;
  /** Only of a font in a collection. */
  readonly name?: string;
}

/** 选用的字体: of a collection the one for simplified Chinese, else its first; of any other file the font itself. */
export function fontInside(bytes: Uint8Array): FontInside {
  const view = viewOf(bytes);
  if (tagAt(view, 0) !== "ttcf") return { start: 0 };
  const fonts = Array.from({ length: view.getUint32(8) }, (_, index) => {
    const start = view.getUint32(12 + 4 * index);
    return { start, name: postscriptName(view, start) };
  });
  const [first] = fonts;
  return fonts.find(({ name }) => SIMPLIFIED.test(name)) ?? first ?? { start: 0 };
}

/** NotoSerifCJKsc-Regular, SourceHanSerifCN-Regular, STSongti-SC-Regular. */
const SIMPLIFIED = /(?:sc|cn)(?:-|$)/i;

/** 字体行高: ascent and descent of a font as a multiple of its size. */
export function lineFactor(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const { start } = fontInside(bytes);
  const head = tableOffset(view, start, "head");
  const hhea = tableOffset(view, start, "hhea");
  if (head === undefined || hhea === undefined) return USUAL;
  const height = view.getInt16(hhea + 4) - view.getInt16(hhea + 6);
  return height / view.getUint16(head + 18);
}

/** A table of the font that is used, and where it begins; undefined where the font has none. */
export function fontTable(
  bytes: Uint8Array,
  tag: string,
): { readonly view: DataView; readonly at: number } | undefined {
  const view = viewOf(bytes);
  const at = tableOffset(view, fontInside(bytes).start, tag);
  return at === undefined ? undefined : { view, at };
}

const USUAL = 1.2;

const POSTSCRIPT_NAME = 6;

/** The name of ASCII signs in the font's table of names; its copies in several encodings all say the same. */
function postscriptName(view: DataView, start: number): string {
  const table = tableOffset(view, start, "name");
  if (table === undefined) return "";
  const strings = table + view.getUint16(table + 4);
  for (let left = view.getUint16(table + 2), at = table + 6; left > 0; left -= 1, at += 12) {
    if (view.getUint16(at + 6) !== POSTSCRIPT_NAME) continue;
    const from = strings + view.getUint16(at + 10);
    const bytes = Array.from({ length: view.getUint16(at + 8) }, (_, index) => view.getUint8(from + index));
    return String.fromCharCode(...bytes.filter((byte) => byte > 0));
  }
  return "";
}

function tableOffset(view: DataView, start: number, tag: string): number | undefined {
  for (let left = view.getUint16(start + 4), at = start + 12; left > 0; left -= 1, at += 16) {
    if (tagAt(view, at) === tag) return view.getUint32(at + 8);
  }
  return undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}
