import { type DocFile, damaged, part } from "./header.js";

/** 格式分段: of the bytes from one place to another, the group of modifiers that holds for them. */
export interface Formatting {
  readonly ends: readonly number[];
  /** By the same index: the modifiers, and for paragraphs the number of their style. */
  readonly groups: readonly Group[];
  /** Index of the stretch that a byte of the main stream lies in. */
  indexAt(place: number): number;
}

export interface Group {
  readonly style: number;
  readonly modifiers: DataView;
}

const PAGE = 512;
const CHARACTERS = 12;
const PARAGRAPHS = 13;
/** The number of a page in the table has 22 bits. */
const PAGE_NUMBER = 0x3fffff;
const NOTHING: Group = { style: 0, modifiers: new DataView(new ArrayBuffer(0)) };

/** 字符格式 of the whole file. */
export function readCharacterFormatting(file: DocFile): Formatting {
  return readPages(file, CHARACTERS, 1, (page, place) => {
    if (place === 0) return NOTHING;
    return { style: 0, modifiers: part(page, place * 2 + 1, page.getUint8(place * 2)) };
  });
}

/** 段落格式 of the whole file. */
export function readParagraphFormatting(file: DocFile): Formatting {
  return readPages(file, PARAGRAPHS, 13, (page, place) => {
    if (place === 0) return NOTHING;
    const half = page.getUint8(place * 2);
    const [from, length] =
      half === 0 ? [place * 2 + 2, page.getUint8(place * 2 + 1) * 2] : [place * 2 + 1, half * 2 - 1];
    if (length < 2) return NOTHING;
    const group = part(page, from, length);
    return { style: group.getUint16(0, true), modifiers: part(group, 2, length - 2) };
  });
}

/** Stretches must come in their order: so there are no more of them than bytes, and no page is read twice. */
function readPages(
  file: DocFile,
  table: number,
  width: number,
  groupAt: (page: DataView, place: number) => Group,
): Formatting {
  const pages = file.tableAt(table);
  const count = Math.floor((pages.byteLength - 4) / 8);
  const begins: number[] = [];
  const ends: number[] = [];
  const groups: Group[] = [];
  for (let at = 0; at < count; at++) {
    const page = part(file.main, (pages.getUint32((count + 1 + at) * 4, true) & PAGE_NUMBER) * PAGE, PAGE);
    const runs = page.getUint8(PAGE - 1);
    if ((runs + 1) * 4 + runs * width > PAGE - 1) throw damaged();
    for (let run = 0; run < runs; run++) {
      const [from, to] = [page.getUint32(run * 4, true), page.getUint32(run * 4 + 4, true)];
      if (to <= from || from < (ends.at(-1) ?? 0)) throw damaged();
      begins.push(from);
      ends.push(to);
      groups.push(groupAt(page, page.getUint8((runs + 1) * 4 + run * width)));
    }
  }
  return { ends, groups, indexAt: (place) => indexIn(begins, ends, place) };
}

/** @throws ReadRefusal where nothing is said of a byte: it could be hidden, or no part of what is read */
function indexIn(begins: readonly number[], ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= place) low = middle + 1;
    else high = middle;
  }
  if (!((begins[low] as number) <= place && place < (ends[low] as number))) throw damaged();
  return low;
}
