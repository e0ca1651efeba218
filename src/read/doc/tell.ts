import type { CellShape, CharacterLook, DocContent, DocParagraph, DocStyles, TextBox } from "../doc-file/doc-file.js";
import { attributesOf, TOLD_NUMBER } from "../word/word.js";
import type { Attributes, XmlListener } from "../xml.js";
import { bodyOf, type Content, type DocRow, type DocTable } from "./body.js";
import { type Place, placesIn } from "./columns.js";
import { refuseOpenField } from "./fields.js";
import { tellStretch } from "./signs.js";
import { type Telling, tellEmpty, value } from "./telling.js";

const NONE: Attributes = new Map();

/**
 * 复述: tells a document to the reader of newer documents, in the words of these, so that the same document is read alike
 * in both formats. Text boxes are told where they are anchored, and what is anchored nowhere at the end.
 */
export function tellDocument(walk: XmlListener, content: DocContent): void {
  const telling: Telling = { walk, content, fields: [], told: new Set() };
  tellPart(telling, 0, content.length);
  for (const box of content.drawings.boxes) tellBox(telling, box);
}

function tellPart(telling: Telling, from: number, to: number): void {
  tellContent(telling, bodyOf(telling.content.paragraphsBetween(from, to)), undefined);
  refuseOpenField(telling.fields);
}

/** A text box within another is told in its turn. */
function tellBox(telling: Telling, box: TextBox): void {
  const { told } = telling;
  if (told.has(box)) return;
  told.add(box);
  tellPart({ ...telling, fields: [] }, box.from, box.to);
}

function tellContent(telling: Telling, content: readonly Content[], style: number | undefined): void {
  for (const one of content) {
    if ("table" in one) tellTable(telling, one.table);
    else tellParagraph(telling, one.paragraph, style);
  }
}

function tellParagraph(telling: Telling, { from, to, look }: DocParagraph, tableStyle: number | undefined): void {
  const { walk } = telling;
  const { runs, styles, showsNumber } = telling.content;
  walk.open("p", NONE);
  walk.open("pPr", NONE);
  if (look.shading) tellEmpty(walk, "shd", look.shading);
  if (showsNumber(look.list, look.level)) {
    walk.open("numPr", NONE);
    tellEmpty(walk, "numId", value(TOLD_NUMBER));
    walk.close("numPr");
  }
  walk.close("pPr");
  const plain = styles.plainLook(look.style, tableStyle);
  for (const stretch of runs.between(from, to, plain)) tellStretch(telling, stretch, tellBox);
  walk.close("p");
}

function tellTable(telling: Telling, table: DocTable): void {
  const { walk } = telling;
  const places = placesIn(table);
  walk.open("tbl", NONE);
  table.rows.forEach((row, at) => {
    walk.open("tr", NONE);
    const own = places[at];
    tellRowProperties(telling, row, own?.[0]?.column ?? 0);
    if (own) tellCells(telling, row, own);
    else tellUnfitting(telling, row);
    walk.close("tr");
  });
  walk.close("tbl");
}

/** A row is deleted or hidden as its mark is. */
function tellRowProperties(telling: Telling, { shape, mark, cells }: DocRow, before: number): void {
  const { walk } = telling;
  const { runs, styles } = telling.content;
  const paragraph = cells.at(-1)?.at(-1);
  const look = paragraph && "paragraph" in paragraph ? paragraph.paragraph.look.style : 0;
  const seen: CharacterLook | undefined = runs.between(mark, mark + 1, styles.plainLook(look, shape.style))[0]?.look;
  walk.open("trPr", NONE);
  tellEmpty(walk, "gridBefore", value(before));
  if (seen?.hidden) tellEmpty(walk, "hidden");
  if (seen?.deleted) tellEmpty(walk, "del");
  if (shape.height < 0) tellEmpty(walk, "trHeight", attributesOf({ val: String(-shape.height), hRule: "exact" }));
  walk.close("trPr");
}

/** Cells merged sideways are one, with the content of the first; what stands in the others may be seen or not. */
function tellCells(telling: Telling, { cells, shape }: DocRow, places: readonly Place[]): void {
  for (const { from, to, span } of places) {
    const others = cells.slice(from + 1, to).filter((content) => !isBlank(telling, content));
    openCell(telling, { ...(shape.cells[from] as CellShape), span, style: shape.style });
    for (const content of [cells[from] ?? [], ...others]) tellContent(telling, content, shape.style);
    if (others.length > 0) tellUncertainty(telling);
    telling.walk.close("tc");
  }
}

/** 对不上的行: nobody can tell the columns of its cells, so none of them can be read but the label that it begins with. */
function tellUnfitting(telling: Telling, { cells, shape }: DocRow): void {
  for (const [at, content] of cells.entries()) {
    openCell(telling, { across: 0, down: "none", span: 1, style: shape.style });
    tellContent(telling, content, shape.style);
    if (at > 0 || !isLabel(textOf(telling, content))) tellUncertainty(telling);
    telling.walk.close("tc");
  }
}

const CHINESE_NUMBER = /^[零〇一二两三四五六七八九十百千万]+.{0,2}$/;

function isLabel(text: string): boolean {
  return text.trim() !== "" && !/\p{N}/u.test(text) && !CHINESE_NUMBER.test(text.trim());
}

interface ToldCell extends CellShape {
  readonly span: number;
  /** 表格样式. */
  readonly style: number | undefined;
}

function openCell({ walk, content }: Telling, { down, shading, span, style }: ToldCell): void {
  const ground = shading ?? (style !== undefined && isShaded(content.styles, style) ? UNKNOWN_GROUND : undefined);
  walk.open("tc", NONE);
  walk.open("tcPr", NONE);
  tellEmpty(walk, "gridSpan", value(span));
  if (down !== "none") tellEmpty(walk, "vMerge", value(down));
  if (ground) tellEmpty(walk, "shd", ground);
  walk.close("tcPr");
}

/** 表格样式的底纹, of the whole table or of single rows: what lies behind a text is then not known. */
const SHADINGS: ReadonlySet<number> = new Set([0xd660, 0xd66a, 0xd687]);
const UNKNOWN_GROUND = attributesOf({ val: "pct50", fill: "auto" });

function isShaded(styles: DocStyles, style: number): boolean {
  return styles.table(style).some(({ code }) => SHADINGS.has(code));
}

/** Something in the cell that has no text. */
function tellUncertainty({ walk }: Telling): void {
  walk.open("p", NONE);
  walk.open("r", NONE);
  tellEmpty(walk, "pgNum");
  walk.close("r");
  walk.close("p");
}

function isBlank(telling: Telling, content: readonly Content[]): boolean {
  return textOf(telling, content).trim() === "";
}

function textOf({ content: { text } }: Telling, content: readonly Content[]): string {
  return content
    .map((one) => ("table" in one ? "\ufffd" : text.slice(one.paragraph.from, one.paragraph.to)))
    .join("\n");
}
