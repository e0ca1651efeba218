import type { Problem } from "../problem.js";
import type { ItemLine, ItemSection } from "./items.js";
import { wordsIn } from "./rows.js";
import { LIST_KINDS, type ListKind } from "./words.js";

const TOTAL = "all";
const COUNT = "count";

const ROLES = { 编号: "key", 名录单位: "key", 分类: "category", 文字: "text" } as const satisfies Record<
  ListKind,
  string
>;

/** 必填, behind a text column's way of combining, for it has none. */
const REQUIRED = "必填";

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
  const columns = texts.map(({ row, code }) => {
    const kind = row.text("类型") as ListKind;
    return {
      code,
      label: row.text("名称"),
      ...aliasesIn(row.text("其他写法")),
      role: ROLES[kind],
      ...(row.text("汇总方式") === REQUIRED && { required: true }),
    };
  });
  const problems = texts.flatMap(({ row }) => {
    const typed = row.text("汇总方式");
    return typed === "" || typed === REQUIRED
      ? []
      : [row.problem(`文字栏的“汇总方式”只能是 ${REQUIRED} 或不填，现为“${typed}”`, "汇总方式")];
  });
  const none =
    texts.length === 0 ? [section.row.problem("台账没有认定一条记录的栏，请把它的“类型”写作 编号", "类型")] : [];
  return { list: { columns, ...(roster && { names: "roster" }), count: COUNT }, problems: [...problems, ...none] };
}

function aliasesIn(text: string): object {
  const aliases = wordsIn(text);
  return aliases.length > 0 ? { aliases } : {};
}
