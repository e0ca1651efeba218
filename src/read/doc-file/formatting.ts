import { type DocFile, damaged, part } from "./header.js";

/** 格式分段: of each byte of the main stream, what is said of it. */
export interface Formatting {
  /** @throws ReadRefusal where nothing is said of a byte: it could be hidden, or no part of what is read */
  at(place: number): Formatted;
}

/** A stretch of bytes of which the same is said. */
export interface Formatted {
  /** No two stretches have the same. */
  readonly key: number;
  /** The byte behind it. */
  readonly end: number;
  /** The modifiers, and for paragraphs the number of their style. */
  readonly style: number;
  readonly modifiers: DataView;
}

type Group = Pick<Formatted, "style" | "modifiers">;

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

/** One page of formatting: the places where its stretches begin, and behind the last; then where their groups lie in it. */
interface Page {
  readonly view: DataView;
  readonly runs: number;
  readonly from: number;
  readonly end: number;
}

function readPages(
  file: DocFile,
  table: number,
  width: number,
  groupAt: (page: DataView, place: number) => Group,
): Formatting {
  const pages = pagesIn(file, table, width);
  return {
    at(place) {
      const number = firstBehind(pages.length, (at) => (pages[at] as Page).end, place);
      const page = pages[number];
      if (!page || place < page.from) throw damaged();
      const run = firstBehind(page.runs, (at) => page.view.getUint32(at * 4 + 4, true), place);
      const end = page.view.getUint32(run * 4 + 4, true);
      if (run >= page.runs || place < page.view.getUint32(run * 4, true) || end <= place) throw damaged();
      const group = groupAt(page.view, page.view.getUint8((page.runs + 1) * 4 + run * width));
      return { key: number * PAGE + run, end, ...group };
    },
  };
}

/** Pages must come in the order of what they speak of. */
function pagesIn(file: DocFile, table: number, width: number): readonly Page[] {
  const numbers = file.tableAt(table);
  const count = Math.floor((numbers.byteLength - 4) / 8);
  const pages: Page[] = [];
  for (let at = 0; at < count; at++) {
    const view = part(file.main, (numbers.getUint32((count + 1 + at) * 4, true) & PAGE_NUMBER) * PAGE, PAGE);
    const runs = view.getUint8(PAGE - 1);
    if ((runs + 1) * 4 + runs * width > PAGE - 1) throw damaged();
    const page = { view, runs, from: view.getUint32(0, true), end: view.getUint32(runs * 4, true) };
    if (page.from < (pages.at(-1)?.end ?? 0) || page.end < page.from) throw damaged();
    if (runs > 0) pages.push(page);
  }
  return pages;
}

/** The first of so many ends, each behind the one before, that lies behind a place. */
function firstBehind(count: number, endOf: (at: number) => number, place: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(middle) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
