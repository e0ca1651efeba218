/** 字符格式: how a run of characters stands out from the text around it. */
export type RunStyle = "plain" | "raised" | "struck";

/**
 * What a run adds to the text before it. A footnote's mark beside a number (12¹) must never become one of its digits: it is
 * bracketed, as a note is. What is crossed out must never run together with what replaces it.
 */
export function runText(before: string, text: string, style: RunStyle): string {
  if (style === "struck") return ` ${text} `;
  return style === "raised" && /\p{N}/u.test(text) && before.trim() !== "" ? `[${text.trim()}]` : text;
}
