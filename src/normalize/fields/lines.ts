import { type Cell, type FileFormat, type Grid, NOTHING_HIDDEN, type TextBlock, type TextLine } from "../../grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { periodHead } from "../period-heads.js";
import { LONGEST_HEADING, mayBeHeading } from "./headings.js";
import { isMeasure } from "./pairs.js";

/** Formats whose lines are read as a person sees them, or say where they are not; those of a page are broken by its width. */
const READ: ReadonlySet<FileFormat> = new Set(["text", "markdown", "docx", "doc", "rtf", "odt"] as const);

const COLON = /[:：]/g;
/** What may stand between two pairs of one line. */
const APART = /[\s，,；;。、|]+/;
/** What ends the first words of a line. */
const NAME_ENDS = /[:：。；;,，!！?？\s]/;
const LONGEST_NAME = 80;
const LONGEST_GROUP = 40;

/**
 * 逐行写的成对内容: lines such as 网站名称：某网　专栏数量：3 as a table of names with their values beside them. What no known name with a
 * colon begins belongs to the value before it; a group of the form alone in a line stands over those below. What is not certain in a line,
 * or may go on in the next one, is not certain here. Undefined where no line has such a name.
 */
export function gridOfLines(
  { sheet, lines }: TextBlock,
  lexicons: readonly SectionLexicon[],
  format: FileFormat,
): Grid | undefined {
  const isName = (text: string): boolean => lexicons.some(({ rows }) => matchLabel(rows, text).length > 0);
  const isGroup = (text: string): boolean => text.length <= LONGEST_GROUP && isName(text.trim());
  const read = lines.map(({ text }) => pairsOf(text, isName));
  if (read.every((pairs) => pairs.length === 0)) return undefined;
  const rests = lines.map((line, row): TextLine | undefined => {
    const next = read[row + 1]?.length === 0 ? lines[row + 1] : undefined;
    return next && !isName(next.text.trim()) && mayGoOn(read[row]?.at(-1), line, next) ? next : undefined;
  });
  const cells = lines.flatMap((line, row): readonly Cell[] => {
    const pairs = read[row] ?? [];
    const goesOn = rests[row];
    const isHeading = pairs.length === 0 && (isGroup(line.text) || mayBeHeading(line.text));
    if (isHeading) return [cellAt({ row, column: 0 }, line.text.trim(), line)];
    if (pairs.length === 0) return rests[row - 1] === line ? [] : unknownName(line, row);
    return pairs.flatMap(({ name, value, qualified }, at) => {
      const isLast = at === pairs.length - 1;
      const unsure = line.unsure === true || qualified || !READ.has(format) || (isLast && goesOn !== undefined);
      const said = isLast && value === "" && goesOn ? goesOn.text.trim() : value;
      const content = cellAt({ row, column: 2 * at + 1 }, said, line);
      return [cellAt({ row, column: 2 * at }, name, line), unsure ? { ...content, doubt: "inText" as const } : content];
    });
  });
  const columns = Math.max(...cells.map(({ column }) => column + 1));
  return { kind: "grid", sheet, addressing: "line", rows: lines.length, columns, cells, ...NOTHING_HIDDEN };
}

/** 抖音账号：x: what a line without names of the form begins with, so that it ends the group above. A remark in brackets ends none. */
function unknownName(line: TextLine, row: number): readonly Cell[] {
  const name = line.text.trim().split(NAME_ENDS)[0]?.slice(0, LONGEST_HEADING) ?? "";
  return mayBeHeading(name) ? [cellAt({ row, column: 0 }, name, line)] : [];
}

interface LinePair {
  readonly name: string;
  readonly value: string;
  /** 上年 专栏数量: the last words before the name may belong to it and not to the value before. */
  readonly qualified: boolean;
}

/**
 * 接着写在下一行: what is missing behind a name may stand in the next line, and so may the rest of a line of plain text. A paragraph ends
 * where it ends, and no line that names something itself goes on with another.
 */
function mayGoOn(last: LinePair | undefined, { place }: TextLine, { text }: TextLine): boolean {
  const next = text.trim();
  if (!last || next === "") return false;
  if (/[\d０-９]$/.test(last.value) && /^(?:[\d０-９]+|[.,，．万亿])(?:[\d０-９.,，．万亿\s]|$)/.test(next))
    return true;
  if (/^[^:：]{1,30}[:：]/.test(next) || /[\d０-９]$/.test(last.value)) return false;
  return last.value === "" || place.endsWith("行");
}

function pairsOf(text: string, isName: (text: string) => boolean): readonly LinePair[] {
  const starts = [...text.matchAll(COLON)].flatMap(({ index }) => {
    const from = nameBefore(text, index, isName);
    return from === undefined ? [] : [{ from, colon: index }];
  });
  // Words before the first name are no value: the name may belong to them.
  const [first] = starts;
  if (!first || text.slice(0, first.from).trim() !== "") return [];
  const between = starts.map(({ colon }, at) => text.slice(colon + 1, starts[at + 1]?.from));
  return starts.map(({ from, colon }, at) => ({
    name: text.slice(from, colon).trim(),
    value: trimmed(between[at] ?? ""),
    qualified: mayQualify(between[at - 1] ?? ""),
  }));
}

/** 上年 behind a value, or other words that nothing parts from the name; 次 is a measure. */
function mayQualify(between: string): boolean {
  const words = trimmed(between).split(APART);
  const last = words.at(-1) ?? "";
  const head = periodHead(last);
  if (head) return head.kind !== "own";
  return words.length > 1 && /\s$/.test(between) && /^[^\d０-９:：]+$/.test(last) && !isMeasure(last);
}

/** Without the sign that stands between it and the next pair. */
function trimmed(text: string): string {
  const value = text.trim();
  return /[，,；;、|]$/.test(value) ? value.slice(0, -1).trim() : value;
}

/** Where the name before a colon begins: the longest one that the form has. */
function nameBefore(text: string, colon: number, isName: (text: string) => boolean): number | undefined {
  const least = Math.max(0, colon - LONGEST_NAME);
  for (let from = least; from < colon; from += 1) {
    const begins = from === 0 || (from > least && APART.test(text[from - 1] ?? ""));
    const name = text.slice(from, colon);
    if (begins && !/[:：]/.test(name) && isName(name)) return from;
  }
  return undefined;
}

function cellAt(at: Pick<Cell, "row" | "column">, text: string, { place }: TextLine): Cell {
  return { ...at, rowSpan: 1, columnSpan: 1, text, kind: text === "" ? "blank" : "text", place };
}
