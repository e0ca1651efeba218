import { add, type Decimal, equals, format, ZERO } from "../decimal.js";
import { figureCode, type Observation, type SourceCell } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure, Form } from "../form/form.js";
import type { Cell } from "../grid.js";
import { groupBy } from "../grouping.js";
import { amountIn, type Entry, type EntryCell, type EntryRow, SEEN_BLANK, totalOfRow } from "../scan-entry.js";
import { type FillContext, type Filled, fillEach, findMissing, readLocated, tableTitle } from "./fill/fill.js";
import type { LocatedCell } from "./located.js";

/**
 * 录入的归位: the figures that a person confirmed on the workbook of a scan. What nobody confirmed is no figure: it is unreadable, and that is said.
 * A row that was not found on the scan, and of which nothing was typed, is missing as it is in any submission.
 */
export function fillConfirmed(entry: Entry, context: FillContext, accompanying: readonly Form[]): Filled {
  const own = fillForm(entry, context);
  const beside = accompanying.map((form) => fillForm(entry, { ...context, form }));
  const observations = new Map([own, ...beside].flatMap((one) => [...one.observations]));
  return {
    observations,
    findings: [
      ...own.findings,
      ...findMissing(own.observations, context),
      ...beside.flatMap(({ findings }) => findings),
    ],
  };
}

/** Of one form: a figure of another is none of it. */
function fillForm(entry: Entry, context: FillContext): Filled {
  const rows = entry.mark.rows.map((row) => readRow(row, entry, context.form)).filter(isThere);
  const confirmed = rows.flatMap(({ cells }) =>
    cells.flatMap(({ figure, located }) => (located ? [readLocated(located, figure, context)] : [])),
  );
  const open = rows.flatMap((row) => row.cells.filter(({ located }) => !located).map((one) => ({ ...one, row })));
  const filled = fillEach(confirmed, context);
  const lost = open.map(({ figure, source }): Observation => {
    return { figure: figure.code, amount: { kind: "unreadable" }, source: { ...source, file: context.file } };
  });
  return {
    observations: new Map([...filled.observations, ...lost.map((one) => [one.figure, one] as const)]),
    findings: [...filled.findings, ...unconfirmed(open, entry.mark.name, context)],
  };
}

interface ReadRow {
  readonly row: EntryRow;
  readonly cells: readonly ReadEntry[];
  /** Why what was typed does not confirm the row. */
  readonly reason: string;
}

interface ReadEntry {
  readonly cell: EntryCell;
  readonly figure: Figure;
  /** Where it is to be confirmed. */
  readonly source: Omit<SourceCell, "file">;
  /** What was confirmed; undefined while nothing is. */
  readonly located?: LocatedCell;
}

/** Found on the scan, or filled in by hand though it was not. */
function isThere({ cells }: ReadRow): boolean {
  return cells.some(({ cell, located }) => cell.page !== null || located !== undefined);
}

function readRow(row: EntryRow, { at }: Entry, { figures }: Form): ReadRow {
  const cells = row.cells.flatMap((cell): readonly ReadEntry[] => {
    const figure = figures.get(figureCode(cell.figure));
    if (!figure) return [];
    const typed = at({ sheet: row.sheet, cell: cell.typed });
    const source = { sheet: row.sheet, cell: cell.typed, text: typed?.text ?? "" };
    return [{ cell, figure, source, ...(isTyped(typed) && { located: typedCell(typed, figure, source) }) }];
  });
  if (row.how === "each") return { row, cells, reason: "没有逐格填写" };
  const reason = notConfirmed(cells);
  if (reason !== undefined) return { row, cells, reason };
  return { row, cells: cells.map((one) => (one.located ? one : { ...one, located: proposed(one, row) })), reason: "" };
}

function isTyped(cell: Cell | undefined): cell is Cell {
  return cell !== undefined && (cell.text.trim() !== "" || cell.kind === "uncalculated");
}

const AS_TYPED = { instance: "", example: false, hidden: false } as const;

function typedCell(
  { kind, text, shown, unseen, doubt }: Cell,
  figure: Figure,
  source: Omit<SourceCell, "file">,
): LocatedCell {
  const isBlank = text.trim() === SEEN_BLANK;
  return {
    figure: figure.code,
    kind: isBlank ? "blank" : kind,
    place: source,
    typed: {
      text: isBlank ? "" : text,
      ...(shown !== undefined && { shown }),
      ...(unseen !== undefined && { unseen }),
      ...(doubt !== undefined && { doubt }),
    },
    rowLabel: figure.rowLabel,
    ...AS_TYPED,
  };
}

/** 总计照图填: a proposal that is confirmed because the person typed the total of its row, and it is that of the proposals. */
function proposed({ cell, figure }: ReadEntry, { sheet }: EntryRow): LocatedCell {
  const text = cell.proposal ?? "";
  return {
    figure: figure.code,
    kind: text === "" ? "blank" : "text",
    place: { sheet, cell: cell.proposed, text },
    rowLabel: figure.rowLabel,
    ...AS_TYPED,
  };
}

/** Why the row's total does not confirm its other cells; undefined where it does. */
function notConfirmed(cells: readonly ReadEntry[]): string | undefined {
  const sumOfAll = totalOfRow(cells.map(({ figure }) => figure));
  const total = cells.find(({ figure }) => figure === sumOfAll);
  if (!total?.located) return "“总计”没有照图填写";
  const parts = cells.filter((one) => one !== total);
  const stated = typedAmount(total.located);
  const amounts = parts.map(({ cell, located }) => (located ? typedAmount(located) : amountIn(cell.proposal ?? "?")));
  const sum = amounts.reduce<Decimal | undefined>((a, b) => a && b && add(a, b), ZERO);
  if (!stated) return `“总计”填的“${total.source.text}”不是数，须逐格填写`;
  if (!sum) return "有的分项填的不是数，须逐格填写";
  if (equals(stated, sum)) return undefined;
  return `照图填的“总计”${format(stated)}与各分项之和${format(sum)}不符，须逐格填写`;
}

/** Undefined where what was typed is no plain number: what a formula without a result comes to is not known. */
function typedAmount({ kind, typed }: LocatedCell): Decimal | undefined {
  return typed && typed.doubt === undefined && kind !== "uncalculated" ? amountIn(typed.text) : undefined;
}

const SHOWN = 3;

/** 未经核对: one finding a table, to the office, whose work it is. */
function unconfirmed(
  open: readonly (ReadEntry & { readonly row: ReadRow })[],
  name: string,
  { form, file }: FillContext,
): readonly Finding[] {
  return [...groupBy(open, ({ figure }) => figure.table)].map(
    ([table, cells]): Finding => ({
      code: "SCAN.UNCONFIRMED",
      unit: null,
      figures: cells.map(({ figure }) => figure.code),
      sources: cells.map(({ source }) => ({ ...source, file })),
      facts: {
        name,
        table: tableTitle(form, table),
        count: cells.length,
        examples: cells.slice(0, SHOWN).map(({ figure, row }) => `“${figure.label}”${row.reason}`),
      },
    }),
  );
}
