import { sha256 } from "./bytes.js";
import { type Decimal, parseDecimal, ZERO } from "./decimal.js";
import { distinctFileNames } from "./file-name.js";
import { addressOf, type Block, type Cell, type Grid, type ReadDocument } from "./grid.js";
import type { PendingScan, ScannedForm } from "./scanned-form.js";
import { shownText } from "./shown-text.js";

/**
 * 录入标记: which scan a workbook of 录入-待核 was made for, and where in it each figure is proposed and confirmed. It lies on a hidden sheet
 * and comes back with what a person confirmed.
 */
export interface EntryMark {
  readonly form: string;
  readonly edition: string;
  /** The key of the period: `2022`. */
  readonly period: string;
  readonly jurisdiction: string;
  /** The unit's code and name. */
  readonly unit: string;
  readonly name: string;
  /** The scan: its path below the inputs folder when the workbook was made, and the hash of its bytes. */
  readonly file: string;
  readonly sha256: string;
  /** 核对人 is typed here. */
  readonly confirmer: EntryPlace;
  readonly rows: readonly EntryRow[];
}

export interface EntryPlace {
  readonly sheet: string;
  readonly cell: string;
}

/** 一行: the figures that stand in one row of the form, which are confirmed together. */
export interface EntryRow {
  /** `applications.received`: stands in the cell `key`, so that a row that was moved is noticed. */
  readonly code: string;
  readonly sheet: string;
  readonly key: string;
  /** each: every cell is typed · total: the proposals foot, and whoever types their total as the scan has it confirms the row. */
  readonly how: "each" | "total";
  readonly cells: readonly EntryCell[];
}

export interface EntryCell {
  readonly figure: string;
  /** Where the proposal stands, and below it the cell to type into. */
  readonly proposed: string;
  readonly typed: string;
  /** "" where the scan's cell seems to be empty; null where nothing is proposed. */
  readonly proposal: string | null;
  /** What stands in the cell of the proposal. */
  readonly shown: string;
  /** Null where the figure was not found on the scan. */
  readonly page: number | null;
  /** 第2个表格第5行第3列. */
  readonly place: string;
}

export const ENTRY_SHEET = "录入标记";

/** The first cell of every sheet that is seen, by which the workbook is known again though its mark is lost. */
export const ENTRY_HEAD = "录入-待核：识别结果供核对用，不是填报数";

/** What is typed where the scan's cell is empty. */
export const SEEN_BLANK = "空";
/** What is typed where the scan can't be read by a person either. */
export const NOT_LEGIBLE = "看不清";

/** In place of the proposal of a total by which a row is confirmed: it is to be read off the picture. */
export const OFF_THE_PICTURE = "照图填";

/** 识别结果 as it stands in the workbook: no program takes `36？` for a number. */
export function shownProposal(proposal: string | null): string {
  if (proposal === null) return "未识别";
  return `${proposal === "" ? SEEN_BLANK : shownText(proposal)}？`;
}

/** 作为数: what stands in a cell of a row that is to foot; nothing where it is empty or struck out with a dash, undefined for what is no number. */
export function amountIn(text: string): Decimal | undefined {
  const plain = text.trim();
  return NOTHING.has(plain) ? ZERO : parseDecimal(plain);
}

const NOTHING: ReadonlySet<string> = new Set(["", SEEN_BLANK, "/", "—"]);

/** 本行总计: the figure of a row that is the sum of all others in it. */
export function totalOfRow<F extends { readonly code: string; readonly parts: readonly string[] }>(
  figures: readonly F[],
): F | undefined {
  return figures.find(
    ({ code, parts }) =>
      parts.length > 0 &&
      parts.length === figures.length - 1 &&
      figures.every((one) => one.code === code || parts.includes(one.code)),
  );
}

const HEAD = "crossfoot scan entry 1";
const END = "end";
const KEYS = ["form", "edition", "period", "jurisdiction", "unit", "name", "file", "sha256"] as const;

/** 标记页的各行: the head, a key and its value a row, a row for each figure, and a digest of them all. */
export function entryRows(mark: EntryMark): readonly (readonly string[])[] {
  const rows = [
    [HEAD],
    ...KEYS.map((key) => [key, mark[key]]),
    ["confirmer", mark.confirmer.sheet, mark.confirmer.cell],
    ...mark.rows.flatMap((row) => row.cells.map((cell) => figureRow(row, cell))),
  ].map((row) => row.map(escaped));
  return [...rows, [END, digestOf(rows)]];
}

