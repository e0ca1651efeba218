import { type ConsolidatedPieces, consolidatedPieces, pieceText } from "../consolidated-text.js";

/** 汇总数据: the part of `consolidated.json` by which two runs are compared. */
export interface ConsolidatedContent {
  readonly jurisdiction: string;
  readonly year: number;
  readonly status: string;
  readonly reasons: readonly string[];
  readonly coverage: CoverageContent;
  readonly figures: Readonly<Record<string, FigureContent>>;
}

export interface CoverageContent {
  readonly due: readonly string[];
  readonly received: readonly string[];
  readonly missing: readonly string[];
  readonly returned: readonly string[];
  readonly late: readonly string[];
}

export interface FigureContent {
  readonly value: string | null;
  readonly state: string;
  readonly contributions: readonly { readonly unit: string; readonly value: string | null }[];
}

/** 审核意见: the part of `findings.json` by which two runs are compared. */
export interface FindingContent {
  readonly id: string;
  readonly rule: string;
  readonly severity: "mandatory" | "verification" | "notice";
  readonly unit: string | null;
  readonly message: string;
  readonly explanation: unknown;
}

type Loose = Readonly<Record<string, unknown>>;

/**
 * 两次汇总, to be compared: a figure whose bytes are equal in both has not changed and is left out of both before parsing.
 * With thousands of units that is nearly everything, so only the rest is parsed.
 */
export function parseBoth(
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): { readonly before: ConsolidatedContent | undefined; readonly after: ConsolidatedContent | undefined } {
  const [was, is] = [consolidatedPieces(before), consolidatedPieces(after)];
  if (!was || !is) return { before: parseConsolidated(before), after: parseConsolidated(after) };
  return { before: parseDiffering(was, is), after: parseDiffering(is, was) };
}

/** One figure after another: all that differ may be more than a string holds. */
function parseDiffering(own: ConsolidatedPieces, other: ConsolidatedPieces): ConsolidatedContent | undefined {
  const shell = parseConsolidated(`${own.head}}}`);
  const figures: [string, FigureContent][] = [];
  for (const [code, piece] of own.figures) {
    const before = other.figures.get(code);
    if (before && Buffer.compare(before, piece) === 0) continue;
    const figure = parsed(pieceText(piece));
    if (!isRecord(figure)) return undefined;
    figures.push([code, figureOf(figure[code])]);
  }
  return shell && { ...shell, figures: Object.fromEntries(figures) };
}

/** Reads consolidated.json. A field that is missing or damaged is empty, as an earlier version may have written less; undefined without any figures. */
export function parseConsolidated(content: string | Uint8Array | undefined): ConsolidatedContent | undefined {
  const value = parsed(content);
  if (!isRecord(value) || !isRecord(value.figures)) return undefined;
  const coverage = isRecord(value.coverage) ? value.coverage : {};
  return {
    jurisdiction: textIn(value.jurisdiction),
    year: typeof value.year === "number" ? value.year : 0,
    status: textIn(value.status),
    reasons: textsIn(value.reasons),
    coverage: coverageOf(coverage),
    figures: Object.fromEntries(Object.entries(value.figures).map(([code, figure]) => [code, figureOf(figure)])),
  };
}

function coverageOf(coverage: Loose): CoverageContent {
  return {
    due: textsIn(coverage.due),
    received: textsIn(coverage.received),
    missing: textsIn(coverage.missing),
    returned: textsIn(coverage.returned),
    late: textsIn(coverage.late),
  };
}

function figureOf(figure: unknown): FigureContent {
  const record = isRecord(figure) ? figure : {};
  const contributions = Array.isArray(record.contributions) ? record.contributions.filter(isRecord) : [];
  return {
    value: valueIn(record.value) ?? answersIn(record.answers),
    state: textIn(record.state),
    contributions: contributions.map((part) => ({
      unit: giverIn(part),
      value: valueIn(part.value) ?? valueIn(part.answer),
    })),
  };
}

/** A unit, or one of the office's adjustments, which are told apart by the cell of each. */
function giverIn({ unit, kind, cell }: Loose): string {
  return kind === undefined || kind === "reported" ? textIn(unit) : `调整（${textIn(unit)}，${textIn(cell)}）`;
}

/** Reads findings.json; entries that are no findings are left out. */
export function parseFindings(content: string | Uint8Array | undefined): readonly FindingContent[] {
  const value = parsed(content);
  return Array.isArray(value) ? value.filter(isRecord).map(findingOf) : [];
}

function findingOf(record: Loose): FindingContent {
  const severity = record.severity === "mandatory" || record.severity === "verification" ? record.severity : "notice";
  return {
    id: textIn(record.id),
    rule: textIn(record.rule),
    severity,
    unit: valueIn(record.unit),
    message: textIn(record.message),
    explanation: record.explanation ?? null,
  };
}

function parsed(content: string | Uint8Array | undefined): unknown {
  try {
    return content === undefined
      ? undefined
      : JSON.parse(typeof content === "string" ? content : new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function valueIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** 按答复计数 of what is no number, in words: 是2家、否1家; of many different texts how many there are. */
function answersIn(answers: unknown): string | null {
  if (!isRecord(answers)) return null;
  const counts = Object.entries(answers);
  if (counts.length > MOST_COUNTED) return `${counts.length}种答复`;
  return counts.map(([answer, units]) => `${answer}${String(units)}家`).join("、") || null;
}

const MOST_COUNTED = 8;

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}
