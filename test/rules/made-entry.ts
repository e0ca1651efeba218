import type { Form } from "../../src/form/form.js";
import { type Cell, columnName, type Grid, NOTHING_HIDDEN, type ReadDocument } from "../../src/grid.js";
import { ENTRY_HEAD, ENTRY_SHEET, type EntryRow, entryRows, shownProposal } from "../../src/scan-entry.js";

/** 造录入: a workbook of 录入-待核 that came back, each cell typed as it was recognised unless told otherwise. */
export interface MadeEntry {
  /** The scan's path below the year's folder. */
  readonly of: string;
  /** 核对人, 张三 unless another or nobody is named. */
  readonly by?: string;
  /** What is typed and was recognised; 0 for every other figure. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Figures of which the cell was left empty. */
  readonly open?: readonly string[];
  /** The scan has been replaced since. */
  readonly otherScan?: true;
}

const SHEET = "逐格核对";

/** As a reader gives the workbook back. */
export function entryDocument(made: MadeEntry, form: Form, sha256: string): ReadDocument {
  const { of, by = "张三", typed = {}, open = [], otherScan } = made;
  const rows = rowsOf(form, typed);
  const mark = {
    form: form.id,
    edition: form.edition,
    period: "2022",
    jurisdiction: "瑞金市",
    unit: "T01",
    name: "象湖镇人民政府",
    file: `2022/${of}`,
    sha256: otherScan ? "0".repeat(64) : sha256,
    confirmer: { sheet: "说明", cell: "B5" },
    rows,
  };
  const cells = rows.flatMap((row) => [
    [row.key, row.code] as const,
    ...row.cells.flatMap(({ figure, proposed, typed: cell, proposal, shown }) => [
      [proposed, shown] as const,
      ...(open.includes(figure) ? [] : [[cell, proposal ?? ""] as const]),
    ]),
  ]);
  const texts = entryRows(mark).flatMap((row, at) =>
    row.map((text, column) => [`${columnName(column)}${at + 1}`, text] as const),
  );
  const blocks = [
    gridOf("说明", [["A1", ENTRY_HEAD], ...(by === "" ? [] : [["B5", by] as const])]),
    gridOf(SHEET, [["A1", ENTRY_HEAD], ...cells]),
    { ...gridOf(ENTRY_SHEET, texts), hidden: true },
  ];
  return { format: "xlsx", blocks, remarks: [] };
}

function rowsOf({ figures }: Form, typed: Readonly<Record<string, string>>): readonly EntryRow[] {
  const asked = [...figures.values()].filter(({ optional }) => !optional);
  const codes = [...new Set(asked.map(({ table, row }) => `${table}.${row}`))];
  return codes.map((code, at) => {
    const own = asked.filter(({ table, row }) => `${table}.${row}` === code);
    const cells = own.map((figure, column) => {
      const proposal = typed[figure.code] ?? "0";
      const place = (below: number): string => `${columnName(column + 1)}${at * 2 + 2 + below}`;
      const shown = shownProposal(proposal);
      return { figure: figure.code, proposed: place(0), typed: place(1), proposal, shown, page: 1, place: "第1个表格" };
    });
    return { code, sheet: SHEET, key: `A${at * 2 + 3}`, how: "each" as const, cells };
  });
}

function gridOf(sheet: string, texts: readonly (readonly [address: string, text: string])[]): Grid {
  const cells = texts.map(([address, text]): Cell => {
    const [, letters = "", digits = ""] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const column = [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    return { row: Number(digits) - 1, column, rowSpan: 1, columnSpan: 1, text, kind: "text" };
  });
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  const [rows, columns] = [Math.max(...cells.map(({ row }) => row)) + 1, 40];
  return { kind: "grid", sheet, addressing: "A1", rows, columns, cells, ...NOTHING_HIDDEN };
}