/** A workbook does not hold every sign of a file's name as it is. */
function escaped(text: string): string {
  return text.replace(/[^ -$&-~\u4e00-\u9fff]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function figureRow({ code, sheet, key, how }: EntryRow, cell: EntryCell): readonly string[] {
  const proposal = cell.proposal === null ? "-" : `=${cell.proposal}`;
  const page = cell.page === null ? "-" : String(cell.page);
  return [code, sheet, key, how, cell.figure, cell.proposed, cell.typed, cell.shown, proposal, page, cell.place || "-"];
}

function digestOf(rows: readonly (readonly string[])[]): string {
  return sha256(new TextEncoder().encode(JSON.stringify(rows)));
}

/** 录入-待核工作簿 that came back: its mark and what was typed, or why it can't be taken for one. */
export type FoundEntry = Entry | { readonly damaged: string };

export interface Entry {
  readonly mark: EntryMark;
  /** The sheet that the mark stands on, and its cells that name the unit and the period. */
  readonly sheet: string;
  readonly cells: { readonly unit: string; readonly period: string };
  /** 核对人; empty where nobody put a name. */
  readonly by: string;
  /** What stands in a cell now. */
  readonly at: (place: EntryPlace) => Cell | undefined;
}

const known = new WeakMap<ReadDocument, FoundEntry | "none">();

/** 录入: undefined for any other document. */
export function entryIn(document: ReadDocument): FoundEntry | undefined {
  const found = known.get(document) ?? findEntry(document) ?? "none";
  known.set(document, found);
  return found === "none" ? undefined : found;
}

function findEntry({ blocks }: ReadDocument): FoundEntry | undefined {
  const grids = blocks.filter((block): block is Grid => block.kind === "grid");
  const marks = grids.filter((grid) => firstText(grid) === HEAD);
  const [own, ...others] = marks;
  if (!own)
    return blocks.some(isHeaded) ? { damaged: "工作簿里的录入标记页没有了，不能知道各格是扫描件的哪一格" } : undefined;
  if (others.length > 0) return { damaged: "几个录入-待核工作簿合在了一起" };
  const mark = markOn(own);
  if (!mark) return { damaged: "录入标记页不完整或被改动" };
  const at = cellsOf(grids);
  const moved = mark.rows.find((row) => !standsStill(row, at));
  if (moved) return { damaged: `“${moved.sheet}”页的行、列移动过，或者识别结果被改动（${moved.code}）` };
  const by = at(mark.confirmer)?.text.trim() ?? "";
  return { mark, sheet: own.sheet, cells: { unit: "B6", period: "B4" }, by, at };
}

/** Whether it begins with what every sheet that is seen begins with; of a printed workbook that is a line of text. */
function isHeaded(block: Block): boolean {
  return block.kind === "grid"
    ? firstText(block) === ENTRY_HEAD
    : block.lines.some(({ text }) => text.trim() === ENTRY_HEAD);
}

function firstText({ cells }: Grid): string | undefined {
  return cells.find(({ text }) => text !== "")?.text;
}

/** Each row of the sheet as it was written; undefined where anything in it is not as its digest says. */
function markOn(grid: Grid): EntryMark | undefined {
  const rows: string[][] = [];
  for (const { row, column, text } of grid.cells) {
    if (text === "") continue;
    const own = rows[row] ?? [];
    own[column] = text;
    rows[row] = own;
  }
  const [end, digest] = rows.at(-1) ?? [];
  if (end !== END || digest !== digestOf(rows.slice(0, -1))) return undefined;
  const body = rows.slice(0, -1).map((row) => row.map(unescaped));
  const [form = "", edition = "", period = "", jurisdiction = "", unit = "", name = "", file = "", hash = ""] = body
    .slice(1, KEYS.length + 1)
    .map((row) => row[1] ?? "");
  const [, sheet = "", cell = ""] = body[KEYS.length + 1] ?? [];
  const own = { form, edition, period, jurisdiction, unit, name, file, sha256: hash, confirmer: { sheet, cell } };
  return { ...own, rows: rowsIn(body.slice(KEYS.length + 2)) };
}

function rowsIn(body: readonly (readonly string[])[]): readonly EntryRow[] {
  const rows = new Map<string, EntryRow & { cells: EntryCell[] }>();
  for (const [
    code = "",
    sheet = "",
    key = "",
    how = "",
    figure = "",
    proposed = "",
    typed = "",
    shown = "",
    given = "",
    page = "",
    place = "",
  ] of body) {
    const row = rows.get(code) ?? { code, sheet, key, how: how === "total" ? "total" : "each", cells: [] };
    row.cells.push({
      figure,
      proposed,
      typed,
      shown,
      proposal: given.startsWith("=") ? given.slice(1) : null,
      page: page === "-" ? null : Number(page),
      place: place === "-" ? "" : place,
    });
    rows.set(code, row);
  }
  return [...rows.values()];
}

function cellsOf(grids: readonly Grid[]): Entry["at"] {
  const sheets = new Map(
    grids.map((grid) => [grid.sheet, new Map(grid.cells.map((cell) => [addressOf(grid, cell), cell]))]),
  );
  return ({ sheet, cell }) => sheets.get(sheet)?.get(cell);
}

/** Whether the row's code and its proposals stand where they were written, so that what is typed below them belongs to them. */
function standsStill({ code, sheet, key, cells }: EntryRow, at: Entry["at"]): boolean {
  return (
    at({ sheet, cell: key })?.text === code &&
    cells.every(({ proposed, shown }) => at({ sheet, cell: proposed })?.text === shown)
  );
}

/** 录入-待核工作簿 of scans: named like the unit, and where it has several, like the scan too. */
export function pendingScans(
  scans: readonly ScannedForm[],
  nameOf: (unit: NonNullable<ScannedForm["unit"]>) => string,
): readonly PendingScan[] {
  const sorted = [...scans].sort((a, b) => (a.file < b.file ? -1 : 1));
  const named = sorted.flatMap((scan): readonly (readonly [ScannedForm, string])[] => {
    if (scan.unit === null) return [];
    const isAlone = sorted.every((other) => other === scan || other.unit !== scan.unit);
    return [[scan, `${nameOf(scan.unit)}${isAlone ? "" : `（${baseOf(scan.file)}）`}`]];
  });
  const names = distinctFileNames(new Map(named.map(([{ file }, name]) => [file, name])));
  return named.map(([scan]) => ({ scan, workbook: `${ENTRY_FOLDER}/${names.get(scan.file) ?? scan.sha256}.xlsx` }));
}

export const ENTRY_FOLDER = "录入-待核";

/** 2022/部门/水利局.pdf → 水利局.pdf */
function baseOf(file: string): string {
  return file.split("/").at(-1) ?? file;
}
