import { type DocFile, damaged, part } from "./header.js";
import { OWN_LIST } from "./paragraph.js";

/** 自动编号: whether a paragraph of this list and level shows a number that nobody typed. */
export type ListShowsNumber = (list: number, level: number) => boolean;

const LISTS = 73;
const USES = 74;
const LIST = 28;
const LEVEL = 28;
const USE = 16;
const LEVELS = 9;
const BULLET = 23;
const NO_NUMBER = 255;
/** From here on lists are counted backwards: of paragraphs whose indent was kept. */
const BACKWARDS = 0xf802;

interface Use {
  readonly list: number;
  /** Levels that this use gives another number. */
  readonly own: Map<number, boolean>;
}

/** Reads the lists and their uses, of which paragraphs name the second. */
export function readLists(file: DocFile): ListShowsNumber {
  const lists = listsIn(file);
  const uses = usesIn(file);
  return (list, level) => {
    if (list === OWN_LIST) return true;
    const use = uses[(list >= BACKWARDS ? 0x10000 - list : list) - 1];
    const levels = use && lists.get(use.list);
    // A list of one level has that one wherever it is asked for.
    return use?.own.get(level) ?? levels?.[Math.min(level, levels.length - 1)] ?? false;
  };
}

/** By a list's own number: whether its levels show a number. The levels stand behind all lists. */
function listsIn(file: DocFile): ReadonlyMap<number, readonly boolean[]> {
  const table = file.tableAt(LISTS);
  const lists = new Map<number, readonly boolean[]>();
  if (table.byteLength < 2) return lists;
  const count = table.getUint16(0, true);
  let at = table.byteOffset - file.table.byteOffset + 2 + count * LIST;
  for (let place = 0; place < count; place++) {
    const own = 2 + place * LIST;
    const simple = (table.getUint8(own + 26) & 1) !== 0;
    const levels: boolean[] = [];
    for (let level = 0; level < (simple ? 1 : LEVELS); level++) {
      const { shows, length } = levelAt(part(file.table, at, file.table.byteLength - at));
      levels.push(shows);
      at += length;
    }
    lists.set(table.getInt32(own, true), levels);
  }
  return lists;
}

/** A level: its kind of number, two groups of modifiers, and its text, in which signs below 9 stand for numbers. */
function levelAt(view: DataView): { readonly shows: boolean; readonly length: number } {
  const kind = view.getUint8(4);
  const at = LEVEL + view.getUint8(24) + view.getUint8(25);
  const count = view.getUint16(at, true);
  const length = at + 2 + count * 2;
  if (length > view.byteLength) throw damaged();
  let hasNumber = false;
  for (let sign = 0; sign < count; sign++) {
    const code = view.getUint16(at + 2 + sign * 2, true);
    hasNumber ||= code < LEVELS || (code >= 0x30 && code <= 0x39);
  }
  return { shows: hasNumber && kind !== BULLET && kind !== NO_NUMBER, length };
}

function usesIn(file: DocFile): readonly Use[] {
  const table = file.tableAt(USES);
  if (table.byteLength < 4) return [];
  const count = table.getUint32(0, true);
  if (4 + count * USE > table.byteLength) throw damaged();
  const uses: Use[] = [];
  let at = 4 + count * USE;
  for (let place = 0; place < count; place++) {
    const own = 4 + place * USE;
    const levels = new Map<number, boolean>();
    uses.push({ list: table.getInt32(own, true), own: levels });
    at += 4;
    for (let level = 0; level < table.getUint8(own + 12); level++) {
      const flags = table.getUint32(at + 4, true);
      at += 8;
      if ((flags & FORMATTED) === 0) continue;
      const { shows, length } = levelAt(part(table, at, table.byteLength - at));
      levels.set(flags & 15, shows);
      at += length;
    }
  }
  return uses;
}

const FORMATTED = 0x20;
