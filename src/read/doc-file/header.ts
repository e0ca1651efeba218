import { type Compound, openCompound } from "../compound/compound.js";
import { encrypted, type ReadRefusal, unreadable, unsupported } from "../refusal.js";

/** 文件头 (FIB) of a Word 97–2003 document, and its streams. */
export interface DocFile {
  /** The stream with the text and the pages of formatting. */
  readonly main: DataView;
  /** The stream with the tables that the header points to. */
  readonly table: DataView;
  /** The stream with formatting too long for a page. */
  readonly data: DataView;
  /** How many characters the body has: notes, headers and text boxes stand behind it. */
  readonly length: number;
  /** How many characters stand in each of the parts: body, footnotes, headers, an unused one, comments, endnotes, text boxes. */
  readonly lengths: readonly number[];
  readonly macros: boolean;
  /** What the header says of one of its tables, by its number: where it lies and how long it is. */
  tableAt(number: number): DataView;
}

export const SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送";

/** 文件损坏: what a document gives nothing for. */
export function damaged(): ReadRefusal {
  return unreadable("Word 文档的内容已损坏，无法读取", "请用 Word 或 WPS 打开核对内容，另存为 .docx 后重新报送");
}

const WORD = 0xa5ec;
/** Word 6 and 95, some of them of Eastern languages, have the same stream and other contents. */
const OLD_WORDS: ReadonlySet<number> = new Set([0xa5dc, 0xa697, 0xa698, 0xa699]);
/** Word 97; what is older has another header. */
const FIRST_VERSION = 0xc1;
const FLAG = { encrypted: 0x100, secondTable: 0x200 } as const;
/** Where the header keeps its counts and its tables. */
const AT = { identifier: 0, version: 2, flags: 10, shorts: 32, longs: 62, lengths: 76, tables: 154 } as const;
const PARTS = 7;
const SHORTS = 14;
const LONGS = 22;

/**
 * Opens the streams of a document.
 * @throws ReadRefusal where it is encrypted, older than Word 97 or damaged
 */
export function openDoc(bytes: Uint8Array): DocFile {
  const compound = openCompound(bytes, damaged);
  const main = streamOf(compound, "worddocument");
  if (!main || main.byteLength < 32) throw damaged();
  const flags = main.getUint16(AT.flags, true);
  refuseOld(main);
  // All versions since have as many numbers before the places of the tables.
  if (main.getUint16(AT.shorts, true) !== SHORTS || main.getUint16(AT.longs, true) !== LONGS) throw damaged();
  if ((flags & FLAG.encrypted) !== 0) throw encrypted("文件设有打开密码");
  const table = streamOf(compound, (flags & FLAG.secondTable) === 0 ? "0table" : "1table");
  if (!table) throw damaged();
  const lengths = Array.from({ length: PARTS }, (_, part) => main.getUint32(AT.lengths + part * 4, true));
  return {
    main,
    table,
    data: streamOf(compound, "data") ?? new DataView(new ArrayBuffer(0)),
    length: lengths[0] ?? 0,
    lengths,
    macros: compound.names.has("macros") || compound.names.has("_vba_project"),
    tableAt: (number) =>
      part(table, main.getUint32(AT.tables + number * 8, true), main.getUint32(AT.tables + number * 8 + 4, true)),
  };
}

function refuseOld(main: DataView): void {
  const identifier = main.getUint16(AT.identifier, true);
  const version = main.getUint16(AT.version, true);
  if (OLD_WORDS.has(identifier) || (identifier === WORD && version < FIRST_VERSION))
    throw unsupported("文档由 Word 97 以前的版本保存，无法读取", SAVE_AS);
  if (identifier !== WORD) throw damaged();
}

function streamOf(compound: Compound, name: string): DataView | undefined {
  const bytes = compound.stream(name);
  return bytes && new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A part of a stream; one that lies outside of it is damage. */
export function part(view: DataView, from: number, length: number): DataView {
  if (from + length > view.byteLength) throw damaged();
  return new DataView(view.buffer, view.byteOffset + from, length);
}
