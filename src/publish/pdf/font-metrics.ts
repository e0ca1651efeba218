/** 字体行高: ascent and descent of a TrueType or OpenType font as a multiple of its size; of a collection, of its first font. */
export function lineFactor(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = tagAt(view, 0) === "ttcf" ? view.getUint32(12) : 0;
  const head = tableOffset(view, start, "head");
  const hhea = tableOffset(view, start, "hhea");
  if (head === undefined || hhea === undefined) return USUAL;
  const height = view.getInt16(hhea + 4) - view.getInt16(hhea + 6);
  return height / view.getUint16(head + 18);
}

const USUAL = 1.2;

function tableOffset(view: DataView, start: number, tag: string): number | undefined {
  for (let left = view.getUint16(start + 4), at = start + 12; left > 0; left -= 1, at += 16) {
    if (tagAt(view, at) === tag) return view.getUint32(at + 8);
  }
  return undefined;
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}
