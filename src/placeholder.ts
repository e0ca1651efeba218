import {
  adjustedShares,
  type ConsolidatedFigure,
  type Contribution,
  FIGURE_STATE_NAME,
  type OtherTotals,
} from "./consolidation.js";
import { type Decimal, equals, sum } from "./decimal.js";
import { codeInForm, type FigureCode, type UnitCode } from "./figure.js";
import { codeNamed } from "./figure-name.js";
import type { Form, Outline, Unit } from "./form/form.js";
import { labelElsewhere, otherNamed } from "./other-form.js";
import { type Period, previousPeriod, spokenDay, yearOf } from "./period.js";

const OVERSIGHT = "oversightOffice";

/** 填数来源: what the placeholders of a sentence are filled from. */
export interface Fillings {
  readonly names: PlaceholderNames;
  /** 主管部门: the unit that `@oversightOffice` stands for. */
  readonly oversightOffice?: UnitCode;
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly forms: readonly Form[];
  readonly units: readonly Unit[];
  /** 引用的报表: whose figures are named behind the form's name: `{enforcement/cases.all.number}`. */
  readonly others?: readonly OtherTotals[];
}

/** 名称占位: what `{year}`, `{period}` (2022年12月), `{previousPeriod}`, `{government}`, `{jurisdiction}` (also `{name}`) and `{levelWord}` stand for. */
export interface PlaceholderNames {
  readonly year: string;
  readonly period: string;
  readonly previousPeriod: string;
  readonly government: string;
  readonly name: string;
}

/** The names that a period gives, beside those of the jurisdiction. */
export function periodNames(period: Period): Pick<PlaceholderNames, "year" | "period" | "previousPeriod"> {
  return { year: String(yearOf(period)), period: period.label, previousPeriod: previousPeriod(period).label };
}

/** 占位内容的结果. Unknown: there is no such code, unit or group. Missing: there is, but nobody reported it. */
export type Resolved =
  | { readonly kind: "name"; readonly text: string }
  | {
      readonly kind: "number";
      readonly figure: FigureCode;
      readonly value: Decimal;
      readonly qualifier?: string;
    }
  | { readonly kind: "missing"; readonly figure?: FigureCode; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** Braces within braces name a unit by the settings: `{CODE@{oversightOffice}}`. */
const PLACEHOLDER = /\{((?:[^{}]|\{[^{}]*\})*)\}/g;

/** 占位内容: the names between braces, in the order of the sentence: `{year}年新收{CODE}件` has `year` and `CODE`. */
export function placeholdersIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(PLACEHOLDER)].map((match) => nameIn(match[1] ?? ""));
}

/** 提纲的句子: every text of an outline in which placeholders may stand. */
export function sentencesOf({ title, preamble, parts }: Outline): readonly string[] {
  return [
    title,
    ...preamble,
    ...parts.flatMap((part) => [
      ...(part.paragraphs ?? []).flatMap((one) => (typeof one === "string" ? [one] : "text" in one ? [one.text] : [])),
      ...(part.fallback ?? []),
    ]),
  ];
}

/** 替换: each placeholder replaced by the text that is given for its name. */
export function replacePlaceholders(sentence: string, textOf: (name: string) => string): string {
  return sentence.replace(PLACEHOLDER, (_, name: string) => textOf(nameIn(name)));
}

/** 分段: the literal pieces of a sentence and its placeholders, each with its place and its length. */
export function placeholderPieces(
  sentence: string,
): readonly { readonly at: number; readonly length: number; readonly name?: string }[] {
  let end = 0;
  const pieces = [...sentence.matchAll(PLACEHOLDER)].flatMap((match) => {
    const literal = { at: end, length: match.index - end };
    end = match.index + match[0].length;
    return [literal, { at: match.index, length: match[0].length, name: nameIn(match[1] ?? "") }];
  });
  return [...pieces, { at: end, length: sentence.length - end }].filter(({ length }) => length > 0);
}

function nameIn(inner: string): string {
  return inner.replace(/[{}]/g, "").trim();
}

