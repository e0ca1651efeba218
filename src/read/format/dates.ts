import type { Token } from "./sections.js";

const DAY = 86_400_000;
/** Day 0 of spreadsheets, which count the 29th of February 1900 that never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const WEEKDAYS = "日一二三四五六";

/** 日期: a stored day number as the section shows it: 45356 under `m"月"d"日"` is 3月5日. Undefined where it is no day of the calendar. */
export function dateText(tokens: readonly Token[], value: number): string | undefined {
  if (!Number.isFinite(value) || value < 0 || value >= 2_958_466) return undefined;
  const moment = new Date(EPOCH + Math.round((value < 60 ? value + 1 : value) * DAY));
  const twelve = tokens.some(
    (token) => token.kind === "date" && /^(?:a|上)/.test(token.letters) && token.letters.includes("/"),
  );
  let before = "";
  return tokens
    .map((token, at) => {
      if (token.kind === "literal") return token.text;
      if (token.kind === "slash") return "/";
      if (token.kind === "point") return ".";
      if (token.kind === "comma") return ",";
      if (token.kind !== "date") return "";
      const minutes = /^m{1,2}$/.test(token.letters) && (before.startsWith("h") || nextIsSecond(tokens, at));
      before = token.letters;
      return token.elapsed ? elapsed(token.letters, value) : part(token.letters, moment, minutes, twelve);
    })
    .join("")
    .trim();
}

function nextIsSecond(tokens: readonly Token[], at: number): boolean {
  const next = tokens.slice(at + 1).find((token) => token.kind === "date");
  return next?.kind === "date" && next.letters.startsWith("s");
}

function part(letters: string, moment: Date, minutes: boolean, twelve: boolean): string {
  const padded = (number: number): string => String(number).padStart(Math.min(letters.length, 2), "0");
  const hour = moment.getUTCHours();
  if (letters.includes("/")) return hour < 12 ? "上午" : "下午";
  switch (letters.charAt(0)) {
    case "y":
      return letters.length > 2 ? String(moment.getUTCFullYear()) : String(moment.getUTCFullYear()).slice(-2);
    case "e":
      return String(moment.getUTCFullYear());
    case "m":
      return padded(minutes ? moment.getUTCMinutes() : moment.getUTCMonth() + 1);
    case "d":
      return letters.length > 2 ? `星期${WEEKDAYS.charAt(moment.getUTCDay())}` : padded(moment.getUTCDate());
    case "a":
      return `${letters.length > 3 ? "星期" : ""}${WEEKDAYS.charAt(moment.getUTCDay())}`;
    case "h":
      return padded(twelve ? hour % 12 || 12 : hour);
    case "s":
      return padded(moment.getUTCSeconds());
    default:
      return "";
  }
}

function elapsed(letters: string, value: number): string {
  const per = letters.startsWith("h") ? 24 : letters.startsWith("m") ? 1440 : 86_400;
  return String(Math.floor(value * per + 1e-9)).padStart(letters.length, "0");
}
