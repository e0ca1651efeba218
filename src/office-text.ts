import { wordingOf } from "./wording.js";

/** 正文: the office's own text for one part of the report, under that part's heading (正文.md or 正文.docx). */
export interface OfficeSection {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly file: string;
  readonly paragraphs: readonly OfficeParagraph[];
}

/** 正文的一段. */
export interface OfficeParagraph {
  readonly text: string;
  readonly place: string;
  /** 小标题, as its mark or the outline says; one that only looks like it is known by `isSubheading`. */
  readonly subheading?: true;
}

/** 同名标题: the sections under a heading. Numbering, width and brackets do not tell two headings apart: 五、存在的问题 is 存在的问题. */
export function sectionsNamed(sections: readonly OfficeSection[], heading: string): readonly OfficeSection[] {
  const { name } = wordingOf(heading);
  return sections.filter((section) => wordingOf(section.heading).name === name);
}

/** 小标题序号: （一）. */
export const GROUP_ORDINAL = /^[（(][一二三四五六七八九十]{1,3}[）)]/;

/** （一）工作中存在的主要问题: a short line with a group's number and no full stop is a heading. */
export function isSubheading({ text, subheading }: Pick<OfficeParagraph, "text" | "subheading">): boolean {
  return subheading === true || (GROUP_ORDINAL.test(text) && text.length <= 40 && !/[。；！？]/.test(text));
}
