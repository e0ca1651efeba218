import { type CellObject, CFB, read, set_cptable, type WorkBook, type WorkSheet } from "@e965/xlsx";
import type { Block, ReadDocument, Remark } from "../../grid.js";
import { looksOf, type XlsLooks } from "../biff/biff.js";
import { numberFormat, shownFrom1904 } from "../format/format.js";
import { type Expression, judgeFormulas, parseFormula } from "../formula/formula.js";
import { type Budget, spendCells } from "../limits.js";
import { encrypted, unreadable, writtenTwice } from "../refusal.js";
import {
  type ArrayFormula,
  gridOfSheet,
  parseArea,
  type Range,
  type SheetCell,
  type SheetContent,
  withArrays,
  withPictures,
} from "../sheet/sheet.js";
import { streamNames } from "../signature.js";
import { plainNumber } from "./plain-number.js";

/** 旧版电子表格（.xls, WPS .et）: one grid for each sheet. Numbers are stored as doubles and given as their shortest decimal. */
export async function readXls(bytes: Uint8Array, budget: Budget): Promise<ReadDocument> {
  const streams = streamNames(bytes);
  // Workbooks older than Unicode (code page 936) need conversion tables, which are large and rarely wanted.
  if (!streams.has("workbook")) set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
  const looks = looksOf(workbookStream(bytes));
  if (looks.damaged) throw unreadable(DAMAGED);
  if (looks.twice) throw writtenTwice();
  const workbook = quietly(() => parsed(bytes));
  const remarks: Remark[] = streams.has("_vba_project") ? [{ kind: "macros" }] : [];
  const sheets: SheetContent[] = [];
  for (const name of namesOf(workbook)) {
    const sheet = workbook.Sheets[name] as WorkSheet;
    if (sheet["!type"] === "chart") continue;
    sheets.push(seenAs(looks, contentOf(workbook, name, sheet, budget)));
  }
  const cells = judgeFormulas(sheets, { stale: looks.stale, names: namesIn(workbook) });
  const blocks: Block[] = sheets.map((sheet, at) => gridOfSheet({ ...sheet, cells: cells[at] ?? sheet.cells }));
  return { format: "xls", blocks, remarks };
}

const DAMAGED = "工作簿内容已损坏，无法读取";

/** 名称 that formulas use for cells. */
function namesIn(workbook: WorkBook): ReadonlyMap<string, Expression> {
  return new Map(
    (workbook.Workbook?.Names ?? []).flatMap(({ Name, Ref, Sheet }) => {
      const expression = parseFormula(String(Ref ?? ""));
      const own = Sheet === undefined || Sheet === null ? "" : `${workbook.SheetNames[Sheet] ?? ""}!`;
      return expression ? [[`${own}${Name}`.toLowerCase(), expression] as const] : [];
    }),
  );
}

function seenAs(looks: XlsLooks, sheet: SheetContent): SheetContent {
  const cells = sheet.cells.map((cell): SheetCell => {
    const doubt = looks.doubtOf(sheet.name, cell);
    const outdated = cell.formula === true && looks.isStale(sheet.name, cell);
    return doubt === undefined && !outdated
      ? cell
      : { ...cell, ...(doubt && { doubt }), ...(outdated && { outdated }) };
  });
  return withPictures({ ...sheet, cells }, looks.picturesOn(sheet.name));
}

/** The stream of a BIFF8 workbook; those older than Unicode have another name, and say nothing here. */
function workbookStream(bytes: Uint8Array): Uint8Array {
  try {
    const found = CFB.find(CFB.read(bytes, { type: "array" }), "Workbook");
    return found ? Uint8Array.from(found.content as ArrayLike<number>) : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

function parsed(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: "array",
      dense: true,
      cellNF: true,
      cellStyles: true,
      cellFormula: true,
      cellHTML: false,
    });
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : "";
    if (/password|encrypt/i.test(message)) throw encrypted("文件设有密码");
    throw unreadable(DAMAGED);
  }
}

