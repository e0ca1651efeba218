import type { Line } from "../form/form.js";
import type { TextBlock } from "../grid.js";
import { wordingOf } from "../wording.js";
import { unitDeclared } from "./amount.js";
import { yearsIn } from "./headings.js";
import { groupNamed, matchLabel, resolveLine, type SectionLexicon } from "./lexicon.js";
import type { BrokenRow, Located, LocatedCell, Place } from "./located.js";
import { orderFoots } from "./statutory-order.js";
import { withLabelsApart } from "./token-labels.js";
import { type Token, tokensOf } from "./tokens.js";

/** The headings of a section as they follow each other in a flattened page. */
interface Heading {
  readonly lexicons: readonly SectionLexicon[];
  readonly end: number;
  /** The columns in their order, for each section; undefined where the headings are not whole. */
  readonly orders: ReadonlyMap<SectionLexicon, readonly string[] | undefined>;
  readonly units: readonly string[];
}

interface Sink {
  readonly cells: LocatedCell[];
  readonly brokenRows: BrokenRow[];
  readonly assumedRows: { table: string; row: string; sources: readonly Place[] }[];
  readonly headingYears: { year: number; place: Place }[];
  readonly headingsSeen: Set<string>;
}

const MOST_PARTS = 4;

/** 定位: reads the flattened text of a page: headings, then rows, each value under its own row's label. */
export function locateInText(
  block: TextBlock,
  index: number,
  lexicons: readonly SectionLexicon[],
  isLast: boolean,
): Located {
  const tokens = withLabelsApart(tokensOf(block), lexicons);
  const sink: Sink = { cells: [], brokenRows: [], assumedRows: [], headingYears: [], headingsSeen: new Set() };
  let heading: Heading | undefined;
  let at = 0;
  let part = 0;
  while (at < tokens.length) {
    const next = headingAt(tokens, at, lexicons);
    if (next) {
      heading = next;
      part += 1;
      for (const lexicon of next.lexicons) sink.headingsSeen.add(lexicon.section.table);
      noteYears(tokens.slice(at, next.end), sink);
      at = next.lexicons.some((lexicon) => lexicon.section.layout === "ribbon")
        ? readRibbon(tokens, next, sink, `${index}.t${part}`)
        : next.end;
      continue;
    }
    at = readRow({ tokens, lexicons, sink, instance: `${index}.t${part}` }, at, heading);
  }
  const located: Located = { ...sink, unknownLines: [] };
  return isLast ? withoutCutOffNumber(located, tokens, lexicons) : located;
}

/** A text that ends in a figure, while tables are still to come, was cut off: the figure's last digits may be lost. A count of 0 has no more. */
function withoutCutOffNumber(located: Located, tokens: readonly Token[], lexicons: readonly SectionLexicon[]): Located {
  const end = tokens.at(-1);
  const last = located.cells.at(-1);
  if (
    end?.kind !== "value" ||
    last === undefined ||
    last.place !== end.place ||
    isZeroCount(last, lexicons) ||
    isComplete(located, lexicons)
  )
    return located;
  const cut: BrokenRow = {
    table: last.figure.split(".")[0] ?? "",
    figures: [last.figure],
    label: last.rowLabel,
    reason: "文本在此处中断，数字可能不完整",
    sources: [end.place],
  };
  return { ...located, cells: located.cells.slice(0, -1), brokenRows: [...located.brokenRows, cut] };
}

function isZeroCount({ place, figure }: LocatedCell, lexicons: readonly SectionLexicon[]): boolean {
  const columns = lexicons
    .filter(({ section }) => figure.startsWith(`${section.table}.`))
    .flatMap(({ section }) => section.columns.lines);
  return (
    place.text.trim() === "0" &&
    columns.some((column) => figure.endsWith(`.${column.code}`) && column.record?.kind !== "amount")
  );
}

function isComplete(located: Located, lexicons: readonly SectionLexicon[]): boolean {
  const figures = new Set(located.cells.map((cell) => cell.figure));
  return lexicons.every(({ section }) => {
    const rows = section.rows.lines.filter((row) => row.insteadOf.length === 0);
    return rows.every((row) =>
      section.columns.lines.every((column) => figures.has(`${section.table}.${row.code}.${column.code}`)),
    );
  });
}

function noteYears(tokens: readonly Token[], sink: Sink): void {
  for (const token of tokens)
    for (const year of yearsIn(token.text)) sink.headingYears.push({ year, place: token.place });
}

