/** 格式记号: one element of a section of a number format. */
export type Token =
  | { readonly kind: "literal"; readonly text: string }
  /** Room of a character's width, or a character repeated to fill the column. */
  | { readonly kind: "space" }
  | { readonly kind: "fill"; readonly text: string }
  | { readonly kind: "digit"; readonly sign: "0" | "#" | "?" }
  | { readonly kind: "point" | "comma" | "percent" | "slash" | "general" | "text" }
  | { readonly kind: "exponent"; readonly plus: boolean }
  /** yyyy, m, [h], AM/PM. */
  | { readonly kind: "date"; readonly letters: string; readonly elapsed: boolean };

export interface Condition {
  readonly operator: string;
  readonly limit: number;
}

/** 分节: what a format says for positive, negative, zero or text, or under a condition of its own. */
export interface FormatSection {
  readonly tokens: readonly Token[];
  readonly condition?: Condition;
}

/** One alternative an element; the order decides. A sign that means nothing else is a literal. */
const ELEMENT = new RegExp(
  [
    '"(?<quoted>[^"]*)"?',
    "[\\\\!](?<escaped>.)",
    "_(?<room>.)",
    "\\*(?<fill>.)",
    "\\[(?<bracket>[^[\\]]*)\\]",
    "(?<general>general(?:/通用格式)?|g/通用格式)",
    "(?<noon>am/pm|a/p|上午/下午)",
    "(?<exponent>e[+-])",
    "(?<date>y+|m+|d+|h+|s+|a{3,4}|e+|g+|b+)",
    "(?<sign>[0#?.,%/@;])",
    "(?<other>.)",
  ].join("|"),
  "giu",
);

const ELAPSED = /^(?:h+|m+|s+)$/i;
const CONDITION = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$/;

/** Takes a format code apart: `0.00;[Red]-0.00;"无"` has three sections. */
export function sectionsOf(code: string): readonly FormatSection[] {
  const sections: { tokens: Token[]; condition?: Condition }[] = [{ tokens: [] }];
  for (const { groups = {} } of code.matchAll(ELEMENT)) {
    const section = sections.at(-1) as (typeof sections)[number];
    if (groups.sign === ";") sections.push({ tokens: [] });
    else if (groups.bracket !== undefined) takeBracket(section, groups.bracket);
    else section.tokens.push(tokenOf(groups));
  }
  return sections;
}

function takeBracket(section: { tokens: Token[]; condition?: Condition }, inner: string): void {
  const condition = CONDITION.exec(inner.trim());
  const currency = /^\$([^-]*)/.exec(inner)?.[1];
  if (condition) section.condition = { operator: condition[1] as string, limit: Number(condition[2]) };
  else if (ELAPSED.test(inner)) section.tokens.push({ kind: "date", letters: inner.toLowerCase(), elapsed: true });
  else if (currency) section.tokens.push({ kind: "literal", text: currency });
}

const SIGNS: Readonly<Record<string, Token>> = {
  ".": { kind: "point" },
  ",": { kind: "comma" },
  "%": { kind: "percent" },
  "/": { kind: "slash" },
  "@": { kind: "text" },
};

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { quoted, escaped, room, fill, general, noon, exponent, date, sign, other } = groups;
  if (general !== undefined) return { kind: "general" };
  if (room !== undefined) return { kind: "space" };
  if (fill !== undefined) return { kind: "fill", text: fill };
  if (exponent !== undefined) return { kind: "exponent", plus: exponent.endsWith("+") };
  const letters = noon ?? date;
  if (letters !== undefined) return { kind: "date", letters: letters.toLowerCase(), elapsed: false };
  if (sign === "0" || sign === "#" || sign === "?") return { kind: "digit", sign };
  if (sign !== undefined) return SIGNS[sign] as Token;
  return { kind: "literal", text: quoted ?? escaped ?? other ?? "" };
}

/** The section for a number, as spreadsheet programs choose it; `own` where it is the one for negative numbers, which writes no minus sign of its own. */
export function sectionFor(
  sections: readonly FormatSection[],
  value: number,
): { readonly section: FormatSection; readonly own: boolean } {
  const last = sections.at(-1) as FormatSection;
  const forText = sections.length > 1 && last.tokens.some((token) => token.kind === "text");
  const numeric = (forText ? sections.slice(0, -1) : sections).slice(0, 3);
  const [first, second = first, third] = numeric as [FormatSection, FormatSection?, FormatSection?];
  if (first.condition || second.condition) return conditional(first, second, third, value);
  if (value < 0) return { section: second, own: numeric.length > 1 };
  return { section: value === 0 ? (third ?? first) : first, own: false };
}

function conditional(
  first: FormatSection,
  second: FormatSection,
  third: FormatSection | undefined,
  value: number,
): { readonly section: FormatSection; readonly own: boolean } {
  if (holds(first.condition ?? { operator: ">", limit: 0 }, value)) return { section: first, own: false };
  const own = second !== first && value < 0 && third === undefined && second.condition === undefined;
  if (second.condition === undefined && third === undefined) return { section: second, own };
  if (holds(second.condition ?? { operator: "<", limit: 0 }, value)) return { section: second, own: value < 0 };
  return { section: third ?? second, own: false };
}

export function holds({ operator, limit }: Condition, value: number): boolean {
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<>":
      return value !== limit;
    default:
      return value === limit;
  }
}
