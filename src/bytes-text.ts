/**
 * 字节转文字: UTF-16 by its mark (Excel's “Unicode 文本”), else UTF-8, else GB18030: a roster saved by Excel or WPS may be so, and the name of a
 * file from an archive packed on Windows.
 */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** 文件名: as it is shown. Of the names in one folder, given in the order of their bytes, two that look the same are kept apart by `shown`. */
export function nameShown(name: Uint8Array, shown: Set<string>): string {
  const text = decoded(name);
  const own = shown.has(text) ? `（另一编码）${text}` : text;
  shown.add(own);
  return own;
}
