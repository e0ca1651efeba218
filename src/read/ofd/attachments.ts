import type { Parts } from "../package/package.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { sidePart } from "./parts.js";

const MOST_NAMED = 20;

/** 附件: the names of the files that are attached to a document, as its reader is shown them. */
export function attachmentsOf(parts: Parts, from: string, root: Element): readonly string[] {
  const list = sidePart(parts, from, childAt(root, "Attachments")?.text);
  return childrenOf(list?.root, "Attachment").slice(0, MOST_NAMED).map(nameOf);
}

/** Some programs keep the ending apart, or only where the file lies. */
function nameOf(attachment: Element): string {
  const file = (childAt(attachment, "FileLoc")?.text ?? "").trim().split(/[\\/]/).at(-1) ?? "";
  const name = attachment.attributes.get("Name")?.trim() ?? "";
  const ending = attachment.attributes.get("Format")?.trim() || (/\.(\w{1,8})$/.exec(file)?.[1] ?? "");
  if (name === "") return file;
  return ending === "" || name.toLowerCase().endsWith(`.${ending.toLowerCase()}`) ? name : `${name}.${ending}`;
}
