import {
  isHorizontal,
  isJunction,
  isRule,
  isVertical,
  type PlacedSign,
  placed,
  WIDTHS,
  type Widths,
} from "./drawn-lines.js";

/** One row of a drawn table. */
export interface DrawnRow {
  /** Its cells by columns; undefined where its bars do not fit the rules. */
  readonly spans: readonly Span[] | undefined;
  /** What stands between its bars, as far as it can be divided. */
  readonly texts: readonly string[];
  /** The first line of the row among the table's lines. */
  readonly line: number;
}

/** 单元格 from one column to another, the latter not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** No rule stands above it: it goes on from the cell of the row before. */
  readonly goesOn: boolean;
}

interface Drawn {
  readonly lines: readonly (readonly PlacedSign[])[];
  /** Display columns at which a rule has a junction: the edges of the columns. */
  readonly edges: readonly number[];
}

/** 逐行: the rows between the rules. Lines between two rules are one row, unless two of them have a number in one column. */
export function drawnRows(texts: readonly string[]): { readonly rows: readonly DrawnRow[]; readonly columns: number } {
  const drawn = bestWidths(texts);
  const groups = groupsOf(drawn);
  const rows = groups.flatMap((group, index) => rowsOf(group, groups[index - 1], drawn));
  return { rows: rows.map((row, at) => anchored(row, rows[at - 1])), columns: Math.max(1, drawn.edges.length - 1) };
}

/** A cell goes on only from one of the same width right above it; otherwise it is a cell of its own. */
function anchored(row: DrawnRow, above: DrawnRow | undefined): DrawnRow {
  const isAnchored = ({ from, to }: Span): boolean =>
    above?.spans?.some((one) => one.from === from && one.to === to) === true;
  return { ...row, spans: row.spans?.map((span) => ({ ...span, goesOn: span.goesOn && isAnchored(span) })) };
}

/** The widths of box signs and of signs such as “ with which most bars stand at the junctions of the rules. */
function bestWidths(texts: readonly string[]): Drawn {
  const [first, ...others] = WIDTHS.map((widths) => drawnWith(texts, widths));
  return others.reduce((best, one) => (fitting(one) > fitting(best) ? one : best), first!);
}

function drawnWith(texts: readonly string[], widths: Widths): Drawn {
  const lines = texts.map((text) => placed(text.trimEnd(), widths));
  const edges = new Set<number>();
  for (const [index, line] of lines.entries())
    if (isRule(texts[index] ?? "")) for (const { sign, at } of line) if (isJunction(sign)) edges.add(at);
  for (const line of lines) for (const at of partialJunctions(line)) edges.add(at);
  return { lines, edges: [...edges].sort((a, b) => a - b) };
}

/** The junctions of a rule that is drawn in a part of the line only, beside the text of a merged cell; +5 and - are values. */
function partialJunctions(line: readonly PlacedSign[]): readonly number[] {
  const isRuled = (from: number): boolean =>
    line.length > from + 1 && from >= 0 && line.slice(from, from + 2).every(({ sign }) => isHorizontal(sign));
  return line.flatMap(({ sign, at }, index) =>
    isJunction(sign) && (isRuled(index + 1) || isRuled(index - 2)) ? [at] : [],
  );
}

function fitting({ lines, edges }: Drawn): number {
  const known = new Set(edges);
  return lines.filter((line) => {
    const bars = line.filter(({ sign }) => isVertical(sign));
    return bars.length > 1 && bars.every(({ at }) => known.has(at));
  }).length;
}

/** Lines of text that stand together, and which columns the rule above them covers. */
interface Group {
  readonly lines: readonly number[];
  readonly ruled: readonly boolean[];
  /** The line of a rule in part of the columns above, which may hold text of merged cells. */
  readonly partial: number | undefined;
}

function groupsOf({ lines, edges }: Drawn): readonly Group[] {
  const groups: { lines: number[]; ruled: readonly boolean[]; partial: number | undefined }[] = [];
  let open = false;
  for (const [index, line] of lines.entries()) {
    const ruled = ruledColumns(line, edges);
    if (ruled.some((one) => one)) {
      const partial = ruled.every((one) => one) ? undefined : index;
      groups.push({ lines: [], ruled, partial });
      open = true;
    } else if (open) groups.at(-1)?.lines.push(index);
  }
  return groups.filter((group) => group.lines.length > 0);
}