/** A run of column labels that begins here, of the section of which it names most columns. */
function headingAt(tokens: readonly Token[], start: number, lexicons: readonly SectionLexicon[]): Heading | undefined {
  if (tokens[start]?.kind !== "label") return undefined;
  const runs = lexicons.flatMap((lexicon) => {
    const run = headingRun(tokens, start, lexicon);
    return run.columns > 0 ? [{ lexicon, ...run }] : [];
  });
  const longest = Math.max(...runs.map((run) => run.columns));
  const best = runs.filter((run) => run.columns === longest && !standsForRow(tokens, start, run));
  const end = Math.max(...best.map((run) => run.end));
  if (best.length === 0) return undefined;
  const units = tokens.slice(start, end).flatMap((token) => unitDeclared(wordingOf(token.text).notes) ?? []);
  return {
    lexicons: best.map((run) => run.lexicon),
    end,
    orders: new Map(best.map((run) => [run.lexicon, run.order])),
    units,
  };
}

/** 总计 before its numbers is a row. */
function standsForRow(
  tokens: readonly Token[],
  start: number,
  run: { lexicon: SectionLexicon; end: number; columns: number },
): boolean {
  if (run.lexicon.section.layout === "ribbon") return run.columns < 3;
  if (run.columns > 1 || run.lexicon.section.columns.lines.length === 1) return false;
  return run.end - start === 1 || tokens[run.end]?.kind !== "label";
}

interface Run {
  readonly end: number;
  readonly columns: number;
  readonly order: readonly string[] | undefined;
}

function headingRun(tokens: readonly Token[], start: number, lexicon: SectionLexicon): Run {
  const named: string[] = [];
  const labels: string[] = [];
  let at = start;
  let end = start;
  while (at < tokens.length) {
    if (tokens[at]?.kind === "blank") {
      at += 1;
      continue;
    }
    const step = headingStep(tokens, at, lexicon);
    if (!step) break;
    if (step.label !== undefined) {
      labels.push(step.label);
      if (step.leaf) named.push(step.label);
    }
    at = end = step.end;
  }
  return { end, columns: named.length, order: orderOf(lexicon, labels) };
}

interface HeadingStep {
  readonly end: number;
  /** The official name of the column or group; undefined for what merely belongs to a heading (信息内容, 申请人情况). */
  readonly label?: string;
  readonly leaf: boolean;
}

/** One heading, perhaps broken over several lines (商业⏎企业). */
function headingStep(tokens: readonly Token[], at: number, lexicon: SectionLexicon): HeadingStep | undefined {
  const { section } = lexicon;
  for (const { text, end } of joinedLabels(tokens, at)) {
    const name = wordingOf(text).name;
    if (name === "" && wordingOf(text).notes.length > 0) return { end, leaf: false };
    if (lexicon.furniture.has(name)) return { end, leaf: false };
    const glued = gluedColumn(lexicon, name);
    if (glued) return { end, label: glued.label, leaf: true };
    const column = matchLabel(lexicon.columns, text)[0];
    const row = matchLabel(lexicon.rows, text)[0];
    if (section.layout === "matrix" && row && (!column || row.rank < column.rank)) return undefined;
    const match = column ?? (section.layout === "ribbon" ? row : undefined);
    if (match)
      return {
        end,
        label: "line" in match.node ? match.node.line.label : match.node.group.label,
        leaf: column !== undefined && "line" in match.node,
      };
  }
  return undefined;
}

/** 信息内容本年处理决定数量: the row heading and a section's only column, run together. */
function gluedColumn({ section, furniture }: SectionLexicon, name: string): Line | undefined {
  const [only] = section.columns.lines;
  if (!only || section.columns.lines.length > 1) return undefined;
  return [...furniture].some((heading) => only.wordings.some((wording) => heading + wordingOf(wording).name === name))
    ? only
    : undefined;
}

/** The label at `at`, and the labels that it makes with the lines after it. */
function* joinedLabels(tokens: readonly Token[], at: number): Generator<{ text: string; end: number }> {
  let text = "";
  let parts = 0;
  for (let end = at; end < tokens.length && parts < MOST_PARTS; end++) {
    const token = tokens[end];
    if (!token || token.kind === "value") return;
    if (token.kind === "blank") {
      if (token.divided) return;
      continue;
    }
    text += token.text;
    parts += 1;
    yield { text, end: end + 1 };
  }
}

/**
 * The columns' codes in the order of the headings. A matrix's groups may stand before or after their columns, as rows of headings are flattened one after another.
 */
function orderOf(lexicon: SectionLexicon, labels: readonly string[]): readonly string[] | undefined {
  const { section } = lexicon;
  if (section.layout === "ribbon") return ribbonOrder(lexicon, labels);
  const leaves = labels.flatMap((label) => section.columns.lines.find((line) => line.label === label) ?? []);
  if (leaves.length !== section.columns.lines.length || new Set(leaves).size !== leaves.length) return undefined;
  const order: Line[] = [];
  for (const label of labels) {
    const group = section.columns.groups.find((one) => one.label === label);
    const members = group
      ? leaves.filter((line) => line.groups.includes(group))
      : leaves.filter((line) => line.label === label);
    order.push(...members.filter((line) => !order.includes(line)));
  }
  return order.map((line) => line.code);
}

