import { plainText } from "../../wording.js";
import type { ListColumn, ListPart, Section } from "../form.js";
import type { Contradiction } from "../problem.js";

type Path = readonly PropertyKey[];

/** 台账自查: by what an entry is known, what its kinds are, and that its figures add. */
export function lintList(section: Section, path: Path): readonly Contradiction[] {
  const { layout, list } = section;
  const said = (message: string, ...at: Path): Contradiction => ({ message, path: [...path, ...at] });
  if (layout === "leaf-row" && section.rows.lines.length !== 1)
    return [said("栏目下只有一行数字的（leaf-row），rows 只写一行", "rows")];
  if (layout === "list" && !list) return [said("台账（list）没有写明文字栏 list", "layout")];
  if (layout !== "list" || !list) return list ? [said("只有台账（layout 为 list）写 list", "list")] : [];
  return [...lintRoles(section, list), ...lintKinds(section, list), ...lintFigures(section, list)].map(
    ({ message, path: at }) => said(message, ...at),
  );
}

function lintRoles({ columns }: Section, list: ListPart): readonly Contradiction[] {
  const keys = list.columns.filter(({ role }) => role === "key");
  const categories = list.columns.filter(({ role }) => role === "category");
  const lines = [...list.columns.map(({ line }) => line), ...columns.lines];
  const codes = lines.map(({ code }) => code);
  const names = lines.map(({ label, groups }) => plainText([...groups.map((group) => group.label), label].join("/")));
  const twice = [...codes, ...names].find((one, at, all) => all.indexOf(one) < at);
  return [
    ...(keys.length === 0 ? [{ message: "没有认定一条记录的栏（role 为 key）", path: ["list", "columns"] }] : []),
    ...(categories.length > 1 ? [{ message: "分类（role 为 category）只能有一栏", path: ["list", "columns"] }] : []),
    ...(list.roster && keys.length > 1
      ? [{ message: "填单位名录中的单位的，key 只能有一栏", path: ["list", "names"] }]
      : []),
    ...list.columns.flatMap(lintAnswer),
    ...(twice === undefined ? [] : [{ message: `台账中“${twice}”重复`, path: ["list", "columns"] }]),
  ];
}

function lintAnswer({ line: { label }, role, answer }: ListColumn, at: number): readonly Contradiction[] {
  const path = ["list", "columns", at];
  if (!answer) return [];
  if (role !== "text") return [{ message: `“${label}”不是一般文字栏，不能写 kind`, path }];
  const lacking = answer.kind === "choice" && answer.choices.length === 0;
  return lacking ? [{ message: `“${label}”的类型是选项，没有写可选项 choices`, path }] : [];
}

/** Without kinds there is one row, the sum of all; with them it is made of all the others. */
function lintKinds({ rows }: Section, list: ListPart): readonly Contradiction[] {
  const isDivided = list.columns.some(({ role }) => role === "category");
  const totals = rows.lines.filter(({ sumOf }) => sumOf.length > 0);
  if (!isDivided)
    return rows.lines.length === 1 ? [] : [{ message: "没有分类栏的台账，rows 只写一行合计", path: ["rows"] }];
  const whole = totals.length === 1 && totals[0]?.sumOf.length === rows.lines.length - 1;
  return whole ? [] : [{ message: "有分类栏的台账，rows 写一行合计（sumOf 为各分类）和各分类", path: ["rows"] }];
}

function lintFigures({ columns }: Section, { count }: ListPart): readonly Contradiction[] {
  const counted = columns.lines.find(({ code }) => code === count);
  const other = columns.lines.filter(
    ({ record }) => (record?.combine ?? "sum") !== "sum" || !["count", "amount"].includes(record?.kind ?? "count"),
  );
  return [
    ...(count !== undefined && !counted ? [{ message: `没有条数栏“${count}”`, path: ["list", "count"] }] : []),
    ...(counted && counted.sumOf.length > 0 ? [{ message: "条数栏不能由其他栏相加", path: ["list", "count"] }] : []),
    ...other.map(({ label }) => ({
      message: `台账的“${label}”只能相加；不能相加的写成文字栏（list.columns）`,
      path: ["columns"],
    })),
  ];
}
