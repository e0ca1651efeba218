import { type AnswerTerms, joinedChoices, NO, YES } from "../../answer.js";
import type { Cell } from "../../grid.js";
import { type Period, spokenDay } from "../../period.js";
import { plainText } from "../../wording.js";
import { tickedIn } from "./check-boxes.js";
import { dayIn } from "./day.js";
import { type TypedCell, uncertainAnswer } from "./doubt.js";
import { type Reading, unreadable } from "./reading.js";

/** 读答复: reads one cell for a figure that is no number, as a person sees it. What is not certain is bad; nothing is guessed. */
export function readAnswer(cell: TypedCell, terms: AnswerTerms, period: Period | undefined): Reading {
  if (cell.kind === "error") return { kind: "bad", problem: "VALUE.FORMULA_ERROR" };
  if (cell.kind === "uncalculated") return { kind: "bad", problem: "VALUE.NO_CACHED_RESULT" };
  const doubt = uncertainAnswer(cell);
  if (doubt) return doubt;
  const text = seenIn(cell);
  if (text === "") return blankOf(cell);
  if (cell.kind === "boolean") return unreadable("是逻辑值，应填文字");
  switch (terms.kind) {
    case "text":
      return readText(text, cell, terms);
    case "date":
      return readDay(text, cell.kind, terms, period);
    case "yesNo":
      return readYesNo(text);
    case "choice":
      return readChoice(text, terms);
  }
}

const NOTHING_TYPED = /^(?:[/\\|／＼｜]|[-－–—―‐−﹣─_]{1,4})$/;
const NOTHING_SAID = /^(?:无|没有|不适用|未发生)$/;

function seenIn({ text, shown }: TypedCell): string {
  return (shown ?? text)
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A stored value that its format does not show is no blank. */
function blankOf({ text, shown }: TypedCell): Reading {
  return shown !== undefined && text.trim() !== ""
    ? unreadable("单元格里有内容而不显示，不能确定是否填报")
    : { kind: "blank" };
}

/** So many digits of a number a spreadsheet keeps. */
const KEPT_DIGITS = 15;

function readText(text: string, { kind }: Pick<Cell, "kind">, { longest }: AnswerTerms): Reading {
  if (NOTHING_TYPED.test(text) || NOTHING_SAID.test(text)) return { kind: "blank", mark: text };
  if (kind === "number" && (/e/i.test(text) || text.replace(/\D/g, "").length > KEPT_DIGITS))
    return unreadable("号码存成了数，末几位可能已经丢失，请把单元格改成文本格式重填");
  const length = [...text].length;
  if (longest !== undefined && length > longest) return unreadable(`有${length}个字，最多${longest}个字`);
  return { kind: "answered", answer: text };
}

function readDay(text: string, kind: Cell["kind"], terms: AnswerTerms, period: Period | undefined): Reading {
  if (NOTHING_TYPED.test(text) || NOTHING_SAID.test(text)) return { kind: "blank", mark: text };
  const day = dayIn(text, kind);
  if ("reason" in day) return unreadable(day.reason);
  if (terms.withinPeriod && period && (day.day < period.start || day.day > period.end))
    return unreadable(`不在报告期（${spokenDay(period.start)}至${spokenDay(period.end)}）之内`);
  return { kind: "answered", answer: day.day, ...(day.cleaned !== undefined && { cleaned: day.cleaned }) };
}

const SAYS_YES = new Set(["有", "√", "✓", "✔", "☑"]);
const SAYS_NO = new Set(["无"]);

/** 是否: 是, 否, 有, 无, a lone tick, or one of two boxes ticked. */
function readYesNo(text: string): Reading {
  const plain = plainText(text);
  if (plain === YES || plain === NO) return { kind: "answered", answer: plain };
  if (NOTHING_TYPED.test(text)) return { kind: "blank", mark: text };
  if (SAYS_YES.has(plain)) return { kind: "answered", answer: YES, cleaned: `“${plain}”` };
  if (SAYS_NO.has(plain)) return { kind: "answered", answer: NO, cleaned: `“${plain}”` };
  const ticked = tickedIn(plain, [YES, NO]);
  if (ticked === undefined) return unreadable(`应填${YES}或${NO}`);
  return oneTicked(ticked);
}

function oneTicked(ticked: readonly string[]): Reading {
  const [answer, ...more] = ticked;
  if (answer === undefined) return { kind: "blank" };
  return more.length > 0
    ? unreadable(`勾选了${ticked.length}项，只能选一项`)
    : { kind: "answered", answer, cleaned: "勾选框" };
}

function readChoice(text: string, { choices, several }: AnswerTerms): Reading {
  const plain = plainText(text);
  const named = choiceNamed(plain, choices);
  if (named !== undefined) return { kind: "answered", answer: named };
  if (NOTHING_TYPED.test(text) || NOTHING_SAID.test(text)) return { kind: "blank", mark: text };
  const ticked = tickedIn(
    plain,
    choices.map((choice) => plainText(choice)),
  )?.map((one) => choiceNamed(one, choices) ?? one);
  if (ticked && !several) return oneTicked(ticked);
  if (ticked) return ticked.length === 0 ? { kind: "blank" } : severalChosen(ticked, choices, "勾选框");
  const listed = several ? plain.split(/[、,;]/).map((one) => choiceNamed(one, choices)) : [];
  if (listed.length > 1 && listed.every((one) => one !== undefined)) return severalChosen(listed, choices, undefined);
  return unreadable(`应填${several ? "下列选项" : "下列选项之一"}：${choices.join("、")}`);
}

function choiceNamed(plain: string, choices: readonly string[]): string | undefined {
  return choices.find((choice) => plainText(choice) === plain);
}

/** In the form's order, each once. */
function severalChosen(chosen: readonly string[], choices: readonly string[], cleaned: string | undefined): Reading {
  if (new Set(chosen).size < chosen.length) return unreadable("同一选项写了两次");
  const answer = joinedChoices(choices.filter((choice) => chosen.includes(choice)));
  return { kind: "answered", answer, ...(cleaned !== undefined && { cleaned }) };
}
