import type { Problem } from "../problem.js";
import type { ItemRow } from "./items.js";
import { wordsIn } from "./rows.js";
import { ANSWER_KINDS, MAY_BE_BLANK, REQUIREMENTS, SEVERAL, WITHIN_PERIOD } from "./words.js";

const LONGEST = /^(?:不超过|最多)(\d{1,4})(?:个?字)$/;

/** 文字、日期、是否、选项: what a line asks for, and what is wrong with it; undefined for a number. */
export function answerOf(row: ItemRow): { readonly record: object; readonly problems: readonly Problem[] } | undefined {
  const typed = row.text("类型");
  const kind = Object.entries(ANSWER_KINDS).find(([word]) => word === typed)?.[1];
  if (!kind) return undefined;
  const choices = wordsIn(row.text("选项"));
  const asked = wordsIn(row.text("要求"));
  const longest = asked.flatMap((word) => LONGEST.exec(word.normalize("NFKC"))?.[1] ?? [])[0];
  const unknown = asked.filter(
    (word) => word !== MAY_BE_BLANK && word !== WITHIN_PERIOD && !LONGEST.test(word.normalize("NFKC")),
  );
  return {
    record: {
      kind,
      ...(choices.length > 0 && { choices }),
      ...(typed === SEVERAL && { several: true }),
      ...(longest !== undefined && { longest: Number(longest) }),
      ...(asked.includes(WITHIN_PERIOD) && { withinPeriod: true }),
      ...(asked.includes(MAY_BE_BLANK) && { mayBeBlank: true }),
    },
    problems: [
      ...unknown.map((word) => row.problem(`“要求”看不懂“${word}”；可以写：${REQUIREMENTS}`, "要求")),
      ...(kind === "choice" && choices.length < 2
        ? [row.problem("类型是选项的，请在“选项”一栏写明各选项，用顿号隔开", "选项")]
        : []),
    ],
  };
}

/** 选项、要求 beside a number would be passed over. */
export function unreadBeside(row: ItemRow): readonly Problem[] {
  return (["选项", "要求"] as const)
    .filter((heading) => row.text(heading) !== "")
    .map((heading) => row.problem(`“${heading}”只用于文字、日期、是否、选项`, heading));
}
