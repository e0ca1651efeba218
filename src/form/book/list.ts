import type { Problem } from "../problem.js";
import type { ItemLine, ItemSection } from "./items.js";
import { wordsIn } from "./rows.js";
import { LIST_KINDS, type ListKind, REQUIRED, SEVERAL, WITHIN_PERIOD } from "./words.js";

const TOTAL = "all";
const COUNT = "count";

/** Whatever is not named here is a text. */
const ROLES: { readonly [K in ListKind]?: "key" | "category" } = { 编号: "key", 名录单位: "key", 分类: "category" };
const ANSWERS: { readonly [K in ListKind]?: "date" | "yesNo" | "choice" } = {
  日期: "date",
  是否: "yesNo",
  选项: "choice",
  [SEVERAL]: "choice",
};

export function isListKind(kind: string): kind is ListKind {
  return (LIST_KINDS as readonly string[]).includes(kind);
}

/** 台账的文字栏, in the order of the sheet. */
export function textLines({ columns }: ItemSection): readonly ItemLine[] {
  return columns.filter(({ row }) => isListKind(row.text("类型")));
}

/** 合计、各分类: a list's rows are no rows of the blank but the kinds of its entries. */
export function listRows({ rows }: ItemSection): readonly object[] {
  const kinds = rows.map(({ row, code }) => ({ code, label: row.text("名称"), ...aliasesIn(row.text("其他写法")) }));
  const parts = kinds.length > 0 ? { sumOf: kinds.map(({ code }) => code) } : {};
  return [{ code: TOTAL, label: "合计", ...parts }, ...kinds];
}

/** 条数: counted by the program. */
export const COUNT_COLUMN = { code: COUNT, label: "条数", unit: "条" } as const;

/** The list's part of a section's record, and what is wrong with it. */
export function listPart(section: ItemSection): { readonly list: object; readonly problems: readonly Problem[] } {
  const texts = textLines(section);
  const roster = texts.some(({ row }) => row.text("类型") === "名录单位");
  const columns = texts.map(textColumn);
  const problems = texts.flatMap(({ row }) => textProblems(row));
  const none =
    texts.length === 0 ? [section.row.problem("台账没有认定一条记录的栏，请把它的“类型”写作 编号", "类型")] : [];
  return { list: { columns, ...(roster && { names: "roster" }), count: COUNT }, problems: [...problems, ...none] };
}

function textColumn({ row, code }: ItemLine): object {
  const kind = row.text("类型") as ListKind;
  const asked = wordsIn(row.text("要求"));
  const answer = ANSWERS[kind];
  const choices = wordsIn(row.text("选项"));
  return {
    code,
    label: row.text("名称"),
    ...aliasesIn(row.text("其他写法")),
    role: ROLES[kind] ?? "text",
    ...(asked.includes(REQUIRED) && { required: true }),
    ...(answer && { kind: answer }),
    ...(choices.length > 0 && { choices }),
    ...(kind === SEVERAL && { several: true }),
    ...(asked.includes(WITHIN_PERIOD) && { withinPeriod: true }),
  };
}

function textProblems(row: ItemLine["row"]): readonly Problem[] {
  const kind = row.text("类型") as ListKind;
  const answer = ANSWERS[kind];
  const known = [REQUIRED, ...(answer === "date" ? [WITHIN_PERIOD] : [])];
  const unknown = wordsIn(row.text("要求")).filter((word) => !known.includes(word));
  const choices = wordsIn(row.text("选项"));
  const combined = row.text("汇总方式");
  return [
    ...unknown.map((word) => row.problem(`“要求”看不懂“${word}”；可以写：${known.join("、")}`, "要求")),
    ...(combined === "" ? [] : [row.problem("文字栏不汇总，“汇总方式”不填", "汇总方式")]),
    ...(answer === "choice" && choices.length < 2
      ? [row.problem("类型是选项的，请在“选项”一栏写明各选项，用顿号隔开", "选项")]
      : []),
    ...(answer !== "choice" && choices.length > 0 ? [row.problem("“选项”只用于选项", "选项")] : []),
  ];
}

function aliasesIn(text: string): object {
  const aliases = wordsIn(text);
  return aliases.length > 0 ? { aliases } : {};
}
