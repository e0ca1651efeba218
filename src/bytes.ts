import { createHash } from "node:crypto";
import { inflateRawSync, crc32 as zlibCrc32 } from "node:zlib";

// For a browser, package.json ("browser") names bytes.browser.ts in place of this file, and bundlers follow it.

/** 摘要: SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** 逐段的摘要: the same of bytes that come piece by piece. */
export interface Sha256 {
  readonly add: (bytes: Uint8Array) => void;
  readonly hex: () => string;
}

export function openSha256(): Sha256 {
  const hash = createHash("sha256");
  return { add: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
}

/**
 * 解压: inflates a deflate stream.
 * @throws RangeError when it would become larger than `maxBytes`, another Error when it is damaged or ends early
 */
export function inflateRaw(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const plain = inflateRawSync(bytes, { maxOutputLength: maxBytes });
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength);
}

/** 校验码: CRC-32, as zip archives keep it for every entry; `before` is that of the bytes before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  // Of no bytes that lie nowhere, as TextEncoder gives them for an empty text, zlib forgets what was before.
  return bytes.length === 0 ? before : zlibCrc32(bytes, before);
}
