import { unreadable } from "./refusal.js";

const ADVICE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送";

/**
 * 文字编码: decodes text by its byte order mark, else as UTF-8 if it is valid to the end, else as GB18030. UTF-8 comes
 * first, for short Chinese text in UTF-8 may pass as GB18030. UTF-16 without a mark is refused, not guessed.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return marked(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return marked(bytes, "utf-16be");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return marked(bytes, "utf-8");
  if (bytes.includes(0)) throw unreadable("不是可识别的文件格式，或文字编码没有标记", ADVICE);
  const text = strictly(bytes, "utf-8") ?? strictly(bytes, "gb18030");
  if (text === undefined) throw unreadable("文字编码无法识别（既不是 UTF-8 也不是 GB18030）", ADVICE);
  return text;
}

function marked(bytes: Uint8Array, encoding: string): string {
  const text = strictly(bytes, encoding);
  if (text === undefined) throw unreadable("文字编码与文件开头的标记不符", ADVICE);
  if (text.includes("\0")) throw unreadable("文件内容已损坏，含有空字符", ADVICE);
  return text;
}

/** The text without its mark, or undefined where a byte does not fit the encoding. */
function strictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
