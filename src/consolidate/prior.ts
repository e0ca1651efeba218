import { statedFigures } from "../check/check.js";
import { consolidatedPieces, pieceText } from "../consolidated-text.js";
import type { ConsolidatedFigure, PriorYear } from "../consolidation.js";
import { type Decimal, parseDecimal, sum } from "../decimal.js";
import { type FigureCode, figureCode, isUnitCode, type SourceCell, type UnitCode } from "../figure.js";
import type { Form } from "../form/form.js";
import type { Period } from "../period.js";
import { anything, either, listOf, mapOf, nothing, optional, parsedAs, record, text } from "../shape.js";
import type { UnitFigures } from "../unit-report.js";

/** 上年数的来源: where last year's figures may come from. */
export interface PriorSources {
  readonly period: Period;
  readonly form: Form | undefined;
  readonly blank: "zero" | "unreadable";
  readonly reported: readonly UnitFigures[];
  /** The sums of `reported` as the office adjusted them, where it did. */
  readonly adjusted?: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  /** How many units were due that year: a sum over fewer is not the whole. */
  readonly due: number;
  /** consolidated.json of last year. */
  readonly consolidation: Uint8Array | undefined;
  /** 报表代码 that such a file may state: codes of figures are alike in forms made from blanks. */
  readonly ids: ReadonlySet<string>;
  readonly published: ReadonlyMap<FigureCode, Decimal> | undefined;
}

/** 上年数: from last year's submissions, else last year's consolidation, else the jurisdiction's published report; what one lacks, the next may know. */
export function priorYear(sources: PriorSources): PriorYear | undefined {
  const { period, published = new Map<FigureCode, Decimal>() } = sources;
  const former = fromConsolidation(sources);
  const known = new Map([...published, ...(former?.figures ?? [])]);
  const sent = fromSubmissions(sources);
  const whole = { submissions: sent?.whole, consolidation: former?.figures, published };
  if (sent) {
    const figures = new Map([...known, ...sent.whole]);
    const otherOrigins = originsBut("submissions", figures, whole);
    return { period, origin: "submissions", byUnit: sent.byUnit, cells: sent.cells, figures, otherOrigins };
  }
  if (former) {
    const otherOrigins = originsBut("consolidation", known, whole);
    return {
      period,
      origin: "consolidation",
      byUnit: former.byUnit,
      cells: former.cells,
      figures: known,
      otherOrigins,
    };
  }
  return sources.published && { period, origin: "published", byUnit: new Map(), figures: published };
}

type Origin = PriorYear["origin"];

/** 各数的来源: each figure is from the first of the three that knows it; told of those only that are not from the usual one. */
function originsBut(
  usual: Origin,
  figures: ReadonlyMap<FigureCode, Decimal>,
  whole: Readonly<Record<Origin, ReadonlyMap<FigureCode, Decimal> | undefined>>,
): ReadonlyMap<FigureCode, Origin> {
  const order = ["submissions", "consolidation", "published"] as const;
  return new Map(
    [...figures.keys()].flatMap((code) => {
      const origin = order.find((one) => whole[one]?.has(code)) ?? usual;
      return origin === usual ? [] : [[code, origin] as const];
    }),
  );
}

type Cells = ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, SourceCell>>;

interface SentLastYear {
  readonly byUnit: PriorYear["byUnit"];
  readonly whole: PriorYear["figures"];
  readonly cells: Cells;
}

function fromSubmissions({ form, blank, reported, adjusted, due }: PriorSources): SentLastYear | undefined {
  if (!form || reported.length === 0) return undefined;
  const byUnit = new Map<UnitCode, ReadonlyMap<FigureCode, Decimal>>();
  for (const { unit, observations } of reported) {
    const stated = statedFigures(form, observations, blank);
    byUnit.set(unit.code, new Map([...form.figures.keys()].flatMap((code) => pair(code, stated.recomputed(code)))));
  }
  // A sum over those units whose files happen to be here is no last year at all.
  const cells = new Map(
    reported.map(({ unit, observations }) => [
      unit.code,
      new Map([...observations].map(([code, { source }]) => [code, source])),
    ]),
  );
  return { byUnit, cells, whole: reported.length >= due ? withAdjusted(summed(byUnit), adjusted) : new Map() };
}

function pair(code: FigureCode, value: Decimal | undefined): readonly (readonly [FigureCode, Decimal])[] {
  return value ? [[code, value]] : [];
}

function summed(byUnit: ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, Decimal>>): ReadonlyMap<FigureCode, Decimal> {
  const totals = new Map<FigureCode, Decimal>();
  for (const figures of byUnit.values())
    for (const [code, value] of figures)
      totals.set(code, sum([totals.get(code), value].filter((term) => term !== undefined)));
  // A figure that one unit's file does not give is not the whole's either.
  for (const code of [...totals.keys()])
    if ([...byUnit.values()].some((figures) => !figures.has(code))) totals.delete(code);
  return totals;
}

