import type {
  AdjustmentFacts,
  CellFacts,
  CellsFacts,
  ExplanationFacts,
  FileFacts,
  FindingCode,
  FindingFacts,
  LabelFacts,
  LabelsFacts,
  LinesFacts,
  RelationFacts,
} from "../finding-facts.js";
import type { PeriodKind } from "../period.js";
import { either, flag, listOf, natural, oneOf, optional, record, type Shape, text } from "../shape.js";
import type { StrayKind } from "./submission.js";

export function isFindingCode(value: unknown): value is FindingCode {
  return typeof value === "string" && Object.hasOwn(FACTS, value);
}

/** Whether kept facts have the shape that the message of this finding code needs. */
export function areFactsOf(code: FindingCode, facts: unknown): boolean {
  return FACTS[code](facts);
}

export const isStrayKind = oneOf<StrayKind>({
  nothing: true,
  picture: true,
  blank: true,
  list: true,
  letter: true,
  below: true,
  bundle: true,
  published: true,
  link: true,
  pipe: true,
  socket: true,
  device: true,
});

const texts = listOf(text);
const cell = record<CellFacts>({ figure: text, text, reason: optional(text) });
const cells = record<CellsFacts>({ table: text, count: natural, examples: texts, done: optional(texts) });
const lines = record<LinesFacts>({ table: text, lines: texts });
const relation = record<RelationFacts>({ title: text, where: text, left: text, right: text });
const file = record<FileFacts>({ reason: text, advice: text });
const how = oneOf<LabelFacts["how"]>({ alias: true, numbering: true, wording: true, joined: true, pieces: true });
const periodKind = oneOf<PeriodKind>({ year: true, half: true, quarter: true, month: true });
const adjustment = record<AdjustmentFacts>({ about: texts, reason: text });
const explanation = record<ExplanationFacts>({ id: text, about: texts, reason: text });

