import { eachRecord, type Fields, i16, signs, skip, text, u8, u16, u32, within } from "./records.js";
import { markedUp } from "./xml-text.js";

/** 样式 as XML, and each font as the properties of a run. */
export interface StylesXml {
  readonly xml: string;
  readonly fonts: readonly string[];
}

const RECORDS = { font: 43, format: 44, fill: 45, cell: 47, cellsBegin: 617, cellsEnd: 618, changed: 507 };

interface Lists {
  readonly fonts: string[];
  readonly formats: string[];
  readonly fills: string[];
  readonly cells: string[];
  readonly changed: string[];
}

export function stylesXml(bytes: Uint8Array): StylesXml {
  const lists: Lists = { fonts: [], formats: [], fills: [], cells: [], changed: [] };
  let ofCells = false;
  eachRecord(bytes, (type, fields) => {
    if (type === RECORDS.cellsBegin) ofCells = true;
    else if (type === RECORDS.cellsEnd) ofCells = false;
    else if (type === RECORDS.cell && ofCells) lists.cells.push(cellXml(fields));
    else takeStyle(lists, type, fields);
  });
  const { fonts, formats, fills, cells, changed } = lists;
  const all = [
    `<numFmts>${formats.join("")}</numFmts>`,
    `<fonts>${fonts.map((font) => `<font>${font}</font>`).join("")}</fonts>`,
    `<fills>${fills.join("")}</fills>`,
    `<cellXfs>${cells.join("")}</cellXfs>`,
    `<dxfs>${changed.join("")}</dxfs>`,
  ];
  return { xml: `<styleSheet>${all.join("")}</styleSheet>`, fonts };
}

function takeStyle({ fonts, formats, fills, changed }: Lists, type: number, fields: Fields): void {
  if (type === RECORDS.font) fonts.push(fontXml(fields));
  else if (type === RECORDS.format)
    formats.push(`<numFmt numFmtId="${u16(fields)}" formatCode="${markedUp(text(fields))}"/>`);
  else if (type === RECORDS.fill) fills.push(`<fill>${fillXml(fields)}</fill>`);
  else if (type === RECORDS.changed) changed.push(`<dxf>${changedXml(fields)}</dxf>`);
}

const STRUCK = 8;
const TWENTIETHS = 20;

function fontXml(fields: Fields): string {
  const size = u16(fields) / TWENTIETHS;
  const struck = (u16(fields) & STRUCK) !== 0;
  skip(fields, 2);
  const script = ["", "superscript", "subscript"][u16(fields)] ?? "";
  skip(fields, 4);
  const raised = script === "" ? "" : `<vertAlign val="${script}"/>`;
  return `<sz val="${size}"/>${struck ? "<strike/>" : ""}${raised}${colourXml("color", fields)}`;
}

/** A colour by number, by red, green and blue, or by the theme; an automatic one is not named. */
function colourXml(element: string, fields: Fields): string {
  const kind = u8(fields) >> 1;
  const index = u8(fields);
  const shade = i16(fields);
  const parts = [u8(fields), u8(fields), u8(fields)].map((part) => part.toString(16).padStart(2, "0"));
  skip(fields, 1);
  const tint = shade === 0 ? "" : ` tint="${shade / (shade > 0 ? 32767 : 32768)}"`;
  const named = kind === 1 ? `indexed="${index}"` : kind === 2 ? `rgb="FF${parts.join("")}"` : `theme="${index}"`;
  return kind === 0 ? "" : `<${element} ${named}${tint}/>`;
}

/** Of the patterns none and a solid one are certain to be one colour; beyond the others stand gradients. */
const PATTERNS = ["none", "solid"];

function fillXml(fields: Fields): string {
  const pattern = PATTERNS[u32(fields)] ?? "gray125";
  const colours = `${colourXml("fgColor", fields)}${colourXml("bgColor", fields)}`;
  return `<patternFill patternType="${pattern}">${colours}</patternFill>`;
}

function cellXml(fields: Fields): string {
  skip(fields, 2);
  const [format, font, fill] = [u16(fields), u16(fields), u16(fields)];
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}"/>`;
}

const PROPERTIES = { pattern: 0x00, front: 0x01, back: 0x02, ink: 0x05, struck: 0x1d, format: 0x26 };

/** 条件格式的样式: properties one by one, of which only these decide what a person sees. */
function changedXml(fields: Fields): string {
  skip(fields, 4);
  const found = { ink: "", format: "", struck: "", pattern: "", front: "", back: "" };
  for (let left = u16(fields); left > 0 && fields.at + 4 <= fields.end; left--) {
    const kind = u16(fields);
    const size = u16(fields);
    const own = within(fields, Math.max(0, size - 4));
    if (kind === PROPERTIES.ink) found.ink = colourXml("color", own);
    else if (kind === PROPERTIES.front) found.front = colourXml("fgColor", own);
    else if (kind === PROPERTIES.back) found.back = colourXml("bgColor", own);
    else if (kind === PROPERTIES.pattern) found.pattern = ` patternType="${PATTERNS[u8(own)] ?? "gray125"}"`;
    else if (kind === PROPERTIES.struck) found.struck = u8(own) === 0 ? "" : "<strike/>";
    else if (kind === PROPERTIES.format) found.format = formatXml(own);
  }
  const fill = `<patternFill${found.pattern}>${found.front}${found.back}</patternFill>`;
  const hasFill = found.front !== "" || found.back !== "";
  return `<font>${found.struck}${found.ink}</font>${found.format}${hasFill ? `<fill>${fill}</fill>` : ""}`;
}

function formatXml(own: Fields): string {
  return `<numFmt numFmtId="0" formatCode="${markedUp(signs(own, u16(own)))}"/>`;
}
