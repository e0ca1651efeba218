import type { Node } from "./pattern-syntax.js";

/** Signs of every kind that a pattern may tell apart without naming them. */
const SAMPLES = [
  ..."\t\n\r\v\f\u0000\u001b !\"#$%&'()*+,-./0159:;<=>?@AEFGXZ[\\]^_`aefgxz{|}~\u0085\u00a0\u00ad·ßéΩя\u200b\u200e\u202e\u2028—’…",
  ..."、。《》「」〇一万件年政府あア한Ａａ０，：（）￥\ufeff\u2f00\u2e9f𠀀😀\ue000×±²Ⅳ①",
];

/** The sets of a pattern as bits: two sets have a sign in common exactly if their masks have a bit in common. */
export interface Alphabet {
  readonly all: bigint;
  maskOf(source: string): bigint;
}

export function alphabetOf(sets: readonly string[], flags: string): Alphabet {
  const own = flags.replace(/[gydm]/g, "");
  const signs = [...new Set([...SAMPLES, ...sets.flatMap(boundariesOf)])];
  const columns = sets.map((source) => {
    const one = new RegExp(`^(?:${source})$`, own);
    return signs.map((sign) => one.test(sign));
  });
  const kinds = new Map(signs.map((_, at) => [columns.map((column) => (column[at] ? 1 : 0)).join(""), at]));
  const atoms = [...kinds.values()];
  const masks = new Map(sets.map((source, row) => [source, maskOfAtoms(atoms, columns[row] ?? [])]));
  return { all: (1n << BigInt(atoms.length)) - 1n, maskOf: (source) => masks.get(source) ?? 0n };
}

function maskOfAtoms(atoms: readonly number[], column: readonly boolean[]): bigint {
  return atoms.reduce((mask, sign, bit) => (column[sign] ? mask | (1n << BigInt(bit)) : mask), 0n);
}

/** The signs that a set names, and their neighbours: where a range begins and ends. */
function boundariesOf(source: string): readonly string[] {
  const named = source.match(/\\u\{[\da-fA-F]+\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|[\s\S]/gu) ?? [];
  return named
    .map((sign) => (/^\\[ux]/.test(sign) ? Number.parseInt(sign.replace(/[^\da-fA-F]/g, ""), 16) : sign.codePointAt(0)))
    .filter((code) => code !== undefined)
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code));
}

export function setsIn(node: Node): readonly string[] {
  if (node.kind === "set") return [node.source];
  if ("parts" in node) return node.parts.flatMap(setsIn);
  return "body" in node ? setsIn(node.body) : [];
}
