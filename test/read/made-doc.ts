import { CFB } from "@e965/xlsx";
import { drawingTables, type MadeShape } from "./made-doc-drawings.js";
import { characterGroup, PAGE, type Place, pagesOf, pageTable, paragraphGroup, u16, u32 } from "./made-doc-pages.js";

export { u16, u32 } from "./made-doc-pages.js";

/** 一截文字: what stands in a paragraph, with modifiers of its own as they lie in the file. */
export interface MadeText {
  readonly text: string;
  readonly own: readonly number[];
}

export interface MadeParagraph {
  readonly texts: readonly (string | MadeText)[];
  /** The sign that ends it, and modifiers of that sign. */
  readonly mark: string;
  readonly markOwn?: readonly number[];
  readonly own?: readonly number[];
  readonly style?: number;
}

/** 一个样式: its kind (1 of paragraphs, 2 of characters, 3 of tables) and its groups of modifiers, in the order of the file. */
export interface MadeStyle {
  readonly kind: 1 | 2 | 3;
  readonly base?: number;
  readonly groups: readonly (readonly number[])[];
}

export interface MadeDoc {
  readonly paragraphs: readonly MadeParagraph[];
  /** Characters of one byte where all of a piece can be written so. */
  readonly narrow?: boolean;
  /** So many characters go into each piece; the pieces lie in the file from the last to the first. */
  readonly pieces?: number;
  /** What stands behind the body: notes, headers. */
  readonly behind?: readonly MadeParagraph[];
  /** 文本框, by the numbers of their shapes; and where shapes are anchored in the body. */
  readonly boxes?: readonly { readonly id: number; readonly paragraphs: readonly MadeParagraph[] }[];
  readonly anchors?: readonly { readonly at: number; readonly shape: MadeShape }[];
  readonly styles?: readonly MadeStyle[];
  /** Number formats of lists of one level: 0 for 1 2 3, 23 for a bullet. */
  readonly lists?: readonly number[];
  readonly version?: number;
  readonly flags?: number;
  /** What is put into every piece's formatting. */
  readonly pieceFormatting?: number;
  readonly sections?: readonly number[];
  /** Further streams of the file, by their paths. */
  readonly streams?: Readonly<Record<string, Uint8Array>>;
  /** Damage, done to the streams before they are put together. */
  readonly change?: (streams: MadeStreams) => void;
}

export interface MadeStreams {
  readonly main: Buffer;
  readonly table: Buffer;
  readonly data: Buffer;
}

/** 属性修改: a code and its value, which says its own length where the code asks for it. */
export function modifier(code: number, ...value: readonly number[]): readonly number[] {
  if (code === 0xd608) return [...u16(code), ...u16(value.length + 1), ...value];
  return code >> 13 === 6 ? [...u16(code), value.length, ...value] : [...u16(code), ...value];
}

const IN_TABLE = modifier(0x2416, 1);
const TEXT_FROM = 1024;
const TABLES = 154;
/** More than this fits in no page beside others; it goes to the data stream. */
const LONGEST = 240;

/** Where the header says where a table lies and how long it is. */
export const headerPlace = (table: number): number => TABLES + table * 8;

export function docParagraph(text: string | MadeText | readonly (string | MadeText)[], own: readonly number[] = []) {
  return { texts: Array.isArray(text) ? text : [text], mark: "\r", own } as MadeParagraph;
}

export function docText(text: string, ...own: readonly (readonly number[])[]): MadeText {
  return { text, own: own.flat() };
}

/** 单元格: its text, and its flags of merging as the file has them. */
export interface MadeCell {
  readonly text: string | readonly (string | MadeText)[];
  readonly flags?: number;
}

/** 一行: its cells, the edges between them, and what else is said of the row. */
export function docRow(
  cells: readonly (string | MadeCell)[],
  edges: readonly number[],
  more: { readonly row?: readonly number[]; readonly mark?: readonly number[]; readonly noDefinition?: true } = {},
): readonly MadeParagraph[] {
  const made = cells.map((cell) => (typeof cell === "string" ? { text: cell } : cell));
  const definition = modifier(
    0xd608,
    edges.length - 1,
    ...edges.flatMap(u16),
    ...made.flatMap(({ flags }) => [...u16(flags ?? 0), ...Array<number>(18).fill(0)]),
  );
  const row = [...IN_TABLE, ...modifier(0x2417, 1), ...(more.noDefinition ? [] : definition), ...(more.row ?? [])];
  return [
    ...made.map(({ text }) => ({ texts: typeof text === "string" ? [text] : text, mark: "\u0007", own: IN_TABLE })),
    { texts: [], mark: "\u0007", own: row, ...(more.mark && { markOwn: more.mark }) },
  ];
}

