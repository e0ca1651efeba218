import { unreadable } from "../refusal.js";

/** What is heard of an RTF file, in its order. */
export interface RtfListener {
  open(): void;
  close(): void;
  /** `\trleft-108`: a control word and its number. */
  word(name: string, value: number | undefined): void;
  /** `\~`: a control symbol. */
  symbol(sign: string): void;
  /** One byte of text, typed as it is or as `\'b1`. */
  byte(value: number): void;
  /** What is told now is not wanted: only where groups begin and end, and how long binary data is. */
  skips(): boolean;
}

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x27;
/** Word itself stops at 32 letters and ten digits. */
const LONGEST_WORD = 40;
const LONGEST_NUMBER = 10;
const DEEPEST = 2000;

const ADVICE = "请用 Word 或 WPS 打开核对内容，另存为 .docx 后重新报送";

export function damaged(reason: string): Error {
  return unreadable(reason, ADVICE);
}

/**
 * Takes an RTF file apart, from `{\rtf1` to the brace that closes it; what stands behind it is not looked at.
 * @throws ReadRefusal FILE.UNREADABLE where it ends before that brace
 */
export function readTokens(bytes: Uint8Array, to: RtfListener): void {
  let at = bytes.indexOf(OPEN);
  let depth = 0;
  while (at >= 0 && at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === BACKSLASH) at = readControl(bytes, at, to);
    else {
      at += 1;
      if (byte === OPEN) {
        depth += 1;
        if (depth > DEEPEST) throw damaged("RTF 文件的层数过多，无法读取");
        to.open();
      } else if (byte === CLOSE) {
        depth -= 1;
        to.close();
        if (depth === 0) return;
      } else if (byte > 0x0d || byte === 0x09) {
        if (!to.skips()) to.byte(byte);
      }
    }
  }
  throw damaged("RTF 文件不完整，缺少结尾部分");
}

/** Reads what a backslash begins and returns the place behind it. */
function readControl(bytes: Uint8Array, backslash: number, to: RtfListener): number {
  const first = bytes[backslash + 1];
  if (first === undefined) return backslash + 1;
  if (isLetter(first)) return readWord(bytes, backslash + 1, to);
  if (to.skips()) return backslash + 2;
  if (first === QUOTE) {
    const value = hexAt(bytes, backslash + 2) * 16 + hexAt(bytes, backslash + 3);
    if (Number.isNaN(value)) throw damaged("RTF 文件中的字符编码已损坏");
    to.byte(value);
    return backslash + 4;
  }
  if (first === 0x0a || first === 0x0d) to.word("par", undefined);
  else to.symbol(String.fromCharCode(first));
  return backslash + 2;
}

function readWord(bytes: Uint8Array, start: number, to: RtfListener): number {
  let at = start;
  while (isLetter(bytes[at]) && at - start < LONGEST_WORD) at += 1;
  const name = textOf(bytes, start, at);
  const numberAt = at;
  if (bytes[at] === 0x2d && isDigit(bytes[at + 1])) at += 1;
  const digitsAt = at;
  while (isDigit(bytes[at])) at += 1;
  if (at - digitsAt > LONGEST_NUMBER) throw damaged("RTF 文件中的数值超出范围");
  const value = at > digitsAt ? Number(textOf(bytes, numberAt, at)) : undefined;
  if (bytes[at] === 0x20) at += 1;
  if (name === "bin") return behindBinary(bytes, at, value ?? 0);
  if (!to.skips()) to.word(name, value);
  return at;
}

/** 二进制数据: never looked at, and never longer than the file. */
function behindBinary(bytes: Uint8Array, at: number, length: number): number {
  if (length < 0 || at + length > bytes.length) throw damaged("RTF 文件中的图片数据不完整");
  return at + length;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
}

function hexAt(bytes: Uint8Array, at: number): number {
  return Number.parseInt(String.fromCharCode(bytes[at] ?? 0), 16);
}
