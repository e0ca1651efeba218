import type { ReadDocument, Remark } from "../../grid.js";
import type { Budget } from "../limits.js";
import { hasPart, type Parts } from "../package/package.js";
import { documentOfPages, MOST_PAGES, PAGED_ADVICE, type PageMarks } from "../page/page.js";
import { encrypted, tooLarge, unreadable } from "../refusal.js";
import { annotationsOf } from "./annotations.js";
import { attachmentsOf } from "./attachments.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { neededPart, type Part, partAt, pathOf, sidePart } from "./parts.js";
import { noCodes } from "./pieces.js";
import { noResources, withResources } from "./resources.js";
import { type Body, marksOfPage } from "./sheets.js";
import { flagAt } from "./values.js";

const MAIN = "OFD.xml";

/** 版式文档 OFD (GB/T 33190-2016): the documents of the file, one after the other, page by page. */
export async function readOfd(parts: Parts, { limits }: Budget): Promise<ReadDocument> {
  if (hasPart(parts, "Encryptions.xml")) throw encrypted("OFD 文件已加密，无法打开");
  const main = neededPart(parts, "", MAIN);
  const entries = childrenOf(main.root, "DocBody");
  if (entries.length === 0) throw unreadable("OFD 文件中没有文档", PAGED_ADVICE);
  const effort = { spent: 0 };
  const bodies = entries.map((entry) => bodyOf(parts, rootOf(parts, entry), effort));
  const pages = bodies.reduce((total, { root }) => total + pagesIn(root).length, 0);
  if (pages > Math.min(MOST_PAGES, limits.cells)) throw tooLarge(`OFD 超过 ${MOST_PAGES} 页`);
  const document = await documentOfPages({ format: "ofd", name: "OFD", cells: limits.cells }, pagesOf(bodies));
  return { ...document, remarks: [...document.remarks, ...remarksOf(parts, entries, bodies)] };
}

function pagesIn(root: Element): readonly Element[] {
  return childrenOf(childAt(root, "Pages"), "Page");
}

async function* pagesOf(bodies: readonly Body[]): AsyncIterable<{ readonly sheet: string; readonly marks: PageMarks }> {
  for (const [index, body] of bodies.entries()) {
    const document = bodies.length > 1 ? `文档${index + 1}` : "";
    for (const [at, page] of pagesIn(body.root).entries())
      yield { sheet: `${document}第${at + 1}页`, marks: marksOfPage(body, page) };
  }
}

/**
 * 文档根节点. Where the file keeps versions and the current one has another root than the document itself, programs differ
 * in which one they show.
 */
function rootOf(parts: Parts, entry: Element): Part {
  const location = childAt(entry, "DocRoot")?.text;
  const versions = childrenOf(childAt(entry, "Versions"), "Version");
  const current = versions.find((version) => flagAt(version, "Current", false));
  const version = current && partAt(parts, MAIN, current.attributes.get("BaseLoc"));
  const other = childAt(version?.root, "DocRoot")?.text;
  const differs =
    version && other !== undefined && pathOf(parts, version.path, other) !== pathOf(parts, MAIN, location ?? "");
  if (differs)
    throw unreadable(
      "OFD 文件含有几个版本，无法确定以哪一个为准",
      "请另存为只有最终版本的文件，或报送 Excel、Word 电子表",
    );
  return neededPart(parts, MAIN, location);
}

function bodyOf(parts: Parts, { path, root }: Part, effort: Body["effort"]): Body {
  const data = childAt(root, "CommonData");
  const locations = [...childrenOf(data, "PublicRes"), ...childrenOf(data, "DocumentRes")];
  return {
    parts,
    path,
    root,
    resources: withResources(noResources(), parts, path, locations),
    codes: noCodes(),
    effort,
    templates: new Map(),
    annotations: annotationsOf(parts, path, root),
  };
}

/** 附注: what the file holds besides its pages. */
function remarksOf(parts: Parts, entries: readonly Element[], bodies: readonly Body[]): readonly Remark[] {
  const signed = entries.some((entry) => {
    const location = childAt(entry, "Signatures")?.text;
    const list = sidePart(parts, MAIN, location);
    return location !== undefined && (list === undefined || childrenOf(list.root, "Signature").length > 0);
  });
  const names = bodies.flatMap(({ path, root }) => attachmentsOf(parts, path, root));
  return [
    ...(signed ? [{ kind: "signed" } as const] : []),
    ...(names.length > 0 ? [{ kind: "attached", names } as const] : []),
  ];
}
