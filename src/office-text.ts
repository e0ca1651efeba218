import { wordingOf } from "./wording.js";

/** 正文: the office's own text for one part of the report, under that part's heading (正文.md or 正文.docx). */
export interface OfficeSection {
  readonly heading: string;
  readonly file: string;
  readonly paragraphs: readonly { readonly text: string; readonly place: string }[];
}

/** 同名标题: the sections under a heading. Numbering, width and brackets do not tell two headings apart: 五、存在的问题 is 存在的问题. */
export function sectionsNamed(sections: readonly OfficeSection[], heading: string): readonly OfficeSection[] {
  const { name } = wordingOf(heading);
  return sections.filter((section) => wordingOf(section.heading).name === name);
}