/** Paragraphs of a row of a table within a cell. */
export function innerRow(cells: readonly string[], edges: readonly number[], depth = 2): readonly MadeParagraph[] {
  const inner = [...IN_TABLE, ...modifier(0x6649, ...u32(depth))];
  const definition = modifier(0xd608, edges.length - 1, ...edges.flatMap(u16));
  return [
    ...cells.map((text) => ({ texts: [text], mark: "\r", own: [...inner, ...modifier(0x244b, 1)] })),
    { texts: [], mark: "\r", own: [...inner, ...modifier(0x244c, 1), ...definition] },
  ];
}

/** Writes a document by the specification: one stream of text and pages of formatting, one of tables, one of data. */
export function makeDoc(doc: MadeDoc): Uint8Array {
  const streams = streamsOf(doc);
  doc.change?.(streams);
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, "/WordDocument", streams.main);
  CFB.utils.cfb_add(file, "/1Table", streams.table);
  CFB.utils.cfb_add(file, "/Data", streams.data);
  for (const [path, content] of Object.entries(doc.streams ?? {})) CFB.utils.cfb_add(file, path, Buffer.from(content));
  return new Uint8Array(CFB.write(file, { type: "buffer" }) as Buffer);
}

function streamsOf(doc: MadeDoc): MadeStreams {
  const boxes = doc.boxes ?? [];
  const all = [...doc.paragraphs, ...(doc.behind ?? []), ...boxes.flatMap(({ paragraphs }) => paragraphs)];
  const signs = all.map(({ texts, mark }) => texts.map(plain).join("") + mark).join("");
  const lengths = [doc.paragraphs, doc.behind ?? [], ...boxes.map(({ paragraphs }) => paragraphs)].map(lengthOf);
  const [body = 0, behind = 0, ...inBoxes] = lengths;
  const data: number[] = [0, 0];
  const characters = all.flatMap(({ texts, mark, markOwn }) => [
    ...texts.map((text) => ({ length: plain(text).length, own: typeof text === "string" ? [] : text.own, style: 0 })),
    { length: mark.length, own: markOwn ?? [], style: 0 },
  ]);
  const paragraphs = all.map(({ texts, mark, own = [], style = 0 }) => ({
    length: texts.map(plain).join("").length + mark.length,
    own: own.length > LONGEST ? modifier(0x6646, ...u32(stored(data, own))) : own,
    style,
  }));
  const { text, clx, placeOf } = piecesOf(doc, signs);
  const begin = Math.ceil((TEXT_FROM + text.length) / PAGE);
  const characterPages = pagesOf(characters, placeOf, characterGroup, 1);
  const paragraphPages = pagesOf(paragraphs, placeOf, paragraphGroup, 13);
  const main = Buffer.alloc((begin + characterPages.length + paragraphPages.length) * PAGE);
  text.copy(main, TEXT_FROM);
  for (const [at, { page }] of [...characterPages, ...paragraphPages].entries()) page.copy(main, (begin + at) * PAGE);
  main.writeUInt32LE(behind, 80);
  main.writeUInt32LE(
    inBoxes.reduce((sum, length) => sum + length, 0),
    100,
  );
  const table = writeHeader(main, doc, body, [
    [1, styleSheet(doc.styles ?? [{ kind: 1, groups: [[0, 0], []] }])],
    [6, plc([0, ...(doc.sections ?? []), body], 12)],
    [12, pageTable(characterPages, begin)],
    [13, pageTable(paragraphPages, begin + characterPages.length)],
    [33, clx],
    ...listTables(doc.lists ?? []),
    ...drawingTables(doc, inBoxes),
  ]);
  return { main, table, data: Buffer.from(data) };
}

