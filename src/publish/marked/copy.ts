import { MARKED_SHEET } from "../../marked-copy.js";
import { DEFAULT_LIMITS, type OriginalParts, openOriginal, type ReadLimits, relationsPart } from "../../read/read.js";
import { type Packed, packText, type ZipEntry, zipped } from "../../zip.js";
import { addressOf, NO_COMMENTS, withBoxes, withComments } from "./comments-edit.js";
import { isFormerList, withoutBoxes, withoutFormer } from "./former-marks.js";
import { listXml } from "./list-xml.js";
import type { CellMark, GridPlace, Marking } from "./marks.js";
import { freeName, type NewRelation, withRelations, withTypes } from "./parts-edit.js";
import { NotCopied } from "./refusal.js";
import { refuseUnsafe, refuseUnsafeFormulas } from "./safety.js";
import { drawingOf, markedSheet } from "./sheet-edit.js";
import { type AddedStyles, openStyles } from "./styles-edit.js";
import { sheetsIn, withFirstSheet, withShown } from "./workbook-edit.js";
import { partText } from "./xml-edit.js";

const MB = 1024 * 1024;
/** A workbook that costs more is not copied: its grid is. */
const LIMITS: ReadLimits = { ...DEFAULT_LIMITS, fileBytes: 16 * MB, inflatedBytes: 64 * MB };

/** 自制的工作簿: what the program wrote itself is in bounds already, however well it can be packed. */
export const OWN_WORK: ReadLimits = {
  ...DEFAULT_LIMITS,
  fileBytes: Number.POSITIVE_INFINITY,
  inflatedBytes: Number.POSITIVE_INFINITY,
  ratio: Number.POSITIVE_INFINITY,
  entries: Number.POSITIVE_INFINITY,
};

/** 抄件 under way: the parts that are new or changed, and what leads to them. */
interface Copy {
  readonly parts: OriginalParts;
  readonly changed: Map<string, ZipEntry["content"]>;
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
export function openCopy(
  bytes: Uint8Array,
  limits = LIMITS,
): { readonly parts: OriginalParts; readonly sheets: readonly SheetPart[] } {
  if (bytes.length > limits.fileBytes) throw new NotCopied("工作簿过大");
  const parts = openOriginal(bytes, limits);
  refuseUnsafe(parts);
  const related = parts.relations(parts.main);
  const sheets = sheetsIn(commonPart(parts, parts.main)).map(({ name, relation }) => {
    const target = related.get(relation);
    const part = target && parts.nameOf(target.target);
    if (!target || part === undefined) throw new NotCopied("工作簿有工作表缺失");
    return { name, part, kind: target.kind };
  });
  return { parts, sheets };
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
    styles: openStyles(commonPart(parts, stylesPart)),
  };
  const former = sheets.findIndex((sheet) => sheet.name.startsWith(MARKED_SHEET) && isFormerList(parts, sheet.part));
  for (const [at, sheet] of sheets.entries())
    if (at !== former) markSheet(copy, sheet, marking.cells.get(sheet.name) ?? [], former >= 0);
  const list = listXml(marking.list, copy.styles.list);
  if (former < 0) addList(copy, list);
  else renewList(copy, list, { part: sheets[former]!.part, at: former });
  copy.changed.set(stylesPart, sharedPart(partText(copy.styles.xml())));
  relate(copy);
  return zipped([...entriesOf(copy)]);
}

/** A sheet of a marked copy that came back loses what it was marked with before. */
function markSheet(copy: Copy, { part, kind }: SheetPart, marks: readonly CellMark[], again: boolean): void {
  const xml = needed(copy.parts, part);
  refuseUnsafeFormulas(xml);
  const own = kind === "worksheet" ? marks : [];
  const cleared: GridPlace[] = [];
  const drawing = own.length > 0 || again ? changeComments(copy, { part, xml, marks: own, cleared }) : undefined;
  const coloured = new Set(own.map(addressOf));
  const cells = [
    ...own.map(({ row, column, colour, partsSuspected }) => ({ row, column, colour, unlessFormula: partsSuspected })),
    ...cleared
      .filter((place) => !coloured.has(addressOf(place)))
      .map((place) => ({ ...place, colour: "none" as const })),
  ];
  const changes = { cells, styleOf: copy.styles.marked, ...(drawing !== undefined && { drawing }) };
  const changed = markedSheet(xml, changes);
  if (changed !== xml) copy.changed.set(part, unitsPart(partText(changed)));
}

interface SheetComments {
  readonly part: string;
  readonly xml: string;
  readonly marks: readonly CellMark[];
  /** Cells that were marked before are noted here. */
  readonly cleared: GridPlace[];
}

