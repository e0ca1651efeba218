/** What `consolidated.json` says, as far as two runs are compared by it. */
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

/** What `findings.json` says of one finding. */
export interface FindingContent {
  readonly id: string;
  readonly rule: string;
  readonly severity: "mandatory" | "verification" | "notice";
  readonly unit: string | null;
  readonly message: string;
  readonly explanation: unknown;
}

type Loose = Readonly<Record<string, unknown>>;

/** An earlier version may have written less: what is not there is empty; what is no report at all is undefined. */
export function parseConsolidated(text: string | undefined): ConsolidatedContent | undefined {
  const value = parsed(text);
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
    value: valueIn(record.value),
    state: textIn(record.state),
    contributions: contributions.map((part) => ({ unit: textIn(part.unit), value: valueIn(part.value) })),
  };
}

export function parseFindings(text: string | undefined): readonly FindingContent[] {
  const value = parsed(text);
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

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
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

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}
