import type { Paper } from "../normalize/paper.js";

/** 画表: a table as mail programs and old systems print it, with merged cells and rules only where cells end. */
export interface Pen {
  readonly horizontal: string;
  readonly vertical: string;
  /** By which sides a rule leaves a junction: up 1, down 2, left 4, right 8. */
  readonly junction: (sides: number) => string;
  /** Display columns that one box sign takes. */
  readonly box: 1 | 2;
  /** Display columns that signs such as “ take. */
  readonly ambiguous: 1 | 2;
}

/** The sides of the eleven signs of a pen, in the order in which they are given. */
const SIDES = [3, 12, 10, 6, 9, 5, 11, 7, 14, 13, 15];
const pick =
  (signs: string) =>
  (sides: number): string =>
    [...signs][SIDES.indexOf(sides)] ?? " ";

export const LIGHT: Pen = { horizontal: "─", vertical: "│", junction: pick("│─┌┐└┘├┤┬┴┼"), box: 1, ambiguous: 1 };
export const DOUBLE: Pen = { horizontal: "═", vertical: "║", junction: pick("║═╔╗╚╝╠╣╦╩╬"), box: 1, ambiguous: 1 };
export const HEAVY: Pen = { horizontal: "━", vertical: "┃", junction: pick("┃━┏┓┗┛┣┫┳┻╋"), box: 1, ambiguous: 2 };
export const WIDE: Pen = { ...LIGHT, box: 2, ambiguous: 2 };
export const ASCII: Pen = {
  horizontal: "-",
  vertical: "|",
  junction: (sides) => (sides === 3 ? "|" : sides === 12 ? "-" : "+"),
  box: 1,
  ambiguous: 1,
};

function widthOf(text: string, pen: Pen): number {
  let width = 0;
  for (const sign of text) width += /[“”]/.test(sign) ? pen.ambiguous : sign.charCodeAt(0) < 0x2e80 ? 1 : 2;
  return width;
}

interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly lines: readonly string[];
}

function areasOf(paper: Paper, columns: number): readonly (readonly Area[])[] {
  const owner: Area[][] = paper.map(() => []);
  for (const [row, line] of paper.entries())
    for (let column = 0; column < columns; column++) {
      if (owner[row]![column]) continue;
      const cell = line[column] ?? "";
      const [text, rows, across] = typeof cell === "string" ? [cell, 1, 1] : cell;
      const area = { row, column, rows, columns: across, lines: text === "" ? [] : text.match(/.{1,12}/gu)! };
      for (let r = row; r < row + rows; r++) for (let c = column; c < column + across; c++) owner[r]![c] = area;
    }
  return owner;
}

export function drawn(paper: Paper, pen: Pen): string {
  const columns = Math.max(...paper.map((line) => line.length));
  const owner = areasOf(paper, columns);
  const areas = [...new Set(owner.flat())];
  const widths = Array.from({ length: columns }, (_, c) => {
    const own = areas.filter((area) => area.column === c && area.columns === 1).flatMap(({ lines }) => lines);
    const most = Math.max(4, ...own.map((line) => widthOf(line, pen) + 2));
    return most + (most % 2);
  });
  const heights = paper.map((_, r) =>
    Math.max(1, ...areas.filter((area) => area.row === r && area.rows === 1).map(({ lines }) => lines.length)),
  );
  const lines: string[] = [];
  const shown = new Map<Area, number>();
  const piece = (area: Area): string => {
    const at = shown.get(area) ?? 0;
    shown.set(area, at + 1);
    const inner =
      Array.from({ length: area.columns }, (_, i) => widths[area.column + i]!).reduce((a, b) => a + b, 0) +
      (area.columns - 1) * pen.box;
    const text = ` ${area.lines[at] ?? ""}`;
    return text + " ".repeat(Math.max(0, inner - widthOf(text, pen)));
  };
  for (let r = 0; r <= paper.length; r++) {
    lines.push(ruleAt(r, { owner, widths, pen, columns, piece }));
    for (let n = 0; r < paper.length && n < heights[r]!; n++) {
      let line = pen.vertical;
      for (let c = 0; c < columns; c += owner[r]![c]!.columns) line += piece(owner[r]![c]!) + pen.vertical;
      lines.push(line);
    }
  }
  return lines.join("\n");
}

function ruleAt(
  r: number,
  on: {
    owner: readonly (readonly Area[])[];
    widths: readonly number[];
    pen: Pen;
    columns: number;
    piece: (area: Area) => string;
  },
): string {
  const { owner, widths, pen, columns, piece } = on;
  const at = (row: number, column: number): Area | undefined => owner[row]?.[column];
  const ruled = (c: number): boolean => c >= 0 && c < columns && at(r - 1, c) !== at(r, c);
  let line = "";
  for (let c = 0; c <= columns; c++) {
    const inside = c > 0 && c < columns && !ruled(c - 1) && !ruled(c) && at(r, c) === at(r, c - 1);
    if (inside) continue;
    const up = r > 0 && at(r - 1, c - 1) !== at(r - 1, c);
    const down = r < owner.length && at(r, c - 1) !== at(r, c);
    const sides = (up ? 1 : 0) + (down ? 2 : 0) + (ruled(c - 1) ? 4 : 0) + (ruled(c) ? 8 : 0);
    line += pen.junction(sides);
    if (c === columns) break;
    line += ruled(c) ? pen.horizontal.repeat(widths[c]! / pen.box) : piece(at(r, c)!);
  }
  return line;
}
