import { compare, decimal, equals, format, isZero, ZERO } from "../decimal.js";
import type { Amount, FigureCode, Observation, SourceCell } from "../figure.js";
import type { Finding, FindingCode } from "../finding.js";
import type { Figure, Form } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { type Reading, readAmount } from "./amount.js";
import type { BrokenRow, Located, LocatedCell, Place } from "./located.js";

/** What the values are read for: whose file, and what the jurisdiction says of blanks. */
export interface FillContext {
  readonly form: Form;
  readonly unit: string | null;
  readonly file: string;
  readonly blank: "zero" | "unreadable";
}

export interface Filled {
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly findings: readonly Finding[];
}

interface ReadCell {
  readonly located: LocatedCell;
  readonly figure: Figure;
  readonly reading: Reading;
}

/** 归位: turns located cells into observations, and says everything that was done to what was typed. */
export function fill(located: Located, context: FillContext): Filled {
  const { own, examples } = apartFromExamples(readCells(located, context));
  const all = withoutBlankCopies(own);
  const present = new Set(all.map((cell) => cell.figure.code));
  const shadows = all.filter((cell) => isShadow(cell, present));
  const read = all.filter((cell) => !shadows.includes(cell));
  const byFigure = groupBy(read, (cell) => cell.figure.code);
  const findings: Finding[] = [];
  const observations = new Map<FigureCode, Observation>();
  const twice: ReadCell[][] = [];
  for (const [code, cells] of byFigure) {
    const first = cells[0]!;
    if (cells.some((cell) => !sameReading(cell.reading, first.reading))) {
      twice.push(cells);
      observations.set(code, observed(first, { kind: "unreadable" }, context));
    } else observations.set(code, observed(first, amountOf(first, context), context));
  }
  findings.push(
    ...twiceFindings(twice, context),
    ...shadowFindings(shadows, context),
    ...exampleFindings(examples, context),
  );
  const settled = [...byFigure.entries()].filter(([, cells]) => !twice.includes(cells)).map(([, cells]) => cells[0]!);
  findings.push(...cellFindings(settled, context), ...noticesOf(settled, context), ...hiddenFindings(settled, context));
  findings.push(...brokenFindings(located.brokenRows, observations, context));
  return { observations, findings };
}

function readCells(located: Located, { form }: FillContext): readonly ReadCell[] {
  return located.cells.flatMap((cell) => {
    const figure = form.figures.get(cell.figure);
    return figure
      ? [
          {
            located: cell,
            figure,
            reading: readAmount({ text: cell.place.text, kind: cell.kind }, figure, cell.headingUnit),
          },
        ]
      : [];
  });
}

/** 填写示例: an example beside the unit's own table is no answer. Where there is nothing but the example, it was filled in. */
function apartFromExamples(cells: readonly ReadCell[]): { own: readonly ReadCell[]; examples: readonly ReadCell[] } {
  const answered = new Set(cells.filter(({ located }) => !located.example).map(({ figure }) => figure.table));
  const examples = cells.filter(({ located, figure }) => located.example && answered.has(figure.table));
  return { own: cells.filter((cell) => !examples.includes(cell)), examples };
}

function exampleFindings(examples: readonly ReadCell[], context: FillContext): readonly Finding[] {
  return [...groupBy(examples, ({ figure }) => figure.table)].map(([table, cells]) => ({
    code: "FILE.HIDDEN_CONTENT" as const,
    unit: context.unit,
    figures: [],
    sources: cells.slice(0, 1).map((cell) => sourceOf(cell.located.place, context)),
    facts: { what: `“${tableTitle(context.form, table)}”的填写示例未读取`, notZero: false },
    severity: "notice" as const,
  }));
}

/** A second, empty copy of a table is a template that was left in, not a second answer. */
function withoutBlankCopies(cells: readonly ReadCell[]): readonly ReadCell[] {
  const filled = new Set<string>();
  const filledFigures = new Set<string>();
  for (const cell of cells) {
    if (cell.reading.kind === "blank") continue;
    filled.add(cell.located.instance);
    filledFigures.add(cell.figure.code);
  }
  return cells.filter((cell) => filled.has(cell.located.instance) || !filledFigures.has(cell.figure.code));
}

/** 未分项: marks a group's own row that holds what could not be divided, beside items that could. */
const UNDIVIDED = /未分项|未细分|不分项/;

