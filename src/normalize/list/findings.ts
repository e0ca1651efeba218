import { codeOf } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Line } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { cellFindings, type FillContext, noticesOf, sourceOf, tableTitle } from "../fill/fill.js";
import { placeOf } from "../grid/grid.js";
import type { Sink } from "../located.js";
import { saysNumber } from "../value/value.js";
import type { Entry } from "./entries.js";
import { rowName } from "./rows.js";
import { keyIsLost, type WholeList } from "./sums.js";
import type { ListTable } from "./tables.js";
import { crossFindings, hiddenTotalFindings, totalFindings } from "./totals.js";

/** 台账的审核意见: what of it can't be read, and what is not certain about its entries. */
export function listFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const lost = columnsLost(whole, context);
  if (keyIsLost(whole)) return lost;
  // Of an entry that may be of any kind, that alone is said.
  const cells = whole.entries.flatMap(({ line, figures }) => (line ? [...figures.values()] : []));
  return [
    ...lost,
    ...doubtfulFindings(whole, context),
    ...twiceFindings(whole, context),
    ...blankFindings(whole, context),
    ...answerFindings(whole, context),
    ...together(cellFindings(cells, context)),
    ...noticesOf(cells, context),
    ...hiddenRows(whole, context),
    ...totalFindings(whole, context),
    ...crossFindings(whole, context),
    ...hiddenTotalFindings(whole, context),
    ...exampleSheets(whole, context),
  ];
}

/** Of columns of figures the form's own check of its tables tells. */
function columnsLost(whole: WholeList, { form, unit, file }: FillContext): readonly Finding[] {
  const [table] = whole.tables;
  const texts = whole.lost.filter((line) => table?.list.columns.some((column) => column.line === line));
  if (!table || texts.length === 0) return [];
  return [
    {
      code: "FORM.COLUMN_MISSING",
      unit,
      figures: keyIsLost(whole) ? codesIn(table, table.section.rows.lines) : [],
      sources: [{ file, sheet: table.cover.grid.sheet, cell: "", text: "" }],
      facts: { table: tableTitle(form, table.section.table), lines: texts.map(({ label }) => label) },
    },
  ];
}

function codesIn({ section }: ListTable, rows: readonly Line[]) {
  return rows.flatMap((row) => section.columns.lines.map((column) => codeOf(section.table, row.code, column.code)));
}

/** The figures that an entry may belong to. */
function codesOf({ row: { table }, line }: Entry) {
  return codesIn(table, line ? [line] : table.section.rows.lines.filter(({ sumOf }) => sumOf.length === 0));
}

function placeOfEntry(entry: Entry, context: FillContext) {
  const { row, keyCell } = entry;
  const { grid } = row.table.cover;
  const own = keyCell && keyCell.text.trim() !== "" ? keyCell : row.named;
  return [sourceOf(placeOf(grid, own), context)];
}

function about(entries: readonly Entry[], context: FillContext) {
  return {
    unit: context.unit,
    figures: [...new Set(entries.flatMap(codesOf))],
    sources: entries.flatMap((entry) => placeOfEntry(entry, context)),
  };
}

function tableOf({ tables }: WholeList, { form }: FillContext): string {
  return tableTitle(form, tables[0]?.section.table ?? "");
}

function doubtfulFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const doubtful = whole.entries.filter(({ doubt }) => doubt !== undefined);
  if (doubtful.length === 0) return [];
  const rows = doubtful.map((entry) => `${rowName(entry.row)}${entry.doubt}`);
  return [{ code: "LIST.ROW_DOUBTFUL", ...about(doubtful, context), facts: { table: tableOf(whole, context), rows } }];
}

function twiceFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const twice = [...whole.doubtful].filter(({ doubt }) => doubt === undefined);
  if (twice.length === 0) return [];
  const names = [...groupBy(twice, ({ key }) => key).values()].map(([first]) => first?.name ?? "");
  return [{ code: "LIST.TWICE", ...about(twice, context), facts: { table: tableOf(whole, context), lines: names } }];
}

