import type { AnswerKind, AnswerTerms } from "../answer.js";
import { wrongUse } from "../error.js";
import type { FigureCode, UnitCode } from "../figure.js";
import { liesIn, type Period, type PeriodKind, spokenLabel } from "../period.js";
import { type Combining, isAskedOf } from "./combining.js";
import type { Jurisdiction, Naming, Outline } from "./office-records.js";
import type { Basis, LeafRecord, RuleRecord, Severity } from "./records.js";

export {
  basesOf,
  type Combining,
  combiningName,
  isAskedOf,
  isAskedOfAll,
  isGivenBy,
  isRecombined,
  type Ratio,
} from "./combining.js";
export type { Ceilings, Jurisdiction, Naming, Outline, ReadingLimits } from "./office-records.js";
export type { Basis, RuleRecord, Severity } from "./records.js";
export { parsedTerm, TERM_PERIODS, type Term } from "./terms.js";

/** 填报单位: one row of the roster. `category` is 乡镇 or 部门 or what the jurisdiction calls its groups. */
export interface Unit {
  readonly code: UnitCode;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: string;
  readonly contact?: string;
  readonly phone?: string;
  readonly from?: number;
  readonly to?: number;
}

/** 栏目: one row or column line of an axis, with the path of its headings. */
export interface Line {
  readonly code: string;
  readonly label: string;
  /** All accepted wordings, the official one first. */
  readonly wordings: readonly string[];
  /** The groups above it, outermost first. */
  readonly groups: readonly Group[];
  readonly sumOf: readonly string[];
  /** 本行: stands in place of these lines (a group that was filled as a single row). */
  readonly insteadOf: readonly string[];
  readonly record: LeafRecord | undefined;
}

export interface Group {
  readonly label: string;
  readonly wordings: readonly string[];
  readonly depth: number;
  /** The code of the group's own line, if it may bear figures. */
  readonly own?: string;
}

export interface Axis {
  readonly lines: readonly Line[];
  readonly groups: readonly Group[];
}

/**
 * 版式: rows × columns; the two levels of headings of one row of figures, the upper one naming the form's rows; one row of figures without a
 * name under headings of any depth; names with a value at the right of each (fields), one or several pairs a line, without headings.
 */
export type Layout = "matrix" | "single-row" | "leaf-row" | "list" | "fields";

/** 台账: any number of rows, one an entry; the section's figures are sums of them, by the kind that an entry says it is. */
export interface ListPart {
  readonly columns: readonly ListColumn[];
  /** The key names a unit of the roster. */
  readonly roster: boolean;
  /** The column of figures that counts the entries and stands on no sheet. */
  readonly count?: string;
}

/** 文字栏. An entry is told from others by its keys. */
export interface ListColumn {
  readonly line: Line;
  readonly role: "key" | "category" | "text";
  readonly required: boolean;
  /** 填写要求 of a text that is a day, 是 or 否, or one of several choices. */
  readonly answer?: AnswerTerms;
}

export interface Section {
  readonly code: string;
  readonly table: string;
  readonly label?: string;
  readonly rowHeading?: string;
  readonly layout: Layout;
  /** Only and always of a list. */
  readonly list?: ListPart;
  readonly rows: Axis;
  readonly columns: Axis;
}

export interface Table {
  readonly code: string;
  readonly title: string;
  readonly wordings: readonly string[];
  readonly basis: Basis;
  readonly note?: string;
  readonly columnsHeading?: string;
  readonly optional: boolean;
  readonly sections: readonly Section[];
}

/** 指标: one figure of a form. */
export interface Figure {
  readonly code: FigureCode;
  readonly table: string;
  readonly section: string;
  readonly row: string;
  readonly column: string;
  /** 表三｜（三）不予公开／1.属于国家秘密｜自然人: what a person reads in a message. */
  readonly label: string;
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly unit: string;
  readonly kind: "count" | "amount" | AnswerKind;
  /** 填写要求 of what is no number; it never adds. */
  readonly answer?: AnswerTerms;
  readonly decimals: number;
  readonly signed: boolean;
  /** A whole amount from here on is asked about: it may have been typed in another unit. */
  readonly doubtfulFrom?: string;
  /** Codes of the figures it is the sum of; empty for an input. */
  readonly parts: readonly FigureCode[];
  /** Not one of the form's own figures: read where a unit gave it (the undivided row of a group). */
  readonly optional: boolean;
  readonly insteadOf: readonly FigureCode[];
  readonly approximate: boolean;
  /** 其他来源: where the figure comes from, if not from the units. */
  readonly otherSource?: string;
  readonly combine: Combining;
  /** 空白: `policy` counts as the jurisdiction's policy says, and not filled is missing; `nothing` says nothing, and is no contribution. */
  readonly blank: "policy" | "nothing";
}

/** 报表: an edition of a form, ready for use. */
export interface Form {
  readonly id: string;
  readonly edition: string;
  readonly title: string;
  /** 标题用语: words by which names of files and titles speak of this form. */
  readonly titleWords: readonly string[];
  readonly basis: Basis;
  readonly inForce: { readonly from: number; readonly to?: number };
  /** 报告期类别: how often it is reported; one that accompanies another comes with it whatever stands here. */
  readonly periodKind: PeriodKind;
  /** 期限 of its own, in place of the jurisdiction's: 月-日, or +N days after the period's end. */
  readonly deadlines?: { readonly submission: string; readonly publication: string };
  /** 填报单位: categories or codes of the roster; without it all units report. */
  readonly reporters?: readonly string[];
  /** 随报: the form in whose submissions its figures come. */
  readonly accompanies?: string;
  readonly tables: readonly Table[];
  readonly figures: ReadonlyMap<FigureCode, Figure>;
  /** By id, with the severities that hold in this jurisdiction. */
  readonly rules: ReadonlyMap<string, Rule>;
  readonly outline?: Outline;
}

