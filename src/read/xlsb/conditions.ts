import { formulaText, type Origin, type Referred } from "./formula-text.js";
import { areaOf, damaged, type Fields, skip, textOrNone, u32 } from "./records.js";
import { areaText, markedUp } from "./xml-text.js";

/** 条件格式的区域, up to where its rules begin. */
export function conditionXml(fields: Fields): string {
  skip(fields, 8);
  return `<conditionalFormatting sqref="${areasIn(fields)}">`;
}

function areasIn(fields: Fields): string {
  const count = u32(fields);
  const areas: string[] = [];
  for (let at = 0; at < count && fields.at + 16 <= fields.end; at++) areas.push(areaText(areaOf(fields)));
  return areas.join(" ");
}

const ADDED = { begin: 1046, rule: 1048, ruleEnd: 1049, bar: 1051 };
const NAMES_AREAS = 2;

/** 条件格式 among what newer programs add: the areas of the one that is open, and whether its rule draws a bar. */
export interface AddedConditions {
  areas: string;
  bar: boolean;
}

/** Rules that are not told here may hide a number. A bar is told by another rule, which older programs read. */
export function addedConditionXml(open: AddedConditions, type: number, fields: Fields): string {
  if (type === ADDED.begin) open.areas = addedAreas(fields);
  if (type === ADDED.rule) open.bar = false;
  if (type === ADDED.bar) open.bar = true;
  if (type !== ADDED.ruleEnd || open.bar) return "";
  return `<conditionalFormatting sqref="${open.areas}"><cfRule type="">${MAY_HIDE}</cfRule></conditionalFormatting>`;
}

/** 图标集 may stand in place of the number: whether it does is not told here. */
export const MAY_HIDE = '<iconSet showValue="0"/>';

function addedAreas(fields: Fields): string {
  if ((u32(fields) & NAMES_AREAS) === 0 || u32(fields) !== 1) damaged();
  skip(fields, 4);
  return areasIn(fields);
}

const KINDS: ReadonlyMap<number, string> = new Map([
  [1, "cellIs"],
  [2, "expression"],
  [3, "colorScale"],
  [4, "dataBar"],
  [5, "top10"],
  [6, "iconSet"],
]);
/** Kinds that are written as an expression: duplicates, a text, blanks, errors, averages, days. */
const TEMPLATES: ReadonlyMap<number, string> = new Map([
  [7, "uniqueValues"],
  [9, "containsBlanks"],
  [10, "notContainsBlanks"],
  [11, "containsErrors"],
  [12, "notContainsErrors"],
  [27, "duplicateValues"],
]);
const TEXT_TEMPLATE = 8;
const OF_TEXTS = ["containsText", "notContainsText", "beginsWith", "endsWith"];
const OPERATORS = " between notBetween equal notEqual greaterThan lessThan greaterThanOrEqual lessThanOrEqual".split(
  " ",
);
const NONE = 0xffffffff;
/** Formulas of a rule are written for the first cell of its area; an origin that adds nothing. */
const FIRST: Origin = { row: 0, column: 0 };

/** 条件格式的规则, up to what stands within it. A formula that is not told is a word that nothing decides. */
export function ruleXml(fields: Fields, referred: Referred): string {
  const [kind, template, style] = [u32(fields), u32(fields), u32(fields)];
  skip(fields, 4);
  const parameter = u32(fields);
  skip(fields, 10);
  const sizes = [u32(fields), u32(fields), u32(fields)];
  const looked = textOrNone(fields) ?? "";
  const formulas = sizes.filter((size) => size > 0).map(() => `<formula>${markedUp(told(fields, referred))}</formula>`);
  const text = template === TEXT_TEMPLATE ? OF_TEXTS[parameter] : undefined;
  const type = (kind === 2 ? (text ?? TEMPLATES.get(template)) : undefined) ?? KINDS.get(kind) ?? "";
  const operator = kind === 1 ? ` operator="${OPERATORS[parameter] ?? ""}"` : "";
  const dxf = style === NONE ? "" : ` dxfId="${style}"`;
  return `<cfRule type="${type}"${operator}${dxf} text="${markedUp(looked)}">${formulas.join("")}`;
}

function told(fields: Fields, referred: Referred): string {
  const formula = formulaText(fields, referred, FIRST);
  return typeof formula === "string" ? formula : "?";
}
