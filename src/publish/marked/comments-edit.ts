import { columnName } from "../../grid.js";
import { escapeXml } from "../markup.js";
import { safeText } from "../workbook/workbook.js";
import type { CellMark, GridPlace } from "./marks.js";
import { NotCopied } from "./refusal.js";
import { attributeOf, type Edit, edited, opened, prefixOf, type Tag, tagsOf } from "./xml-edit.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const AUTHOR = "审核意见";
/** Below a comment of the unit's own this line stands before ours. */
export const AUTHOR_LINE = `——${AUTHOR}——`;

/** A sheet without comments has this part, and what is marked is added to it. */
export const NO_COMMENTS = `<comments xmlns="${MAIN}"><authors/><commentList/></comments>`;

/** 批注: the part with a comment on each marked cell, and the cells that had one already: there it stands below what was said. */
export function withComments(
  xml: string,
  marks: readonly CellMark[],
): { readonly xml: string; readonly before: ReadonlySet<string> } {
  const wanted = new Map(marks.map((mark) => [addressOf(mark), mark]));
  const before = new Set<string>();
  const edits: Edit[] = [];
  const found = { authors: 0, authorsEnd: undefined as Tag | undefined, listEnd: undefined as Tag | undefined };
  let comment: CellMark | undefined;
  for (const tag of tagsOf(xml)) {
    if (tag.local === "author" && tag.kind !== "close") found.authors += 1;
    if (tag.depth === 1 && tag.local === "authors" && tag.kind !== "open") found.authorsEnd = tag;
    if (tag.depth === 1 && tag.local === "commentList" && tag.kind !== "open") found.listEnd = tag;
    if (tag.depth === 2 && tag.local === "comment" && tag.kind === "open") {
      const address = attributeOf(xml.slice(tag.start, tag.end), "ref") ?? "";
      comment = wanted.get(address);
      if (comment) before.add(address);
    }
    if (comment) edits.push(...commentEdits(xml, tag, comment));
    if (tag.depth === 2 && tag.kind === "close") comment = undefined;
  }
  const { authorsEnd, listEnd } = found;
  if (!authorsEnd || !listEnd) throw new NotCopied("工作簿的批注不完整");
  const prefix = prefixOf(listEnd);
  const added = marks.filter((mark) => !before.has(addressOf(mark)));
  const comments = added.map(
    (mark) =>
      `<${prefix}comment ref="${addressOf(mark)}" authorId="${found.authors}"><${prefix}text>${runXml(prefix, mark.text)}</${prefix}text></${prefix}comment>`,
  );
  edits.push(
    within(xml, authorsEnd, `<${prefix}author>${AUTHOR}</${prefix}author>`),
    within(xml, listEnd, comments.join("")),
  );
  return { xml: edited(xml, edits), before };
}

/** Puts text at the end of an element, of which this tag is the end or all. */
function within(xml: string, tag: Tag, text: string): Edit {
  if (tag.kind === "close") return { start: tag.start, end: tag.start, text };
  return { start: tag.start, end: tag.end, text: `${opened(xml.slice(tag.start, tag.end))}${text}</${tag.name}>` };
}

/** What was said becomes a run, so that another may follow it. */
function commentEdits(xml: string, tag: Tag, mark: CellMark): readonly Edit[] {
  const prefix = prefixOf(tag);
  if (tag.depth === 4 && tag.local === "t" && tag.kind === "open")
    return [{ start: tag.start, end: tag.start, text: `<${prefix}r>` }];
  if (tag.depth === 4 && tag.local === "t" && tag.kind === "close")
    return [{ start: tag.end, end: tag.end, text: `</${prefix}r>` }];
  if (tag.depth === 4 && (tag.local === "rPh" || tag.local === "phoneticPr"))
    throw new NotCopied("工作簿的批注带有拼音");
  if (tag.depth === 3 && tag.local === "text" && tag.kind !== "open")
    return [within(xml, tag, runXml(prefix, `\n${AUTHOR_LINE}\n${mark.text}`))];
  return [];
}

function runXml(prefix: string, text: string): string {
  return `<${prefix}r><${prefix}rPr><${prefix}sz val="9"/><${prefix}rFont val="宋体"/></${prefix}rPr><${prefix}t xml:space="preserve">${escapeXml(safeText(text))}</${prefix}t></${prefix}r>`;
}

export function addressOf({ row, column }: GridPlace): string {
  return `${columnName(column)}${row + 1}`;
}

const DRAWING = [
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">',
  '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>',
  "</xml>",
].join("");

/** 批注框: the drawing in which a spreadsheet program shows comments, with a hidden box for each of these cells. */
export function withBoxes(drawing: string | undefined, marks: readonly CellMark[]): string {
  const before = drawing ?? DRAWING;
  const end = before.lastIndexOf("</xml>");
  if (end < 0) throw new NotCopied("工作簿的批注绘图不完整");
  let first = FIRST_SHAPE;
  for (const [, number] of before.matchAll(/_x0000_s(\d{1,9})/g)) first = Math.max(first, Number(number) + 1);
  const boxes = marks.map((mark, at) => boxXml(mark, first + at));
  const kind = before.includes('id="_x0000_t202"') ? "" : BOX_KIND;
  return `${before.slice(0, end)}${kind}${boxes.join("")}${before.slice(end)}`;
}

const FIRST_SHAPE = 1025;
const SPACES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';
const BOX_KIND = `<v:shapetype ${SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

function boxXml({ row, column, text }: CellMark, number: number): string {
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_SIGNS)), 0);
  const bottom = row + Math.min(HIGHEST_BOX, Math.max(4, lines + 1));
  const anchor = [column + 1, 15, row, 2, column + 1 + BOX_COLUMNS, 15, bottom, 4].join(", ");
  return [
    `<v:shape ${SPACES} id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:120pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  ].join("");
}

const LINE_SIGNS = 24;
const HIGHEST_BOX = 20;
const BOX_COLUMNS = 4;
