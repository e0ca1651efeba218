import type { BareForm } from "../compile.js";
import type { EditionFolder } from "../folder.js";
import type { Outline, RuleRecord } from "../form.js";
import { leaderOf } from "../one-form.js";
import { type Problem, problemsIn } from "../problem.js";
import { canBeLeftOut, hasNotSentRule } from "./codes.js";
import { overlap } from "./settings.js";

/** 一个年版: its folder, its form, and what its other files hold; undefined where one is not there or can't be read. */
export interface Edition {
  readonly folder: EditionFolder;
  readonly form: BareForm;
  readonly rules: readonly RuleRecord[] | undefined;
  readonly outline: Outline | undefined;
}

/** 各表互查: what contradicts itself between the editions of a form, and between forms that are in force together. */
export function lintTogether(editions: readonly Edition[]): readonly Problem[] {
  return editions.flatMap((edition, index) => [
    ...misplaced(edition),
    ...lintOwnFiles(edition),
    ...lintLeader(edition, editions),
    ...unsaid(edition, editions),
    ...editions.slice(0, index).flatMap((other) => (overlap(edition.form, other.form) ? clashes(edition, other) : [])),
  ]);
}

function said(edition: Edition, message: string, ...path: readonly PropertyKey[]): readonly Problem[] {
  const file = edition.folder.files.get("form.json");
  return file ? problemsIn(file, [{ message, path }]) : [];
}

/** A form is named by its folder: `form` and `edition` say the same. */
function misplaced(edition: Edition): readonly Problem[] {
  const { folder, form } = edition;
  return [
    ...(form.id === folder.form ? [] : said(edition, `“form”应与所在目录相同，写作 ${folder.form}`, "form")),
    ...(form.edition === folder.edition
      ? []
      : said(edition, `“edition”应与所在目录相同，写作 ${folder.edition}`, "edition")),
  ];
}

/** A main form has its rules and its outline; a form that accompanies it has no report of its own. */
function lintOwnFiles({ folder, form }: Edition): readonly Problem[] {
  const at = (name: string): string => `${folder.form}/${folder.edition}/${name}`;
  const outlines = (["outline.json", "报告提纲.docx"] as const).filter((name) => folder.files.has(name));
  if (form.accompanies !== undefined)
    return outlines.map((name) => ({ file: at(name), message: "随报的报表没有自己的报告，程序不读取这个文件" }));
  const lacking = folder.files.has("rules.json") ? [] : ["rules.json"];
  return [
    ...[...lacking, ...(outlines.length === 0 ? ["outline.json"] : [])].map((name) => ({
      file: at(name),
      message: "缺少这个文件",
    })),
    ...(outlines.length > 1
      ? [{ file: at("报告提纲.docx"), message: "与 outline.json 同时存在，报告提纲只能有一份，请移走其中一份" }]
      : []),
  ];
}

function lintLeader(edition: Edition, editions: readonly Edition[]): readonly Problem[] {
  const { accompanies } = edition.form;
  if (accompanies === undefined) return [];
  const leaders = editions.filter(({ form }) => form.id === accompanies && form.accompanies === undefined);
  if (leaders.length === 0)
    return said(edition, `所随的报表“${accompanies}”不存在，或者它自己也是随报的`, "accompanies");
  return leaders.some(({ form }) => overlap(form, edition.form))
    ? []
    : said(edition, `施行期内没有所随的报表“${accompanies}”，不会用到`, "inForce");
}

/** That a table was left out is said by a rule of one of the forms that come together. */
function unsaid(edition: Edition, editions: readonly Edition[]): readonly Problem[] {
  if (!canBeLeftOut(edition.form)) return [];
  const leader = leaderOf(edition.form);
  const together = editions.filter(({ form }) => leaderOf(form) === leader && overlap(form, edition.form));
  const unread = together.some(({ folder, rules }) => !rules && folder.files.has("rules.json"));
  const message = "有可以不报的表，缺少规则 FORM.TABLE_NOT_SENT（写在本年版的 rules.json）";
  return unread || together.some(({ rules }) => hasNotSentRule(rules ?? [])) ? [] : said(edition, message, "tables");
}

function clashes(edition: Edition, other: Edition): readonly Problem[] {
  const { form } = edition;
  if (form.id === other.form.id)
    return said(edition, `${form.edition}年版与${other.form.edition}年版的施行期重叠`, "inForce");
  if (leaderOf(form) !== leaderOf(other.form)) return [];
  return [...sharedTables(edition, other), ...sharedRules(edition, other)];
}

/** Codes begin with their table's: forms that share no table share no figure. */
function sharedTables(edition: Edition, { form: other }: Edition): readonly Problem[] {
  return edition.form.tables.flatMap(({ code }, index) =>
    other.tables.some((table) => table.code === code)
      ? said(edition, `表代码“${code}”与“${other.title}”的重复，两处的指标代码会相同`, "tables", index, "code")
      : [],
  );
}

function sharedRules({ folder, rules }: Edition, other: Edition): readonly Problem[] {
  const file = folder.files.get("rules.json");
  const known = new Set((other.rules ?? []).map(({ id }) => id));
  const shared = (rules ?? []).flatMap(({ id }, index) =>
    known.has(id) ? [{ message: `规则 ${id} 与“${other.form.title}”的重复`, path: ["rules", index, "id"] }] : [],
  );
  return file ? problemsIn(file, shared) : [];
}

/** The editions whose figures an outline may speak of: its own form and those that accompany it while it is in force. */
export function inForceWith({ form }: Edition, editions: readonly Edition[]): readonly BareForm[] {
  return [
    form,
    ...editions.map((one) => one.form).filter((other) => other.accompanies === form.id && overlap(form, other)),
  ];
}
