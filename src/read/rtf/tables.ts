import { tooLarge } from "../refusal.js";
import { pageOfCharset } from "./code-page.js";
import type { Look } from "./look.js";

/** 文档开头的各表: fonts, colours, styles and lists, by their numbers. */
export interface DocumentTables {
  readonly fonts: Map<number, { charset: number | undefined; page: number | undefined }>;
  readonly colours: (string | undefined)[];
  /** `s3`, `cs5`: what a paragraph or character style says of text. */
  readonly styles: Map<string, Look>;
  /** 列表: by its identifier, for each level whether it shows a number; and the list that `\ls3` means. */
  readonly lists: Map<number, boolean[]>;
  readonly uses: Map<number, number>;
}

export function openTables(): DocumentTables {
  return { fonts: new Map(), colours: [], styles: new Map(), lists: new Map(), uses: new Map() };
}

/** The code page of a font's bytes; undefined where it has those of the document. */
export function pageOf({ fonts }: DocumentTables, font: number | undefined): number | undefined {
  const own = font === undefined ? undefined : fonts.get(font);
  return own?.page ?? (own?.charset === undefined ? undefined : pageOfCharset(own.charset));
}

/** The colour with a number; the first one is often left open, and is that of the program. */
export function colourOf({ colours }: DocumentTables, number: number | undefined): string | undefined {
  return number === undefined ? undefined : colours[number];
}

/** Whether `\ls3 \ilvl0` shows a number. A list that the file does not describe shows none. */
export function showsNumber({ lists, uses }: DocumentTables, use: number, level: number): boolean {
  const list = uses.get(use);
  return list !== undefined && lists.get(list)?.[level] === true;
}

/** No document has so many fonts or colours. */
const MOST_ENTRIES = 50_000;

/** What is open while one of the tables is read. */
export interface TableReading {
  font: number | undefined;
  colour: { red: number; green: number; blue: number } | undefined;
  /** Identifier, number and levels of the list or the list's use that is open. */
  list: { id: number | undefined; levels: boolean[]; use: number | undefined };
}

export function openReading(): TableReading {
  return { font: undefined, colour: undefined, list: { id: undefined, levels: [], use: undefined } };
}

export function takeFontWord(tables: DocumentTables, reading: TableReading, name: string, value: number): void {
  if (name === "f") {
    if (tables.fonts.size >= MOST_ENTRIES) throw tooLarge("RTF 文件的字体过多");
    reading.font = value;
    tables.fonts.set(value, { charset: undefined, page: undefined });
  }
  const font = reading.font === undefined ? undefined : tables.fonts.get(reading.font);
  if (!font) return;
  if (name === "fcharset") font.charset = value;
  else if (name === "cpg" && value > 0) font.page = value;
}

export function takeColourWord(reading: TableReading, name: string, value: number): void {
  if (name !== "red" && name !== "green" && name !== "blue") return;
  reading.colour ??= { red: 0, green: 0, blue: 0 };
  reading.colour[name] = Math.min(Math.max(value, 0), 255);
}

/** A semicolon ends each colour. */
export function closeColour({ colours }: DocumentTables, reading: TableReading): void {
  const { colour } = reading;
  reading.colour = undefined;
  if (colours.length >= MOST_ENTRIES) throw tooLarge("RTF 文件的颜色过多");
  const hex = (part: number): string => part.toString(16).padStart(2, "0");
  colours.push(colour && hex(colour.red) + hex(colour.green) + hex(colour.blue));
}

/** `\levelnfc23` is a bullet and 255 nothing; all else is a number. */
export function takeListWord(tables: DocumentTables, { list }: TableReading, name: string, value: number): void {
  if (name === "list" || name === "listoverride") Object.assign(list, { id: undefined, levels: [], use: undefined });
  else if (name === "levelnfc") list.levels.push(value !== 23 && value !== 255);
  else if (name === "listid") {
    list.id = value;
    if (list.levels.length > 0) tables.lists.set(value, list.levels);
  } else if (name === "ls" && list.id !== undefined) tables.uses.set(value, list.id);
}