/** 主表: a form that is consolidated into a report of its own. */
export interface MainForm extends Form {
  readonly outline: Outline;
}

/** 一期的报表: the main form first, then those that accompany it. */
export type Forms = readonly [MainForm, ...Form[]];

/** 规则: its record, with the severity that holds in this jurisdiction. */
export type Rule = RuleRecord & {
  readonly regraded?: { readonly to: Severity | "off"; readonly reason: string; readonly date: string };
};

/** 制度库: everything in `schemas/`, parsed and found free of contradictions. */
export interface Schemas {
  /** Changes with every byte of the files: what was made by other schemas is not theirs. */
  readonly version: string;
  readonly jurisdiction: Jurisdiction;
  readonly units: readonly Unit[];
  /** Every edition of every form: by form, the newest edition first. */
  readonly forms: readonly Form[];
  readonly naming: Naming;
  /** 分报表的目录, where several main forms are collected for one kind of period; absent where only one is. */
  readonly folders?: FormFolders;
  /** 引用的报表: other forms that the rules or the outline name. */
  readonly referenced?: readonly ReferencedForm[];
}

/** 引用的报表, with the schemas as they are for it; without them where it is not in force in the period. */
export interface ReferencedForm {
  readonly id: string;
  readonly title: string;
  readonly schemas?: Schemas;
}

/** 报表的目录: below the period's folder, in inputs. The form that the settings name first has none of its own. */
export interface FormFolders {
  /** Names of this form's own folder; empty where its files lie directly in the period's. */
  readonly own: readonly string[];
  /** Names of the folders of the other forms. */
  readonly others: readonly string[];
  /** What stands after the period in the names of the outputs: empty, or the form's title. */
  readonly suffix: string;
}

/** 施行的报表: the forms of a period; undefined where no main form is in force. */
export function formsInForce(schemas: Schemas, period: Period): Forms | undefined {
  const inForce = schemas.forms.filter((form) => liesIn(period, form.inForce));
  const main = mainForms(schemas, period)[0];
  return main && [main, ...inForce.filter((form) => form.accompanies === main.id)];
}

/** 报告期类别 that any form has. */
export function periodKinds({ forms }: Schemas): readonly PeriodKind[] {
  return [...new Set(forms.filter(isMain).map(({ periodKind }) => periodKind))];
}

/** 主表: the main forms in force in a period, in the order in which the settings name them. */
export function mainForms({ forms, jurisdiction }: Schemas, period: Period): readonly MainForm[] {
  const place = ({ id }: Form): number => {
    const at = jurisdiction.forms?.indexOf(id) ?? -1;
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return forms
    .filter(isMain)
    .filter((form) => form.periodKind === period.kind && liesIn(period, form.inForce))
    .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/**
 * The forms of a period that is to be consolidated.
 * @throws CrossfootError (exit 2) where no main form is in force
 */
export function formsOf(schemas: Schemas, period: Period): Forms {
  const forms = formsInForce(schemas, period);
  if (!forms) throw wrongUse(`没有${spokenLabel(period)}施行的报表（见 schemas/ 各年版 form.json 的 inForce）`);
  return forms;
}

/** The main form of a period. */
export function formInForce(schemas: Schemas, period: Period): MainForm | undefined {
  return formsInForce(schemas, period)?.[0];
}

export function isMain(form: Form): form is MainForm {
  return form.accompanies === undefined && form.outline !== undefined;
}

/** 应报指标: the figures of a form that a unit is asked for; tables and rows that may be left out are not among them. */
export function askedOf({ code }: Unit, form: Form | undefined): readonly FigureCode[] {
  return [...(form?.figures.values() ?? [])].filter((figure) => isAskedOf(figure, code)).map((figure) => figure.code);
}

/** 各年版: the other editions of a form, which a unit may still have used. */
export function otherEditions(schemas: Schemas, form: Form): readonly Form[] {
  return schemas.forms.filter((other) => other.id === form.id && other.edition !== form.edition);
}

/** 应报单位: the units of the roster that report the form in a period, in the order of units.csv. */
export function unitsDue(schemas: Schemas, period: Period): readonly Unit[] {
  const reporters = formInForce(schemas, period)?.reporters;
  const reports = ({ code, category }: Unit): boolean =>
    reporters === undefined || reporters.includes(code) || reporters.includes(category);
  return schemas.units.filter((unit) => liesIn(period, unit) && reports(unit));
}

/** The figure of a code, whichever of the forms it stands in. */
export function figureNamed(forms: readonly Form[], code: FigureCode): Figure | undefined {
  for (const form of forms) {
    const figure = form.figures.get(code);
    if (figure) return figure;
  }
  return undefined;
}

/** The rule of an id; the main form's first. */
export function ruleNamed(forms: readonly Form[], id: string): Rule | undefined {
  for (const form of forms) {
    const rule = form.rules.get(id);
    if (rule) return rule;
  }
  return undefined;
}

/** The rules of all the forms, each form's in the order of its file. */
export function rulesOf(forms: readonly Form[]): readonly Rule[] {
  return forms.flatMap((form) => [...form.rules.values()]);
}

/** The table of a code, whichever of the forms it stands in. */
export function tableNamed(forms: readonly Form[], code: string): Table | undefined {
  return forms.flatMap((form) => form.tables).find((table) => table.code === code);
}
