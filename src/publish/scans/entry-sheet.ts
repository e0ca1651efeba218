import type { Figure } from "../../form/form.js";
import { columnName } from "../../grid.js";
import {
  ENTRY_HEAD,
  type EntryRow,
  NOT_LEGIBLE,
  OFF_THE_PICTURE,
  SEEN_BLANK,
  shownProposal,
} from "../../scan-entry.js";
import { placeText, SCAN_DOUBT } from "../../scan-words.js";
import type { ScannedCell } from "../../scanned-form.js";
import {
  acrossRow,
  HIGHEST_ROW,
  type Highlight,
  LINE_HEIGHT,
  linesOf,
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetPicture,
  type SheetRow,
  type SheetStyle,
  titleRow,
  type Validation,
} from "../workbook/workbook.js";
import { checkFormula, FAILS, HOLDS } from "./check-formula.js";
import type { FormRow } from "./form-rows.js";
import { fitted } from "./png-size.js";

/** 核对页: rows of the form that are confirmed in the same way. */
export interface EntrySheet {
  readonly sheet: Sheet;
  readonly rows: readonly EntryRow[];
}

export interface EntrySheetRequest {
  readonly name: string;
  /** What to do on this sheet. */
  readonly task: string;
  readonly how: EntryRow["how"];
  readonly rows: readonly FormRow[];
  /** 勾稽不符 beyond the row itself, by the row's code. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

const LABEL = 28;
const WHAT = 7;
const VALUE = 13;
const CHECK = 18;
const DOUBT = 34;
const KEY = 14;
/** Columns before the values. */
const LEFT = 2;
/** In points; a point is four thirds of a pixel. */
const PICTURE_HEIGHT = 42;
const PROPOSAL_HEIGHT = 18;
const TYPED_HEIGHT = 22;
/** In pixels, of a column of values. */
const COLUMN_WIDTH = 88;
const PICTURE_BOX = { width: 84, height: 50 } as const;

/** 一页: for every row of the form its pictures, below them what was recognised, and below that the cells to type into. */
export function entrySheet(request: EntrySheetRequest): EntrySheet {
  const columns = Math.max(...request.rows.map(({ figures }) => figures.length));
  const width = LEFT + columns + 3;
  const made = opened(request, width);
  let headed = "";
  let table = "";
  for (const row of request.rows) {
    if (row.table.code !== table) {
      made.rows.push({ cells: [{ value: row.table.title, style: "subtitle" }], height: 24 });
      made.merges.push(acrossRow(made.rows.length, width));
      table = row.table.code;
      headed = "";
    }
    const headings = row.figures.map(({ columnLabel }) => columnLabel);
    if (headings.join("\u0001") !== headed) made.rows.push(headingRow(headings, columns));
    headed = headings.join("\u0001");
    addBlock(made, row, { request, columns });
  }
  const sheet: Sheet = {
    name: request.name,
    widths: [LABEL, WHAT, ...Array.from({ length: columns }, () => VALUE), CHECK, DOUBT, KEY],
    landscape: true,
    rows: made.rows,
    merges: made.merges,
    frozen: { rows: HEAD_ROWS, columns: LEFT },
    printed: { columns: width - 1, rows: made.rows.length },
    locked: true,
    validations: validationsOf(made.typed),
    highlights: made.checks.flatMap(highlightsOf),
    pictures: made.pictures,
  };
  return { sheet, rows: made.entries };
}

interface Made {
  readonly rows: SheetRow[];
  readonly merges: Merge[];
  readonly pictures: SheetPicture[];
  readonly entries: EntryRow[];
  /** Cells for numbers. */
  readonly typed: string[];
  readonly checks: string[];
}

const HEAD_ROWS = 2;

function opened({ task }: EntrySheetRequest, width: number): Made {
  return {
    rows: [titleRow(ENTRY_HEAD), { cells: [{ value: task, style: "plain" }], height: 36 }],
    merges: [acrossRow(1, width), acrossRow(2, width)],
    pictures: [],
    entries: [],
    typed: [],
    checks: [],
  };
}

function headingRow(headings: readonly string[], columns: number): SheetRow {
  const filler = Array.from({ length: columns - headings.length }, () => "");
  const texts = ["行", "", ...headings, ...filler, "本行核对", "存疑之处", "代码（勿改）"];
  return { cells: texts.map((value) => ({ value, style: "heading" as const })) };
}

interface BlockOf {
  readonly request: EntrySheetRequest;
  readonly columns: number;
}

/** Three rows of the sheet for one of the form. */
function addBlock(made: Made, row: FormRow, { request, columns }: BlockOf): void {
  const top = made.rows.length + 1;
  const at = (index: number, below: number): string => `${columnName(LEFT + index)}${top + below}`;
  const places = row.figures.map((_, index) => ({ proposed: at(index, 1), typed: at(index, 2) }));
  const check = at(columns, 0);
  made.rows.push(...blockRows(row, { request, columns, places }));
  for (const column of [0, LEFT + columns, LEFT + columns + 1])
    made.merges.push({ top, left: column + 1, bottom: top + 2, right: column + 1 });
  made.checks.push(check);
  for (const [index, figure] of row.figures.entries()) {
    const cell = row.seen.get(figure.code);
    // Beside the last cell of a short row there is room for the picture of a wide one.
    const beside = index === row.figures.length - 1 ? columns - row.figures.length : 0;
    if (cell) made.pictures.push(pictureOf(cell, figure, { row: top, column: LEFT + index + 1, beside }));
    if (!figure.answer) made.typed.push(at(index, 2));
  }
  made.entries.push({
    code: row.code,
    sheet: request.name,
    key: at(columns + 2, 2),
    how: request.how,
    cells: row.figures.map((figure, index) => {
      const cell = row.seen.get(figure.code);
      return {
        figure: figure.code,
        ...places[index]!,
        shown: shownOf(row, figure, request.how),
        proposal: cell?.proposal ?? null,
        page: cell?.page ?? null,
        place: cell ? placeText(cell.place) : "",
      };
    }),
  });
}

type Places = readonly { readonly proposed: string; readonly typed: string }[];

function blockRows(
  row: FormRow,
  { request, columns, places }: BlockOf & { readonly places: Places },
): readonly SheetRow[] {
  const filler = Array.from(
    { length: columns - row.figures.length },
    (): SheetCell => ({ value: "", style: "closed" }),
  );
  const line = (label: SheetCell, cells: readonly SheetCell[], right: readonly SheetCell[]): SheetRow["cells"] => [
    { value: row.label, style: "label" },
    label,
    ...cells,
    ...filler,
    ...right,
  ];
  const what = (value: string): SheetCell => ({ value, style: "mark" });
  const empty = (style: SheetStyle): SheetCell => ({ value: "", style });
  const formula = checkFormula(row, { how: request.how, typed: places.map(({ typed }) => typed) });
  const doubts = doubtsOf(row, request.notes.get(row.code) ?? []);
  const right: readonly SheetCell[] = [
    { value: formula, style: "mark" },
    { value: doubts, style: "text" },
  ];
  const key: SheetCell = { value: row.code, style: "code" };
  return [
    {
      cells: line(
        what("图"),
        row.figures.map(() => empty("figure")),
        [...right, empty("code")],
      ),
      height: PICTURE_HEIGHT,
    },
    {
      cells: line(
        what("识别"),
        row.figures.map((one) => proposalCell(row, one, request.how)),
        [...right, empty("code")],
      ),
      height: PROPOSAL_HEIGHT,
    },
    {
      cells: line(
        what("核对"),
        // Of a row that is confirmed by its total the other cells are typed only where they were recognised wrongly.
        row.figures.map((figure) => empty(request.how === "total" && figure !== row.total ? "override" : "input")),
        [...right, key],
      ),
      height: typedHeight(doubts),
    },
  ];
}

/** The lowest row of a block is as high as what is doubtful needs beside all three. */
function typedHeight(doubts: string): number {
  const needed = linesOf(doubts, DOUBT) * LINE_HEIGHT;
  return Math.min(HIGHEST_ROW, Math.max(TYPED_HEIGHT, needed - PICTURE_HEIGHT - PROPOSAL_HEIGHT));
}

function proposalCell(row: FormRow, figure: Figure, how: EntryRow["how"]): SheetCell {
  const cell = row.seen.get(figure.code);
  const isDoubtful = cell !== undefined && (cell.doubts.length > 0 || cell.proposal === null);
  return { value: shownOf(row, figure, how), style: isDoubtful ? "mandatory" : "mark" };
}

/** The total by which a whole row is confirmed is not told beforehand: whoever types it has looked. */
function shownOf({ seen, total }: FormRow, figure: Figure, how: EntryRow["how"]): string {
  return how === "total" && figure === total ? OFF_THE_PICTURE : shownProposal(seen.get(figure.code)?.proposal ?? null);
}

/** 存疑之处 in words, each with its column. */
function doubtsOf({ figures, seen, state }: FormRow, notes: readonly string[]): string {
  const ofCells = figures.flatMap((figure) => {
    const cell = seen.get(figure.code);
    if (!cell) return state === "unseen" ? [] : [`${figure.columnLabel}：图上没有找到这一格`];
    const words = cell.doubts.map((doubt) => SCAN_DOUBT[doubt]);
    return words.length > 0 ? [`${figure.columnLabel}：${words.join("、")}`] : [];
  });
  const ofRow = state === "doubtful" && ofCells.length === 0 ? ["识别出的总计与分项之和不符"] : [];
  return [...ofCells, ...ofRow, ...notes].join("\n");
}

function pictureOf(
  cell: ScannedCell,
  figure: Figure,
  { row, column, beside }: Pick<SheetPicture, "row" | "column"> & { readonly beside: number },
): SheetPicture {
  const name = `${figure.label}，扫描件第${cell.page}页${placeText(cell.place)}`;
  const box = { width: PICTURE_BOX.width + beside * COLUMN_WIDTH, height: PICTURE_BOX.height };
  return { row, column, png: cell.picture, ...fitted(cell.picture, box), name };
}

/** What can be typed: a number as it stands on the scan, or that nothing stands there, or that nobody can read it. */
function validationsOf(typed: readonly string[]): readonly Validation[] {
  const [first] = typed;
  if (first === undefined) return [];
  const words = [SEEN_BLANK, NOT_LEGIBLE, "/"].map((word) => `${first}="${word}"`);
  return [
    {
      cells: typed.join(" "),
      allows: { formula: `OR(ISNUMBER(${first}),${words.join(",")})` },
      error: `照图填数；图上是空白的填“${SEEN_BLANK}”，看不清的填“${NOT_LEGIBLE}”。`,
    },
  ];
}

function highlightsOf(cell: string): readonly Highlight[] {
  return [
    { cells: cell, formula: `LEFT(${cell},2)="${FAILS}"`, as: "differs" },
    { cells: cell, formula: `LEFT(${cell},2)="${HOLDS}"`, as: "agrees" },
  ];
}
