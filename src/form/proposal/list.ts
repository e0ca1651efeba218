import { NOT_READ, OPEN } from "../book/book.js";
import type { ProposedLine } from "./lines.js";
import type { Measure } from "./measure.js";
import { isWordy } from "./words.js";

const ORDER = /^(?:序号|行次|行号)$/;
const KEY = /编号|文号|案号|证号|证件|身份证|代码/;
const SORT = /类别|类型|种类|分类/;

const ASK_KEY = `${OPEN}（认定一条记录的写 编号，填的是名录中的单位的写 名录单位，都不是的写 文字）`;
const ASK_SORT = `${OPEN}（按它分类汇总的写 分类，并在本行下面加行写各分类的名称；不分类的写 文字）`;

/** 台账的栏: texts where the words say so; by which of them an entry is told is certain only of a number. */
export function listMeasures(
  columns: readonly { readonly line: ProposedLine; readonly measure: Measure }[],
): readonly { readonly line: ProposedLine; readonly measure: Measure }[] {
  const texts = columns.filter(({ line }) => isWordy(lastOf(line)));
  const key = texts.find(({ line }) => KEY.test(lastOf(line)));
  const asked = key ? undefined : texts.find(({ line }) => !SORT.test(lastOf(line)));
  return columns.map((one) => {
    const last = lastOf(one.line);
    if (ORDER.test(last)) return { ...one, measure: { ...NO_FIGURE, kind: NOT_READ } };
    if (!texts.includes(one)) return one;
    const kind = one === key ? "编号" : one === asked ? ASK_KEY : kindOf(last);
    return { ...one, measure: { ...NO_FIGURE, kind } };
  });
}

function kindOf(last: string): string {
  if (SORT.test(last)) return ASK_SORT;
  if (/^是否/.test(last)) return "是否";
  return /日期$/.test(last) ? "日期" : "文字";
}

const NO_FIGURE = { decimals: "", unit: "", combine: "" };

function lastOf({ steps }: ProposedLine): string {
  return (steps.at(-1) ?? "").replace(/\s+/g, "");
}
