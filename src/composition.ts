import type { Outline } from "./form/form.js";
import { numeralOf } from "./numeral.js";
import { GROUP_ORDINAL, isSubheading, type OfficeParagraph, type OfficeSection, sectionsNamed } from "./office-text.js";
import { wordingOf } from "./wording.js";

export type OutlinePart = Outline["parts"][number];
type OutlineParagraph = NonNullable<OutlinePart["paragraphs"]>[number];

/** 一段文字: a sentence of the outline or of the office, its placeholders not yet filled. */
export interface Sentence {
  readonly text: string;
  /** The whole is left out where none of these figures is there. */
  readonly needs: readonly string[];
  /** Where the office wrote it. */
  readonly written?: { readonly file: string; readonly place: string };
}

/** 小标题及其文字; the first group of a part has no heading. */
export interface TextGroup {
  readonly heading: string | undefined;
  readonly sentences: readonly Sentence[];
}

/**
 * 编排一部分的文字: what the office wrote under a heading takes the place of the outline's sentences under it, so that nothing stands
 * twice. Text right under the part's heading is the whole part's; a sub-heading that the outline lacks stays where the office put it.
 */
export function composedPart(part: OutlinePart, sections: readonly OfficeSection[]): readonly TextGroup[] {
  const outline = outlineGroups(part.paragraphs ?? []);
  const own = sectionsNamed(sections, part.heading);
  const office = officeGroups(own.flatMap(({ file, paragraphs }) => paragraphs.map((one) => ({ ...one, file }))));
  if (office.length === 0) return outline.length > 0 ? outline : outlineGroups(part.fallback ?? []);
  if (office.some(({ heading }) => heading === undefined)) return office;
  return office.reduce(placed, outline);
}

function outlineGroups(paragraphs: readonly OutlineParagraph[]): readonly TextGroup[] {
  return grouped(
    paragraphs.map((one) => {
      if (typeof one === "string") return { sentence: { text: one, needs: [] } };
      return "heading" in one ? { heading: one.heading } : { sentence: { text: one.text, needs: one.needs } };
    }),
  );
}

function officeGroups(paragraphs: readonly (OfficeParagraph & { readonly file: string })[]): readonly TextGroup[] {
  return grouped(
    paragraphs.map((one) => {
      const { text, file, place } = one;
      return isSubheading(one) ? { heading: text } : { sentence: { text, needs: [], written: { file, place } } };
    }),
  );
}

type Piece = { readonly heading: string } | { readonly sentence: Sentence };

function grouped(pieces: readonly Piece[]): readonly TextGroup[] {
  const groups: { heading: string | undefined; sentences: Sentence[] }[] = [];
  for (const piece of pieces) {
    if ("heading" in piece) groups.push({ heading: piece.heading, sentences: [] });
    else if (groups.length > 0) groups.at(-1)?.sentences.push(piece.sentence);
    else groups.push({ heading: undefined, sentences: [piece.sentence] });
  }
  return groups;
}

/** In the place of the group of the same name; a new one behind the office's one before it, or else before the next that both have. */
function placed(
  groups: readonly TextGroup[],
  own: TextGroup,
  at: number,
  office: readonly TextGroup[],
): readonly TextGroup[] {
  const same = placeOf(groups, own);
  if (same >= 0) return groups.map((group, index) => (index === same ? own : group));
  const before = office[at - 1];
  const next = office
    .slice(at + 1)
    .flatMap((group) => placeOf(groups, group))
    .find((place) => place >= 0);
  const after = before ? placeOf(groups, before) + 1 : (next ?? groups.length);
  return [...groups.slice(0, after), own, ...groups.slice(after)];
}

function placeOf(groups: readonly TextGroup[], { heading }: TextGroup): number {
  return groups.findIndex((group) => group.heading !== undefined && isSameHeading(group.heading, heading ?? ""));
}

/** 同一小标题: the numbering does not tell them apart. */
export function isSameHeading(one: string, other: string): boolean {
  return wordingOf(one).name === wordingOf(other).name;
}

/** 重新编号: headings are numbered in their order, where any of them is numbered. */
export function numbered<G extends { readonly heading: string | undefined }>(groups: readonly G[]): readonly G[] {
  const headings = groups.filter(({ heading }) => heading !== undefined);
  if (!headings.some(({ heading }) => GROUP_ORDINAL.test(heading ?? ""))) return groups;
  return groups.map((group) => {
    const at = headings.indexOf(group);
    return at < 0
      ? group
      : { ...group, heading: `（${numeralOf(at + 1)}）${(group.heading ?? "").replace(GROUP_ORDINAL, "").trim()}` };
  });
}
