import type { Part } from "./packages.js";
import type { Random } from "./random.js";

/** 改包: a change of an archive's list of entries. Checksums and sizes guard the rest: none of it may change a figure in silence. */
export type PackageChange = (parts: readonly Part[], random: Random) => readonly Part[];

export const PACKAGE_CHANGES = {
  "an entry less": (parts, random) => {
    const gone = random.below(parts.length);
    return parts.filter((_, at) => at !== gone);
  },
  "an entry twice": (parts, random) => [...parts, random.pick(parts)],
  "an entry twice under another name": (parts, random) => {
    const part = random.pick(parts);
    return [...parts, { ...part, name: random.pick(NAMES)(part.name) }];
  },
  "another name": (parts, random) => one(parts, random, (part) => ({ ...part, name: random.pick(NAMES)(part.name) })),
  "another order": (parts, random) => {
    const by = random.below(parts.length);
    return [...parts.slice(by), ...parts.slice(0, by)];
  },
  "stored, not packed": (parts, random) => one(parts, random, (part) => ({ ...part, stored: true })),
  "another size": (parts, random) =>
    one(parts, random, (part) => ({ ...part, size: random.pick([0, 1, 1000, 0x7fffffff, 0xffffffff]) })),
  "another checksum": (parts, random) => one(parts, random, (part) => ({ ...part, crc: random.below(0x7fffffff) })),
  "another method": (parts, random) =>
    one(parts, random, (part) => ({ ...part, method: random.pick([0, 1, 8, 9, 12, 14, 99]) })),
  "other flags": (parts, random) =>
    one(parts, random, (part) => ({ ...part, flags: random.pick([0, 1, 8, 0x800, 0xffff]) })),
  "two entries change names": (parts, random) => {
    const [a, b] = [random.below(parts.length), random.below(parts.length)];
    return parts.map((part, at) =>
      at === a ? { ...part, name: parts[b]!.name } : at === b ? { ...part, name: parts[a]!.name } : part,
    );
  },
} as const satisfies Record<string, PackageChange>;

const NAMES: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => `../${name}`,
  (name) => `/${name}`,
  (name) => name.replaceAll("/", "\\"),
  (name) => `./${name}`,
  (name) => `${name}/`,
  (name) => name.slice(1),
  (name) => `${name}\u0000.txt`,
  (name) => `__proto__/${name}`,
  () => "constructor",
  () => "",
  () => "xl/vbaProject.bin",
  () => "[Content_Types].xml",
  () => "word/document.xml",
  () => "xl/worksheets/sheet9.xml",
];

function one(parts: readonly Part[], random: Random, change: (part: Part) => Part): readonly Part[] {
  const chosen = random.below(parts.length);
  return parts.map((part, at) => (at === chosen ? change(part) : part));
}
