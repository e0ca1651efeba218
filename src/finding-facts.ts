import type { PeriodKind } from "./period.js";

/** A relation between figures, each side named by its lines and written out with its values: “总计”是36＋0＝36. */
export interface RelationFacts {
  readonly title: string;
  /** The table and the line the relation stands in: 表三“自然人”列, or the row's own label. */
  readonly where: string;
  readonly left: string;
  readonly right: string;
}

export interface CellFacts {
  /** The figure's own labels. */
  readonly figure: string;
  readonly text: string;
  readonly reason?: string;
}

export interface CellsFacts {
  readonly table: string;
  readonly count: number;
  /** What was done, each with an example: “36件”→36. */
  readonly examples: readonly string[];
  /** What was left out or put right, in words: 千分位分隔符, 二进制存储误差. */
  readonly done?: readonly string[];
}

export interface LinesFacts {
  readonly table: string;
  readonly lines: readonly string[];
}

/** 栏目名称写法不一 in one file: how many places, and each wording once with the form's own. */
export interface LabelsFacts {
  readonly count: number;
  readonly labels: readonly LabelFacts[];
}

export interface LabelFacts {
  readonly typed: string;
  readonly official: string;
  /**
   * What makes the difference: another name that the form's schema accepts; another numbering or none; other characters,
   * punctuation or notes; several labels in one; only pieces of it, as where a page was cut or broken.
   */
  readonly how: "alias" | "numbering" | "wording" | "joined" | "pieces";
}

export interface FileFacts {
  readonly reason: string;
  readonly advice: string;
}

export interface ExplanationFacts {
  readonly id: string;
  /** Unit and figures as the explanation names them. */
  readonly about: readonly string[];
  readonly reason: string;
}

export interface AdjustmentFacts {
  /** Type, unit and figure as the row names them; none for the file as a whole. */
  readonly about: readonly string[];
  readonly reason: string;
}

