import type { FindingFacts } from "./finding-facts.js";

type ListCode = Extract<keyof FindingFacts, `LIST.${string}`>;

const SHOWN = 5;
const SHOWN_UNITS = 20;

function listed(names: readonly string[], joint = "、"): string {
  return `${names.slice(0, SHOWN).join(joint)}${names.length > SHOWN ? ` 等${names.length}条` : ""}`;
}

/** 台账的审核意见用语: one sentence a code, as in messages.ts. */
export const LIST_SENTENCES: { readonly [C in ListCode]: (facts: FindingFacts[C]) => string } = {
  "LIST.ROW_DOUBTFUL": ({ table, rows }) =>
    `“${table}”有${rows.length}行不能确定是不是一条记录、计入哪一项，所涉各数未予采用：${listed(rows, "；")}`,
  "LIST.TWICE": ({ table, lines }) =>
    `“${table}”中下列各条出现了不止一次，不能确定以哪一次为准，所涉各数未予采用：${listed(lines)}`,
  "LIST.CELL_BLANK": ({ table, lines }) => `“${table}”有必填的内容没有填写：${listed(lines)}`,
  "LIST.CELL_WRONG": ({ table, lines }) => `“${table}”有填写不合要求的内容：${listed(lines, "；")}`,
  "LIST.TOTAL": ({ table, row, left, right }) => `“${table}”${row}：${left}，${right}`,
  "LIST.MAY_BE_TOTAL": ({ table, row }) =>
    `“${table}”${row}的各数正好是相邻几条之和，可能是合计行；现按一条记录计入，请核实是否重复计算`,
  "LIST.LEFT_OUT": ({ count }) =>
    `下级的台账有${count}条记录，太多而没有列在上报文件里：合计已经计入，本级的明细没有这些记录，也没有核对它们与其他单位的是否重复`,
  "LIST.UNIT_MISSING": ({ table, category, units }) =>
    `“${table}”逐个单位填报，名录中的${category}有${units.length}个没有行：${units.slice(0, SHOWN_UNITS).join("、")}${units.length > SHOWN_UNITS ? "等" : ""}；合计中没有它们的数`,
  "LIST.REPEATED": ({ table, other, lines }) =>
    `“${table}”中有${lines.length}条与${other}所报的相同，可能重复计算：${listed(lines)}`,
};