/** A group's own row beside its items is a subtotal, not figures of its own, unless it says that it holds what was not divided. */
function isShadow({ figure, located }: ReadCell, present: ReadonlySet<FigureCode>): boolean {
  return figure.optional && figure.insteadOf.some((code) => present.has(code)) && !UNDIVIDED.test(located.rowLabel);
}

/** Subtotals that the form does not have: not used, and said where they are not zero. */
function shadowFindings(shadows: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const notZero = shadows.filter(
    ({ reading }) => reading.kind === "bad" || (reading.kind === "reported" && !isZero(reading.value)),
  );
  return [...groupBy(notZero, ({ figure }) => figure.row).values()].map((cells) => ({
    code: "FORM.ROW_UNKNOWN" as const,
    unit: context.unit,
    figures: [],
    sources: cells.map((cell) => sourceOf(cell.located.place, context)),
    facts: {
      table: tableTitle(context.form, cells[0]!.figure.table),
      lines: [`${cells[0]!.figure.rowLabel}（分组小计）`],
    },
  }));
}

function sameReading(a: Reading, b: Reading): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "reported" && b.kind === "reported") return equals(a.value, b.value);
  return true;
}

function amountOf({ reading, figure }: ReadCell, { blank }: FillContext): Amount {
  switch (reading.kind) {
    case "reported":
      return { kind: "reported", value: reading.value, ...(reading.qualifier && { qualifier: reading.qualifier }) };
    case "blank":
      return blank === "zero" || figure.parts.length > 0 ? { kind: "blank" } : { kind: "unreadable" };
    case "bad":
      return reading.problem === "VALUE.NO_CACHED_RESULT" && figure.parts.length > 0
        ? { kind: "blank" }
        : { kind: "unreadable" };
  }
}

function observed(cell: ReadCell, amount: Amount, context: FillContext): Observation {
  return { figure: cell.figure.code, amount, source: sourceOf(cell.located.place, context) };
}

function sourceOf(place: Place, { file }: FillContext): SourceCell {
  return { file, sheet: place.sheet, cell: place.cell, text: place.text };
}

function tableTitle(form: Form, code: string): string {
  return form.tables.find((table) => table.code === code)?.title ?? code;
}

function twiceFindings(twice: readonly (readonly ReadCell[])[], context: FillContext): readonly Finding[] {
  const byTable = groupBy(twice, (cells) => cells[0]!.figure.table);
  return [...byTable].map(([table, groups]) => ({
    code: "FORM.ROW_TWICE" as const,
    unit: context.unit,
    figures: groups.map((cells) => cells[0]!.figure.code),
    sources: groups.flatMap((cells) => cells.map((cell) => sourceOf(cell.located.place, context))),
    facts: {
      table: tableTitle(context.form, table),
      lines: [...new Set(groups.map((cells) => cells[0]!.figure.rowLabel))],
    },
  }));
}

/** An amount in 元 has no more decimals than 角 and 分; one in 万元 that was reckoned out of it mostly has more. */
const CENTS = 2;

/** One finding for each cell that gives no valid figure, or was converted, or is doubtful. */
function cellFindings(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  return cells.flatMap((cell): readonly Finding[] => {
    const { reading, figure, located } = cell;
    const common = { unit: context.unit, figures: [figure.code], sources: [sourceOf(located.place, context)] };
    const facts = { figure: figure.label, text: located.place.text };
    if (reading.kind === "bad") {
      if (reading.problem === "VALUE.NO_CACHED_RESULT" && figure.parts.length > 0) return [];
      return [
        { code: reading.problem, ...common, facts: { ...facts, ...(reading.reason && { reason: reading.reason }) } },
      ];
    }
    if (reading.kind === "blank") {
      // The heading's unit is asked about whatever stands below it.
      const from = located.headingUnit;
      if (figure.kind === "amount" && from !== undefined && from !== figure.unit && context.blank === "zero") {
        return [
          { code: "VALUE.UNIT_CONVERTED" as const, ...common, facts: { ...facts, from, to: figure.unit, value: "0" } },
        ];
      }
      if (context.blank === "zero" || figure.parts.length > 0) return [];
      return [{ code: "VALUE.UNREADABLE" as const, ...common, facts: { ...facts, reason: "没有填写数字" } }];
    }
    if (reading.converted)
      return [
        {
          code: "VALUE.UNIT_CONVERTED" as const,
          ...common,
          facts: { ...facts, ...reading.converted, value: format(reading.value) },
        },
      ];
    const doubtful =
      figure.doubtfulFrom !== undefined &&
      reading.value.scale <= CENTS &&
      compare(reading.value, decimal(figure.doubtfulFrom)) >= 0;
    return doubtful
      ? [{ code: "VALUE.UNIT_DOUBTFUL" as const, ...common, facts: { ...facts, unit: figure.unit } }]
      : [];
  });
}

