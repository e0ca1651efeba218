export { inflateRaw } from "./inflate.browser.js";
export { openSha256, type Sha256, sha256 } from "./sha256.browser.js";

// Stands in for bytes.ts where there is no Node: the same names, and the same answers to the bit.

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** 校验码: CRC-32, as zip archives keep it for every entry; `before` is that of the bytes before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let remainder = ~before;
  for (let at = 0; at < bytes.length; at++)
    remainder = (remainder >>> 8) ^ REMAINDERS[(remainder ^ bytes[at]!) & 0xff]!;
  return (remainder ^ 0xffffffff) >>> 0;
}