/** 必填而没有填的: the entry counts, for what it lacks is no figure. */
function blankFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const lacking = whole.entries.filter(({ doubt, blank }) => doubt === undefined && blank.length > 0);
  if (lacking.length === 0) return [];
  const lines = lacking.map(({ row, blank }) => `${rowName(row)}的${blank.map(({ label }) => label).join("、")}`);
  return [{ code: "LIST.CELL_BLANK", ...about(lacking, context), facts: { table: tableOf(whole, context), lines } }];
}

/** 日期、是否、选项 that can't be taken. The entry counts, and its figures are asked about with it. */
function answerFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const wrong = whole.entries.flatMap((entry) =>
    [...entry.answers.values()].flatMap(({ line, cell, reading }) =>
      reading.kind === "bad" ? [{ entry, line, cell, reason: reading.reason ?? "不能读取" }] : [],
    ),
  );
  if (wrong.length === 0) return [];
  return [
    {
      code: "LIST.CELL_WRONG",
      unit: context.unit,
      figures: [...new Set(wrong.flatMap(({ entry }) => codesOf(entry)))],
      sources: wrong.map(({ entry, cell }) => sourceOf(placeOf(entry.row.table.cover.grid, cell), context)),
      facts: {
        table: tableOf(whole, context),
        lines: wrong.map(({ entry, line, reason }) => `${rowName(entry.row)}的“${line.label}”${reason}`),
      },
    },
  ];
}

/** Many entries stand for one figure: what is wrong with several of their cells is one finding of that figure. */
function together(findings: readonly Finding[]): readonly Finding[] {
  const groups = [...groupBy(findings, ({ code, figures }) => `${code} ${figures.join()}`).values()];
  return groups.map((own) => {
    const [first] = own;
    if (!first || own.length === 1) return first!;
    const { facts } = first;
    const named = "figure" in facts ? { figure: `${facts.figure}（${own.length}处）` } : {};
    return { ...first, facts: { ...facts, ...named }, sources: own.flatMap(({ sources }) => sources) } as Finding;
  });
}

/** 筛选、隐藏的行: they are entries like any other, and who looks at the list does not see them. */
function hiddenRows(whole: WholeList, context: FillContext): readonly Finding[] {
  const hidden = whole.entries.filter(
    ({ row, figures }) => row.hidden || [...figures.values()].some(({ located }) => located.hidden),
  );
  if (hidden.length === 0) return [];
  return [
    {
      code: "FILE.HIDDEN_CONTENT",
      ...about(hidden, context),
      facts: { what: `“${tableOf(whole, context)}”有${hidden.length}条在隐藏、被筛选的行或列中`, notZero: true },
      severity: "verification",
    },
  ];
}

function exampleSheets(whole: WholeList, { form, unit, file }: FillContext): readonly Finding[] {
  const examples = whole.tables.filter(({ example }) => example);
  return examples.map(({ cover, section }) => ({
    code: "FILE.HIDDEN_CONTENT" as const,
    unit,
    figures: [],
    sources: [{ file, sheet: cover.grid.sheet, cell: "", text: "" }],
    facts: { what: `“${tableTitle(form, section.table)}”的填写示例未读取`, notZero: false },
    severity: "notice" as const,
  }));
}

/** 表式以外的栏: headed columns with numbers that the list of the form does not have. */
export function noteUnknownColumns({ cover, rows, unknownColumns, section }: ListTable, sink: Sink): void {
  for (const { column, label } of unknownColumns) {
    const cells = rows.flatMap((row) => cover.byRow.get(row)?.filter((cell) => cell.column === column) ?? []);
    const numbers = cells.filter(({ text }) => saysNumber(text));
    if (numbers.length > 0 && !isOrder(label))
      sink.unknownLines.push({
        table: section.table,
        label: `${label}（栏）`,
        sources: numbers.map((cell) => placeOf(cover.grid, cell)),
      });
  }
}

function isOrder(label: string): boolean {
  return /^(?:序\s*号|行次|行号|编号)$/.test(label.trim());
}
