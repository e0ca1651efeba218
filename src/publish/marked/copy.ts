import { MARKED_SHEET_HEAD } from "../../marked-copy.js";
import { DEFAULT_LIMITS, type OriginalParts, openOriginal } from "../../read/read.js";
import { type ZipEntry, zipped } from "../../zip.js";
import { addressOf, NO_COMMENTS, withBoxes, withComments } from "./comments-edit.js";
import { listXml } from "./list-xml.js";
import type { CellMark, Marking } from "./marks.js";
import { freeName, type NewRelation, relationsPart, withRelations, withTypes } from "./parts-edit.js";
import { NotCopied } from "./refusal.js";
import { refuseUnsafe, refuseUnsafeFormulas } from "./safety.js";
import { drawingOf, markedSheet } from "./sheet-edit.js";
import { type AddedStyles, openStyles } from "./styles-edit.js";
import { sheetsIn, withFirstSheet } from "./workbook-edit.js";
import { partText } from "./xml-edit.js";

const MB = 1024 * 1024;
/** A workbook that costs more is not copied: its grid is. */
const LIMITS = { ...DEFAULT_LIMITS, fileBytes: 16 * MB, inflatedBytes: 64 * MB };

/** 抄件 under way: the parts that are new or changed, and what leads to them. */
interface Copy {
  readonly parts: OriginalParts;
  readonly changed: Map<string, string>;
  readonly relations: NewRelation[];
  readonly types: Map<string, string>;
  readonly taken: Set<string>;
  readonly styles: AddedStyles;
}

/** A sheet of the workbook and where it stands. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly kind: string;
}

/** 打开要照抄的工作簿: whether it may be copied, and its sheets.
 * @throws NotCopied or ReadRefusal
 */
export function openCopy(bytes: Uint8Array): { readonly parts: OriginalParts; readonly sheets: readonly SheetPart[] } {
  if (bytes.length > LIMITS.fileBytes) throw new NotCopied("工作簿过大");
  const parts = openOriginal(bytes, LIMITS);
  refuseUnsafe(parts);
  const related = parts.relations(parts.main);
  if (isMarkedCopy(parts)) throw new NotCopied("原件是上次标注过的文件，照抄会留下上次的标注");
  const sheets = sheetsIn(needed(parts, parts.main)).map(({ name, relation }) => {
    const target = related.get(relation);
    const part = target && parts.nameOf(target.target);
    if (!target || part === undefined) throw new NotCopied("工作簿有工作表缺失");
    return { name, part, kind: target.kind };
  });
  return { parts, sheets };
}

/** 标注件: a copy that was marked before and came back, by whatever program it was saved. */
function isMarkedCopy(parts: OriginalParts): boolean {
  const texts = parts.names.filter((name) => /^xl\/(?:sharedStrings|worksheets\/sheet\d+)\.xml$/i.test(name));
  return texts.some((name) => parts.xml(name)?.includes(MARKED_SHEET_HEAD));
}

/**
 * 标注抄件: the workbook with its marked cells coloured and commented, and with the list as its first sheet. Every part that
 * need not change is taken over as it lies in the archive.
 * @throws NotCopied or ReadRefusal
 */
export function markedCopy({ parts, sheets }: ReturnType<typeof openCopy>, marking: Marking): Iterable<Uint8Array> {
  const stylesPart = partOfKind(parts, parts.main, "styles");
  if (stylesPart === undefined) throw new NotCopied("工作簿没有样式表");
  const copy: Copy = {
    parts,
    changed: new Map(),
    relations: [],
    types: new Map(),
    taken: new Set(parts.names.map((name) => name.toLowerCase())),
    styles: openStyles(needed(parts, stylesPart)),
  };
  for (const sheet of sheets) markSheet(copy, sheet, marking.cells.get(sheet.name) ?? []);
  addList(copy, marking);
  copy.changed.set(stylesPart, partText(copy.styles.xml()));
  relate(copy);
  return zipped([...entriesOf(copy)]);
}

