import { MARKED_SHEET } from "../../marked-copy.js";
import { rememberedByText } from "../../remembered.js";
import { RELATION_KINDS } from "./parts-edit.js";
import { NotCopied } from "./refusal.js";
import {
  attributeOf,
  type Edit,
  edited,
  OF_PARTS,
  partText,
  prefixOf,
  tagsOf,
  unescapedXml,
  withAttribute,
  withoutAttribute,
} from "./xml-edit.js";

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly relation: string;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** 工作表一览: the sheets in the workbook's order. */
export const sheetsIn = rememberedByText((xml): readonly ListedSheet[] => {
  const sheets: ListedSheet[] = [];
  for (const tag of tagsOf(xml)) {
    const text = xml.slice(tag.start, tag.end);
    if (tag.depth === 0 && !new RegExp(`["']${MAIN}["']`).test(text) && tag.kind === "open")
      throw new NotCopied("工作簿采用的格式（严格 OpenXML）不能照抄");
    if (tag.depth === 2 && tag.local === "sheet" && tag.kind !== "close")
      sheets.push({ name: unescapedXml(attributeOf(text, "name") ?? ""), relation: attributeOf(text, "id") ?? "" });
  }
  return sheets;
}, OF_PARTS);

/** The workbook with this of its sheets shown first, where it stands. */
export function withShown(xml: string, at: number): string {
  const edits: Edit[] = [];
  let number = -1;
  for (const tag of tagsOf(xml)) {
    if (tag.kind === "close") continue;
    const text = xml.slice(tag.start, tag.end);
    const isSheet = tag.depth === 2 && tag.local === "sheet";
    if (isSheet) number += 1;
    const changed =
      tag.local === "workbookView"
        ? withAttribute(withoutAttribute(text, "firstSheet"), "activeTab", at)
        : isSheet && number === at
          ? withoutAttribute(text, "state")
          : text;
    if (changed !== text) edits.push({ start: tag.start, end: tag.end, text: changed });
  }
  return partText(edited(xml, edits));
}

/** The workbook with one more sheet, which stands first and is shown; names that belong to a sheet still do. */
export function withFirstSheet(xml: string, relation: string): string {
  return firstSheets(xml)(relation);
}

/** Copies of one blank workbook are given the same. */
const firstSheets = rememberedByText(
  (xml) => rememberedByText((relation) => firstSheetAdded(xml, relation), OF_PARTS),
  OF_PARTS,
);

function firstSheetAdded(xml: string, relation: string): string {
  const edits: Edit[] = [];
  const names = sheetsIn(xml).map(({ name }) => name.toLowerCase());
  let number = 0;
  let first = -1;
  let prefix = "";
  for (const tag of tagsOf(xml)) {
    if (tag.kind === "close") continue;
    const text = xml.slice(tag.start, tag.end);
    if (tag.depth === 1 && tag.local === "sheets") [first, prefix] = [tag.end, prefixOf(tag)];
    if (tag.depth === 2 && tag.local === "sheet") number = Math.max(number, Number(attributeOf(text, "sheetId") ?? 0));
    const changed = shifted(tag.local, text);
    if (changed !== text) edits.push({ start: tag.start, end: tag.end, text: changed });
  }
  if (first < 0 || names.length === 0) throw new NotCopied("工作簿没有工作表");
  const sheet = `<${prefix}sheet xmlns:r="${RELATION_KINDS}" name="${freeSheetName(names)}" sheetId="${number + 1}" r:id="${relation}"/>`;
  return partText(edited(xml, [...edits, { start: first, end: first, text: sheet }]));
}

/** Sheets are named by their place where a name belongs to one, and where it is said which is shown. */
function shifted(local: string, tag: string): string {
  if (local === "workbookView") return withoutAttribute(withoutAttribute(tag, "activeTab"), "firstSheet");
  const place = local === "definedName" ? attributeOf(tag, "localSheetId") : undefined;
  return place === undefined ? tag : withAttribute(tag, "localSheetId", Number(place) + 1);
}

function freeSheetName(taken: readonly string[]): string {
  let name: string = MARKED_SHEET;
  for (let number = 2; taken.includes(name); number += 1) name = `${MARKED_SHEET}（${number}）`;
  return name;
}