const lengthOf = (paragraphs: readonly MadeParagraph[]): number =>
  paragraphs.reduce((sum, { texts, mark }) => sum + texts.map(plain).join("").length + mark.length, 0);

const plain = (text: string | MadeText): string => (typeof text === "string" ? text : text.text);

function stored(data: number[], group: readonly number[]): number {
  data.push(...u16(group.length), ...group);
  return data.length - group.length - 2;
}

/** The text cut into pieces, of which the last lies first. */
function piecesOf(doc: MadeDoc, signs: string) {
  const size = doc.pieces ?? signs.length;
  const pieces = Array.from({ length: Math.ceil(signs.length / size) }, (_, at) => {
    const text = signs.slice(at * size, (at + 1) * size);
    const narrow = doc.narrow === true && [...text].every((sign) => sign.charCodeAt(0) < 128);
    return { from: at * size, text, narrow, bytes: Buffer.from(text, narrow ? "latin1" : "utf16le") };
  });
  let at = TEXT_FROM;
  const placed = [...pieces].reverse().map((piece) => {
    const own = { ...piece, at };
    at += piece.bytes.length;
    return own;
  });
  const inOrder = [...placed].reverse();
  const records = inOrder.flatMap((piece) => [
    ...u16(0),
    ...u32(piece.narrow ? (piece.at * 2) | 0x40000000 : piece.at),
    ...u16(doc.pieceFormatting ?? 0),
  ]);
  const places = [...inOrder.map(({ from }) => from), signs.length].flatMap(u32);
  return {
    text: Buffer.concat(placed.map(({ bytes }) => bytes)),
    clx: [2, ...u32(places.length + records.length), ...places, ...records],
    placeOf(sign: number): Place {
      const piece = inOrder.findLast(({ from }) => from <= sign)!;
      const width = piece.narrow ? 1 : 2;
      return { from: piece.at + (sign - piece.from) * width, width };
    },
  };
}

function plc(places: readonly number[], size: number): readonly number[] {
  return [...places.flatMap(u32), ...Array<number>((places.length - 1) * size).fill(0)];
}

function styleSheet(styles: readonly MadeStyle[]): readonly number[] {
  const records = styles.map(({ kind, base = 0xfff, groups }) => {
    const fixed = [...u16(0), ...u16(kind | (base << 4)), ...u16(groups.length), ...u16(0), ...u16(0)];
    const own = groups.flatMap((group) => [...u16(group.length), ...group, ...Array<number>(group.length % 2).fill(0)]);
    return [...fixed, ...u16(1), 65, 0, ...u16(0), ...own];
  });
  const header = [...u16(styles.length), ...u16(10)];
  return [...u16(header.length), ...header, ...records.flatMap((record) => [...u16(record.length), ...record])];
}

/** Lists of one level each, and a use of each; the levels stand behind the lists. */
function listTables(kinds: readonly number[]): readonly (readonly [number, readonly number[]])[] {
  if (kinds.length === 0) return [];
  const lists = kinds.flatMap((_, at) => [...u32(at + 1), ...Array<number>(22).fill(0), 1, 0]);
  const levels = kinds.flatMap((kind) => [
    ...u32(1),
    kind,
    ...Array<number>(23).fill(0),
    ...u16(2),
    ...u16(0),
    ...u16(46),
  ]);
  const uses = kinds.flatMap((_, at) => [...u32(at + 1), ...Array<number>(12).fill(0)]);
  return [
    [73, [...u16(kinds.length), ...lists, ...levels]],
    [74, [...u32(kinds.length), ...uses, ...kinds.flatMap(() => u32(0xffffffff))]],
  ];
}

function writeHeader(
  main: Buffer,
  doc: MadeDoc,
  body: number,
  tables: readonly (readonly [number, readonly number[]])[],
): Buffer {
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(doc.version ?? 0xc1, 2);
  main.writeUInt16LE(doc.flags ?? 0x1200, 10);
  main.writeUInt16LE(14, 32);
  main.writeUInt16LE(22, 62);
  main.writeUInt32LE(body, 76);
  const whole: number[] = [];
  for (const [table, content] of tables) {
    main.writeUInt32LE(whole.length, headerPlace(table));
    main.writeUInt32LE(content.length, headerPlace(table) + 4);
    whole.push(...content);
  }
  return Buffer.from(whole);
}
