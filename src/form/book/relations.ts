import { codeInForm, parsedReference } from "../../figure.js";
import { LONGEST_RELATION } from "../bounds.js";
import type { Problem, SchemaFile } from "../problem.js";
import { TERM_PERIODS, type TermPeriod, termText } from "../terms.js";
import type { ItemSection, ItemTable } from "./items.js";
import { type Reference, readLines, referenced } from "./places.js";
import { type BookRow, bookSheet, lostSheet } from "./rows.js";
import { RELATION_HEADINGS, RELATION_SHEET, type RelationHeading, SEVERITIES } from "./words.js";

type RelationRow = BookRow<RelationHeading>;

/** A rule, and the row of the workbook that it was made from. */
export interface BookRule {
  readonly record: object;
  readonly problem: (message: string) => Problem;
}

/** 其他报表: the folders' names of all forms, and the cells of their editions that are workbooks. */
export interface OtherBooks {
  readonly ids: readonly string[];
  readonly editions: (form: string) => readonly (readonly ItemTable[])[];
}

/** 关系能写的: the cells of the blank, and what other forms have. */
export interface Nameable {
  readonly tables: readonly ItemTable[];
  readonly others: OtherBooks;
}

/** 读“关系”表: one relation a row, by the cells of the blank. */
export function readRelations(
  file: SchemaFile,
  named: Nameable,
  document: string,
): {
  readonly rules: readonly BookRule[];
  readonly unclear: readonly Problem[];
  readonly problems: readonly Problem[];
} {
  const sheet = bookSheet(file, RELATION_SHEET, RELATION_HEADINGS);
  if (!sheet) return { rules: [], unclear: [], problems: [lostSheet(file, RELATION_SHEET)] };
  const rows = sheet.rows.filter((row) => RELATION_HEADINGS.some((heading) => row.text(heading) !== ""));
  const read = rows.map((row) => relationRule(row, named, document));
  return {
    rules: read.flatMap(({ rule }) => rule ?? []),
    unclear: sheet.problems,
    problems: read.flatMap(({ problems }) => problems),
  };
}

function relationRule(
  row: RelationRow,
  named: Nameable,
  document: string,
): { readonly rule?: BookRule; readonly problems: readonly Problem[] } {
  const severity = Object.entries(SEVERITIES).find(([word]) => word === row.text("级别"))?.[1];
  const wrongSeverity = severity
    ? []
    : [row.problem(`“级别”只能是 ${Object.keys(SEVERITIES).join("、")} 之一，现为“${row.text("级别")}”`, "级别")];
  const relation = relationIn(row.text("关系"), named);
  if (typeof relation === "string") return { problems: [...wrongSeverity, row.problem(relation, "关系")] };
  if (!severity) return { problems: wrongSeverity };
  const tolerance = row.text("容许差").normalize("NFKC");
  const record = {
    id: row.text("编号"),
    ...relation.record,
    ...(tolerance !== "" && { tolerance }),
    severity,
    title: row.text("名称") || relation.title,
    basis: { document: row.text("依据") || document },
    advice: row.text("怎么改") || ADVICE[severity],
  };
  return { rule: { record, problem: (message) => row.problem(message) }, problems: [] };
}

const ADVICE = {
  mandatory: "请核对所列各项数字，改正其中填错的。",
  verification: "请核对所列各项数字，填错的请改正；数字无误的请书面说明。",
  notice: "不需要答复；填错的请更正后重报。",
} as const;

const SIGNS = { "=": "等于", "<=": "不大于", ">=": "不小于" } as const;

/** 关系的写法: D5+D6=D9, D5<=C5, H5=上期H5+G5; D5→E5 where one calls for the other. The message where it can't be read. */
function relationIn(typed: string, named: Nameable): { readonly record: object; readonly title: string } | string {
  if (typed.length > LONGEST_RELATION) return `“关系”超过 ${LONGEST_RELATION} 字`;
  const text = typed
    .normalize("NFKC")
    .replace(/[\s$]+/g, "")
    .replaceAll("≤", "<=")
    .replaceAll("≥", ">=");
  const [left = "", sign = "", right = ""] = text.split(/(<=|>=|=|→)/);
  if (right === "" || text.split(/<=|>=|=|→/).length !== 2)
    return `“关系”看不懂，现为“${typed}”；写作 D5+D6=D9、D5<=C5、H5=上期H5+G5、H5=年内上期H5+G5、D5>=上年同期D5，或 D5→E5（D5不为零的，E5也不应为零）`;
  const from = termsIn(left, named);
  const to = termsIn(right, named);
  if (typeof from === "string") return from;
  if (typeof to === "string") return to;
  if (sign === "→") {
    const [when, also] = [from[0], to[0]];
    if (!when || !also || from.length + to.length > 2) return "→ 的两边各写一格";
    return {
      record: { kind: "implies", when: when.term, also: also.term },
      title: `${when.name}不为零的，${also.name}也不应为零`,
    };
  }
  const word = Object.entries(SIGNS).find(([one]) => one === sign)?.[1] ?? "";
  const codes = (side: readonly Term[]): readonly string[] => side.map(({ term }) => term);
  return {
    record: { kind: "compare", left: codes(from), sign, right: codes(to) },
    title: `${titleOf(from)}${word}${titleOf(to)}`,
  };
}

