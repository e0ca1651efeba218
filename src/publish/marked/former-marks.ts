import { MARKED_SHEET_HEAD } from "../../marked-copy.js";
import type { OriginalParts } from "../../read/read.js";
import { escapeXml } from "../markup.js";
import { AUTHOR_LINE } from "./comments-edit.js";
import { type GridPlace, placeOf } from "./marks.js";
import { NotCopied } from "./refusal.js";
import { attributeOf, type Edit, edited, prefixOf, tagsOf, unescapedXml } from "./xml-edit.js";

/** 上次的标注: what a sheet still bears of an earlier marking, once it is taken away. */
export interface WithoutFormer {
  readonly xml: string;
  /** Cells whose comment is gone. */
  readonly gone: readonly GridPlace[];
  /** Cells that keep the unit's own comment. */
  readonly cut: readonly GridPlace[];
}

/** 上次的问题清单: the sheet of a marked copy that came back, whatever program saved it. */
export function isFormerList(parts: OriginalParts, sheet: string): boolean {
  const xml = parts.xml(sheet) ?? "";
  if (xml.includes(MARKED_SHEET_HEAD)) return true;
  const first = firstShared(xml);
  const strings = first === undefined ? undefined : parts.xml("xl/sharedStrings.xml");
  return strings !== undefined && sharedText(strings, Number(first)) === MARKED_SHEET_HEAD;
}

/** The number of the first cell's text, where it stands among the shared ones. */
function firstShared(xml: string): string | undefined {
  let isFirst = false;
  for (const tag of tagsOf(xml)) {
    if (tag.local === "v" && tag.kind === "open")
      return isFirst ? /^\d{1,9}(?=<)/.exec(xml.slice(tag.end, tag.end + 10))?.[0] : undefined;
    if (tag.local !== "c" || tag.kind !== "open") continue;
    const own = xml.slice(tag.start, tag.end);
    isFirst = attributeOf(own, "r") === "A1" && attributeOf(own, "t") === "s";
  }
  return undefined;
}

function sharedText(strings: string, wanted: number): string {
  let at = -1;
  let text = "";
  let from = -1;
  for (const tag of tagsOf(strings)) {
    if (tag.depth === 1 && tag.local === "si" && tag.kind !== "close") at += 1;
    if (at > wanted) break;
    if (at < wanted || tag.local !== "t") continue;
    if (tag.kind === "open") from = tag.end;
    if (tag.kind === "close") text += unescapedXml(strings.slice(from, tag.start));
  }
  return text;
}

/** A comment of ours begins like this, and what of ours stands below another begins with the line that says so. */
const OURS = /^\s*(?:疑似错处：[^\n]*\n)?第\d+条（(?:强制性|核实性)）：/;

interface FoundComment {
  readonly place: GridPlace | undefined;
  readonly start: number;
  text: string;
  from: number;
  within: readonly [start: number, end: number];
}

/** The comments of a sheet without those of an earlier marking. */
export function withoutFormer(xml: string): WithoutFormer {
  const [edits, gone, cut]: [Edit[], GridPlace[], GridPlace[]] = [[], [], []];
  let comment: FoundComment | undefined;
  for (const tag of tagsOf(xml)) {
    if (tag.depth === 2 && tag.local === "comment" && tag.kind === "open") {
      const place = placeOf(attributeOf(xml.slice(tag.start, tag.end), "ref") ?? "");
      comment = { place, start: tag.start, text: "", from: 0, within: [tag.end, tag.end] };
    }
    if (!comment?.place) continue;
    if (tag.depth === 3 && tag.local === "text")
      comment.within = tag.kind === "open" ? [tag.end, tag.end] : [comment.within[0], tag.start];
    if (tag.local === "t" && tag.kind === "open") comment.from = tag.end;
    if (tag.local === "t" && tag.kind === "close") comment.text += unescapedXml(xml.slice(comment.from, tag.start));
    if (tag.depth !== 2 || tag.kind !== "close") continue;
    const own = comment.text.indexOf(AUTHOR_LINE);
    if (OURS.test(comment.text)) {
      gone.push(comment.place);
      edits.push({ start: comment.start, end: tag.end, text: "" });
    } else if (own >= 0) {
      cut.push(comment.place);
      edits.push(cutEdit(comment, comment.text.slice(0, own).trimEnd(), prefixOf(tag)));
    }
    comment = undefined;
  }
  return { xml: edited(xml, edits), gone, cut };
}

function cutEdit({ within: [start, end] }: FoundComment, text: string, prefix: string): Edit {
  const run = `<${prefix}r><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}r>`;
  return { start, end, text: run };
}

const BOX_END = "</v:shape>";

/** The drawing without the boxes of comments that are gone. */
export function withoutBoxes(drawing: string, gone: readonly GridPlace[]): string {
  const wanted = new Set(gone.map(({ row, column }) => `${row} ${column}`));
  const edits: Edit[] = [];
  for (let start = drawing.indexOf("<v:shape"); start >= 0; start = drawing.indexOf("<v:shape", start + 1)) {
    // v:shapetype begins alike.
    if (!/\s/.test(drawing[start + "<v:shape".length] ?? "")) continue;
    const end = drawing.indexOf(BOX_END, start) + BOX_END.length;
    if (end < start) break;
    const box = drawing.slice(start, end);
    const [row, column] = ["Row", "Column"].map((name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(box)?.[1]);
    if (wanted.delete(`${row} ${column}`)) edits.push({ start, end, text: "" });
    start = end - 1;
  }
  if (wanted.size > 0) throw new NotCopied("上次的批注无法去掉");
  return edited(drawing, edits);
}
