import { figureCode, parsedReference } from "../../figure.js";
import { isNamePlaceholder, placeholdersIn } from "../../placeholder.js";
import type { BareForm } from "../compile.js";
import type { Outline } from "../form.js";
import type { Contradiction } from "../problem.js";
import { lostReference } from "./references.js";

type Path = readonly PropertyKey[];

/** What an outline may name: the forms that are in force with it, and the groups of the roster. */
export interface OutlineSurroundings {
  readonly forms: readonly BareForm[];
  /** Every edition of every form: other forms are named before their figures. */
  readonly all: readonly BareForm[];
  /** Undefined where the roster can't be read. */
  readonly categories: ReadonlySet<string> | undefined;
}

/** 提纲自查: refuses a table, a figure or a group of units that is not there. A unit may be missing from the roster: then its share is. */
export function lintOutline(outline: Outline, surroundings: OutlineSurroundings): readonly Contradiction[] {
  const sentence = (text: string, path: Path): readonly Contradiction[] => lintSentence(text, surroundings, path);
  return [
    ...sentence(outline.title, ["title"]),
    ...outline.preamble.flatMap((text, index) => sentence(text, ["preamble", index])),
    ...outline.parts.flatMap((part, p) => [
      ...repeatedHeading(outline, p),
      ...lostTable(part.table, surroundings, ["parts", p, "table"]),
      ...(part.paragraphs ?? []).flatMap((paragraph, index) =>
        lintParagraph(paragraph, surroundings, ["parts", p, "paragraphs", index]),
      ),
      ...(part.fallback ?? []).flatMap((text, index) => sentence(text, ["parts", p, "fallback", index])),
    ]),
  ];
}

function repeatedHeading({ parts }: Outline, index: number): readonly Contradiction[] {
  const { heading } = parts[index]!;
  return parts.findIndex((other) => other.heading === heading) < index
    ? [{ message: `提纲的标题“${heading}”重复`, path: ["parts", index, "heading"] }]
    : [];
}

function lostTable(table: string | undefined, { forms }: OutlineSurroundings, path: Path): readonly Contradiction[] {
  const known = table === undefined || forms.some((form) => form.tables.some(({ code }) => code === table));
  return known ? [] : [{ message: `提纲所指的表“${table}”不存在`, path }];
}

type OutlineParagraph = NonNullable<Outline["parts"][number]["paragraphs"]>[number];

function lintParagraph(
  paragraph: OutlineParagraph,
  surroundings: OutlineSurroundings,
  path: Path,
): readonly Contradiction[] {
  if (typeof paragraph === "string") return lintSentence(paragraph, surroundings, path);
  if ("heading" in paragraph) return [];
  return [
    ...lintSentence(paragraph.text, surroundings, [...path, "text"]),
    ...paragraph.needs.flatMap((code, index) => lostFigure(code, surroundings, [...path, "needs", index])),
  ];
}

function lintSentence(text: string, surroundings: OutlineSurroundings, path: Path): readonly Contradiction[] {
  return placeholdersIn(text).flatMap((name) => {
    const [, code = "", category] = /^([^@]*)(?:@=(.*)|@.*)?$/.exec(name) ?? [];
    if (isNamePlaceholder(code)) return [];
    return [...lostFigure(code, surroundings, path), ...lostCategory(category, surroundings, path)];
  });
}

function lostFigure(text: string, { forms, all }: OutlineSurroundings, path: Path): readonly Contradiction[] {
  const { form, figure } = parsedReference(text);
  const [own] = forms;
  if (form !== undefined && own) {
    const lost = lostReference({ form, figure, mayBeDay: true }, own, all);
    return lost === undefined ? [] : [{ message: `提纲：${lost}`, path }];
  }
  const known = forms.some((form) => form.figures.has(figureCode(text)));
  return known ? [] : [{ message: `提纲所指的指标“${text}”不存在`, path }];
}

function lostCategory(
  category: string | undefined,
  { categories }: OutlineSurroundings,
  path: Path,
): readonly Contradiction[] {
  if (category === undefined || categories === undefined || categories.has(category)) return [];
  return [{ message: `提纲所指的单位类别“${category}”在单位名录中不存在`, path }];
}