/** In which columns a line draws a rule from edge to edge. */
function ruledColumns(line: readonly PlacedSign[], edges: readonly number[]): readonly boolean[] {
  return edges.slice(0, -1).map((from, column) => {
    const to = edges[column + 1] ?? from;
    const inner = line.filter(({ at }) => at > from && at < to);
    const ends = line.filter(({ at }) => at === from || at === to);
    return (
      inner.length > 0 &&
      inner.every(({ sign }) => isHorizontal(sign)) &&
      ends.every(({ sign }) => isJunction(sign) || isHorizontal(sign)) &&
      ends.length === 2
    );
  });
}

function rowsOf(group: Group, before: Group | undefined, drawn: Drawn): readonly DrawnRow[] {
  const cells = group.lines.map((line) => ({ line, spans: spansOf(drawn.lines[line] ?? [], drawn.edges) }));
  const separate = cells.length > 1 && areSeparate(cells.map(({ spans }) => spans));
  if (separate)
    return cells.map(({ line, spans }, index) => ({
      line,
      texts: textsOf(drawn.lines[line] ?? []),
      spans: spans?.map((span) => ({ ...span, goesOn: index === 0 && goesOn(span, group, before) })),
    }));
  const joined = joinedSpans(cells.map(({ spans }) => spans));
  const first = group.lines[0] ?? 0;
  return [
    {
      line: first,
      texts: textsOf(drawn.lines[first] ?? []),
      spans: joined?.map((span) => {
        const on = goesOn(span, group, before);
        const beside =
          on && group.partial !== undefined ? textIn(drawn.lines[group.partial] ?? [], span, drawn.edges) : "";
        return { ...span, goesOn: on, text: [beside, span.text].filter((one) => one !== "").join("\n") };
      }),
    },
  ];
}

type Piece = Omit<Span, "goesOn">;

/** Whether a cell goes on from the row before: no rule stands above any of its columns, and there is a row before. */
function goesOn(span: Piece, group: Group, before: Group | undefined): boolean {
  return before !== undefined && group.ruled.slice(span.from, span.to).every((ruled) => !ruled);
}

const FIGURE = /^[-+－]?[\d０-９][\d０-９,，.．]*$/;

/**
 * Lines without rules between are separate rows where the bars stand otherwise, or two of them have a label and a number in the same
 * column. A number below a number on a line without a label may be the end of it, broken off by a narrow column.
 */
function areSeparate(lines: readonly (readonly Piece[] | undefined)[]): boolean {
  const shape = (pieces: readonly Piece[] | undefined): string =>
    pieces?.map(({ from, to }) => `${from}-${to}`).join() ?? "";
  if (new Set(lines.map(shape)).size > 1) return true;
  const labelled = lines.filter((line) => line?.some(({ text }) => text !== "" && !FIGURE.test(text)));
  const [first] = lines;
  return (first ?? []).some((_, at) => labelled.filter((line) => FIGURE.test(line?.[at]?.text ?? "")).length > 1);
}

function joinedSpans(lines: readonly (readonly Piece[] | undefined)[]): readonly Piece[] | undefined {
  const [first] = lines;
  if (first === undefined || lines.some((line) => line === undefined)) return undefined;
  return first.map((piece, at) => ({
    ...piece,
    text: lines
      .map((line) => line?.[at]?.text ?? "")
      .filter((text) => text !== "")
      .join("\n"),
  }));
}

/** The pieces between the bars of a line, by the edges at which the bars stand; in order, where each column has its bar. */
function spansOf(line: readonly PlacedSign[], edges: readonly number[]): readonly Piece[] | undefined {
  const bars = line.filter(({ sign }) => isVertical(sign));
  const texts = textsOf(line);
  const at = bars.map((bar) => edges.indexOf(bar.at));
  const places = at.includes(-1) ? (bars.length === edges.length ? edges.map((_, index) => index) : undefined) : at;
  if (places?.[0] !== 0 || places.at(-1) !== edges.length - 1) return undefined;
  return places.slice(0, -1).map((from, index) => ({ from, to: places[index + 1] ?? from, text: texts[index] ?? "" }));
}

function textsOf(line: readonly PlacedSign[]): readonly string[] {
  const texts: string[] = [];
  let text: string | undefined;
  for (const { sign } of line) {
    if (!isVertical(sign)) {
      text = text === undefined ? undefined : text + sign;
      continue;
    }
    if (text !== undefined) texts.push(text.trim());
    text = "";
  }
  return texts;
}

/** What a line with a rule in part has in the columns of a cell. */
function textIn(line: readonly PlacedSign[], { from, to }: Piece, edges: readonly number[]): string {
  return line
    .filter(
      ({ at, sign }) => at > (edges[from] ?? 0) && at < (edges[to] ?? 0) && !isVertical(sign) && !isJunction(sign),
    )
    .map(({ sign }) => sign)
    .join("")
    .trim();
}