type NoticeCode = Extract<FindingCode, "VALUE.TOTAL_NOT_STATED" | "VALUE.BLANK_AS_ZERO" | "VALUE.CLEANED">;

function noticeOf({ reading, figure }: ReadCell, { blank }: FillContext): NoticeCode | undefined {
  if (reading.kind === "reported") return reading.cleaned === undefined ? undefined : "VALUE.CLEANED";
  if (figure.parts.length > 0)
    return reading.kind === "blank" || reading.problem === "VALUE.NO_CACHED_RESULT"
      ? "VALUE.TOTAL_NOT_STATED"
      : undefined;
  return reading.kind === "blank" && blank === "zero" ? "VALUE.BLANK_AS_ZERO" : undefined;
}

/** Notices of one kind, unit and table are one finding with all their figures and sources. */
function noticesOf(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const noted = cells.flatMap((cell) => {
    const code = noticeOf(cell, context);
    return code ? [{ cell, code }] : [];
  });
  return [...groupBy(noted, ({ cell, code }) => `${code} ${cell.figure.table}`).values()].map((group) => ({
    code: group[0]!.code,
    unit: context.unit,
    figures: group.map(({ cell }) => cell.figure.code),
    sources: group.map(({ cell }) => sourceOf(cell.located.place, context)),
    facts: {
      table: tableTitle(context.form, group[0]!.cell.figure.table),
      count: group.length,
      examples: examplesOf(group.map(({ cell }) => cell)),
    },
  }));
}

function examplesOf(cells: readonly ReadCell[]): readonly string[] {
  const shown = cells.flatMap(({ reading, located }) => {
    const text = located.place.text.replace(/\s+/g, " ").trim();
    if (reading.kind === "reported") return [`“${text}”读作${format(reading.value)}`];
    return reading.kind === "blank" && reading.mark ? [`“${text}”`] : [];
  });
  return [...new Set(shown)].slice(0, 3);
}

/** Hidden and filtered rows and columns inside a table are read; that they were hidden is said. */
function hiddenFindings(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const hidden = cells.filter((cell) => cell.located.hidden);
  if (hidden.length === 0) return [];
  const notZero = hidden.filter(
    ({ reading }) => reading.kind === "bad" || (reading.kind === "reported" && !isZero(reading.value)),
  );
  const shown = notZero.length > 0 ? notZero : hidden;
  return [
    {
      code: "FILE.HIDDEN_CONTENT",
      unit: context.unit,
      figures: shown.map((cell) => cell.figure.code),
      sources: shown.map((cell) => sourceOf(cell.located.place, context)),
      facts: { what: "表格内有隐藏或被筛选的行、列", notZero: notZero.length > 0 },
      severity: notZero.length > 0 ? "verification" : "notice",
    },
  ];
}

/** Rows whose cells can't be told to columns: every figure of the row that no other table gives is unreadable. */
function brokenFindings(
  rows: readonly BrokenRow[],
  observations: Map<FigureCode, Observation>,
  context: FillContext,
): readonly Finding[] {
  return rows.flatMap((row) => {
    const lost = row.figures.filter((code) => context.form.figures.has(code) && !observations.has(code));
    if (lost.length === 0) return [];
    const sources = row.sources.map((place) => sourceOf(place, context));
    const source = sources[0] ?? { file: context.file, sheet: "", cell: "", text: "" };
    for (const code of lost) observations.set(code, { figure: code, amount: { kind: "unreadable" }, source });
    return [
      {
        code: "VALUE.UNREADABLE" as const,
        unit: context.unit,
        figures: lost,
        sources,
        facts: {
          figure: row.label || tableTitle(context.form, row.table),
          text: row.sources.map((place) => place.text.trim()).join(" "),
          reason: row.reason,
        },
      },
    ];
  });
}

/** What a reported amount counts as; a blank counts as the policy says, nothing counts as an unreadable one. */
export function countedAs(amount: Amount, blank: "zero" | "unreadable"): typeof ZERO | undefined {
  switch (amount.kind) {
    case "reported":
      return amount.value;
    case "blank":
      return blank === "zero" ? ZERO : undefined;
    case "unreadable":
      return undefined;
  }
}
