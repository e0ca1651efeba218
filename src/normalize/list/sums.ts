import { add, type Decimal, decimal, format, ZERO } from "../../decimal.js";
import { type Amount, codeOf, type FigureCode, type Observation, type SourceCell } from "../../figure.js";
import type { Line } from "../../form/form.js";
import { countedAs, type FillContext, sourceOf } from "../fill/fill.js";
import type { Reading } from "../value/value.js";
import { bandOf, type Entry } from "./entries.js";
import { type ListRow, rangeOf } from "./rows.js";
import type { ListTable } from "./tables.js";

/** 一张台账 of one document: all its parts, with their entries and totals. */
export interface WholeList {
  /** At least one. */
  readonly tables: readonly ListTable[];
  readonly entries: readonly Entry[];
  readonly totals: readonly ListRow[];
  /** Entries that are not certain, or stand twice: what they say is in no sum, and no sum that they may belong to is certain. */
  readonly doubtful: ReadonlySet<Entry>;
  /** Columns of the form over which no heading stands. */
  readonly lost: readonly Line[];
  /** Sheets behind the list with rows that may be more of it. */
  readonly apart: readonly ListTable[];
}

/** 汇总一张台账: each figure as the sum of its entries. A list without entries is blank; one entry in doubt makes a sum unknown. */
export function sumsOf(whole: WholeList, context: FillContext): ReadonlyMap<FigureCode, Observation> {
  const observations = new Map<FigureCode, Observation>();
  const [first] = whole.tables;
  if (!first) return observations;
  const { rows, columns } = first.section;
  for (const line of rows.lines)
    for (const column of columns.lines) {
      if (whole.lost.includes(column)) continue;
      const figure = codeOf(first.section.table, line.code, column.code);
      const amount = line.sumOf.length > 0 ? TO_BE_ADDED : amountOf(whole, line, column, context);
      observations.set(figure, { figure, amount, source: sourceIn(whole, line, column, context) });
    }
  return observations;
}

/** 合计 is added up from the kinds; what the list itself says is held against them. */
const TO_BE_ADDED: Amount = { kind: "blank" };

function amountOf(whole: WholeList, line: Line, column: Line, context: FillContext): Amount {
  if (whole.entries.length === 0) return { kind: "blank" };
  if (keyIsLost(whole) || [...whole.doubtful].some((entry) => mayBelong(entry, line) && says(entry, column)))
    return { kind: "unreadable" };
  const own = whole.entries.filter((entry) => entry.line === line);
  if (column.code === whole.tables[0]?.list.count) return { kind: "reported", value: decimal(String(own.length)) };
  let value = ZERO;
  for (const { figures } of own) {
    const reading = figures.get(column.code)?.reading;
    const counted = reading && countedIn(reading, context);
    if (counted === undefined) return { kind: "unreadable" };
    value = add(value, counted);
  }
  return { kind: "reported", value };
}

export function countedIn(reading: Reading, { blank }: Pick<FillContext, "blank">): Decimal | undefined {
  if (reading.kind === "reported") return reading.value;
  return reading.kind === "blank" ? countedAs({ kind: "blank" }, blank) : undefined;
}

function mayBelong(entry: Entry, line: Line): boolean {
  return entry.line === undefined || entry.line === line;
}

/** Whether an entry says anything in a column; every one counts as one. Where cells may stand under others' headings, a blank one says nothing of its own. */
function says({ row, figures }: Entry, { code }: Line): boolean {
  const reading = figures.get(code)?.reading;
  return row.misplaced !== undefined || reading === undefined || reading.kind !== "blank";
}

/** Without its keys and kinds no entry is certain. */
export function keyIsLost({ tables, lost }: WholeList): boolean {
  const keys = tables[0]?.list.columns.filter(({ role }) => role !== "text") ?? [];
  return keys.some(({ line }) => lost.includes(line));
}

/** Where a sum comes from: the cells of its column from the first entry to the last, and what stands in them. */
function sourceIn(whole: WholeList, line: Line, column: Line, context: FillContext): SourceCell {
  const { tables, entries } = whole;
  const [table] = tables;
  const own = entries.filter((entry) => line.sumOf.length > 0 || entry.line === line);
  const there = own.filter(({ row }) => row.table === own[0]?.row.table);
  const more = own.length > there.length ? "等" : "";
  const of = there[0]?.row.table ?? table!;
  const keys = of.list.columns.filter(({ role }) => role === "key");
  const band = bandOf(of, column) ?? keys.flatMap((key) => bandOf(of, key.line) ?? [])[0];
  const { sheet } = of.cover.grid;
  const cell = rangeOf(
    there.map(({ row }) => row),
    band,
  );
  return sourceOf({ sheet, cell: `${cell}${more}`, text: textOf(own, column) }, context);
}

const MOST_TERMS = 8;

/** 3+5+2; of more than a few how many there are. */
function textOf(entries: readonly Entry[], { code }: Line): string {
  const terms = entries.flatMap(({ figures }) => {
    const cell = figures.get(code);
    return cell ? [cell.reading.kind === "reported" ? format(cell.reading.value) : cell.located.place.text.trim()] : [];
  });
  if (terms.length === 0 || terms.length > MOST_TERMS) return `${entries.length}条`;
  return terms.filter((term) => term !== "").join("+");
}
