import { agreed } from "../format/format.js";
import { a1FromOpenDocument, parseFormula } from "../formula/formula.js";
import { runText } from "../run-style.js";
import { isChanged, PLAIN_STYLE, type SheetCell } from "../sheet/sheet.js";
import type { Attributes } from "../xml.js";
import { isUnseenOn, type OdsStyle, type OdsStyles } from "./styles.js";

/** 单元格 while its content is read. */
export interface OpenCell {
  readonly attributes: Attributes;
  readonly repeat: number;
  paragraphs: number;
  text: string;
  /** Of its text: what is plain, what is crossed out, what is hidden. */
  readonly seen: { standing: string; struck: string; hidden: string };
  /** Styles of the spans that are open. */
  readonly spans: (string | undefined)[];
  /** How the runs of its text look. */
  readonly runs: OdsStyle[];
  /** A picture or a text box stands in it. */
  pictured: boolean;
}

export function openCell(attributes: Attributes): OpenCell {
  const seen = { standing: "", struck: "", hidden: "" };
  const repeat = repeats(attributes, "number-columns-repeated");
  return { attributes, repeat, paragraphs: 0, text: "", seen, spans: [], runs: [], pictured: false };
}

/** Text of a paragraph: hidden spans are apart, crossed-out ones set off. */
export function takeText(styles: OdsStyles, cell: OpenCell, text: string): void {
  const spans = cell.spans.map((name) => styles.styleOf(name));
  const struck = spans.some((style) => style.struck);
  if (spans.some((style) => style.hidden)) {
    cell.seen.hidden += text;
    return;
  }
  if (text.trim() !== "") cell.runs.push(Object.assign({}, ...spans));
  cell.seen[struck ? "struck" : "standing"] += text;
  cell.text += runText(cell.text, text, struck ? "struck" : "plain");
}

type Content = Pick<SheetCell, "text" | "kind" | "shown">;

/** What the cell stores and what it shows of it; a cell that holds nothing is undefined. */
export function contentOf({ attributes, text, paragraphs, seen }: OpenCell): Content | undefined {
  const formula = attributes.has("formula");
  switch (attributes.get("value-type")) {
    case "float":
    case "currency": {
      const value = attributes.get("value") ?? text;
      return { text: value, ...(paragraphs > 0 ? agreed(text, value) : { kind: "number" }) };
    }
    case "percentage":
      return { text: attributes.get("value") ?? text, kind: "percent", ...(text !== "" && { shown: text }) };
    case "date":
      return { text: attributes.get("date-value") ?? text, kind: "date", ...(text !== "" && { shown: text }) };
    case "time":
      return { text: attributes.get("time-value") ?? text, kind: "date", ...(text !== "" && { shown: text }) };
    case "boolean":
      return { text: attributes.get("boolean-value") === "true" ? "TRUE" : "FALSE", kind: "boolean" };
    case undefined:
      if (text !== "") return { text, kind: kindOfShown(text, formula) };
      if (isHiding(seen.hidden)) return { text: "", kind: "text" };
      return formula ? { text: "", kind: "uncalculated" } : undefined;
    default: {
      const shown = text === "" ? (attributes.get("string-value") ?? "") : text;
      return shown === "" && !formula && !isHiding(seen.hidden)
        ? undefined
        : { text: shown, kind: kindOfShown(shown, formula) };
    }
  }
}

/** The cell with what its style, its spans and its formula say of it. */
export function lookAt(
  styles: OdsStyles,
  found: SheetCell,
  { attributes, seen, runs }: OpenCell,
  name: string | undefined,
): SheetCell {
  const style = styles.styleOf(name);
  const wholly = seen.standing.trim() === "" && seen.struck.trim() !== "";
  const { row, column } = found;
  const conditions = styles.conditionsOf(name, { top: row, left: column, bottom: row, right: column });
  const changed =
    conditions.length > 0 &&
    isChanged(found, style.paper ?? PLAIN_STYLE.paper, style.ink ?? PLAIN_STYLE.ink, conditions);
  const doubt =
    style.struck || wholly ? "struck" : isUnseenOn(style, runs) ? "unseen" : changed ? "conditional" : undefined;
  const unseen = isHiding(seen.hidden) ? { unseen: seen.hidden.trim() } : {};
  return { ...found, ...(doubt && ({ doubt } as const)), ...unseen, ...formulaOf(attributes) };
}

function formulaOf(attributes: Attributes): Partial<SheetCell> {
  const formula = attributes.get("formula");
  if (formula === undefined) return {};
  const link = LINK.exec(formula);
  const expression = parseFormula(a1FromOpenDocument(formula));
  return { formula: true, ...(link && { link: `${link[1]}#${link[2]}` }), ...(expression && { expression }) };
}

/** 'file:///上年.ods'#$表三.D9: a cell of another file. */
const LINK = /\['((?:[^'[]|'')+)'#\$?([^.[\]]+)\./;

/** A formula's error is stored as the text that is shown for it. */
function kindOfShown(text: string, formula: boolean): "error" | "text" {
  return formula && /^(?:#[A-Z/0?!]+|Err:\d+)/.test(text) ? "error" : "text";
}

export function repeats(attributes: Attributes, name: string): number {
  const value = attributes.get(name) ?? "1";
  return /^\d{1,7}$/.test(value) ? Math.max(1, Number(value)) : 1;
}

function isHiding(hidden: string): boolean {
  return /\d/.test(hidden);
}