/**
 * A ribbon's headings are flattened row by row, and how its merged cells fall differs from page to page. What must hold:
 * every group once, in the form's order, and under each of them the same results in the same order.
 */
function ribbonOrder({ section }: SectionLexicon, labels: readonly string[]): readonly string[] | undefined {
  const rows = labels.flatMap((label) => section.rows.lines.find((line) => line.label === label) ?? []);
  if (rows.length !== section.rows.lines.length || rows.some((row, index) => row !== section.rows.lines[index]))
    return undefined;
  const results = labels.flatMap((label) => section.columns.lines.find((line) => line.label === label) ?? []);
  const width = section.columns.lines.length;
  const once = results.slice(0, width);
  if (results.length !== width * rows.length || new Set(once).size !== width) return undefined;
  if (results.some((line, index) => line !== once[index % width])) return undefined;
  return rows.flatMap((row) => once.map((column) => `${row.code}.${column.code}`));
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
}

interface RowLabel {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  readonly end: number;
  readonly text: string;
}

/** Reads one row that begins at `at`, if a row's label does; returns where to go on. */
function readRow(reader: Reader, at: number, heading: Heading | undefined): number {
  const label = rowLabelAt(reader, at, heading);
  if (!label) return at + 1;
  const { cells, end } = valuesAfter(reader.tokens, label);
  const order = heading?.orders.get(label.lexicon);
  if (order) readInOrder(reader, label, cells, { order, unit: heading?.units[0], last: end >= reader.tokens.length });
  else readAssumed(reader, label, cells);
  return end;
}

/** The row's label at `at`, in the section whose headings stand over it, else in any. */
function rowLabelAt(reader: Reader, at: number, heading: Heading | undefined): RowLabel | undefined {
  if (reader.tokens[at]?.kind !== "label") return undefined;
  const near = heading?.lexicons ?? [];
  for (const lexicon of [...near, ...reader.lexicons.filter((one) => !near.includes(one))]) {
    if (lexicon.section.layout === "ribbon") continue;
    for (const { text, end } of joinedLabels(reader.tokens, at)) {
      const line = lineNamed(lexicon, text, near.includes(lexicon), reader.tokens[end]);
      if (line) return { lexicon, line, end, text };
    }
  }
  return undefined;
}

/** Short names (其他, 总计) are a row's only under that table's headings. A group's own line needs values right after it. */
function lineNamed(lexicon: SectionLexicon, text: string, near: boolean, next: Token | undefined): Line | undefined {
  const match = matchLabel(lexicon.rows, text)[0];
  if (!match) return undefined;
  if ("line" in match.node) return near || match.rank === 0 ? match.node.line : undefined;
  if (next?.kind !== "value") return undefined;
  return groupNamed(lexicon.rows, text) ? resolveLine(lexicon.rows, { texts: [text], inherited: [] }) : undefined;
}

function valuesAfter(tokens: readonly Token[], label: RowLabel): { cells: readonly Token[]; end: number } {
  const cells: Token[] = [];
  let end = label.end;
  while (end < tokens.length && tokens[end]?.kind !== "label") {
    const token = tokens[end];
    if (token && !isPageNumber(token)) cells.push(token);
    end += 1;
  }
  return { cells, end };
}

function isPageNumber(token: Token): boolean {
  return /^[-—–－]\s*\d+\s*[-—–－]$/.test(token.text);
}

interface RowOrder {
  readonly order: readonly string[];
  readonly unit: string | undefined;
  readonly last: boolean;
}

/**
 * Gives a row's cells to the columns, if there are exactly as many. Blanks count where they are real; where blanks were lost,
 * the columns of the numbers are unknown and all of them are unreadable.
 */
function readInOrder(reader: Reader, label: RowLabel, tokens: readonly Token[], { order, unit, last }: RowOrder): void {
  const { section } = label.lexicon;
  const codes = order.map((column) => `${section.table}.${label.line.code}.${column}`);
  const cells = cellsFor(last ? withoutCutOffLabel(tokens, codes, label) : tokens, order.length);
  if (!cells || (last && tokens.length < order.length)) {
    broken(reader, label, {
      codes,
      tokens,
      reason: `有${tokens.filter((token) => token.kind === "value").length}个数字，栏目有${order.length}个，不能确定各数字属于哪一栏`,
    });
    return;
  }
  const declared = unitDeclared(wordingOf(label.text).notes) ?? unit;
  for (const [index, code] of codes.entries()) {
    const token = cells[index];
    if (!token) continue;
    reader.sink.cells.push({
      figure: code,
      kind: token.kind === "blank" ? "blank" : "text",
      place: token.place,
      instance: reader.instance,
      example: false,
      hidden: false,
      rowLabel: label.text,
      ...(declared && { headingUnit: declared }),
    });
  }
}

