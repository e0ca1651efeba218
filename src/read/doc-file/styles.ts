import { type CharacterLook, changed, characterStyleIn, PLAIN } from "./character.js";
import { type DocFile, part } from "./header.js";
import { type Modifier, modifiersOf } from "./modifiers.js";

/** 样式表 of a document. */
export interface DocStyles {
  /** How text looks that says nothing itself, in a paragraph of this style and a table of that one. */
  plainLook(paragraph: number, table: number | undefined): CharacterLook;
  /** The look of text with modifiers of its own, over that of its paragraph. */
  lookOf(plain: CharacterLook, own: readonly Modifier[]): CharacterLook;
  /** What a paragraph style says of paragraphs, after the styles that it is based on. */
  paragraph(style: number): readonly Modifier[];
  /** Modifiers of rows that a table style brings. */
  table(style: number): readonly Modifier[];
}

interface Style {
  readonly kind: number;
  readonly base: number;
  readonly paragraph: readonly Modifier[];
  readonly character: readonly Modifier[];
  readonly table: readonly Modifier[];
}

const STYLES = 1;
const NO_STYLE: Style = { kind: 0, base: 0xfff, paragraph: [], character: [], table: [] };
const KIND = { paragraph: 1, table: 3 } as const;
/** A style based on a style based on a style: no document goes deeper. */
const DEEPEST = 20;

/**
 * Reads the style sheet.
 * @throws ReadRefusal or RangeError where it does not hold together
 */
export function readStyles(file: DocFile): DocStyles {
  const styles = stylesIn(file);
  const chain = (style: number): readonly Style[] => {
    const found: Style[] = [];
    // A style based on one of another kind takes nothing from it.
    for (let one = styles[style]; one && found.length < DEEPEST; one = styles[one.base]) {
      if (found[0] && found[0].kind !== one.kind) break;
      found.unshift(one);
    }
    return found;
  };
  const plain = new Map<string, CharacterLook>();
  const paragraphs = new Map<number, readonly Modifier[]>();
  const over = (look: CharacterLook, style: number): CharacterLook =>
    chain(style).reduce((base, { character }) => changed(base, character), look);
  return {
    plainLook(paragraph, table) {
      const key = `${paragraph} ${table ?? ""}`;
      const known = plain.get(key);
      if (known) return known;
      const look = over(table === undefined ? PLAIN : over(PLAIN, table), paragraph);
      plain.set(key, look);
      return look;
    },
    lookOf(base, own) {
      const style = characterStyleIn(own);
      return changed(style === undefined ? base : over(base, style), own);
    },
    paragraph(style) {
      const known = paragraphs.get(style) ?? chain(style).flatMap(({ paragraph }) => paragraph);
      paragraphs.set(style, known);
      return known;
    },
    table: (style) => chain(style).flatMap(({ table }) => table),
  };
}

function stylesIn(file: DocFile): readonly Style[] {
  const sheet = file.tableAt(STYLES);
  if (sheet.byteLength < 4) return [];
  const header = part(sheet, 2, sheet.getUint16(0, true));
  const [count, fixed] = [header.getUint16(0, true), header.getUint16(2, true)];
  const styles: Style[] = [];
  // Some programs state a sheet that is shorter than its styles: how many there are is what counts.
  let at = sheet.byteOffset - file.table.byteOffset + 2 + header.byteLength;
  for (let number = 0; number < count; number++) {
    const record = part(file.table, at + 2, file.table.getUint16(at, true));
    styles.push(record.byteLength === 0 ? NO_STYLE : styleIn(record, fixed, file.data));
    at += 2 + record.byteLength;
  }
  return styles;
}

/** One style: its fixed part, its name, and a group of modifiers for each of table, paragraph and characters that its kind has. */
function styleIn(record: DataView, fixed: number, data: DataView): Style {
  const kind = record.getUint16(2, true) & 15;
  const base = record.getUint16(2, true) >> 4;
  let at = fixed + 2 + record.getUint16(fixed, true) * 2 + 2;
  const next = (skipped: number): readonly Modifier[] => {
    at += at % 2;
    if (at + 2 > record.byteLength) return [];
    const group = part(record, at + 2, record.getUint16(at, true));
    at += 2 + group.byteLength;
    return group.byteLength <= skipped ? [] : modifiersOf(part(group, skipped, group.byteLength - skipped), data);
  };
  const table = kind === KIND.table ? next(0) : [];
  // A paragraph's group begins with the number of its own style.
  const paragraph = kind === KIND.paragraph || kind === KIND.table ? next(2) : [];
  return { kind, base, table, paragraph, character: next(0) };
}
