import type { Colour } from "../colour.js";
import { isUnseen } from "../colour.js";
import type { ShownNumber } from "../format/format.js";
import type { ChangedStyle } from "./cell-style.js";
import type { MergedArea, SheetCell } from "./cells.js";
import { parseAddress } from "./cells.js";

/** 条件格式: where it holds, when it applies, and what it then changes. */
export interface ConditionalFormat {
  readonly areas: readonly MergedArea[];
  readonly type: string;
  readonly operator: string;
  /** What a rule about texts looks for. */
  readonly text: string;
  readonly formulas: readonly string[];
  readonly style: ChangedStyle | undefined;
  /** A data bar or an icon in place of the number. */
  readonly hidesValue: boolean;
}

/** Whether a conditional format hides the cell's number, crosses it out or shows another text, or may do so. */
export function isChanged(
  cell: SheetCell,
  paper: Colour | undefined,
  ink: Colour,
  formats: readonly ConditionalFormat[],
): boolean {
  return formats.some(
    (format) =>
      format.areas.some((area) => isWithin(cell, area)) && doesHarm(cell, paper, ink, format) && mayApply(cell, format),
  );
}

/** Only these can do harm: colours of grounds, scales, bars beside the number and bold faces never do. */
export function canHarm({ style, hidesValue }: ConditionalFormat): boolean {
  return (
    hidesValue || (style !== undefined && (style.format ?? style.struck ?? style.ink ?? style.paper) !== undefined)
  );
}

function isWithin({ row, column }: SheetCell, area: MergedArea): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

function doesHarm(
  cell: SheetCell,
  paper: Colour | undefined,
  ink: Colour,
  { style, hidesValue }: ConditionalFormat,
): boolean {
  if (hidesValue) return isStored(cell);
  if (!style) return false;
  const ground = style.paper ?? paper;
  const hidden = (style.ink ?? style.paper) !== undefined && ground !== undefined && isUnseen(style.ink ?? ink, ground);
  return (
    style.struck === true ||
    hidden ||
    (style.format !== undefined && isStored(cell) && isOther(style.format(cell.text)))
  );
}

function isStored({ kind }: SheetCell): boolean {
  return /^(?:number|percent|date|yuan|scaled)$/.test(kind);
}

function isOther({ kind, shown }: ShownNumber): boolean {
  return shown !== undefined || (kind !== "number" && kind !== "yuan");
}

/** False only where the rule certainly does not apply to the cell. */
function mayApply(cell: SheetCell, format: ConditionalFormat): boolean {
  const text = cell.text.trim();
  switch (format.type) {
    case "cellIs":
      return mayBeInRelation(cell, format);
    case "expression":
      return mayHold(cell, format);
    case "containsBlanks":
      return text === "";
    case "notContainsBlanks":
      return text !== "";
    case "containsErrors":
      return cell.kind === "error";
    case "notContainsErrors":
      return cell.kind !== "error";
    case "containsText":
      return text.includes(format.text);
    case "notContainsText":
      return !text.includes(format.text);
    case "beginsWith":
      return text.startsWith(format.text);
    case "endsWith":
      return text.endsWith(format.text);
    default:
      return true;
  }
}

function mayBeInRelation(cell: SheetCell, { operator, formulas }: ConditionalFormat): boolean {
  const value = isStored(cell) ? Number(cell.text) : cell.text;
  const [low, high] = formulas.map(constant);
  if (low === undefined) return true;
  if (operator !== "between" && operator !== "notBetween")
    return related(OPERATORS[operator] ?? "", value, low) ?? true;
  if (typeof value !== "number" || typeof low !== "number" || typeof high !== "number") return true;
  const between = value >= Math.min(low, high) && value <= Math.max(low, high);
  return between === (operator === "between");
}

const OPERATORS: Readonly<Record<string, string>> = {
  lessThan: "<",
  lessThanOrEqual: "<=",
  equal: "=",
  notEqual: "<>",
  greaterThanOrEqual: ">=",
  greaterThan: ">",
};

type Constant = number | string | boolean;

/** 5, -2.5, "无", TRUE; anything else is not decided here. */
function constant(formula: string): Constant | undefined {
  const plain = formula.trim().replace(/^=/, "");
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plain)) return Number(plain);
  if (/^"(?:[^"]|"")*"$/.test(plain)) return plain.slice(1, -1).replaceAll('""', '"');
  return /^(?:TRUE|FALSE)(?:\(\))?$/i.test(plain) ? /^true/i.test(plain) : undefined;
}

/** Undefined where the two are not of one kind, which programs decide differently. */
function related(sign: string, value: Constant, limit: Constant): boolean | undefined {
  if (typeof value !== typeof limit) return sign === "=" ? false : sign === "<>" ? true : undefined;
  switch (sign) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case "=":
      return value === limit;
    case "<>":
      return value !== limit;
    case ">=":
      return value >= limit;
    case ">":
      return value > limit;
    default:
      return undefined;
  }
}

const OF_ITSELF = /^=?\(?(\$?[A-Za-z]{1,3}\$?\d{1,7})(<=|>=|<>|<|>|=)([^<>=]+?)\)?$/;
const ABOUT_ITSELF =
  /^=?(ISBLANK|ISNUMBER|ISTEXT|ISERROR|LEN|NOT\(ISNUMBER|NOT\(ISBLANK)\((?:TRIM\()?(\$?[A-Za-z]{1,3}\$?\d{1,7})\)*(?:=(0))?$/i;

/** An expression is decided where it is constant or speaks of the cell itself alone: `D9=0`, `ISBLANK(D9)`. */
function mayHold(cell: SheetCell, { formulas, areas }: ConditionalFormat): boolean {
  const formula = (formulas[0] ?? "").replace(/\s+/g, "");
  const fixed = constant(formula);
  if (fixed !== undefined) return typeof fixed === "string" || Boolean(fixed);
  const comparison = OF_ITSELF.exec(formula);
  const limit = comparison ? constant(comparison[3] as string) : undefined;
  if (comparison && limit !== undefined && isItself(cell, comparison[1] as string, areas))
    return related(comparison[2] as string, isStored(cell) ? Number(cell.text) : cell.text, limit) ?? true;
  const about = ABOUT_ITSELF.exec(formula);
  return about && isItself(cell, about[2] as string, areas)
    ? (told(cell, (about[1] as string).toUpperCase(), about[3]) ?? true)
    : true;
}

function told(cell: SheetCell, said: string, length: string | undefined): boolean | undefined {
  const blank = cell.text.trim() === "" && !cell.formula;
  switch (said) {
    case "ISBLANK":
      return blank;
    case "NOT(ISBLANK":
      return !blank;
    case "ISNUMBER":
      return isStored(cell);
    case "NOT(ISNUMBER":
      return !isStored(cell);
    case "ISTEXT":
      return cell.kind === "text";
    case "ISERROR":
      return cell.kind === "error";
    case "LEN":
      return length === undefined ? cell.text !== "" : cell.text.trim() === "";
    default:
      return undefined;
  }
}

/** A reference is written for the first cell of the first area and moves with the cell. */
function isItself(cell: SheetCell, reference: string, areas: readonly MergedArea[]): boolean {
  const at = parseAddress(reference);
  const first = areas[0];
  if (!at || !first) return false;
  const fixedColumn = reference.startsWith("$");
  const fixedRow = reference.slice(1).includes("$");
  const row = fixedRow ? at.row : at.row + cell.row - first.top;
  const column = fixedColumn ? at.column : at.column + cell.column - first.left;
  return row === cell.row && column === cell.column;
}