/**
 * A page that was cut off in the middle of the next row's numbering ends in a bare “2” of “2.其他…”. It is left out
 * only if it is that very number, and the row before it is whole and foots.
 */
function withoutCutOffLabel(
  tokens: readonly Token[],
  codes: readonly string[],
  { lexicon, line }: RowLabel,
): readonly Token[] {
  const values = tokens.filter((token) => token.kind === "value");
  const { lines } = lexicon.section.rows;
  const next = lines[lines.indexOf(line) + 1];
  const cut = values.at(-1)?.text;
  if (values.length !== codes.length + 1 || !next || cut !== String(wordingOf(next.label).ordinal?.number))
    return tokens;
  return orderFoots(codes, values.slice(0, -1), lexicon) ? values.slice(0, -1) : tokens;
}

function cellsFor(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const filled = tokens.filter((token) => token.kind === "value");
  if (filled.length === wanted) return filled;
  if (filled.length > wanted) return undefined;
  const trimmed = withoutSeparators(tokens);
  return [tokens, trimmed].find((cells) => cells.length === wanted);
}

/** The empty lines before the next heading are no cells; a row that is all blank keeps exactly its own. */
function withoutSeparators(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === "blank") end -= 1;
  return tokens.slice(0, end);
}

function broken(
  reader: Reader,
  label: RowLabel,
  found: { codes: readonly string[]; tokens: readonly Token[]; reason: string },
): void {
  const values = found.tokens.filter((token) => token.kind === "value");
  const at = reader.tokens[label.end - 1]?.place;
  reader.sink.brokenRows.push({
    table: label.lexicon.section.table,
    label: label.line.label,
    figures: found.codes,
    reason: found.reason,
    sources: values.length > 0 ? values.map((token) => token.place) : at ? [at] : [],
  });
}

/** A known row of exactly the form's width, no usable headings, and a total that foots. */
function readAssumed(reader: Reader, label: RowLabel, tokens: readonly Token[]): void {
  const { section } = label.lexicon;
  const codes = section.columns.lines.map((column) => `${section.table}.${label.line.code}.${column.code}`);
  const values = tokens.filter((token) => token.kind === "value");
  if (values.length !== codes.length || !orderFoots(codes, values, label.lexicon)) {
    if (values.length > 0) broken(reader, label, { codes, tokens, reason: "没有栏目标题，不能确定各数字属于哪一栏" });
    return;
  }
  for (const [index, token] of values.entries()) {
    reader.sink.cells.push({
      figure: codes[index] ?? "",
      kind: "text",
      place: token.place,
      instance: reader.instance,
      example: false,
      hidden: false,
      rowLabel: label.text,
    });
  }
  reader.sink.assumedRows.push({
    table: section.table,
    row: label.line.label,
    sources: values.map((token) => token.place),
  });
}

/** The figures after a ribbon's headings, all in one row. */
function readRibbon(tokens: readonly Token[], heading: Heading, sink: Sink, instance: string): number {
  const lexicon = heading.lexicons[0]!;
  const { section } = lexicon;
  let end = heading.end;
  while (end < tokens.length && tokens[end]?.kind !== "label") end += 1;
  const found = tokens.slice(heading.end, end).filter((token) => !isPageNumber(token));
  const statutory = section.rows.lines.flatMap((row) =>
    section.columns.lines.map((column) => `${row.code}.${column.code}`),
  );
  const codes = (heading.orders.get(lexicon) ?? statutory).map((code) => `${section.table}.${code}`);
  const cells = cellsFor(found, codes.length);
  const values = found.filter((token) => token.kind === "value");
  const assumed = heading.orders.get(lexicon) === undefined;
  if (!cells || (assumed && !orderFoots(codes, values, lexicon))) {
    if (values.length > 0)
      sink.brokenRows.push({
        table: section.table,
        label: "",
        figures: codes,
        reason: `有${values.length}个数字，栏目有${codes.length}个，不能确定各数字属于哪一栏`,
        sources: values.map((token) => token.place),
      });
    return end;
  }
  for (const [index, token] of cells.entries()) {
    sink.cells.push({
      figure: codes[index] ?? "",
      kind: token.kind === "blank" ? "blank" : "text",
      place: token.place,
      instance,
      example: false,
      hidden: false,
      rowLabel: "",
    });
  }
  if (assumed)
    sink.assumedRows.push({ table: section.table, row: section.code, sources: values.map((token) => token.place) });
  return end;
}
