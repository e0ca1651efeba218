import { compare, type Decimal, decimal, format, isZero } from "../../decimal.js";
import type { Finding } from "../../finding.js";
import type { FindingCode } from "../../finding-facts.js";
import { groupBy } from "../../grouping.js";
import type { Reading, StatedMoney } from "../value/value.js";
import { type FillContext, type ReadCell, sourceOf, tableTitle } from "./read-cell.js";

/** 填写示例未读取: one finding a table. */
export function exampleFindings(examples: readonly ReadCell[], context: FillContext): readonly Finding[] {
  return [...groupBy(examples, ({ figure }) => figure.table)].map(([table, cells]) => ({
    code: "FILE.HIDDEN_CONTENT" as const,
    unit: context.unit,
    figures: [],
    sources: cells.slice(0, 1).map((cell) => sourceOf(cell.located.place, context)),
    facts: { what: `“${tableTitle(context.form, table)}”的填写示例未读取`, notZero: false },
    severity: "notice" as const,
  }));
}

/** 分组小计: rows that the form does not have. They are not used, and said where they are not zero. */
export function subtotalFindings(subtotals: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const notZero = subtotals.filter(
    ({ reading }) =>
      reading.kind === "bad" || reading.kind === "answered" || (reading.kind === "reported" && !isZero(reading.value)),
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

/** 重复的行: figures that stand twice and differ, one finding a table. */
export function conflictFindings(twice: readonly (readonly ReadCell[])[], context: FillContext): readonly Finding[] {
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

/** An amount in 元 has no more decimals than 角 and 分; one in 万元 that was converted from it mostly has more. */
const CENTS = 2;

/** One finding for each cell that gives no valid figure, or was converted, or is doubtful. */
export function cellFindings(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const cell of cells) findings.push(...findingsAbout(cell, context));
  return findings;
}

/** The same for figures whose unit of measure is certain, as in a consolidation of the level below. */
export function valueFindings(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  return cellFindings(cells, context).filter(({ code }) => code !== "VALUE.UNIT_DOUBTFUL");
}

function findingsAbout(cell: ReadCell, context: FillContext): readonly Finding[] {
  switch (cell.reading.kind) {
    case "bad":
      return badFindings(cell, cell.reading, context);
    case "blank":
      return blankFindings(cell, cell.reading, context);
    case "reported":
      return reportedFindings(cell, cell.reading, context);
    case "answered":
      return NONE;
  }
}

const NONE: readonly Finding[] = [];

type Kind<K extends Reading["kind"]> = Extract<Reading, { kind: K }>;

/** What a finding on a cell says of it, and what more it has to say. */
function aboutCell<F extends object>(
  { figure, located }: ReadCell,
  context: FillContext,
  more: F,
): Pick<Finding, "unit" | "figures" | "sources"> & { facts: { figure: string; text: string } & F } {
  return {
    unit: context.unit,
    figures: [figure.code],
    sources: [sourceOf(located.place, context)],
    facts: { figure: figure.label, text: located.place.text, ...more },
  };
}

function badFindings(
  cell: ReadCell,
  { problem, reason, quoted }: Kind<"bad">,
  context: FillContext,
): readonly Finding[] {
  if (problem === "VALUE.NO_CACHED_RESULT" && cell.figure.parts.length > 0) return NONE;
  const code = cell.figure.answer && problem === "VALUE.UNREADABLE" ? "ANSWER.UNREADABLE" : problem;
  return [{ code, ...aboutCell(cell, context, { ...(quoted && { text: "" }), ...(reason && { reason }) }) }];
}

function blankFindings(cell: ReadCell, { mark }: Kind<"blank">, context: FillContext): readonly Finding[] {
  const { figure, located } = cell;
  if (figure.answer) {
    if (figure.answer.mayBeBlank) return NONE;
    const reason = located.place.text.trim() === "" || mark !== undefined ? "没有填写" : "没有勾选";
    return [{ code: "ANSWER.UNREADABLE", ...aboutCell(cell, context, { reason }) }];
  }
  // The heading's unit is asked about whatever stands below it.
  const from = located.headingUnit;
  if (figure.kind === "amount" && from !== undefined && from !== figure.unit && context.blank === "zero")
    return [{ code: "VALUE.UNIT_CONVERTED", ...aboutCell(cell, context, { from, to: figure.unit, value: "0" }) }];
  if (context.blank === "zero" || figure.parts.length > 0) return NONE;
  return [{ code: "VALUE.UNREADABLE", ...aboutCell(cell, context, { reason: "没有填写数字" }) }];
}

function reportedFindings(
  cell: ReadCell,
  { value, converted }: Kind<"reported">,
  context: FillContext,
): readonly Finding[] {
  const { figure } = cell;
  if (converted)
    return [{ code: "VALUE.UNIT_CONVERTED", ...aboutCell(cell, context, { ...converted, value: format(value) }) }];
  const stated = otherUnitBeside(cell, context);
  if (stated !== undefined || isLargeForUnit(cell)) {
    const doubt = {
      unit: figure.unit,
      suspected: stated?.unit ?? YUAN,
      ...(stated !== undefined && { stated: stated.words }),
    };
    return [{ code: "VALUE.UNIT_DOUBTFUL", ...aboutCell(cell, context, doubt) }];
  }
  const ceiling = context.ceilings?.[figure.kind === "amount" ? "amount" : "count"];
  // A total is recomputed: what is too large in it is too large in a part.
  return ceiling !== undefined && figure.parts.length === 0 && compare(value, threshold(ceiling)) > 0
    ? [{ code: "VALUE.TOO_LARGE", ...aboutCell(cell, context, { ceiling: `${ceiling}${figure.unit}` }) }]
    : NONE;
}

const thresholds = new Map<string, Decimal>();

/** 界限 as a form or the settings name it: there are few, and every cell is held against them. */
function threshold(text: string): Decimal {
  const known = thresholds.get(text) ?? decimal(text);
  thresholds.set(text, known);
  return known;
}

function isLargeForUnit({ figure, reading }: ReadCell): boolean {
  return (
    figure.doubtfulFrom !== undefined &&
    reading.kind === "reported" &&
    reading.value.scale <= CENTS &&
    compare(reading.value, threshold(figure.doubtfulFrom)) >= 0
  );
}

/** The words 单位：千元 beside a table, if an amount in it names no unit itself and may well be in that one. */
function otherUnitBeside({ figure, reading, located }: ReadCell, { moneyUnits }: FillContext): StatedMoney | undefined {
  if (figure.kind !== "amount" || reading.kind !== "reported" || isZero(reading.value)) return undefined;
  if (/[元万亿]/.test(located.place.text)) return undefined;
  const ofFormat = located.kind === "yuan" ? [{ unit: YUAN, named: [YUAN], words: "单元格格式：元" }] : [];
  const stated = [...(moneyUnits?.get(located.place.sheet) ?? []), ...ofFormat];
  // Nothing is smaller than a cent.
  const isPossible = (unit: string): boolean => unit !== YUAN || reading.value.scale <= CENTS;
  return stated.find(({ unit, named }) => !named.includes(figure.unit) && isPossible(unit));
}

const YUAN = "元";

type NoticeCode = Extract<FindingCode, "VALUE.TOTAL_NOT_STATED" | "VALUE.BLANK_AS_ZERO" | "VALUE.CLEANED">;

function noticeOf({ reading, figure }: ReadCell, { blank }: FillContext): NoticeCode | undefined {
  if (reading.kind === "reported" || reading.kind === "answered")
    return reading.cleaned === undefined ? undefined : "VALUE.CLEANED";
  if (figure.answer) return undefined;
  if (figure.parts.length > 0)
    return reading.kind === "blank" || reading.problem === "VALUE.NO_CACHED_RESULT"
      ? "VALUE.TOTAL_NOT_STATED"
      : undefined;
  return reading.kind === "blank" && blank === "zero" ? "VALUE.BLANK_AS_ZERO" : undefined;
}

/** 提示: notices of one kind and table are one finding with all their figures and sources. */
export function noticesOf(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const noted: { readonly cell: ReadCell; readonly code: NoticeCode }[] = [];
  for (const cell of cells) {
    const code = noticeOf(cell, context);
    if (code) noted.push({ cell, code });
  }
  return [...groupBy(noted, ({ cell, code }) => `${code} ${cell.figure.table}`).values()].map((group) => ({
    code: group[0]!.code,
    unit: context.unit,
    figures: group.map(({ cell }) => cell.figure.code),
    sources: group.map(({ cell }) => sourceOf(cell.located.place, context)),
    facts: {
      table: tableTitle(context.form, group[0]!.cell.figure.table),
      count: group.length,
      examples: examplesOf(group.map(({ cell }) => cell)),
      ...(group[0]!.code === "VALUE.CLEANED" && { done: donesOf(group.map(({ cell }) => cell)) }),
    },
  }));
}

/** What was left out or put right, each kind once: 附注“其中修订16件” is 附注. */
function donesOf(cells: readonly ReadCell[]): readonly string[] {
  const done = cells.flatMap(({ reading }) =>
    (reading.kind === "reported" || reading.kind === "answered") && reading.cleaned !== undefined
      ? splitOutsideQuotes(reading.cleaned)
      : [],
  );
  return [...new Set(done.map((words) => withoutLastQuote(words)))].sort();
}

/** Splits at each 、 but those inside “…”: where the next quotation mark is a closing one. */
function splitOutsideQuotes(text: string): readonly string[] {
  const parts: string[] = [];
  let end = text.length;
  let next = "";
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text.charAt(at);
    if (sign === "“" || sign === "”") next = sign;
    if (sign !== "、" || next === "”") continue;
    parts.push(text.slice(at + 1, end));
    end = at;
  }
  return [...parts, text.slice(0, end)].reverse();
}

/** 附注“其中修订16件” → 附注. */
function withoutLastQuote(words: string): string {
  if (!words.endsWith("”")) return words;
  const open = words.indexOf("“", words.lastIndexOf("”", words.length - 2) + 1);
  return open < 0 ? words : words.slice(0, open);
}

function examplesOf(cells: readonly ReadCell[]): readonly string[] {
  const shown = cells.flatMap(({ reading, located }) => {
    const text = located.place.text.replace(/\s+/g, " ").trim();
    if (reading.kind === "reported") return [`“${text}”读作${format(reading.value)}`];
    if (reading.kind === "answered") return [`“${text}”读作${reading.answer}`];
    return reading.kind === "blank" && reading.mark ? [`“${text}”`] : [];
  });
  return [...new Set(shown)].slice(0, 3);
}

/** 隐藏的行、列: they are read, and the finding says that they were hidden. */
export function hiddenFindings(cells: readonly ReadCell[], context: FillContext): readonly Finding[] {
  const hidden = cells.filter((cell) => cell.located.hidden);
  if (hidden.length === 0) return [];
  const notZero = hidden.filter(
    ({ reading }) =>
      reading.kind === "bad" || reading.kind === "answered" || (reading.kind === "reported" && !isZero(reading.value)),
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