/** Changes the comments of a sheet. Gives the relation of a drawing that the sheet did not have. */
function changeComments(copy: Copy, { part, xml, marks, cleared }: SheetComments): string | undefined {
  const { parts } = copy;
  const known = partOfKind(parts, part, "comments");
  if (known === undefined && marks.length === 0) return undefined;
  const former = withoutFormer(known === undefined ? NO_COMMENTS : needed(parts, known));
  cleared.push(...former.gone, ...former.cut);
  if (marks.length === 0 && cleared.length === 0) return undefined;
  const comments = withComments(former.xml, marks);
  const commentsPart = known ?? relatedPart(copy, part, "comments");
  copy.changed.set(commentsPart, unitsPart(partText(comments.xml)));
  const boxed = marks.filter((mark) => !comments.before.has(addressOf(mark)));
  const drawing = drawingOf(xml);
  if (drawing !== undefined) {
    const name = parts.nameOf(parts.relations(part).get(drawing)?.target ?? "");
    const text = name === undefined ? undefined : parts.text(name);
    if (name === undefined || text === undefined) throw new NotCopied("工作簿的批注绘图缺失");
    copy.changed.set(name, unitsPart(withBoxes(withoutBoxes(text, former.gone), boxed)));
    return undefined;
  }
  if (boxed.length === 0) return undefined;
  copy.changed.set(relatedPart(copy, part, "vmlDrawing"), unitsPart(withBoxes(undefined, boxed)));
  return copy.relations.at(-1)?.id;
}

/** New parts by their kind: how they are named and what they are. */
const NEW_PARTS = {
  comments: { stem: "xl/comments", ending: ".xml", type: "spreadsheetml.comments+xml" },
  vmlDrawing: { stem: "xl/drawings/vmlDrawing", ending: ".vml", type: "vmlDrawing" },
  worksheet: { stem: "xl/worksheets/sheet", ending: ".xml", type: "spreadsheetml.worksheet+xml" },
} as const;

/** The name of a new part to which another leads. */
function relatedPart(copy: Copy, from: string, kind: keyof typeof NEW_PARTS): string {
  const { stem, ending, type } = NEW_PARTS[kind];
  const target = freeName(copy.taken, stem, ending);
  copy.taken.add(target.toLowerCase());
  copy.types.set(target, type);
  const ids = new Set([...copy.parts.ids(from), ...copy.relations.map(({ id }) => id)].map((id) => id.toLowerCase()));
  copy.relations.push({ id: freeName(ids, "rId", ""), kind, from, target });
  return target;
}

function addList(copy: Copy, list: string): void {
  const { parts } = copy;
  copy.changed.set(relatedPart(copy, parts.main, "worksheet"), unitsPart(partText(list)));
  const relation = copy.relations.at(-1)?.id ?? "";
  copy.changed.set(nameIn(parts, parts.main), sharedPart(withFirstSheet(commonPart(parts, parts.main), relation)));
}

/** A marked copy that came back has the sheet already. */
function renewList(copy: Copy, list: string, { part, at }: { readonly part: string; readonly at: number }): void {
  const { parts } = copy;
  copy.changed.set(part, unitsPart(partText(list)));
  copy.changed.set(nameIn(parts, parts.main), sharedPart(withShown(commonPart(parts, parts.main), at)));
}

/** Writes what leads to the new parts. */
function relate(copy: Copy): void {
  const { parts } = copy;
  for (const from of new Set(copy.relations.map((one) => one.from))) {
    const part = relationsPart(from);
    const added = copy.relations.filter((one) => one.from === from);
    copy.changed.set(parts.nameOf(part) ?? part, sharedPart(withRelations(parts.common(part), added)));
  }
  const types = "[Content_Types].xml";
  copy.changed.set(nameIn(parts, types), sharedPart(withTypes(commonPart(parts, types), copy.types)));
}

/** A part that no other unit's copy has alike. */
function unitsPart(text: string): Iterable<Uint8Array> {
  return [new TextEncoder().encode(text)];
}

/** A part that copies of one blank workbook have in common: it is packed once. */
function sharedPart(text: string): Packed {
  return packText(text, KNOWN);
}

const KNOWN = new Map<string, Packed>();

function* entriesOf({ parts, changed }: Copy): Iterable<ZipEntry> {
  const names = new Set(parts.names);
  for (const name of [...parts.names, ...[...changed.keys()].filter((one) => !names.has(one))])
    yield { name, content: changed.get(name) ?? parts.packed(name) };
}

function partOfKind(parts: OriginalParts, from: string, kind: string): string | undefined {
  const relation = [...parts.relations(from).values()].find((one) => one.kind === kind);
  return relation && parts.nameOf(relation.target);
}

function needed(parts: OriginalParts, part: string): string {
  return present(parts.xml(part));
}

function commonPart(parts: OriginalParts, part: string): string {
  return present(parts.common(part));
}

function present(xml: string | undefined): string {
  if (xml === undefined) throw new NotCopied("工作簿有部件缺失");
  return xml;
}

function nameIn(parts: OriginalParts, part: string): string {
  return parts.nameOf(part) ?? part;
}
