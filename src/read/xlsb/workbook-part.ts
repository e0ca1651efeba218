import { formulaText, type Referred } from "./formula-text.js";
import { eachRecord, type Fields, i32, skip, text, textOrNone, u16, u32 } from "./records.js";
import { escaped, markedUp } from "./xml-text.js";

const RECORDS = {
  sheet: 156,
  properties: 153,
  calculation: 157,
  name: 39,
  self: 357,
  same: 358,
  book: 355,
  addin: 667,
  places: 362,
};

/** 工作簿的主体部分 as XML, and what formulas refer to by number. */
export interface WorkbookPart extends Referred {
  readonly xml: string;
}

interface Reading {
  readonly sheets: { readonly name: string; readonly xml: string }[];
  /** What the places of formulas lead to: this workbook, or another one. */
  readonly books: ("self" | "other")[];
  readonly places: { readonly book: number; readonly first: number; readonly last: number }[];
  readonly names: { readonly name: string; readonly sheet: string; readonly formula: Fields }[];
  calculation: string;
  properties: string;
}

export function workbookPart(bytes: Uint8Array): WorkbookPart {
  const reading: Reading = { sheets: [], books: [], places: [], names: [], calculation: "", properties: "" };
  eachRecord(bytes, (type, fields) => takeRecord(reading, type, fields));
  const referred: Referred = { sheets: placesOf(reading), names: reading.names.map(({ name }) => name) };
  const sheets = reading.sheets.map(({ xml }) => xml).join("");
  const names = reading.names.map((one) => nameXml(one, referred)).join("");
  const xml = `<workbook>${reading.properties}<sheets>${sheets}</sheets><definedNames>${names}</definedNames>${reading.calculation}</workbook>`;
  return { ...referred, xml };
}

function takeRecord(reading: Reading, type: number, fields: Fields): void {
  if (type === RECORDS.sheet) takeSheet(reading, fields);
  else if (type === RECORDS.properties)
    reading.properties = `<workbookPr date1904="${u32(fields) & COUNTS_FROM_1904}"/>`;
  else if (type === RECORDS.calculation) reading.calculation = calculationXml(fields);
  else if (type === RECORDS.name) takeName(reading, fields);
  else if (type === RECORDS.self || type === RECORDS.same) reading.books.push("self");
  else if (type === RECORDS.book || type === RECORDS.addin) reading.books.push("other");
  else if (type === RECORDS.places)
    for (let left = u32(fields); left > 0 && fields.at + 12 <= fields.end; left--)
      reading.places.push({ book: u32(fields), first: i32(fields), last: i32(fields) });
}

const COUNTS_FROM_1904 = 1;

function takeSheet({ sheets }: Reading, fields: Fields): void {
  const hidden = u32(fields) === 0 ? "" : ' state="hidden"';
  skip(fields, 4);
  const relation = textOrNone(fields) ?? "";
  const name = text(fields);
  sheets.push({ name, xml: `<sheet name="${escaped(name)}" id="${escaped(relation)}"${hidden}/>` });
}

const CALCULATION = { onLoad: 0x01, fullPrecision: 0x08, uncalculated: 0x10, onSave: 0x20 };

/** 重算设置: 0 is by hand. */
function calculationXml(fields: Fields): string {
  skip(fields, 4);
  const mode = u32(fields);
  skip(fields, 16);
  const flags = u16(fields);
  const on = (flag: number): number => ((flags & flag) === 0 ? 0 : 1);
  const settings = [
    `calcMode="${mode === 0 ? "manual" : "auto"}"`,
    `fullCalcOnLoad="${on(CALCULATION.onLoad)}"`,
    `fullPrecision="${on(CALCULATION.fullPrecision)}"`,
    `calcCompleted="${1 - on(CALCULATION.uncalculated)}"`,
    `calcOnSave="${on(CALCULATION.onSave)}"`,
  ];
  return `<calcPr ${settings.join(" ")}/>`;
}

const WHOLE_BOOK = 0xffffffff;

function takeName({ names }: Reading, fields: Fields): void {
  skip(fields, 5);
  const sheet = u32(fields);
  const name = text(fields);
  const own = sheet === WHOLE_BOOK ? "" : ` localSheetId="${sheet}"`;
  names.push({ name, sheet: own, formula: { ...fields } });
}

function nameXml({ name, sheet, formula }: Reading["names"][number], referred: Referred): string {
  const told = formulaText(formula, referred, { row: 0, column: 0 });
  const written = typeof told === "string" ? told : "";
  return `<definedName name="${escaped(name)}"${sheet}>${markedUp(written)}</definedName>`;
}

/** Of another workbook only its number is told: nothing of it counts as kept. */
function placesOf({ sheets, books, places }: Reading): readonly (string | undefined)[] {
  return places.map(({ book, first, last }) => {
    if (books[book] === "other") return `[${book + 1}]_!`;
    const [from, to] = [sheets[first]?.name, sheets[last]?.name];
    if (books[book] !== "self" || from === undefined || to === undefined) return undefined;
    const quoted = (name: string): string => name.replaceAll("'", "''");
    return first === last ? `'${quoted(from)}'!` : `'${quoted(from)}:${quoted(to)}'!`;
  });
}
