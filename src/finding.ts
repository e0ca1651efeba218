import type { FigureCode, SourceCell, UnitCode } from "./figure.js";
import type { FindingCode, FindingFacts } from "./finding-facts.js";

/** 审核级别: must be put right; must be explained or put right; needs no answer. */
export type Severity = "mandatory" | "verification" | "notice";

/** 审核级别, as people call them. */
export const SEVERITY_NAME: Readonly<Record<Severity, string>> = {
  mandatory: "强制性",
  verification: "核实性",
  notice: "提示性",
};

/** 审核意见: code, the facts its sentence needs, every cell that took part. Sentences stand in messages.ts. */
export type Finding<C extends FindingCode = FindingCode> = {
  readonly [K in C]: {
    readonly code: K;
    /** The id of the rule in schemas/ that was broken, where one kind of finding serves several rules. */
    readonly rule?: string;
    readonly unit: UnitCode | null;
    readonly figures: readonly FigureCode[];
    readonly sources: readonly SourceCell[];
    readonly facts: FindingFacts[K];
    /** Only where the case decides it, not the rule (a scan beside a readable file is a notice). */
    readonly severity?: Severity;
    readonly expected?: string;
    readonly actual?: string;
    readonly difference?: string;
    /** Of what is said once for several units: those that it holds of. */
    readonly concerning?: readonly UnitCode[];
    /** Findings of one root share it. */
    readonly cause?: string;
    /** 疑似错处: the smallest changes that would satisfy every relation, in words. */
    readonly suspects?: readonly string[];
    /** The same by cell references alone, for a table whose other columns say the rest. */
    readonly guesses?: readonly string[];
    /** 疑似错处的单元格: the cells that those changes, or the likeliest of them, would change, without the totals that only follow. */
    readonly suspected?: readonly SourceCell[];
  };
}[C];

/** 已定级的审核意见: what is published and what decides the verdict. */
export interface GradedFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly unit: UnitCode | null;
  readonly figures: readonly FigureCode[];
  readonly message: string;
  readonly advice: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Expected and actual are the two sides of a relation: neither is what a cell should be. */
  readonly sides?: true;
  readonly difference: string | null;
  readonly sources: readonly SourceCell[];
  readonly concerning?: readonly UnitCode[];
  readonly cause: string | null;
  readonly suspects: readonly string[];
  readonly guesses?: readonly string[];
  readonly suspected?: readonly SourceCell[];
  readonly explanation: { readonly text: string; readonly by: string; readonly reviewer?: string } | null;
}

/** Still asks something of somebody: mandatory, or a verification nobody has explained. */
export function isOpen(finding: GradedFinding): boolean {
  return finding.severity === "mandatory" || (finding.severity === "verification" && finding.explanation === null);
}

export function ruleOf(finding: Finding): string {
  return finding.rule ?? finding.code;
}

/** 编号: the same for the same matter in every run: rule, unit, figures, and the file where no figure is named. */
export function findingId(finding: Finding, unitName: string): string {
  const files = [...new Set(finding.sources.map((source) => source.file))].sort();
  // What such a finding voids follows from the file, and from the form: neither makes it another matter.
  const figures = VOIDING.has(finding.code) ? [] : finding.figures;
  const matter = [
    ruleOf(finding),
    unitName,
    ...[...figures].sort(),
    ...(figures.length === 0 || finding.code.startsWith("TEXT.") ? files : []),
    discriminator(finding),
  ];
  return `${ruleOf(finding)}-${finding.unit ?? "X"}-${hash(matter.join("\u0001"))}`;
}

const VOIDING: ReadonlySet<FindingCode> = new Set([
  "FILE.UNREADABLE",
  "FILE.ENCRYPTED",
  "FILE.TOO_LARGE",
  "FILE.UNSUPPORTED",
  "UNIT.AMBIGUOUS",
  "UNIT.MISSING",
  "UNIT.UNKNOWN",
  "UNIT.CONFLICT",
  "YEAR.MISMATCH",
  "ROLLUP.DRAFT",
  "ROLLUP.OTHER_FORM",
] as const);

/** Several findings of one rule, unit and figures differ only in what they speak of. */
function discriminator(finding: Finding): string {
  switch (finding.code) {
    case "RULE.UNDECIDED":
      return finding.facts.title;
    case "LIST.TOTAL":
    case "LIST.MAY_BE_TOTAL":
      return finding.facts.row;
    case "LIST.REPEATED":
      return finding.facts.other;
    case "LIST.UNIT_MISSING":
      return finding.facts.category;
    case "ROLLUP.INCOMPLETE":
      return finding.facts.table;
    case "FORM.ROW_UNKNOWN":
      return finding.facts.lines.join();
    case "TEXT.OTHER_YEAR":
    case "TEXT.PLACEHOLDER":
    case "OUTLINE.PLACEHOLDER":
      return finding.facts.words;
    case "TEXT.FIGURE_MISMATCH":
    case "OUTLINE.OTHER_PLACE":
      return finding.facts.words;
    case "OUTLINE.SENTENCE_DROPPED":
      return [finding.facts.heading, ...finding.facts.words].join();
    case "OFFICE.VALUE":
      return finding.facts.text;
    case "TEXT.SECTION_MISSING":
    case "FILE.HIDDEN_CONTENT":
      return finding.facts.what;
    case "PUBLISHED.DIFFERS":
      return finding.facts.page;
    case "COPY.OTHER_UNIT":
      return finding.facts.other;
    case "EXPLANATION.REFUSED":
    case "EXPLANATION.LAPSED":
      return finding.facts.id;
    case "ADJUSTMENT.REFUSED":
    case "ADJUSTMENT.LAPSED":
      return finding.facts.about.join();
    case "ADJUSTMENT.UNBALANCED":
      return finding.facts.name;
    default:
      return "";
  }
}

/** FNV-1a, 48 bits: short, stable, pure. It names; it protects nothing. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    value = ((value ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return value.toString(16).padStart(16, "0").slice(0, 12);
}
