import { crc32, deflateRawSync } from "node:zlib";
import type { Block, Cell, Grid, ReadDocument, ReadFailure, ReadResult, TextBlock } from "../../src/grid.js";
import { addressOf } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS, type ReadLimits, readSubmission } from "../../src/read/read.js";

/** One entry of an archive made for a test; the optional fields make it lie or break. */
export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
}

const encoder = new TextEncoder();

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? encoder.encode(content) : content;
}

/** Writes a zip archive: local headers, data, central directory. */
export function makeZip(entries: readonly MadeEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = zipEntry(entry, offset);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const listing = joined(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return joined([...parts, listing, end]);
}

function zipEntry(entry: MadeEntry, offset: number): { local: Uint8Array; central: Uint8Array } {
  const name = bytesOf(entry.name);
  const content = bytesOf(entry.content);
  const packed = entry.stored ? content : deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? (typeof entry.name === "string" ? 0x800 : 0), 2);
  fields.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
  fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(entry.size ?? content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const local = joined([signature(0x04034b50), fields, name, packed]);
  const central = joined([signature(0x02014b50), new Uint8Array([20, 0]), fields, tail, name]);
  return { local, central };
}

function signature(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export interface MadeSheet {
  readonly name: string;
  /** What stands inside `worksheet`. */
  readonly xml: string;
  readonly state?: string;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  /** Inside `sst`, and inside `styleSheet`. */
  readonly strings?: string;
  readonly styles?: string;
  readonly more?: readonly MadeEntry[];
}

/** Writes a small workbook part by part, so that a test can say exactly what stands in it. */
export function workbookParts(workbook: MadeWorkbook): MadeEntry[] {
  const { sheets, strings, styles } = workbook;
  const relations = sheets.map((_, i) => relation(`s${i}`, "worksheet", `worksheets/sheet${i + 1}.xml`));
  if (strings !== undefined) relations.push(relation("ss", "sharedStrings", "sharedStrings.xml"));
  if (styles !== undefined) relations.push(relation("st", "styles", "styles.xml"));
  const list = sheets.map((sheet, i) => {
    const state = sheet.state === undefined ? "" : ` state="${sheet.state}"`;
    return `<sheet name="${sheet.name}" sheetId="${i + 1}"${state} r:id="s${i}"/>`;
  });
  const parts: MadeEntry[] = [
    { name: "_rels/.rels", content: relationsXml([relation("d", "officeDocument", "xl/workbook.xml")]) },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join("")}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", content: relationsXml(relations) },
    ...sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">${sheet.xml}</worksheet>`,
    })),
  ];
  if (strings !== undefined)
    parts.push({ name: "xl/sharedStrings.xml", content: `<sst xmlns="${MAIN}">${strings}</sst>` });
  if (styles !== undefined)
    parts.push({ name: "xl/styles.xml", content: `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` });
  return [...parts, ...(workbook.more ?? [])];
}

export function makeXlsx(workbook: MadeWorkbook): Uint8Array {
  return makeZip(workbookParts(workbook));
}

/** A workbook of one sheet whose cells are given as XML. */
export function sheetOf(rows: string, rest: Omit<MadeWorkbook, "sheets"> = {}, around = ""): Uint8Array {
  return makeXlsx({ sheets: [{ name: "表一", xml: `<sheetData>${rows}</sheetData>${around}` }], ...rest });
}

export function relation(id: string, kind: string, target: string, base = RELATIONS): string {
  return `<Relationship Id="${id}" Type="${base}/${kind}" Target="${target}"/>`;
}

export function relationsXml(relations: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}">${relations.join("")}</Relationships>`;
}

/** Writes a Word document around the content of its body. */
export function makeDocx(body: string, more: readonly MadeEntry[] = []): Uint8Array {
  const names = 'xmlns:w="w" xmlns:mc="mc" xmlns:v="v" xmlns:wps="wps"';
  return makeZip([
    { name: "_rels/.rels", content: relationsXml([relation("d", "officeDocument", "word/document.xml")]) },
    { name: "word/document.xml", content: `<w:document ${names}><w:body>${body}</w:body></w:document>` },
    ...more,
  ]);
}

export async function readAll(
  bytes: Uint8Array,
  name = "送审件",
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<readonly ReadResult[]> {
  return readSubmission(bytes, name, limits, installedPdfFiles);
}

export async function readOne(
  bytes: Uint8Array,
  name = "送审件",
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<ReadDocument> {
  const [result, ...others] = await readAll(bytes, name, limits);
  if (!result || others.length > 0) throw new Error(`expected one result, got ${others.length + (result ? 1 : 0)}`);
  if ("failure" in result.outcome) throw new Error(`${result.outcome.failure.rule}: ${result.outcome.failure.reason}`);
  return result.outcome.document;
}

export async function refusalOf(
  bytes: Uint8Array,
  name = "送审件",
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<ReadFailure> {
  const [result] = await readAll(bytes, name, limits);
  if (!result || "document" in result.outcome) throw new Error("expected a refusal");
  return result.outcome.failure;
}

export function gridsOf(document: ReadDocument): readonly Grid[] {
  return document.blocks.filter((block): block is Grid => block.kind === "grid");
}

export function textsOf(document: ReadDocument): readonly TextBlock[] {
  return document.blocks.filter((block): block is TextBlock => block.kind === "text");
}

/** The cells of a grid by address, as kind and text: `{ B2: "number 3" }`. */
export function cellsOf(grid: Grid | undefined): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const cell of grid?.cells ?? []) cells[addressOf(grid as Grid, cell)] = `${cell.kind} ${cell.text}`;
  return cells;
}

export function cellAt(grid: Grid | undefined, address: string): Cell | undefined {
  return grid?.cells.find((cell) => addressOf(grid, cell) === address);
}

export async function cellsIn(bytes: Uint8Array, name?: string): Promise<Record<string, string>> {
  return cellsOf(gridsOf(await readOne(bytes, name))[0]);
}

/** The texts of a grid, row by row, with spans where there are any: `0(1x4)=行政诉讼`. */
export function shape(grid: Grid | undefined): string[] {
  return Array.from({ length: grid?.rows ?? 0 }, (_, row) => {
    const cells = grid?.cells.filter((cell) => cell.row === row) ?? [];
    return cells.map((cell) => `${cell.column}${spans(cell.rowSpan, cell.columnSpan)}=${cell.text}`).join(" ");
  });
}

function spans(rows: number, columns: number): string {
  return rows === 1 && columns === 1 ? "" : `(${rows}x${columns})`;
}

/** A text block line by line, or a grid row by row: `规章 / 0 / 0`. */
export function texts(block: Block | undefined): string[] {
  if (block?.kind === "text") return block.lines.map((line) => `${line.place} ${line.text}`);
  return Array.from({ length: block?.rows ?? 0 }, (_, row) =>
    (block as Grid).cells
      .filter((cell) => cell.row === row)
      .map((cell) => cell.text)
      .join(" / "),
  );
}
