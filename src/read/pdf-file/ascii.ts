/** Signs of the alphabets, white space left out, up to the sign that ends the data. */
function signsOf(data: Uint8Array, end: number): Uint8Array {
  const at = data.indexOf(end);
  return (at < 0 ? data : data.subarray(0, at)).filter((byte) => byte > 32);
}

const TILDE = 0x7e;
const ZEROS = 0x7a;
const FIRST = 0x21;
const LAST = 0x75;

/** ASCII85: five signs for four bytes, z for four zeros; the last group may be shorter. */
export function fromAscii85(data: Uint8Array): Uint8Array {
  const signs = signsOf(data, TILDE);
  const plain = new Uint8Array(signs.length * 4);
  let length = 0;
  for (let at = 0; at < signs.length; ) {
    if (signs[at] === ZEROS) {
      length += 4;
      at += 1;
      continue;
    }
    const group = Array.from(signs.subarray(at, at + 5));
    const value = [...group, LAST, LAST, LAST, LAST].slice(0, 5).reduce((sum, sign) => sum * 85 + sign - FIRST, 0);
    for (let byte = 0; byte < group.length - 1; byte += 1)
      plain[length++] = Math.floor(value / 256 ** (3 - byte)) % 256;
    at += 5;
  }
  return plain.subarray(0, length);
}

const GREATER = 0x3e;

/** Hexadecimal: two signs for a byte; an odd one at the end is followed by 0. */
export function fromHexadecimal(data: Uint8Array): Uint8Array {
  const digits = new TextDecoder("latin1").decode(signsOf(data, GREATER));
  const plain = new Uint8Array(Math.ceil(digits.length / 2));
  for (let at = 0; at < plain.length; at += 1)
    plain[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2).padEnd(2, "0"), 16);
  return plain;
}
