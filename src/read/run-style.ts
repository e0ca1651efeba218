/** 字符格式: raised or lowered (上标、下标), crossed out (删除线), or plain. */
export type RunStyle = "plain" | "raised" | "struck";

/**
 * What a run of characters adds to the text before it. A footnote mark beside a number (12¹) is put in brackets, so that
 * it does not become a digit; crossed-out text is set off by spaces from what replaces it.
 */
export function runText(before: string, text: string, style: RunStyle): string {
  if (style === "struck") return ` ${text} `;
  return style === "raised" && /\p{N}/u.test(text) && before.trim() !== "" ? `[${text.trim()}]` : text;
}