function markSheet(copy: Copy, { part, kind }: SheetPart, marks: readonly CellMark[]): void {
  const xml = needed(copy.parts, part);
  refuseUnsafeFormulas(xml);
  const own = kind === "worksheet" ? marks : [];
  const drawing = own.length > 0 ? addComments(copy, part, drawingOf(xml), own) : undefined;
  const changes = { marks: own, styleOf: copy.styles.marked, ...(drawing !== undefined && { drawing }) };
  const changed = markedSheet(xml, changes);
  if (changed !== xml) copy.changed.set(part, partText(changed));
}

/** Adds the comments of a sheet. Gives the relation of a drawing that the sheet did not have. */
function addComments(
  copy: Copy,
  sheet: string,
  drawing: string | undefined,
  marks: readonly CellMark[],
): string | undefined {
  const { parts } = copy;
  const known = partOfKind(parts, sheet, "comments");
  const comments = withComments(known === undefined ? NO_COMMENTS : needed(parts, known), marks);
  const commentsPart =
    known ?? newPart(copy, { stem: "xl/comments", ending: ".xml", type: "spreadsheetml.comments+xml" });
  copy.changed.set(commentsPart, partText(comments.xml));
  if (known === undefined) copy.relations.push({ id: "rIdMarks", kind: "comments", from: sheet, target: commentsPart });
  const boxed = marks.filter((mark) => !comments.before.has(addressOf(mark)));
  const oldTarget = drawing === undefined ? undefined : parts.relations(sheet).get(drawing)?.target;
  const old = oldTarget === undefined ? undefined : parts.nameOf(oldTarget);
  if (drawing !== undefined && old === undefined) throw new NotCopied("工作簿的批注绘图缺失");
  const drawingPart = old ?? newPart(copy, { stem: "xl/drawings/vmlDrawing", ending: ".vml", type: "vmlDrawing" });
  copy.changed.set(drawingPart, withBoxes(old === undefined ? undefined : parts.text(old), boxed));
  if (old !== undefined) return undefined;
  copy.relations.push({ id: "rIdMarkBoxes", kind: "vmlDrawing", from: sheet, target: drawingPart });
  return "rIdMarkBoxes";
}

function addList(copy: Copy, marking: Marking): void {
  const { parts } = copy;
  const part = newPart(copy, { stem: "xl/worksheets/sheet", ending: ".xml", type: "spreadsheetml.worksheet+xml" });
  copy.changed.set(part, partText(listXml(marking.list, copy.styles.list)));
  copy.relations.push({ id: "rIdMarkList", kind: "worksheet", from: parts.main, target: part });
  copy.changed.set(nameIn(parts, parts.main), withFirstSheet(needed(parts, parts.main), "rIdMarkList"));
}

/** Writes what leads to the new parts. */
function relate(copy: Copy): void {
  const { parts } = copy;
  for (const from of new Set(copy.relations.map((one) => one.from))) {
    const part = relationsPart(from);
    const added = copy.relations.filter((one) => one.from === from);
    copy.changed.set(parts.nameOf(part) ?? part, withRelations(parts.xml(part), added));
  }
  const types = "[Content_Types].xml";
  copy.changed.set(nameIn(parts, types), withTypes(needed(parts, types), copy.types));
}

function newPart(
  copy: Copy,
  { stem, ending, type }: { readonly stem: string; readonly ending: string; readonly type: string },
): string {
  const name = freeName(copy.taken, stem, ending);
  copy.taken.add(name.toLowerCase());
  copy.types.set(name, type);
  return name;
}

function* entriesOf({ parts, changed }: Copy): Iterable<ZipEntry> {
  const encoder = new TextEncoder();
  const own = new Set(parts.names);
  for (const name of [...parts.names, ...[...changed.keys()].filter((one) => !own.has(one))]) {
    const text = changed.get(name);
    yield { name, content: text === undefined ? parts.packed(name) : [encoder.encode(text)] };
  }
}

function partOfKind(parts: OriginalParts, from: string, kind: string): string | undefined {
  const relation = [...parts.relations(from).values()].find((one) => one.kind === kind);
  return relation && parts.nameOf(relation.target);
}

function needed(parts: OriginalParts, part: string): string {
  const xml = parts.xml(part);
  if (xml === undefined) throw new NotCopied("工作簿有部件缺失");
  return xml;
}

function nameIn(parts: OriginalParts, part: string): string {
  return parts.nameOf(part) ?? part;
}