/** The sheets' names; refused unless each has a sheet, since one that the library dropped would be figures left out. */
function namesOf(workbook: WorkBook): readonly string[] {
  const names = workbook.SheetNames;
  const whole = names.every(
    (name) => Object.hasOwn(workbook.Sheets, name) && Array.isArray(workbook.Sheets[name]?.["!data"]),
  );
  if (!whole || new Set(names).size < names.length || names.length === 0)
    throw unreadable("工作簿缺少工作表，文件已损坏");
  return names;
}

function contentOf(workbook: WorkBook, name: string, sheet: WorkSheet, budget: Budget): SheetContent {
  const cells: SheetCell[] = [];
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true;
  sheet["!data"]?.forEach((line, row) => {
    line?.forEach((cell, column) => {
      const content = cell && contentOfCell(cell, from1904);
      if (!content) return;
      spendCells(budget, 1);
      cells.push({
        row,
        column,
        ...content,
        ...formulaOf(cell),
      });
    });
  });
  const merges = (sheet["!merges"] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
  return {
    name,
    hidden: (workbook.Workbook?.Sheets?.find((entry) => entry.name === name)?.Hidden ?? 0) > 0,
    cells: withArrays(cells, arraysIn(sheet)),
    merges,
    hiddenRows: hiddenAmong(sheet["!rows"]),
    hiddenColumns: hiddenAmong(sheet["!cols"]),
  };
}

function formulaOf(cell: CellObject): Partial<SheetCell> {
  if (cell.f === undefined && cell.F === undefined) return {};
  const expression = cell.F === undefined ? parseFormula(String(cell.f)) : undefined;
  return { formula: true, ...(expression && { expression }) };
}

/** 数组公式: written in the first cell of its area. */
function arraysIn(sheet: WorkSheet): readonly ArrayFormula[] {
  const lines = (sheet["!data"] ?? []) as readonly (readonly (CellObject | undefined)[] | undefined)[];
  return lines.flatMap((line) =>
    (line ?? []).flatMap((cell) => {
      const area = cell?.f === undefined ? undefined : parseArea(cell.F ?? "");
      const expression = area && parseFormula(String(cell?.f));
      return area && expression ? [{ area, expression }] : [];
    }),
  );
}

function hiddenAmong(lines: readonly ({ hidden?: boolean } | undefined)[] | undefined): readonly Range[] {
  const hidden: Range[] = [];
  lines?.forEach((line, number) => {
    if (line?.hidden) hidden.push([number, number]);
  });
  return hidden;
}

type Content = Pick<SheetCell, "text" | "kind" | "shown">;

function contentOfCell(cell: CellObject, from1904: boolean): Content | undefined {
  switch (cell.t) {
    case "n":
      return numberContent(cell, from1904);
    case "s":
      return cell.v === "" && cell.f === undefined ? undefined : textContent(cell);
    case "b":
      return { text: cell.v ? "TRUE" : "FALSE", kind: "boolean" };
    case "e":
      return { text: cell.w ?? "#ERROR", kind: "error" };
    case "d":
      return { text: String(cell.w ?? ""), kind: "date" };
    case "z":
      return undefined;
  }
}

function textContent(cell: CellObject): Content {
  const text = String(cell.v ?? "");
  const shown = numberFormat(String(cell.z ?? "")).text(text);
  return { text, kind: "text", ...(shown !== undefined && { shown }) };
}

function numberContent(cell: CellObject, from1904: boolean): Content {
  const text = plainNumber(cell.v as number);
  if (text === undefined) return { text: "#NUM!", kind: "error" };
  const format = numberFormat(String(cell.z ?? ""));
  return { text, ...(from1904 ? shownFrom1904(format, text) : format(text)) };
}

/** Runs the library without its messages on the console. The call is synchronous, so nobody else is silenced. */
function quietly<Result>(work: () => Result): Result {
  const { log, warn, error } = console;
  const silent = (): void => {};
  Object.assign(console, { log: silent, warn: silent, error: silent });
  try {
    return work();
  } finally {
    Object.assign(console, { log, warn, error });
  }
}
