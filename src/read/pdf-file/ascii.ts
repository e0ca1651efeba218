/** Signs of the alphabets, white space left out, up to the sign that ends the data. */
function signsOf(data: Uint8Array, end: number): Uint8Array {
  const at = data.indexOf(end);
  const signs = data.slice(0, at < 0 ? data.length : at);
  let length = 0;
  for (const sign of signs) if (sign > 32) signs[length++] = sign;
  return signs.subarray(0, length);
}

function lengthWithin(most: number, length: number): number {
  if (length > most) throw new RangeError("the data become larger than they may");
  return length;
}

const TILDE = 0x7e;
const ZEROS = 0x7a;
const FIRST = 0x21;
const LAST = 0x75;

/**
 * ASCII85: five signs for four bytes, z for four zeros; the last group may be shorter.
 * @throws RangeError when it would become larger than `most`
 */
export function fromAscii85(data: Uint8Array, most: number): Uint8Array {
  const signs = signsOf(data, TILDE);
  const plain = new Uint8Array(lengthOfAscii85(signs, most));
  let length = 0;
  for (let at = 0; at < signs.length; at += signs[at] === ZEROS ? 1 : 5) {
    if (signs[at] === ZEROS) {
      length += 4;
      continue;
    }
    const count = Math.min(5, signs.length - at);
    let value = 0;
    for (let sign = 0; sign < 5; sign += 1) value = value * 85 + (sign < count ? signs[at + sign]! : LAST) - FIRST;
    for (let byte = 0; byte < count - 1; byte += 1) plain[length++] = Math.floor(value / 256 ** (3 - byte)) % 256;
  }
  return plain;
}

/** Counted before there is room for it: one sign may stand for four bytes. */
function lengthOfAscii85(signs: Uint8Array, most: number): number {
  let length = 0;
  for (let at = 0; at < signs.length; at += signs[at] === ZEROS ? 1 : 5)
    length += signs[at] === ZEROS ? 4 : Math.min(5, signs.length - at) - 1;
  return lengthWithin(most, length);
}

const GREATER = 0x3e;

/**
 * Hexadecimal: two digits for a byte; an odd one at the end is followed by 0. What is no digit is passed over, as the PDF library does it.
 * @throws RangeError when it would become larger than `most`
 */
export function fromHexadecimal(data: Uint8Array, most: number): Uint8Array {
  const signs = signsOf(data, GREATER);
  let count = 0;
  for (const sign of signs) if (digitOf(sign) !== undefined) signs[count++] = sign;
  const plain = new Uint8Array(lengthWithin(most, Math.ceil(count / 2)));
  for (let at = 0; at < count; at += 1) plain[at >> 1]! |= (digitOf(signs[at]!) ?? 0) << (at % 2 === 0 ? 4 : 0);
  return plain;
}

function digitOf(sign: number): number | undefined {
  if (sign >= 0x30 && sign <= 0x39) return sign - 0x30;
  const letter = sign | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : undefined;
}
