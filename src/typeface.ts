/** 公文字体: the title in 小标宋, headings of the first level in 黑体 and of the second in 楷体, the text in 仿宋, tables in 宋体. */
export type Face = "title" | "heading" | "subheading" | "body" | "table";

export const FACES = ["title", "heading", "subheading", "body", "table"] as const satisfies readonly Face[];

/** 字体文件: a TrueType or OpenType font, or a collection of them. */
export interface Typeface {
  /** The name of its file. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** For each face the font itself or the best one found in its place, so that some may be the same. */
export type Typefaces = Readonly<Record<Face, Typeface>>;

/** One font for all that is printed. */
export function oneTypeface(font: Typeface): Typefaces {
  return { title: font, heading: font, subheading: font, body: font, table: font };
}
