import { readFileSync } from "node:fs";
import { join } from "node:path";

/** 恶意件的一类: files by their path below the period's folder, or below `inputs/` where the path begins with `/`. */
export interface Kind {
  readonly name: string;
  readonly files: () => Readonly<Record<string, Uint8Array | string>>;
}

/** A unit of the example that sends the hostile file; its own report lies in no kind's folder. */
export const UNIT = "云石山乡";

export function kind(name: string, ending: string, bytes: () => Uint8Array | string): Kind {
  return { name, files: () => ({ [`${UNIT}${ending}`]: bytes() }) };
}

/** The unit's own report, whole and right, as CSV. */
export function wholeReport(): string {
  return readFileSync(join(process.cwd(), "inputs/2022/乡镇", `${UNIT}.csv`), "utf8").replace(/^\ufeff/, "");
}

/** As many pieces as wanted, one after another. */
export function many(count: number, piece: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => piece(at)).join("");
}

/** Letters and digits without rhyme, the same in every run. */
export function letters(at: number, length = 6): string {
  let text = "";
  for (let seed = at + 1; text.length < length; seed += 1) text += ((seed * 2654435761) % 4294967296).toString(36);
  return text.slice(0, length);
}