interface Term {
  readonly term: string;
  readonly name: string;
  readonly subtracted: boolean;
}

function titleOf(side: readonly Term[]): string {
  return side.map(({ name, subtracted }, at) => `${subtracted ? "减" : at > 0 ? "加" : ""}${name}`).join("");
}

function termsIn(side: string, { tables, others }: Nameable): readonly Term[] | string {
  const terms: Term[] = [];
  for (const typed of signedTerms(side, others.ids)) {
    const [, sign = "", word = "", place = ""] = /^([+-]?)(上期|年内上期|上年同期)?(.*)$/.exec(typed) ?? [];
    const found = place.includes("/") ? elsewhere(place, others) : referenced(place.toUpperCase(), tables);
    if ("wrong" in found) return found.wrong;
    const minus = sign === "-";
    terms.push({
      term: termText({ figure: found.code, from: periodCalled(word), subtracted: minus }),
      name: `‘${word}${found.name}’`,
      subtracted: minus,
    });
  }
  return terms.length > 0 ? terms : "关系的一边没有写单元格";
}

/** D5-annual-report/a.b.c → D5 and -annual-report/a.b.c: the name of a form may hold a hyphen, which is no minus. */
function signedTerms(side: string, forms: readonly string[]): readonly string[] {
  const terms: string[] = [];
  let term = "";
  for (let at = 0; at < side.length; ) {
    const form = forms.find((id) => side.startsWith(`${id}/`, at) && !/[A-Za-z0-9_-]$/.test(term.slice(1)));
    const sign = side[at] ?? "";
    if (form === undefined && /[+-]/.test(sign) && term !== "") {
      terms.push(term);
      term = "";
    }
    const taken = form === undefined ? sign : `${form}/`;
    term += taken;
    at += taken.length;
  }
  return term === "" ? terms : [...terms, term];
}

/**
 * 另一种报表的指标, by its code, or by its cell where that form is a workbook; whether it is there in every edition, is known when all forms are.
 * A cell that editions use for different lines names none of them.
 */
function elsewhere(place: string, { ids, editions }: OtherBooks): Reference {
  const { form, figure } = parsedReference(place);
  if (form === undefined || !ids.includes(form))
    return { wrong: `“${place}”看不懂：另一种报表的指标写作 报表代码/指标代码，报表代码有：${ids.join("、")}` };
  if (/^[a-z][A-Za-z0-9]*(?:\.(?:[a-z][A-Za-z0-9]*|\*))+$/.test(figure)) return { code: place, name: place };
  const found = editions(form).map((tables) => referenced(figure.toUpperCase(), tables));
  const [one] = found;
  if (!one) return { wrong: `“${figure}”不是指标代码的写法；“${form}”的指标代码见 crossfoot outline --form ${form}` };
  const named = found.flatMap((each) => ("wrong" in each ? [] : [each]));
  const [first, ...others] = named;
  if (!first) return { wrong: `报表“${form}”中${"wrong" in one ? one.wrong : ""}` };
  const other = others.find(({ code, name }) => code !== first.code || name !== first.name);
  if (other)
    return {
      wrong: `报表“${form}”各年版的“${figure}”不是同一项（‘${first.name}’、‘${other.name}’），请写指标代码，例如 ${codeInForm(form, first.code)}`,
    };
  return { code: codeInForm(form, first.code), name: `${form}／${first.name}` };
}

function periodCalled(word: string): TermPeriod {
  const found = Object.entries(TERM_PERIODS).find(([, called]) => called === word)?.[0];
  return (found ?? "own") as TermPeriod;
}

/** 合计的规则: each line to which others belong equals their sum. */
export function totalRules(tables: readonly ItemTable[], document: string): readonly BookRule[] {
  return tables.flatMap((table) =>
    table.sections.flatMap((section, at) =>
      (["rows", "columns"] as const).flatMap((along) => totalsAlong(along, { table, section, at }, document)),
    ),
  );
}

function totalsAlong(
  along: "rows" | "columns",
  { table, section, at }: { readonly table: ItemTable; readonly section: ItemSection; readonly at: number },
  document: string,
): readonly BookRule[] {
  const lines = readLines(section[along]);
  const belonged = new Set(lines.flatMap((line) => line.totals));
  const totals = lines.filter(({ place }) => belonged.has(place));
  return totals.map(({ row, code, place }) => ({
    record: {
      id: `${table.code.toUpperCase()}S${at + 1}${along === "rows" ? "R" : "C"}${place}.TOTAL`,
      kind: "total",
      table: table.code,
      along,
      line: code,
      severity: "mandatory",
      title: `‘${row.text("名称")}’等于所属各项之和`,
      basis: { document },
      advice: "请核对各分项，并重新计算合计。",
    },
    problem: (message) => row.problem(message),
  }));
}
