import { escapeXml } from "../markup.js";
import { drawingPart, OFFICE, relations, sheetPart } from "./package-parts.js";
import type { Sheet, SheetPicture } from "./sheet.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";

/** 图片的各部分 of a workbook: of each sheet with pictures its drawing, what that and the sheet name by number, and the pictures themselves. */
export function* pictureParts(
  sheets: readonly Sheet[],
): Iterable<{ readonly name: string; readonly content: Iterable<Uint8Array> }> {
  const encoder = new TextEncoder();
  for (const [at, { pictures = [] }] of sheets.entries()) {
    if (pictures.length === 0) continue;
    const part = (name: string, xml: string) => ({ name: `xl/${name}`, content: [encoder.encode(xml)] });
    yield part(relationsOf(sheetPart(at)), relations([[`${OFFICE}/drawing`, `../${drawingPart(at)}`]]));
    yield part(drawingPart(at), drawingXml(pictures));
    const targets = pictures.map((_, index) => [`${OFFICE}/image`, `../${mediaPart(at, index)}`] as const);
    yield part(relationsOf(drawingPart(at)), relations(targets));
    for (const [index, { png }] of pictures.entries()) yield { name: `xl/${mediaPart(at, index)}`, content: [png] };
  }
}

function mediaPart(sheet: number, index: number): string {
  return `media/image${sheet + 1}-${index + 1}.png`;
}

/** worksheets/sheet1.xml → worksheets/_rels/sheet1.xml.rels */
function relationsOf(part: string): string {
  return `${part.replace("/", "/_rels/")}.rels`;
}

function drawingXml(pictures: readonly SheetPicture[]): string {
  return `${HEAD}<xdr:wsDr xmlns:xdr="${SPREADSHEET_DRAWING}" xmlns:a="${DRAWING}">${pictures.map(anchorXml).join("")}</xdr:wsDr>`;
}

/** In the units of drawings, of which a pixel of the screen has so many. */
const PIXEL = 9525;
/** In pixels: the border of the cell is not covered. */
const MARGIN = 3;

function anchorXml({ row, column, width, height, name }: SheetPicture, index: number): string {
  const size = `cx="${Math.round(width * PIXEL)}" cy="${Math.round(height * PIXEL)}"`;
  return [
    `<xdr:oneCellAnchor><xdr:from><xdr:col>${column - 1}</xdr:col><xdr:colOff>${MARGIN * PIXEL}</xdr:colOff>`,
    `<xdr:row>${row - 1}</xdr:row><xdr:rowOff>${MARGIN * PIXEL}</xdr:rowOff></xdr:from><xdr:ext ${size}/>`,
    `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${index + 2}" name="${escapeXml(name)}" descr="${escapeXml(name)}"/>`,
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>',
    `<xdr:blipFill><a:blip xmlns:r="${OFFICE}" r:embed="rId${index + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`,
    `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>`,
    "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>",
  ].join("");
}