/** 县市区字: 市 of 瑞金市, 区 of 浦东新区; empty where the name ends otherwise. */
export function levelWordOf(jurisdiction: string): string {
  return /(?:街道|[省市县区州盟旗镇乡])$/.exec(jurisdiction)?.[0] ?? "";
}

/** Whether a placeholder stands for a name and not for a figure. */
export function isNamePlaceholder(name: string): boolean {
  return NAMES.includes(name);
}

const NAMES: readonly string[] = [
  "year",
  "period",
  "previousPeriod",
  "government",
  "name",
  "jurisdiction",
  "levelWord",
  OVERSIGHT,
];

/**
 * 取数: resolves the names, and `CODE`, `CODE@UNIT`, `CODE@=乡镇` (a group of units), `CODE@!UNIT` (all other units; also `CODE@!UNIT,=乡镇`).
 * For a code its figure's own label may stand, for a unit `oversightOffice`.
 */
export function resolvePlaceholder(fillings: Fillings, name: string): Resolved {
  if (isNamePlaceholder(name)) return nameOf(fillings, name);
  const elsewhere = namedElsewhere(fillings, name);
  if (elsewhere) return resolvedElsewhere(fillings, elsewhere);
  const [, named = "", share] = /^([^@]*)(?:@(.*))?$/.exec(name) ?? [];
  const code = codeNamed(fillings.forms, named.trim());
  if (code === undefined) return { kind: "unknown", reason: `没有“${named}”这个指标` };
  const figure = fillings.figures.get(code);
  if (!figure) return { kind: "missing", figure: code, reason: NO_VALUE };
  if (share === undefined && figure.latest !== undefined) return { kind: "name", text: spokenDay(figure.latest) };
  return share === undefined
    ? numberOr(code, figure.value, figure.qualifier)
    : shareOf(fillings, figure, share.replaceAll(OVERSIGHT, fillings.oversightOffice ?? OVERSIGHT));
}

interface Elsewhere {
  readonly other: OtherTotals;
  readonly rest: string;
}

/** 另一种报表的数: a form's name before the figure's, by its folder or, in the office's text, by its title: {行政执法统计/案件总数}. */
function namedElsewhere({ others = [] }: Fillings, name: string): Elsewhere | undefined {
  const [, called = "", rest = ""] = /^([^/／@]+)[/／](.+)$/.exec(name) ?? [];
  const other = otherNamed(others, called) ?? others.find(({ title }) => title === called.trim());
  return other && { other, rest: rest.trim() };
}

/** Only a figure that is settled there stands in a sentence here: nobody could see in it that it lacks a unit. */
function resolvedElsewhere(fillings: Fillings, { other, rest }: Elsewhere): Resolved {
  const { title, totals } = other;
  if (!totals) return { kind: "missing", reason: `本报告期没有施行的《${title}》` };
  if (!totals.isSent) return { kind: "missing", reason: `没有收到《${title}》的材料` };
  const { forms, figures, units } = totals;
  if (isNamePlaceholder(rest)) return { kind: "unknown", reason: `《${title}》没有“${rest}”这个指标` };
  const resolved = resolvePlaceholder({ ...fillings, forms, figures, units, others: [] }, rest);
  if (resolved.kind === "unknown") return { kind: "unknown", reason: `《${title}》${resolved.reason}` };
  // 最晚的日期 is filled in like a name, and is its figure's all the same.
  const code = resolved.kind === "name" ? codeNamed(forms, rest) : resolved.figure;
  return code === undefined ? resolved : settled(resolved, code, other);
}

function settled(
  resolved: Exclude<Resolved, { kind: "unknown" }>,
  code: FigureCode,
  other: OtherTotals,
): Exclude<Resolved, { kind: "unknown" }> {
  const figure = codeInForm(other.id, code);
  const label = labelElsewhere(figure, [other]) ?? figure;
  if (resolved.kind === "missing")
    return { kind: "missing", figure, reason: resolved.reason === NO_VALUE ? `${label}没有数据` : resolved.reason };
  const reason = whyUnsettled(label, other.totals?.figures.get(code)?.state, other);
  if (reason !== undefined) return { kind: "missing", figure, reason };
  return resolved.kind === "name" ? resolved : { ...resolved, figure };
}

