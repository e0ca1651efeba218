import { unreadable, unsupported } from "../refusal.js";
import { bytesOf } from "./header.js";

/** 传输编码: the bytes that a part of a mail stands for. */
export function decodedBody(body: string, encoding: string): Uint8Array {
  switch (encoding) {
    case "base64":
      return fromBase64(body);
    case "quoted-printable":
      return fromQuotedPrintable(body);
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return bytesOf(body);
    default:
      throw unsupported("附件的编码方式无法识别", "请直接报送文件，或重新发送邮件");
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const [SKIPPED, END, WRONG] = [64, 65, 66];
/** What each sign stands for. */
const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/\s/.test(sign)) return SKIPPED;
  if (sign === "=") return END;
  const value = ALPHABET.indexOf(sign);
  return value < 0 ? WRONG : value;
});

function fromBase64(body: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((body.length * 3) / 4));
  let [length, bits, count, signs] = [0, 0, 0, 0];
  let isEnded = false;
  for (let at = 0; at < body.length; at++) {
    const value = VALUES[body.charCodeAt(at) & 255] as number;
    if (value === SKIPPED) continue;
    isEnded ||= value === END;
    if (value === END) continue;
    if (value === WRONG || isEnded) throw damaged();
    signs += 1;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = (bits >> count) & 255;
  }
  if (signs % 4 === 1) throw damaged();
  return bytes.subarray(0, length);
}

/** An equals sign at a line's end joins it to the next; before two digits it is a byte. */
function fromQuotedPrintable(body: string): Uint8Array {
  const bytes = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code !== 0x3d) {
      bytes[length++] = code;
      continue;
    }
    const rest = body.slice(at + 1, at + 78);
    const soft = /^[ \t]*\r?\n/.exec(rest);
    const pair = /^[0-9A-Fa-f]{2}/.exec(rest);
    if (soft) at += soft[0].length;
    else if (pair) {
      bytes[length++] = Number.parseInt(pair[0], 16);
      at += 2;
    } else throw damaged();
  }
  return bytes.subarray(0, length);
}

function damaged(): never {
  throw unreadable("附件的编码已损坏", "请重新发送邮件，或直接报送文件");
}
