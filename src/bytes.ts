import { createHash } from "node:crypto";
import { inflateRawSync, crc32 as zlibCrc32 } from "node:zlib";

/** 摘要: SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Inflates a deflate stream; throws when it is damaged or would become larger than `maxBytes`. */
export function inflateRaw(bytes: Uint8Array, maxBytes: number): Uint8Array {
  return inflateRawSync(bytes, { maxOutputLength: maxBytes });
}

export function crc32(bytes: Uint8Array): number {
  return zlibCrc32(bytes);
}

/** The parts one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
