import { OPEN } from "../book/book.js";
import { type BlankCells, placeOf } from "./blank.js";
import type { Block } from "./blocks.js";
import type { ProposedLine } from "./lines.js";

const TOTAL =
  /^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])?\s*(?:合\s*计|总\s*计|小\s*计|总数)(?:[（(][^）)]*[）)])?$/;
const SUBTOTAL = /小\s*计/;
export const OF_WHICH = /^其\s*中\s*[:：]?/;

/** 属于: by a line's place, the totals that it belongs to; with 待定 where words alone say so and they can be taken in two ways. */
export function belongings(
  lines: readonly ProposedLine[],
  unitOf: (line: ProposedLine) => string,
  blank: BlankCells,
  block: Block,
): ReadonlyMap<string, readonly string[]> {
  const belongs = new Map<string, string[]>();
  const join = (part: string, total: string): unknown => belongs.set(part, [...(belongs.get(part) ?? []), total]);
  const subtotals = lines.filter(isSubtotal);
  const others = lines.filter((line) => isTotal(line) && !isSubtotal(line));
  const plain = lines.filter((line) => !isTotal(line));
  const computed = plain.filter((line) => summedBy(line, blank, block).length > 1);
  for (const total of [...subtotals, ...others, ...computed]) {
    const byFormula = summedBy(total, blank, block).filter((place) => lines.some((line) => line.place === place));
    if (byFormula.length > 0) for (const part of byFormula) join(part, total.place);
    else {
      const { parts, sure } = partsByWords(total, lines, unitOf, belongs);
      for (const part of parts) join(part.place, sure ? total.place : `${OPEN}（建议：${total.place}）`);
    }
  }
  return belongs;
}

export function isTotal({ steps }: ProposedLine): boolean {
  return TOTAL.test(steps.at(-1) ?? "");
}

function isSubtotal(line: ProposedLine): boolean {
  return isTotal(line) && SUBTOTAL.test(line.steps.at(-1) ?? "");
}

function isOfWhich({ steps }: ProposedLine): boolean {
  return steps.some((step) => OF_WHICH.test(step));
}

/** Lines of the same group and the same unit that no subtotal has taken yet. */
function partsByWords(
  total: ProposedLine,
  lines: readonly ProposedLine[],
  unitOf: (line: ProposedLine) => string,
  belongs: ReadonlyMap<string, readonly string[]>,
): { readonly parts: readonly ProposedLine[]; readonly sure: boolean } {
  const above = total.steps.slice(0, -1);
  const within = lines.filter(
    (line) => line !== total && !isOfWhich(line) && above.every((step, at) => line.steps[at] === step),
  );
  const before = within.filter((line) => line.at < total.at);
  const candidates = (isSubtotal(total) && before.length > 0 ? before : within).filter(
    (line) => !belongs.has(line.place) && (!isTotal(line) || isSubtotal(line)) && unitOf(line) === unitOf(total),
  );
  const certain = candidates.length > 1 && !lines.some((line) => line !== total && (isTotal(line) || isOfWhich(line)));
  return { parts: candidates, sure: certain };
}

const REFERENCE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/;

/** 公式的分项: places of the lines that the formulas of a line add, where all of them add the same. */
function summedBy(line: ProposedLine, blank: BlankCells, block: Block): readonly string[] {
  const found = cellsOf(line, block).flatMap(([row, column]) => {
    const formula = blank.formulaAt(row, column);
    return formula === undefined ? [] : [sumPlaces(formula, line, row, column).join(" ")];
  });
  const different = new Set(found.filter((places) => places !== ""));
  return different.size === 1 ? [...different].join().split(" ") : [];
}

export function cellsOf(line: ProposedLine, block: Block): readonly (readonly [number, number])[] {
  return line.axis === "row"
    ? block.dataColumns.map((column) => [line.at, column] as const)
    : block.body.map((row) => [row, line.at] as const);
}

/** SUM(D5:D8), D5+D6: the lines whose cells are added, if all lie on the other axis' same line. */
function sumPlaces(formula: string, line: ProposedLine, row: number, column: number): readonly string[] {
  const inner = /^\s*SUM\(([^()]*)\)\s*$/i.exec(formula)?.[1]?.split(",") ?? formula.split("+");
  const cells = inner.flatMap((part) => areaCells(part.trim().toUpperCase()));
  const beside = cells.every((cell) => cell && (line.axis === "row" ? cell.column === column : cell.row === row));
  if (!beside) return [];
  return cells.flatMap((cell) => (cell ? [placeOf(line.axis, line.axis === "row" ? cell.row : cell.column)] : []));
}

type Place = { readonly row: number; readonly column: number } | undefined;

const LONGEST = 500;

/** The cells of D5 or D5:D8; one undefined stands for what is neither. */
function areaCells(text: string): readonly Place[] {
  const [from, to = from] = text.split(":").map(placeIn);
  if (!from || !to || (from.row !== to.row && from.column !== to.column)) return [undefined];
  const length = Math.max(to.row - from.row, to.column - from.column) + 1;
  if (length < 1 || length > LONGEST) return [undefined];
  return Array.from({ length }, (_, at) => ({
    row: from.row + (to.row > from.row ? at : 0),
    column: from.column + (to.column > from.column ? at : 0),
  }));
}

function placeIn(text: string): Place {
  const [, letters, number] = REFERENCE.exec(text) ?? [];
  if (!letters || !number) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(number) - 1, column: column - 1 };
}

const QUOTIENT = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\/\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?:\*(10{0,6}))?$/;

/** F5/D5*100, without blanks, rounding and the brackets around the quotient. */
function plainQuotient(formula: string): string {
  const plain = formula.replace(/\s/g, "").toUpperCase();
  const inner = /^ROUND\((.*),\d\)$/.exec(plain)?.[1] ?? plain;
  return inner.replace(/^\(([^()]*)\)/, "$1");
}

/** 公式的比率: F/D*100 where the cells of a column are a quotient in their own row. */
export function quotientOf(line: ProposedLine, blank: BlankCells, block: Block): string | undefined {
  if (line.axis !== "column") return undefined;
  const found = cellsOf(line, block).map(([row, column]) => {
    const [, of, ofRow, over, overRow, times] = QUOTIENT.exec(plainQuotient(blank.formulaAt(row, column) ?? "")) ?? [];
    const own = String(row + 1);
    return of && over && ofRow === own && overRow === own
      ? `${of}/${over}${times ? `*${times}` : ""}`.toUpperCase()
      : "";
  });
  const different = new Set(found.filter((one) => one !== ""));
  return different.size === 1 ? [...different].join() : undefined;
}

/** Formulas of a line that are neither a sum nor a quotient that the program can take over. */
export function strangeFormulas(
  lines: readonly ProposedLine[],
  blank: BlankCells,
  block: Block,
): readonly { readonly row: number; readonly column: number; readonly formula: string }[] {
  return lines
    .filter(({ axis }) => axis === "column")
    .flatMap((line) => cellsOf(line, block))
    .flatMap(([row, column]) => {
      const formula = blank.formulaAt(row, column);
      if (formula === undefined || QUOTIENT.test(plainQuotient(formula))) return [];
      const along = (["row", "column"] as const).some(
        (axis) => sumPlaces(formula, { axis, at: 0, place: "", steps: [], unsure: false }, row, column).length > 0,
      );
      return along ? [] : [{ row, column, formula }];
    });
}