/** 审核意见代码: every kind of finding with the facts its sentence needs. A code is the rule's id, unless `rule` names it. */
export interface FindingFacts {
  /** Any relation of the rules in schemas/ (T3.BALANCE, T2.IN_FORCE …): the rule's own id stands in `rule`. */
  RELATION: RelationFacts;
  "YEAR.SWING": {
    readonly figure: string;
    readonly now: string;
    /** With the cell it stands in, where that is known. */
    readonly before: string;
    readonly measure: string;
    readonly drivers: readonly string[];
    readonly period: PeriodKind;
  };
  /** A figure that should not exceed another (T2.ISSUED). */
  BOUND: { readonly title: string; readonly where: string; readonly lesser: string; readonly greater: string };
  /** What is lacking may be lacking of many units alike: it is then said once a run. */
  "RULE.UNDECIDED": { readonly title: string; readonly missing: string; readonly once?: boolean };
  "VALUE.UNREADABLE": CellFacts;
  /** What is no number and can't be taken: 大概 where 是 or 否 is asked for. */
  "ANSWER.UNREADABLE": CellFacts;
  "VALUE.NOT_WHOLE": CellFacts;
  "VALUE.NEGATIVE": CellFacts;
  "VALUE.FORMULA_ERROR": CellFacts;
  "VALUE.NO_CACHED_RESULT": CellFacts;
  "VALUE.TOTAL_NOT_STATED": CellsFacts;
  "VALUE.BLANK_AS_ZERO": CellsFacts;
  "VALUE.CLEANED": CellsFacts;
  "VALUE.UNIT_CONVERTED": {
    readonly figure: string;
    readonly text: string;
    readonly from: string;
    readonly to: string;
    readonly value: string;
  };
  /** A count that can't be one: a telephone number in a cell of 件. */
  "VALUE.TOO_LARGE": { readonly figure: string; readonly text: string; readonly ceiling: string };
  "VALUE.UNIT_DOUBTFUL": {
    readonly figure: string;
    readonly text: string;
    readonly unit: string;
    /** In which unit it may have been filled in: 元. */
    readonly suspected: string;
    /** What stands beside the table: 单位：元. */
    readonly stated?: string;
  };
  /** The headings that were looked for; the places that were searched are its sources. */
  "FORM.TABLE_MISSING": { readonly table: string; readonly headings: readonly string[] };
  "FORM.TABLE_NOT_SENT": { readonly table: string };
  "FORM.ROW_MISSING": LinesFacts;
  "FORM.COLUMN_MISSING": LinesFacts;
  "FORM.ROW_TWICE": LinesFacts;
  "FORM.TABLE_BLANK": { readonly tables: readonly string[]; readonly all: boolean };
  "FORM.ROW_UNKNOWN": { readonly table: string; readonly lines: readonly string[]; readonly nearest?: string };
  "FORM.COLUMNS_ASSUMED": LinesFacts;
  "LABEL.ALIAS": LabelsFacts;
  "FORM.OLD_EDITION": { readonly edition: string; readonly wanted: string; readonly lost: number };
  /** 下级报来的是草稿. */
  "ROLLUP.DRAFT": { readonly name: string; readonly reasons: readonly string[] };
  /** Figures that the level below has not, or not whole. */
  "ROLLUP.INCOMPLETE": { readonly table: string; readonly count: number; readonly examples: readonly string[] };
  "ROLLUP.OTHER_FORM": { readonly found: string; readonly wanted: string };
  "FILE.UNREADABLE": FileFacts;
  "FILE.ENCRYPTED": FileFacts;
  "FILE.TOO_LARGE": FileFacts;
  "FILE.UNSUPPORTED": FileFacts;
  "FILE.NOT_A_SUBMISSION": {
    readonly kind:
      | "nothing"
      | "picture"
      | "blank"
      | "list"
      | "letter"
      | "below"
      | "bundle"
      | "published"
      | "link"
      | "pipe"
      | "socket"
      | "device";
  };
  "FILE.UNSTABLE": { readonly reason: string };
  "FILE.MACROS": Record<string, never>;
  "FILE.SIGNED": Record<string, never>;
  "FILE.ATTACHMENTS": { readonly names: readonly string[] };
  /** Where pictures are whose content was not read, as 第2页; none where the format has no pages. */
  "FILE.PICTURES": { readonly pages: readonly string[] };
  "FILE.HIDDEN_CONTENT": { readonly what: string; readonly notZero: boolean };
  /** notDue: a unit of the roster, but not of this year's. */
  "UNIT.UNKNOWN": { readonly named: readonly string[]; readonly nearest?: string; readonly notDue?: string };
  "UNIT.CONFLICT": { readonly named: readonly string[] };
  "UNIT.TWICE": {
    readonly used: readonly string[];
    readonly leftOut: readonly string[];
    readonly why: string;
    readonly differing: readonly string[];
  };
  "UNIT.AMBIGUOUS": { readonly files: readonly string[]; readonly differing: readonly string[] };
  "UNIT.MISSING": { readonly name: string; readonly why: string };
  "YEAR.MISMATCH": { readonly found: string; readonly wanted: string };
  "COPY.LAST_YEAR": { readonly count: number; readonly period: PeriodKind };
  "COPY.OTHER_UNIT": { readonly other: string; readonly count: number };
  "TEXT.FIGURE_MISMATCH": {
    readonly figure: string;
    readonly words: string;
    readonly written: string;
    readonly table: string;
  };
  "TEXT.OTHER_YEAR": { readonly words: string };
  /** 表旁: a note or title that calls the figures beside it void, an example or a draft. */
  "TEXT.PLACEHOLDER": { readonly words: string; readonly beside?: boolean };
  "TEXT.SECTION_MISSING": { readonly what: string };
  /** What the unit sent and what it published itself; the page tells several pages apart. */
  "PUBLISHED.DIFFERS": {
    readonly figure: string;
    readonly reported: string;
    readonly published: string;
    readonly page: string;
  };
  "PUBLISHED.NOT_COMPARED": { readonly reason: string };
  "SCOPE.REGULATIONS": { readonly figure: string; readonly value: string };
  "EXPLANATION.REFUSED": ExplanationFacts;
  "EXPLANATION.LAPSED": ExplanationFacts;
  "ADJUSTMENT.REFUSED": AdjustmentFacts;
  "ADJUSTMENT.LAPSED": AdjustmentFacts;
  /** The form takes the figure from another source, and the office has not given it. `sum` is what the units reported. */
  "ADJUSTMENT.MISSING": { readonly figure: string; readonly source: string; readonly sum?: string };
  /** A unit's figures, adjusted, no longer agree with each other. */
  "ADJUSTMENT.UNBALANCED": RelationFacts & { readonly name: string };
  /** 签发：张三（2023-03-30）, and what is wrong with the record, if anything is. */
  "SIGN.VOID": { readonly signed: readonly string[]; readonly damaged?: string };
  "OFFICE.VALUE": CellFacts;
  /** The clauses as the outline or the office wrote them, with the figures' labels in the braces. */
  "OUTLINE.SENTENCE_DROPPED": {
    readonly heading: string;
    readonly words: readonly string[];
    readonly missing: readonly string[];
  };
  /** Names of other places that were left in a text. */
  "OUTLINE.OTHER_PLACE": { readonly words: string; readonly where: string };
  "FORM.UNDIVIDED": { readonly table: string; readonly row: string; readonly parts: readonly string[] };
  "OUTLINE.TEXT_MISSING": { readonly headings: readonly string[] };
  /** Rows of a list that may be no entries, or of which it is not known where they belong, each with the reason. */
  "LIST.ROW_DOUBTFUL": { readonly table: string; readonly rows: readonly string[] };
  "LIST.TWICE": LinesFacts;
  "LIST.CELL_BLANK": LinesFacts;
  "LIST.CELL_WRONG": LinesFacts;
  /** A total in a list, by its row, that is not the sum of its entries or columns. */
  "LIST.TOTAL": { readonly table: string; readonly row: string; readonly left: string; readonly right: string };
  "LIST.MAY_BE_TOTAL": { readonly table: string; readonly row: string };
  /** Entries of a level below that it has not sent up. */
  "LIST.LEFT_OUT": { readonly count: number };
  /** Units of the roster without a row in a list of units, where others of their category have one. */
  "LIST.UNIT_MISSING": { readonly table: string; readonly category: string; readonly units: readonly string[] };
  /** Entries of one unit that stand in another's list too. */
  "LIST.REPEATED": { readonly table: string; readonly other: string; readonly lines: readonly string[] };
  /** 待核的扫描件: how many cells were recognised, and where the workbook lies in which they are confirmed, or why there is none. */
  "SCAN.PENDING": { readonly count: number; readonly workbook: string } | { readonly reason: string };
  /** 没有经人核对的识别结果: with why, for some of them. */
  "SCAN.UNCONFIRMED": {
    readonly name: string;
    readonly table: string;
    readonly count: number;
    readonly examples: readonly string[];
  };
  "SCAN.REFUSED": FileFacts;
  "SCAN.SOURCE_MISSING": { readonly scan: string; readonly by: string };
  /** How many figures a person confirmed, and how many of them were typed. */
  "SCAN.CONFIRMED": { readonly by: string; readonly count: number; readonly typed: number };
  "OUTLINE.PLACEHOLDER": { readonly words: string; readonly reason: string };
}

export type FindingCode = keyof FindingFacts;