/** 调整后的上年数: what last year's report gave, and not the plain sum. An adjusted figure that was left open is not known. */
function withAdjusted(
  sums: ReadonlyMap<FigureCode, Decimal>,
  adjusted: PriorSources["adjusted"] = new Map(),
): ReadonlyMap<FigureCode, Decimal> {
  const whole = new Map(sums);
  for (const { figure, plain, state, value } of adjusted.values()) {
    if (plain === undefined) continue;
    if (state === "final" && value) whole.set(figure, value);
    else whole.delete(figure);
  }
  return whole;
}

/** A unit's share in it, with its cell where there is one. */
interface FormerShare {
  readonly unit: UnitCode;
  readonly kind?: string;
  readonly value: string | null;
  readonly file?: string | null;
  readonly sheet?: string | null;
  readonly cell?: string | null;
}

/** A figure of a former consolidated.json, as far as it is looked at. */
interface FormerFigure {
  readonly value: string | null;
  readonly state?: string;
  readonly contributions?: readonly FormerShare[];
}

function fromConsolidation({
  consolidation,
  ids,
}: PriorSources): (Pick<PriorYear, "figures" | "byUnit"> & { readonly cells: Cells }) | undefined {
  const former = parsed(consolidation, ids);
  if (!former) return undefined;
  const figures = new Map<FigureCode, Decimal>();
  const byUnit = new Map<UnitCode, Map<FigureCode, Decimal>>();
  const cells = new Map<UnitCode, Map<FigureCode, SourceCell>>();
  for (const [typedCode, figure] of former) {
    const code = figureCode(typedCode);
    // A sum that lacked a unit or was never explained is no last year: the rule is undecided rather than wrong.
    const value = figure.state === "final" ? parseDecimal(figure.value ?? "") : undefined;
    if (value) figures.set(code, value);
    for (const one of figure.contributions ?? []) {
      // An adjustment stands beside what the unit reported.
      const share = isReported(one) ? parseDecimal(one.value ?? "") : undefined;
      if (!share) continue;
      byUnit.set(one.unit, (byUnit.get(one.unit) ?? new Map<FigureCode, Decimal>()).set(code, share));
      const { file, sheet, cell } = one;
      if (file && cell)
        cells.set(
          one.unit,
          (cells.get(one.unit) ?? new Map<FigureCode, SourceCell>()).set(code, {
            file,
            sheet: sheet ?? "",
            cell,
            text: "",
          }),
        );
    }
  }
  return { figures, byUnit, cells };
}

function isReported({ kind = "reported" }: FormerShare): boolean {
  return kind === "reported";
}

const typed = either(text, nothing);

const isFormerFigure = record<FormerFigure>({
  value: typed,
  state: optional(text),
  contributions: optional(
    listOf(
      record<FormerShare>({
        unit: isUnitCode,
        kind: optional(text),
        value: typed,
        file: optional(typed),
        sheet: optional(typed),
        cell: optional(typed),
      }),
    ),
  ),
});

const isFormer = record<{ readonly form?: string; readonly figures: Readonly<Record<string, unknown>> }>({
  form: optional(text),
  figures: mapOf(anything),
});

/**
 * A former run's file that was damaged since is as good as none, and so is a single figure of it. Another form's, which the same folder
 * holds from before the order of the forms was changed, is none; one without a form's name was written before they were named.
 */
function parsed(
  bytes: Uint8Array | undefined,
  ids: ReadonlySet<string>,
): readonly (readonly [string, FormerFigure])[] | undefined {
  const read = bytes && (parsedInPieces(bytes) ?? parsedWhole(bytes));
  const former = read && (read.form === undefined || ids.has(read.form)) ? read.figures : undefined;
  return former?.filter((entry): entry is [string, FormerFigure] => isFormerFigure(entry[1]));
}

interface FormerRun {
  readonly form?: string;
  readonly figures: readonly (readonly [string, unknown])[];
}

/** As the program writes it, in pieces, for the whole may be more than a string holds. */
function parsedInPieces(bytes: Uint8Array): FormerRun | undefined {
  const pieces = consolidatedPieces(bytes);
  const head = pieces && parsedAs(isFormer, `${pieces.head}}}`);
  if (!head) return undefined;
  const entries: (readonly [string, unknown])[] = [];
  for (const [code, piece] of pieces.figures) {
    const figure = parsedAs(mapOf(anything), pieceText(piece));
    if (!figure) return undefined;
    entries.push([code, figure[code]]);
  }
  return { ...head, figures: entries };
}

function parsedWhole(bytes: Uint8Array): FormerRun | undefined {
  try {
    const former = parsedAs(isFormer, new TextDecoder().decode(bytes));
    return former && { ...former, figures: Object.entries(former.figures) };
  } catch {
    return undefined;
  }
}