const FACTS: { readonly [C in FindingCode]: Shape<FindingFacts[C]> } = {
  RELATION: relation,
  "YEAR.SWING": record({ figure: text, now: text, before: text, measure: text, drivers: texts, period: periodKind }),
  BOUND: record({ title: text, where: text, lesser: text, greater: text }),
  "RULE.UNDECIDED": record<FindingFacts["RULE.UNDECIDED"]>({ title: text, missing: text, once: optional(flag) }),
  "VALUE.UNREADABLE": cell,
  "ANSWER.UNREADABLE": cell,
  "VALUE.NOT_WHOLE": cell,
  "VALUE.NEGATIVE": cell,
  "VALUE.FORMULA_ERROR": cell,
  "VALUE.NO_CACHED_RESULT": cell,
  "VALUE.TOTAL_NOT_STATED": cells,
  "VALUE.BLANK_AS_ZERO": cells,
  "VALUE.CLEANED": cells,
  "VALUE.UNIT_CONVERTED": record({ figure: text, text, from: text, to: text, value: text }),
  "VALUE.TOO_LARGE": record({ figure: text, text, ceiling: text }),
  "VALUE.UNIT_DOUBTFUL": record<FindingFacts["VALUE.UNIT_DOUBTFUL"]>({
    figure: text,
    text,
    unit: text,
    suspected: text,
    stated: optional(text),
  }),
  "FORM.TABLE_MISSING": record({ table: text, headings: texts }),
  "FORM.TABLE_NOT_SENT": record({ table: text }),
  "FORM.ROW_MISSING": lines,
  "FORM.COLUMN_MISSING": lines,
  "FORM.ROW_TWICE": lines,
  "FORM.TABLE_BLANK": record({ tables: texts, all: flag }),
  "FORM.ROW_UNKNOWN": record<FindingFacts["FORM.ROW_UNKNOWN"]>({ table: text, lines: texts, nearest: optional(text) }),
  "FORM.COLUMNS_ASSUMED": lines,
  "LABEL.ALIAS": record<LabelsFacts>({
    count: natural,
    labels: listOf(record<LabelFacts>({ typed: text, official: text, how })),
  }),
  "FORM.OLD_EDITION": record({ edition: text, wanted: text, lost: natural }),
  "ROLLUP.DRAFT": record({ name: text, reasons: texts }),
  "ROLLUP.INCOMPLETE": record({ table: text, count: natural, examples: texts }),
  "ROLLUP.OTHER_FORM": record({ found: text, wanted: text }),
  "FILE.UNREADABLE": file,
  "FILE.ENCRYPTED": file,
  "FILE.TOO_LARGE": file,
  "FILE.UNSUPPORTED": file,
  "FILE.NOT_A_SUBMISSION": record({ kind: isStrayKind }),
  "FILE.UNSTABLE": record({ reason: text }),
  "FILE.MACROS": record({}),
  "FILE.SIGNED": record({}),
  "FILE.ATTACHMENTS": record({ names: texts }),
  "FILE.PICTURES": record({ pages: texts }),
  "FILE.HIDDEN_CONTENT": record({ what: text, notZero: flag }),
  "UNIT.UNKNOWN": record<FindingFacts["UNIT.UNKNOWN"]>({
    named: texts,
    nearest: optional(text),
    notDue: optional(text),
  }),
  "UNIT.CONFLICT": record({ named: texts }),
  "UNIT.TWICE": record({ used: texts, leftOut: texts, why: text, differing: texts }),
  "UNIT.AMBIGUOUS": record({ files: texts, differing: texts }),
  "UNIT.MISSING": record({ name: text, why: text }),
  "YEAR.MISMATCH": record({ found: text, wanted: text }),
  "COPY.LAST_YEAR": record({ count: natural, period: periodKind }),
  "COPY.OTHER_UNIT": record({ other: text, count: natural }),
  "TEXT.FIGURE_MISMATCH": record({ figure: text, words: text, written: text, table: text }),
  "TEXT.OTHER_YEAR": record({ words: text }),
  "TEXT.PLACEHOLDER": record<FindingFacts["TEXT.PLACEHOLDER"]>({ words: text, beside: optional(flag) }),
  "TEXT.SECTION_MISSING": record({ what: text }),
  "PUBLISHED.DIFFERS": record({ figure: text, reported: text, published: text, page: text }),
  "PUBLISHED.NOT_COMPARED": record({ reason: text }),
  "SCOPE.REGULATIONS": record({ figure: text, value: text }),
  "EXPLANATION.REFUSED": explanation,
  "EXPLANATION.LAPSED": explanation,
  "ADJUSTMENT.REFUSED": adjustment,
  "ADJUSTMENT.LAPSED": adjustment,
  "ADJUSTMENT.MISSING": record<FindingFacts["ADJUSTMENT.MISSING"]>({ figure: text, source: text, sum: optional(text) }),
  "ADJUSTMENT.UNBALANCED": record({ name: text, where: text, title: text, left: text, right: text }),
  "SIGN.VOID": record<FindingFacts["SIGN.VOID"]>({ signed: texts, damaged: optional(text) }),
  "OFFICE.VALUE": cell,
  "OUTLINE.SENTENCE_DROPPED": record({ heading: text, words: listOf(text), missing: listOf(text) }),
  "OUTLINE.OTHER_PLACE": record({ words: text, where: text }),
  "FORM.UNDIVIDED": record({ table: text, row: text, parts: listOf(text) }),
  "OUTLINE.TEXT_MISSING": record({ headings: texts }),
  "LIST.ROW_DOUBTFUL": record({ table: text, rows: texts }),
  "LIST.TWICE": lines,
  "LIST.CELL_BLANK": lines,
  "LIST.CELL_WRONG": lines,
  "LIST.TOTAL": record({ table: text, row: text, left: text, right: text }),
  "LIST.MAY_BE_TOTAL": record({ table: text, row: text }),
  "LIST.LEFT_OUT": record({ count: natural }),
  "LIST.UNIT_MISSING": record({ table: text, category: text, units: texts }),
  "LIST.REPEATED": record({ table: text, other: text, lines: texts }),
  "SCAN.PENDING": either(record({ count: natural, workbook: text }), record({ reason: text })),
  "SCAN.UNCONFIRMED": record({ name: text, table: text, count: natural, examples: texts }),
  "SCAN.REFUSED": file,
  "SCAN.SOURCE_MISSING": record({ scan: text, by: text }),
  "SCAN.CONFIRMED": record({ by: text, count: natural, typed: natural }),
  "OUTLINE.PLACEHOLDER": record({ words: text, reason: text }),
};
