import { sha256 } from "../bytes.js";

/**
 * 制作依据: one digest over everything that a file is made from, beside the program and the schemas. Undefined where not all of it is plain data:
 * nobody could tell what else hides behind a function or an object of a class.
 */
export function basisOf(material: unknown): string | undefined {
  let hidden = false;
  // The holder's own value: a date has already become a text by the time it is handed over.
  const text = JSON.stringify(material, function (this: Readonly<Record<string, unknown>>, key: string) {
    hidden ||= !isPlain(this[key]);
    return written(this[key]);
  });
  return hidden ? undefined : sha256(new TextEncoder().encode(text));
}

/** What JSON has no way to write. */
function written(value: unknown): unknown {
  if (typeof value === "bigint") return { bigint: String(value) };
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Set) return { set: [...value] };
  return value;
}

function isPlain(value: unknown): boolean {
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  return value instanceof Map || value instanceof Set || PLAIN.has(Object.getPrototypeOf(value));
}

const PLAIN: ReadonlySet<unknown> = new Set([Object.prototype, null]);
