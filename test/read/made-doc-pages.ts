export const PAGE = 512;

export const u16 = (value: number): readonly number[] => [value & 255, (value >> 8) & 255];
export const u32 = (value: number): readonly number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** Where a character stands in the file, and how many bytes it takes. */
export interface Place {
  readonly from: number;
  readonly width: 1 | 2;
}

/** Characters in a row of which the same is said. */
export interface Run {
  readonly length: number;
  readonly own: readonly number[];
  readonly style: number;
}

export const characterGroup = ({ own }: Run): readonly number[] => (own.length === 0 ? [] : [own.length, ...own]);

export function paragraphGroup({ own, style }: Run): readonly number[] {
  const whole = [...u16(style), ...own];
  return whole.length % 2 === 0 ? [0, whole.length / 2, ...whole] : [(whole.length + 1) / 2, ...whole];
}

interface MadePage {
  readonly page: Buffer;
  readonly first: number;
  readonly end: number;
}

/** Runs in the order of their places; a run that pieces cut is one run for each part of it. */
export function pagesOf(
  runs: readonly Run[],
  placeOf: (sign: number) => Place,
  groupOf: (run: Run) => readonly number[],
  width: number,
): readonly MadePage[] {
  const parts: { from: number; to: number; run: Run }[] = [];
  let sign = 0;
  for (const run of runs) {
    for (let at = sign; at < sign + run.length; at++) {
      const last = parts.at(-1);
      const { from, width: bytes } = placeOf(at);
      if (last?.run === run && last.to === from) last.to = from + bytes;
      else parts.push({ from, to: from + bytes, run });
    }
    sign += run.length;
  }
  parts.sort((a, b) => a.from - b.from);
  const pages: MadePage[] = [];
  while (parts.length > 0) pages.push(nextPage(parts, groupOf, width));
  return pages;
}

function nextPage(
  parts: { from: number; to: number; run: Run }[],
  groupOf: (run: Run) => readonly number[],
  width: number,
): MadePage {
  const taken: { from: number; to: number; group: readonly number[] }[] = [];
  let used = 4 + 2;
  for (let part = parts[0]; part; part = parts[0]) {
    const group = groupOf(part.run);
    used += 4 + width + group.length + 1;
    const before = taken.at(-1);
    if (used > PAGE || (before && before.to !== part.from)) break;
    taken.push({ from: part.from, to: part.to, group });
    parts.shift();
  }
  const page = Buffer.alloc(PAGE);
  let end = PAGE - 1;
  taken.forEach(({ from, to, group }, at) => {
    page.writeUInt32LE(from, at * 4);
    page.writeUInt32LE(to, at * 4 + 4);
    if (group.length === 0) return;
    end = (end - group.length) & ~1;
    page.set(group, end);
    page[(taken.length + 1) * 4 + at * width] = end / 2;
  });
  page[PAGE - 1] = taken.length;
  return { page, first: taken[0]!.from, end: taken.at(-1)!.to };
}

export function pageTable(pages: readonly MadePage[], begin: number): readonly number[] {
  return [...pages.map(({ first }) => first), pages.at(-1)?.end ?? 0, ...pages.map((_, at) => begin + at)].flatMap(u32);
}
