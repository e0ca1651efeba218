import { GROUP_ORDINAL } from "../../office-text.js";
import { placeholderPieces, placeholdersIn, replacePlaceholders } from "../../placeholder.js";
import type { LineFormat, Look } from "../../text-format.js";
import { wordingOf } from "../../wording.js";
import type { Outline } from "../form.js";
import type { Parsed } from "../parse.js";
import type { Problem, SchemaFile } from "../problem.js";
import { type OutlineNames, placeholderCode } from "./outline-labels.js";
import { unreadableProblem } from "./sheet.js";

type Part = Outline["parts"][number];
type OutlineParagraph = NonNullable<Part["paragraphs"]>[number];

/** One paragraph of the file: 第12段. */
interface Line {
  readonly format?: LineFormat;
  readonly text: string;
  readonly place: string;
}

/**
 * 读报告提纲.docx: title, preamble, and the parts by their numbers (一、), with sub-headings （一） and sentences whose placeholders name figures by their
 * own labels. A part headed like a table of the form has that table; one with nothing below its heading is the office's to write. Everything that
 * is wrong is said at once, with its paragraph.
 */
export function parseWordOutline(file: SchemaFile, names: OutlineNames): Parsed<Outline> {
  const broken = unreadableProblem(file);
  if (broken.length > 0) return { value: undefined, problems: broken };
  const lines = linesOf(file);
  const excess = excessOf(lines);
  if (excess) return { value: undefined, problems: [{ file: file.path, message: excess }] };
  const first = lines.findIndex(isPartHeading);
  const [title, ...preamble] = first < 0 ? lines : lines.slice(0, first);
  const parts = first < 0 ? [] : partsOf(lines.slice(first));
  const read = lines.map((line) => translated(file, line, names));
  const problems = [
    ...tables(file),
    ...(title ? [] : [{ file: file.path, message: "第一段应为报告标题，后面才是“一、”起的各部分" }]),
    ...(parts.length > 0
      ? []
      : [{ file: file.path, message: "没有找到“一、”这样编号的部分标题（编号要写成文字，不用自动编号）" }]),
    ...repeatedHeadings(file, parts),
    ...read.flatMap((one) => one.problems),
  ];
  if (problems.length > 0 || !title) return { value: undefined, problems };
  const textOf = (line: Line): string => translated(file, line, names).text;
  const formats = lines.flatMap((line) => formatIn(line, textOf(line), names));
  return {
    value: {
      title: textOf(title),
      preamble: preamble.map(textOf),
      parts: parts.map((part) => partOf(part, textOf, names)),
      ...(formats.length > 0 && { formats }),
    },
    problems,
  };
}

function linesOf({ content }: SchemaFile): readonly Line[] {
  const blocks = content && "blocks" in content ? content.blocks : [];
  return blocks
    .flatMap((block) => (block.kind === "text" ? block.lines : []))
    .map(({ text, place, format }) => ({
      text: text.trim().replace(/[｛｝＠]/g, narrow),
      place,
      ...(format && { format: { ...format, looks: format.looks.slice(text.length - text.trimStart().length) } }),
    }))
    .filter(({ text }) => text !== "");
}

/** A report has some hundred paragraphs. */
const MOST_PARAGRAPHS = 1_000;
const LONGEST_PARAGRAPH = 3_000;
const MOST_PLACEHOLDERS = 2_000;

function excessOf(lines: readonly Line[]): string | undefined {
  if (lines.length > MOST_PARAGRAPHS) return `提纲超过 ${MOST_PARAGRAPHS} 段`;
  const long = lines.find(({ text }) => text.length > LONGEST_PARAGRAPH);
  if (long) return `${long.place}超过 ${LONGEST_PARAGRAPH} 字`;
  const placeholders = lines.reduce((total, { text }) => total + placeholdersIn(text).length, 0);
  return placeholders > MOST_PLACEHOLDERS ? `提纲中的花括号超过 ${MOST_PLACEHOLDERS} 处` : undefined;
}

function narrow(sign: string): string {
  return sign.normalize("NFKC");
}

