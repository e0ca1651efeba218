import { isZero, parseStored, ZERO } from "../../decimal.js";
import type { Cell, Doubt } from "../../grid.js";
import { type Reading, unreadable } from "./reading.js";

/** What of a cell decides how it is read; a cell of a flattened text has a text alone. */
export type TypedCell = Pick<Cell, "text" | "kind" | "shown" | "unseen" | "doubt">;

type Untrusted = Extract<Doubt, "stale" | "contradicted" | "linked" | "unproven" | "changing">;

const UNCERTAIN: Readonly<Record<Exclude<Doubt, Untrusted>, string>> = {
  struck: "有删除线，不能确定是否作废",
  unseen: "在原件中看不见（文字颜色与底色相同、字号过小，或设为隐藏），不能确定是否填报",
  conditional: "设有条件格式，数字可能被隐藏、划去或显示为其他内容，不能确定以哪个为准",
  covered: "被合并单元格遮住，在原件中看不见，不能确定是否填报",
  numbered: "段落设有自动编号，原件中显示的编号不在所填文字之内，不能确定编号是不是填报的数",
  embedded: "单元格内或其上有图片、文本框、嵌套表格等，其中的内容不能读取，不能确定填报的是什么数",
  inText:
    "写在文字行里，这一行有删去、隐藏的内容，或者名称前面还有别的话，或者可能接到下一行，或者这种格式不能确定显示的样子，不能确定原意；请照空白表填在表格里",
  distorted: "在原件中显示得可能与所填的不同（反向、翻转、移位、裁切、越出单元格、遮盖或画有横线），不能确定原意",
  scripted: "由网页中的脚本写出或改写，脚本不予运行，不能确定显示的是什么数",
  sometimes: "只在部分窗口、浏览器中看得见，或标为读屏软件不读，不能确定是否填报",
};

const UNTRUSTED: Readonly<Record<Untrusted, string>> = {
  stale: "是公式，文件注明打开时要重新计算，所存结果不能作准",
  contradicted: "是公式，文件所存的结果与公式本身算得的不同，不能确定以哪个为准",
  linked: "是引用其他文件的公式，被引用的数据没有随文件保存，所存结果不能作准",
  changing: "是公式，结果随打开文件的时间变化或由随机数得出，所存结果不能作准",
  unproven: "是公式，所存结果为0或空，这个公式无法核算，文件中也看不出保存前计算过，不能确定是不是0",
};

const SAYS_NUMBER = /[0-9０-９〇零一二两三四五六七八九十百千万]/;
const NOT_ZERO = /[1-9１-９一二两三四五六七八九十百千万]/;

/** 存疑: why the cell gives no certain figure, whatever it says; undefined where nothing speaks against it. */
export function doubtful(cell: TypedCell): Reading | undefined {
  const { doubt, text, unseen, shown } = cell;
  if (doubt !== undefined && isUntrusted(doubt))
    return { kind: "bad", problem: "VALUE.NO_CACHED_RESULT", reason: UNTRUSTED[doubt] };
  if (unseen !== undefined && SAYS_NUMBER.test(unseen) && (SAYS_NUMBER.test(text) || NOT_ZERO.test(unseen)))
    return unreadable(`单元格内另有看不见的内容“${unseen.trim()}”，不能确定以哪个为准`);
  if (cell.kind === "text" && text.trim() === "" && shown !== undefined && shown.trim() !== "")
    return unreadable(`单元格没有填写，显示的“${shown.trim()}”是网页样式画出的，不能作为填报的数`);
  if (doubt === "numbered" || doubt === "embedded" || doubt === "scripted" || doubt === "inText")
    return unreadable(UNCERTAIN[doubt]);
  if (doubt === undefined || !SAYS_NUMBER.test(text)) return undefined;
  // Hidden or not, nothing is nothing; only who crosses a zero out may mean another number.
  return doubt !== "struck" && saysZero(text) ? undefined : unreadable(UNCERTAIN[doubt]);
}

/** The same of a cell that holds no number: any doubt about what is typed in it, whatever it says. */
export function uncertainAnswer({ doubt, text, unseen, shown, kind }: TypedCell): Reading | undefined {
  if (doubt !== undefined && isUntrusted(doubt))
    return { kind: "bad", problem: "VALUE.NO_CACHED_RESULT", reason: UNTRUSTED[doubt] };
  if (unseen !== undefined && unseen.trim() !== "")
    return unreadable(`单元格内另有看不见的内容“${unseen.trim()}”，不能确定以哪个为准`);
  if (kind === "text" && text.trim() === "" && shown !== undefined && shown.trim() !== "")
    return unreadable(`单元格没有填写，显示的“${shown.trim()}”是网页样式画出的，不能作为填报的内容`);
  const fills = doubt === "embedded" || doubt === "scripted" || doubt === "numbered";
  return doubt === undefined || (text.trim() === "" && !fills) ? undefined : unreadable(UNCERTAIN[doubt]);
}

function isUntrusted(doubt: Doubt): doubt is Untrusted {
  return doubt in UNTRUSTED;
}

const SHOWN_AS = { date: "日期格式", percent: "百分比格式", scaled: "缩放或不显示的数字格式" } as const;

/** A number shown as a date, a percentage or another number may have been typed as either; only zero is the same in both. */
export function shownOtherwise(text: string, kind: keyof typeof SHOWN_AS, shown: string | undefined): Reading {
  if (saysZero(text) && (kind !== "scaled" || shown === undefined || !NOT_ZERO.test(shown)))
    return { kind: "reported", value: ZERO, cleaned: SHOWN_AS[kind] };
  if (kind !== "scaled" || shown === undefined) return unreadable(`单元格是${SHOWN_AS[kind]}，不能确定原意是什么数`);
  return unlike(text, shown);
}

/** 显示与存储不同: both are quoted. */
export function unlike(stored: string, shown: string): Reading {
  const seen = shown.trim() === "" ? "单元格不显示内容" : `单元格显示为“${shown.trim()}”`;
  return { ...unreadable(`${seen}，存储的数是${stored}，不能确定以哪个为准`), quoted: true };
}

function saysZero(text: string): boolean {
  const value = parseStored(text.trim());
  return value !== undefined && isZero(value);
}
