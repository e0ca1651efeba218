import type { BareForm } from "../compile.js";
import type { Jurisdiction, RuleRecord } from "../form.js";
import type { Contradiction } from "../problem.js";

/** 报表次序自查: the settings name main forms that are there, and tell which comes first where several are collected for one kind of period. */
export function lintFormOrder(jurisdiction: Jurisdiction, forms: readonly BareForm[]): readonly Contradiction[] {
  const main = forms.filter(({ accompanies }) => accompanies === undefined);
  const order = jurisdiction.forms ?? [];
  const wrong = order.flatMap((id, index): readonly Contradiction[] => {
    const path = ["forms", index];
    if (order.indexOf(id) < index) return [{ message: `报表“${id}”写了两次`, path }];
    if (main.some((form) => form.id === id)) return [];
    const known = [...new Set(main.map((form) => form.id))].join("、");
    return [{ message: `没有报表“${id}”，可以写的是：${known}`, path }];
  });
  return [...wrong, ...undecided(main, order), ...unfitTitles(main)];
}

/** What the folders of some system can't be called. */
const UNFIT = /[<>:"/\\|?*\p{Cc}]|^[\s.~_]|[\s.]$/u;

/** Most systems allow 255 bytes; a Chinese character takes three, and the period stands before. */
const LONGEST_FOLDER = 60;
const NAMED_AFTER = "同一报告期有几种报表的，输出的文件夹按报表名称命名";

/** 报表名称 as the name of a folder: of several forms of a period each but the first has its own, for what is sent and for what comes of it. */
function unfitTitles(main: readonly BareForm[]): readonly Contradiction[] {
  const titles = new Set(main.filter((form) => main.some((other) => meet(form, other))).map(({ title }) => title));
  return [...titles].flatMap((title): readonly Contradiction[] => {
    const [sign] = UNFIT.exec(title) ?? [];
    if (title.length > LONGEST_FOLDER)
      return [{ message: `报表名称“${title}”超过 ${LONGEST_FOLDER} 字：${NAMED_AFTER}`, path: [] }];
    if (sign === undefined) return [];
    const message = `报表名称“${title}”中有“${sign}”：${NAMED_AFTER}，名称中不能有 < > : " / \\ | ? *，开头不能是空格、句点、~、_，末尾不能是空格、句点；请改用全角字符或去掉`;
    return [{ message, path: [] }];
  });
}

/** Where several forms are in force for one kind of period, somebody has to say which of them needs no folder of its own. */
function undecided(main: readonly BareForm[], order: readonly string[]): readonly Contradiction[] {
  const first = main.find((form) =>
    main.some((other) => meet(form, other) && !order.includes(form.id) && !order.includes(other.id)),
  );
  const other = first && main.find((one) => meet(first, one));
  if (!first || !other) return [];
  const message = `“${first.title}”与“${other.title}”的报告期相同，请在 forms（报表次序）中写明先后，例如 ${first.id}、${other.id}`;
  return [{ message, path: [] }];
}

function meet(a: BareForm, b: BareForm): boolean {
  return a.id !== b.id && a.periodKind === b.periodKind && overlap(a, b);
}

export function overlap(a: BareForm, b: BareForm): boolean {
  return a.inForce.from <= (b.inForce.to ?? 9999) && b.inForce.from <= (a.inForce.to ?? 9999);
}

/** 调整级别自查: refuses a change of a rule that is not there, a second one, and one of a rule that is mandatory. */
export function lintRegrading(
  { rules: changes = [] }: Jurisdiction,
  rules: readonly RuleRecord[],
): readonly Contradiction[] {
  return changes.flatMap(({ id }, index): readonly Contradiction[] => {
    const path = ["rules", index, "id"];
    const own = rules.filter((rule) => rule.id === id);
    if (own.length === 0) return [{ message: `调整的规则 ${id} 不存在`, path }];
    if (changes.findIndex((other) => other.id === id) < index) return [{ message: `规则 ${id} 调整了两次`, path }];
    return own.some(({ severity }) => severity === "mandatory")
      ? [{ message: `规则 ${id} 是强制性的，不能停用或调整级别`, path }]
      : [];
  });
}
