import { compare, type Decimal, decimal, equals, format, isZero, rounded, shift, significant } from "../../decimal.js";
import { withoutEnd } from "../../ends.js";
import type { Token } from "./sections.js";

/** 显示的数: the text a section makes of a number, and whether the digits in it still say that number. */
export interface Rendered {
  readonly text: string;
  readonly same: boolean;
}

/** Spreadsheet programs show a stored number by its first 15 digits: 0.20749999999999999 is 0.2075, and 20.8% and not 20.7%. */
const SHOWN_DIGITS = 15;

/** Shows a number's magnitude by the placeholders of a section, rounded to its decimals: 1234.5 under `#,##0` is 1,235. */
export function renderDigits(tokens: readonly Token[], magnitude: Decimal): Rendered {
  if (tokens.some((token) => token.kind === "exponent")) return renderScientific(tokens, magnitude);
  if (isFraction(tokens)) return renderFraction(tokens, magnitude);
  const percents = tokens.filter((token) => token.kind === "percent").length;
  const thousands = scalingCommas(tokens);
  return {
    ...renderPlain(tokens, shift(significant(magnitude, SHOWN_DIGITS), percents * 2 - thousands * 3)),
    same: percents + thousands === 0,
  };
}

/** Commas after the last whole digit divide by a thousand each; a comma between digits groups them. */
function scalingCommas(tokens: readonly Token[]): number {
  const point = tokens.findIndex((token) => token.kind === "point");
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  const last = lastDigit(whole);
  let count = 0;
  for (let at = last + 1; last >= 0 && whole[at]?.kind === "comma"; at++) count += 1;
  const end = lastDigit(tokens);
  for (let at = end + 1; point >= 0 && end > point && tokens[at]?.kind === "comma"; at++) count += 1;
  return count;
}

function lastDigit(tokens: readonly Token[]): number {
  return tokens.reduce((last, token, at) => (token.kind === "digit" ? at : last), -1);
}

function renderPlain(tokens: readonly Token[], value: Decimal): { readonly text: string } {
  const point = tokens.findIndex((token) => token.kind === "point");
  const before = point < 0 ? tokens : tokens.slice(0, point);
  const after = point < 0 ? [] : tokens.slice(point + 1);
  const places = after.filter((token) => token.kind === "digit").length;
  const [whole = "", decimals = ""] = format(rounded(value, places)).split(".");
  const fraction = fractionText(after, decimals.padEnd(places, "0"));
  return { text: `${wholeText(before, whole === "0" ? "" : whole)}${point < 0 ? "" : "."}${fraction}` };
}

/** From the right, a digit for each placeholder; the first takes all that are left. */
function wholeText(tokens: readonly Token[], whole: string): string {
  const first = tokens.findIndex((token) => token.kind === "digit");
  const grouped = tokens.some((token, at) => token.kind === "comma" && at > first && at < lastDigit(tokens));
  let left = whole;
  let written = 0;
  let text = "";
  const put = (digit: string): void => {
    text = `${digit}${grouped && written > 0 && written % 3 === 0 ? "," : ""}${text}`;
    written += 1;
  };
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at] as Token;
    if (token.kind !== "digit") {
      text = signOf(token) + text;
      continue;
    }
    if (left !== "") put(left.slice(-1));
    else if (token.sign === "0") put("0");
    left = left.slice(0, -1);
    while (at === first && left !== "") {
      put(left.slice(-1));
      left = left.slice(0, -1);
    }
  }
  return text;
}

function fractionText(tokens: readonly Token[], digits: string): string {
  let at = 0;
  const needed = withoutEnd(digits, (sign) => sign === "0").length;
  return tokens
    .map((token) => {
      if (token.kind !== "digit") return signOf(token);
      const digit = digits.charAt(at++);
      return at <= needed || token.sign === "0" ? digit : "";
    })
    .join("");
}

function signOf(token: Token): string {
  if (token.kind === "literal") return token.text;
  // What fills the column up counts only where it looks like part of the number.
  if (token.kind === "fill") return /\d/.test(token.text) ? token.text : "";
  return token.kind === "percent" ? "%" : token.kind === "slash" ? "/" : "";
}

function renderScientific(tokens: readonly Token[], magnitude: Decimal): Rendered {
  const at = tokens.findIndex((token) => token.kind === "exponent");
  const places = decimalsOf(tokens.slice(0, at));
  const digits = format(shift(magnitude, magnitude.scale)).replace(/^0+/, "");
  const power = isZero(magnitude) ? 0 : digits.length - 1 - magnitude.scale;
  const shown = rounded(shift(magnitude, -power), places);
  const exponent = String(Math.abs(power)).padStart(
    tokens.slice(at).filter((token) => token.kind === "digit").length,
    "0",
  );
  return {
    text: `${format(shown)}E${power < 0 ? "-" : "+"}${exponent}`,
    same: equals(shift(shown, power), magnitude),
  };
}

function decimalsOf(tokens: readonly Token[]): number {
  const point = tokens.findIndex((token) => token.kind === "point");
  return point < 0 ? 0 : tokens.slice(point).filter((token) => token.kind === "digit").length;
}

/** `# ?/?`: a stroke between placeholders, or before a fixed number. */
function isFraction(tokens: readonly Token[]): boolean {
  const stroke = tokens.findIndex((token) => token.kind === "slash");
  return stroke > 0 && tokens.slice(0, stroke).some((token) => token.kind === "digit");
}

function renderFraction(tokens: readonly Token[], magnitude: Decimal): Rendered {
  const stroke = tokens.findIndex((token) => token.kind === "slash");
  const below = tokens.slice(stroke + 1);
  const fixed = Number(below.map((token) => (token.kind === "literal" ? token.text : "")).join("")) || 0;
  const widest = fixed || 10 ** Math.min(below.filter((token) => token.kind === "digit").length, 3) - 1;
  const whole = decimal(format(magnitude).split(".")[0] as string);
  const rest = Number(format(magnitude)) - Number(format(whole));
  const [over, under] = nearestFraction(rest, fixed || 1, widest);
  const text = over === 0 ? format(whole) : `${isZero(whole) ? "" : `${format(whole)} `}${over}/${under}`;
  return { text, same: over === 0 ? compare(whole, magnitude) === 0 : Math.abs(over / under - rest) < 1e-12 };
}

function nearestFraction(rest: number, from: number, to: number): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  for (let under = from; under <= to; under++) {
    const over = Math.round(rest * under);
    if (Math.abs(over / under - rest) < Math.abs(best[0] / best[1] - rest) - 1e-12) best = [over, under];
  }
  return best;
}