/** A table of the file would be printed nowhere: those of the form stand under the headings of their own names. */
function tables(file: SchemaFile): readonly Problem[] {
  const blocks = file.content && "blocks" in file.content ? file.content.blocks : [];
  return blocks.flatMap((block) =>
    block.kind === "grid" && block.cells.some(({ text }) => text.trim() !== "")
      ? [
          {
            file: file.path,
            place: block.sheet,
            message: "提纲里的表格不会印出；法定表格按同名的部分标题自动放入，请删去",
          },
        ]
      : [],
  );
}

const LONGEST_HEADING = 40;

function isHeading(text: string): boolean {
  return text.length <= LONGEST_HEADING && !/[。；！？{}]/.test(text);
}

function isPartHeading({ text }: Line): boolean {
  return wordingOf(text).ordinal?.style === "part" && isHeading(text);
}

interface OpenPart {
  readonly heading: Line;
  readonly lines: Line[];
}

function partsOf(lines: readonly Line[]): readonly OpenPart[] {
  const parts: OpenPart[] = [];
  for (const line of lines) {
    if (isPartHeading(line)) parts.push({ heading: line, lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

function repeatedHeadings(file: SchemaFile, parts: readonly OpenPart[]): readonly Problem[] {
  return parts.flatMap(({ heading }, at) =>
    parts.findIndex((other) => wordingOf(other.heading.text).name === wordingOf(heading.text).name) < at
      ? [problemAt(file, heading, `提纲的标题“${heading.text}”重复`)]
      : [],
  );
}

function partOf({ heading, lines }: OpenPart, textOf: (line: Line) => string, { forms }: OutlineNames): Part {
  const { name } = wordingOf(heading.text);
  const table = forms.flatMap((form) => form.tables).find(({ title }) => wordingOf(title).name === name)?.code;
  const paragraphs = lines.map((line) => paragraphOf(line, textOf(line)));
  return {
    heading: heading.text,
    ...(paragraphs.length > 0 && { paragraphs }),
    ...(table !== undefined && { table }),
    ...(paragraphs.length === 0 && table === undefined && { office: true }),
  };
}

/** A sentence none of whose figures is there is left out. */
function paragraphOf({ text: typed, format }: Line, text: string): OutlineParagraph {
  const named = GROUP_ORDINAL.test(typed) || format?.heading === true;
  if (named && isHeading(typed)) return { heading: typed };
  const codes = placeholdersIn(text).flatMap((name) => /^([^@]*\.[^@]*)/.exec(name)?.[1] ?? []);
  const needs = [...new Set(codes)];
  return needs.length === 0 ? text : { text, needs };
}

/** 一段的格式, by its text as the report is made from it; nothing of a line that says nothing of its own. */
function formatIn(line: Line, text: string, names: OutlineNames): readonly (readonly [string, LineFormat])[] {
  const { format } = line;
  if (!format) return [];
  const typed = placeholdersIn(line.text);
  const looks = placeholderPieces(line.text).flatMap(({ at, length, name }): readonly Look[] => {
    if (name === undefined) return format.looks.slice(at, at + length);
    const code = placeholderCode(name, typed, names);
    const width = "code" in code ? code.code.length + 2 : 0;
    return Array.from({ length: width }, () => format.looks[at] ?? "");
  });
  const { alignment, firstLine } = format;
  const plain = looks.every((look) => look === "") && alignment === undefined && firstLine === undefined;
  return plain ? [] : [[text, { ...format, looks }]];
}

/** A line with the codes of its figures in the places of their labels. */
function translated(
  file: SchemaFile,
  line: Line,
  names: OutlineNames,
): { readonly text: string; readonly problems: readonly Problem[] } {
  const typed = placeholdersIn(line.text);
  const found = new Map(typed.map((name) => [name, placeholderCode(name, typed, names)]));
  const rest = replacePlaceholders(line.text, () => "");
  return {
    text: replacePlaceholders(line.text, (name) => {
      const one = found.get(name);
      return one && "code" in one ? `{${one.code}}` : "";
    }),
    problems: [
      ...(/[{}]/.test(rest) ? [problemAt(file, line, "花括号不成对")] : []),
      ...[...found.values()].flatMap((one) => ("wrong" in one ? [problemAt(file, line, one.wrong)] : [])),
    ],
  };
}

function problemAt(file: SchemaFile, { place }: Line, message: string): Problem {
  const number = /\d+/.exec(place)?.[0];
  return { file: file.path, place, message, ...(number !== undefined && { line: Number(number) }) };
}
