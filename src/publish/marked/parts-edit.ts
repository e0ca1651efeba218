import { rememberedByText } from "../../remembered.js";
import { NotCopied } from "./refusal.js";
import { appended, edited, OF_PARTS, partText, rootPrefix, tagsOf } from "./xml-edit.js";

const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
export const RELATION_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** 部件关系: a part to which another is to lead. */
export interface NewRelation {
  readonly id: string;
  /** worksheet, comments, vmlDrawing. */
  readonly kind: string;
  readonly from: string;
  readonly target: string;
}

/** The references of a part with new ones; the part has none where there is no text. */
export function withRelations(xml: string | undefined, added: readonly NewRelation[]): string {
  const before = xml ?? `<Relationships xmlns="${PACKAGE}/relationships"/>`;
  const prefix = rootPrefix(before);
  const elements = added.map(
    ({ id, kind, from, target }) =>
      `<${prefix}Relationship Id="${id}" Type="${RELATION_KINDS}/${kind}" Target="${relativePath(from, target)}"/>`,
  );
  return withChildren(before)(elements.join(""));
}

/** 内容类型: what the new parts are. */
export function withTypes(xml: string, added: ReadonlyMap<string, string>): string {
  const prefix = rootPrefix(xml);
  const elements = [...added].map(
    ([part, type]) =>
      `<${prefix}Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
  );
  return withChildren(xml)(elements.join(""));
}

/** Copies of one blank workbook are given the same. */
const withChildren = rememberedByText(
  (xml) => rememberedByText((children) => childrenAdded(xml, children), OF_PARTS),
  OF_PARTS,
);

function childrenAdded(xml: string, children: string): string {
  for (const tag of tagsOf(xml)) {
    const edit = appended(xml, tag.local, 0, children);
    if (edit) return partText(edited(xml, [edit]));
  }
  throw new NotCopied("工作簿的部件表不完整");
}

/** xl/worksheets/sheet1.xml → xl/comments1.xml: ../comments1.xml. */
function relativePath(from: string, target: string): string {
  const here = from.split("/").slice(0, -1);
  const there = target.split("/");
  let same = 0;
  while (same < here.length && here[same] === there[same]) same += 1;
  return [...here.slice(same).map(() => ".."), ...there.slice(same)].join("/");
}

/** A name that no part has: xl/comments3.xml. */
export function freeName(taken: ReadonlySet<string>, stem: string, ending: string): string {
  let number = 1;
  while (taken.has(`${stem}${number}${ending}`.toLowerCase())) number += 1;
  return `${stem}${number}${ending}`;
}
