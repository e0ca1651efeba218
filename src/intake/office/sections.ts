import { isSameHeading } from "../../composition.js";
import type { Outline } from "../../form/form.js";
import type { ReadDocument, TextLine } from "../../grid.js";
import { isSubheading, type OfficeParagraph, type OfficeSection } from "../../office-text.js";
import { wordingOf } from "../../wording.js";

interface OpenSection {
  readonly heading: string;
  readonly file: string;
  readonly paragraphs: OfficeParagraph[];
}

/** A line of the office's text: its words, and the number of # before them in Markdown. */
interface MarkedLine {
  readonly text: string;
  readonly mark: number;
  readonly place: string;
}

/**
 * 正文分部分: splits the office's text at the outline's headings. A sub-heading that another part has leads back to that part. Text before the first
 * heading, and text under a heading that the report lacks, stand under headings of no part, which is then said.
 */
export function officeSectionsIn(document: ReadDocument, file: string, outline: Outline): readonly OfficeSection[] {
  const sections: OpenSection[] = [];
  const open = (heading: string): OpenSection => {
    const section: OpenSection = { heading, file, paragraphs: [] };
    sections.push(section);
    return section;
  };
  let level = 0;
  for (const line of linesOf(document)) {
    const part = partNamed(line.text, outline);
    const isStrange = isStrangePart(line, level, sections.length > 0) && partWith(line.text, outline) === undefined;
    if (part !== undefined || isStrange) {
      level = line.mark;
      open(part ?? line.text);
    } else if (!isTitle(line, sections.length > 0)) addLine(line, sections.at(-1), outline, open);
  }
  return sections;
}

function linesOf(document: ReadDocument): readonly MarkedLine[] {
  return document.blocks
    .flatMap((block) => (block.kind === "text" ? block.lines : []))
    .map(markedLine)
    .filter(({ text }) => text !== "");
}

function markedLine({ text, place }: TextLine): MarkedLine {
  const line = text.trimStart();
  const marks = /^#{1,6}(?=[^#])/.exec(line)?.[0] ?? "";
  return { text: line.slice(marks.length).trim(), mark: marks.length, place };
}

function partNamed(text: string, { parts }: Outline): string | undefined {
  return parts.find(({ heading }) => isSameHeading(heading, text))?.heading;
}

const LONGEST_HEADING = 40;

/** A heading beside the parts' own that the report does not have: 七、附件. */
function isStrangePart({ text, mark }: MarkedLine, level: number, within: boolean): boolean {
  if (text.length > LONGEST_HEADING || /[。；！？]/.test(text)) return false;
  if (mark === 0) return false;
  return wordingOf(text).ordinal?.style === "part" || (within && mark <= level);
}

/** The first heading of a text may be its own title. */
function isTitle({ mark }: MarkedLine, within: boolean): boolean {
  return mark === 1 && !within;
}

function addLine(
  line: MarkedLine,
  current: OpenSection | undefined,
  outline: Outline,
  open: (heading: string) => OpenSection,
): void {
  const { runIn, rest } = runInHeading(line.text, outline);
  const heading = runIn ?? line.text;
  const known = runIn !== undefined || partWith(heading, outline) !== undefined;
  const home = known && !hasSubheading(current?.heading, heading, outline) ? partWith(heading, outline) : undefined;
  const section = home === undefined ? (current ?? open("")) : open(home);
  const marked = line.mark > 0 || known;
  const paragraph = { text: heading, place: line.place, ...(marked && { subheading: true as const }) };
  section.paragraphs.push(isSubheading(paragraph) ? paragraph : { text: line.text, place: line.place });
  if (rest !== "") section.paragraphs.push({ text: rest, place: line.place });
}

function partWith(subheading: string, { parts }: Outline): string | undefined {
  return parts.find((part) => hasHeading(part, subheading))?.heading;
}

function hasSubheading(part: string | undefined, subheading: string, { parts }: Outline): boolean {
  return parts.some((one) => one.heading === part && hasHeading(one, subheading));
}

function hasHeading({ paragraphs = [] }: Outline["parts"][number], subheading: string): boolean {
  return paragraphs.some(
    (one) => typeof one === "object" && "heading" in one && isSameHeading(one.heading, subheading),
  );
}

/** （二）依申请公开情况。全年收到…: the heading stands in the line of its text. */
function runInHeading(text: string, outline: Outline): { readonly runIn: string | undefined; readonly rest: string } {
  const [, heading = "", rest = ""] = /^([^。：:]{2,40})[。：:]([\s\S]+)$/.exec(text) ?? [];
  return heading !== "" && partWith(heading, outline) !== undefined
    ? { runIn: heading, rest: rest.trim() }
    : { runIn: undefined, rest: "" };
}