/** 不能引用的原因: undefined where a figure of another form is settled. */
function whyUnsettled(
  label: string,
  state: ConsolidatedFigure["state"] = "incomplete",
  { title, totals }: OtherTotals,
): string | undefined {
  if (state !== "final") return `${label}${FIGURE_STATE_NAME[state]}，不能引用`;
  const open = totals?.unplaced ?? 0;
  return open > 0 ? `《${title}》还有${open}条没有指明指标的审核意见未答复，${label}可能因此有误，不能引用` : undefined;
}

/** 指标的名称, of the forms at hand or of another one. */
export function labelIn({ forms, others = [] }: Fillings, code: FigureCode): string | undefined {
  const own = forms.find(({ figures }) => figures.has(code))?.figures.get(code)?.label;
  return own ?? labelElsewhere(code, others);
}

/** Why a known figure fills nothing. */
export const NO_VALUE = "该指标没有数据";

function nameOf({ names, oversightOffice, units }: Fillings, name: string): Resolved {
  if (name === "year" || name === "period" || name === "previousPeriod" || name === "government")
    return { kind: "name", text: names[name] };
  if (name === "levelWord") return { kind: "name", text: levelWordOf(names.name) };
  if (name !== OVERSIGHT) return { kind: "name", text: names.name };
  const unit = units.find(({ code }) => code === oversightOffice);
  return unit ? { kind: "name", text: unit.name } : { kind: "missing", reason: NO_OVERSIGHT };
}

const NO_OVERSIGHT = "本级设置没有写明政府信息公开工作主管部门，或者单位名录中没有它";

function numberOr(figure: FigureCode, value: Decimal | null | undefined, qualifier: string | undefined): Resolved {
  return value
    ? { kind: "number", figure, value, ...(qualifier !== undefined && { qualifier }) }
    : { kind: "missing", figure, reason: NO_VALUE };
}

function shareOf({ units, oversightOffice }: Fillings, figure: ConsolidatedFigure, share: string): Resolved {
  const mode = /^[!=]/.exec(share)?.[0];
  const wanted = mode ? share.slice(1) : share;
  const shares = mode === "!" ? wanted.split(",") : [share];
  const groups = shares.map((one) => units.filter((unit) => isOf(unit, one)).map((unit) => unit.code));
  // The others are only known where everybody beside them is.
  const named = new Set(groups.some((group) => group.length === 0) ? [] : groups.flat());
  if (named.size === 0 && (wanted === OVERSIGHT || wanted === oversightOffice))
    return { kind: "missing", figure: figure.figure, reason: NO_OVERSIGHT };
  if (named.size === 0)
    return { kind: "unknown", reason: mode === "=" ? `没有“${wanted}”这个单位类别` : `单位名录中没有“${wanted}”` };
  const parts = adjustedShares(figure).filter((one) => named.has(one.unit) !== (mode === "!"));
  return mode ? sumOfShares(figure, parts) : numberOr(figure.figure, parts[0]?.value, parts[0]?.qualifier);
}

/** `D01` is a unit, `=乡镇` a group of units. */
function isOf({ code, category }: Unit, share: string): boolean {
  return share.startsWith("=") ? category === share.slice(1) : code === share;
}

/** The share of several units is known only where the shares of all units add up to the figure: else part of it is nobody's. */
function sumOfShares(figure: ConsolidatedFigure, parts: readonly Contribution[]): Resolved {
  const valuesOf = (all: readonly Contribution[]) => all.flatMap((one) => (one.value ? [one.value] : []));
  const values = valuesOf(parts);
  if (figure.adjustments?.some(({ unit }) => unit === null))
    return { kind: "missing", figure: figure.figure, reason: "该指标作了整体调整，不能分到单位" };
  if (!figure.value || values.length === 0 || !equals(sum(valuesOf(adjustedShares(figure))), figure.value))
    return { kind: "missing", figure: figure.figure, reason: NO_VALUE };
  return numberOr(figure.figure, sum(values), parts.find((one) => one.qualifier)?.qualifier);
}
