import { expect, test } from "vitest";
import type { AnswerTerms } from "../../../src/answer.js";
import type { Cell } from "../../../src/grid.js";
import { readAnswer } from "../../../src/normalize/value/value.js";
import { yearPeriod } from "../../../src/period.js";

const TERMS: AnswerTerms = { kind: "text", choices: [], several: false, withinPeriod: false, mayBeBlank: false };
const YES_NO: AnswerTerms = { ...TERMS, kind: "yesNo", choices: ["是", "否"] };
const CHOICE: AnswerTerms = { ...TERMS, kind: "choice", choices: ["搜索即服务", "多语言版本", "其他"] };
const DATE: AnswerTerms = { ...TERMS, kind: "date" };

type Typed = Pick<Cell, "text" | "kind" | "shown" | "unseen" | "doubt">;

/** What a cell is read as: the answer, with what was done to it behind a bar; 空; or the reason why not. */
function read(terms: AnswerTerms, cell: string | Typed): string {
  const reading = readAnswer(typeof cell === "string" ? { text: cell, kind: "text" } : cell, terms, yearPeriod(2022));
  if (reading.kind === "answered") return reading.answer + (reading.cleaned === undefined ? "" : `|${reading.cleaned}`);
  if (reading.kind === "blank") return "空";
  return reading.kind === "bad" ? `！${reading.reason ?? reading.problem}` : "a number";
}

test.each([
  ["是", "是"],
  [" 否 ", "否"],
  ["有", "是|“有”"],
  ["无", "否|“无”"],
  ["√", "是|“√”"],
  ["☑是 □否", "是|勾选框"],
  ["□ 是　■ 否", "否|勾选框"],
  ["是☑否□", "是|勾选框"],
  ["☐是 ☒否", "否|勾选框"],
  ["□是 □否", "空"],
  ["", "空"],
  ["/", "空"],
  ["是√否", "！应填是或否"],
  ["√是 否", "！应填是或否"],
  ["☑是 ☑否", "！勾选了2项，只能选一项"],
  ["×", "！应填是或否"],
  ["1", "！应填是或否"],
  ["已建立", "！应填是或否"],
  ["是（2022年建立）", "！应填是或否"],
])("是否: %s is read as %s", (typed, expected) => {
  expect(read(YES_NO, typed)).toBe(expected);
});

test.each<[string | Typed, string]>([
  ["2022-03-05", "2022-03-05"],
  ["2022/3/5", "2022-03-05"],
  ["２０２２年３月５日", "2022-03-05"],
  ["2022 年 3 月 5 日", "2022-03-05"],
  ["20220305", "2022-03-05|没有分隔的日期"],
  [{ text: "44625", kind: "date", shown: "2022/3/5" }, "2022-03-05"],
  [{ text: "44625", kind: "date", shown: "2022/3/5 0:00" }, "2022-03-05|时间"],
  [{ text: "44625", kind: "date", shown: "3月5日" }, "！显示为“3月5日”，没有写全年、月、日"],
  [{ text: "44625", kind: "date", shown: "3/5/22" }, "！显示为“3/5/22”，没有写全年、月、日"],
  [{ text: "44625", kind: "number" }, "！单元格是数字，不是日期"],
  ["2022年3月", "！不是写全年、月、日的日期，应写作 2022-03-05 或 2022年3月5日"],
  ["2022-3/5", "！不是写全年、月、日的日期，应写作 2022-03-05 或 2022年3月5日"],
  ["2023-02-29", "！没有这一天"],
  ["无", "空"],
])("日期: %j is read as %s", (typed, expected) => {
  expect(read(DATE, typed)).toBe(expected);
});

test("a day that should lie in the period is held against it", () => {
  const own = { ...DATE, withinPeriod: true };
  expect(read(own, "2022-12-31")).toBe("2022-12-31");
  expect(read(own, "2023-01-01")).toBe("！不在报告期（2022年1月1日至2022年12月31日）之内");
});

test.each([
  ["多语言版本", "多语言版本"],
  ["□搜索即服务 ☑多语言版本 □其他", "多语言版本|勾选框"],
  ["☑搜索即服务 ☑多语言版本 □其他", "！勾选了2项，只能选一项"],
  ["☑搜索即服务 □多语言版本", "！应填下列选项之一：搜索即服务、多语言版本、其他"],
  ["语言版本", "！应填下列选项之一：搜索即服务、多语言版本、其他"],
])("选项: %s is read as %s", (typed, expected) => {
  expect(read(CHOICE, typed)).toBe(expected);
});

test.each([
  ["其他、搜索即服务", "搜索即服务、其他"],
  ["☑搜索即服务☑多语言版本□其他", "搜索即服务、多语言版本|勾选框"],
  ["其他；其他", "！同一选项写了两次"],
  ["其他、无障碍", "！应填下列选项：搜索即服务、多语言版本、其他"],
])("几个选项: %s is read as %s", (typed, expected) => {
  expect(read({ ...CHOICE, several: true }, typed)).toBe(expected);
});

test.each<[string | Typed, string]>([
  ["象湖镇\n人民政府网站", "象湖镇 人民政府网站"],
  [{ text: "3607810001", kind: "number" }, "3607810001"],
  [{ text: "0.5", kind: "percent", shown: "50%" }, "50%"],
  [{ text: "1.2345678901234568E17", kind: "number" }, "！号码存成了数，末几位可能已经丢失，请把单元格改成文本格式重填"],
  [{ text: "12345", kind: "scaled", shown: "" }, "！单元格里有内容而不显示，不能确定是否填报"],
  [{ text: "网站", kind: "text", doubt: "struck" }, "！有删除线，不能确定是否作废"],
  [{ text: "网站", kind: "text", unseen: "旧名" }, "！单元格内另有看不见的内容“旧名”，不能确定以哪个为准"],
  [{ text: "网站", kind: "text", doubt: "stale" }, "！是公式，文件注明打开时要重新计算，所存结果不能作准"],
  [{ text: "TRUE", kind: "boolean" }, "！是逻辑值，应填文字"],
])("文字: %j is read as %s", (typed, expected) => {
  expect(read(TERMS, typed)).toBe(expected);
});
