/** 字符格式: b bold, i italic, u underlined. */
export type Look = "" | "b" | "i" | "u" | "bi" | "bu" | "iu" | "biu";

export function lookOf(bold: boolean, italic: boolean, underlined: boolean): Look {
  return `${bold ? "b" : ""}${italic ? "i" : ""}${underlined ? "u" : ""}` as Look;
}

/** 段落对齐, as the page and the PDF call it too. */
export type Alignment = "left" | "center" | "right" | "justify";

/** 一段的格式, as far as the file itself says it; what it does not say is the official layout's. */
export interface LineFormat {
  readonly alignment?: Alignment;
  /** 首行缩进, in characters. */
  readonly firstLine?: number;
  /** It is a heading by its style. */
  readonly heading?: true;
  /** One look for each character. */
  readonly looks: readonly Look[];
}

/** 一截文字 of one look. */
export interface TextRun {
  readonly text: string;
  readonly look: Look;
}

/** 分截: neighbours of one look together. */
export function runsOf(text: string, looks: readonly Look[]): readonly TextRun[] {
  const runs: { text: string; look: Look }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const look = looks[at] ?? "";
    const last = runs[runs.length - 1];
    if (last?.look === look) last.text += text[at];
    else runs.push({ text: text[at] ?? "", look });
  }
  return runs;
}

/** 略去几处之后各字的格式: each sign that is left keeps the look of the sign that it was. */
export function looksKept(before: string, looks: readonly Look[], after: string): readonly Look[] {
  let place = 0;
  return Array.from({ length: after.length }, (_, at) => {
    const found = before.indexOf(after.slice(at, at + SURE), place);
    const next = found >= 0 ? found : before.indexOf(after[at] ?? "", place);
    if (next < 0) return looks[place - 1] ?? "";
    place = next + 1;
    return looks[next] ?? "";
  });
}

/** So many signs in a row tell the place. */
const SURE = 4;
