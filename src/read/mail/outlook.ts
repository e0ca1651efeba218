import type { ArchiveEntry } from "../archive/archive.js";
import { openCompound, type Storage } from "../compound/compound.js";
import { type Budget, refuseManyEntries, spendUnpacked } from "../limits.js";
import { nameIn } from "../package/package.js";
import { type ReadRefusal, unreadable, unsupported } from "../refusal.js";
import { streamNames } from "../signature.js";

// The format is described in [MS-OXMSG]: a compound file, in which each attachment is a storage.

/** The properties of an attachment, by number and kind: 1F is UTF-16, 1E is the letter's own code page, 102 is bytes, D a storage. */
const PROPERTIES = {
  data: "37010102",
  letter: "3701000D",
  names: ["3707001F", "3704001F", "3001001F"],
  oldNames: ["3707001E", "3704001E", "3001001E"],
  contentIds: ["3712001F", "3712001E"],
};
const ATTACHMENT = /^__attach_version1\.0_#[0-9a-f]{8}$/i;
const DEEPEST = 20;
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** Every letter has it, and every letter within a letter. */
const LETTER = "__properties_version1.0";

/** Outlook 邮件（.msg） is told by a stream in its root; a document may have a letter embedded in it. */
export function isOutlookLetter(bytes: Uint8Array): boolean {
  if (!OLE.every((byte, at) => bytes[at] === byte)) return false;
  const names = streamNames(bytes);
  if (!names.has(LETTER)) return false;
  return !(names.has("worddocument") || names.has("workbook")) || openCompound(bytes, damaged).names.has(LETTER);
}

/** 附件 of a letter that Outlook saved, and those of letters within it. */
export function outlookEntries(bytes: Uint8Array, budget: Budget): readonly ArchiveEntry[] {
  const found: ArchiveEntry[] = [];
  takeLetter(openCompound(bytes, damaged), found, budget, 0);
  return found;
}

function damaged(): ReadRefusal {
  return unreadable("邮件的格式已损坏", "请重新保存邮件，或直接报送附件");
}

function takeLetter(letter: Storage, found: ArchiveEntry[], budget: Budget, depth: number): void {
  if (depth > DEEPEST) throw unsupported("邮件的层数过多", "请直接报送附件");
  for (const name of [...letter.names].sort()) {
    const attachment = ATTACHMENT.test(name) ? letter.storage(name) : undefined;
    if (!attachment) continue;
    const inner = attachment.storage(`__substg1.0_${PROPERTIES.letter}`);
    if (inner?.names.has(LETTER)) takeLetter(inner, found, budget, depth + 1);
    else takeAttachment(attachment, inner !== undefined, found, budget);
    refuseManyEntries(budget, found.length);
  }
}

function takeAttachment(attachment: Storage, isObject: boolean, found: ArchiveEntry[], budget: Budget): void {
  const name = nameOf(attachment) || `附件${found.length + 1}`;
  if (isInLetter(attachment, name)) return;
  found.push({
    name,
    folder: false,
    content: () => {
      if (isObject) throw unsupported("这是嵌在邮件正文里的对象，无法读取", "请把文件作为附件发送，或直接报送文件");
      const data = attachment.stream(`__substg1.0_${PROPERTIES.data}`);
      if (!data) throw unsupported("附件没有随邮件发来，邮件中只有它的地址", "请直接报送文件");
      spendUnpacked(budget, data.length);
      return data;
    },
  });
}

function nameOf(attachment: Storage): string {
  const stream = (property: string): Uint8Array | undefined => attachment.stream(`__substg1.0_${property}`);
  for (const property of PROPERTIES.names) {
    const text = stream(property);
    if (text && text.length > 0) return new TextDecoder("utf-16le").decode(text).replaceAll("\0", "");
  }
  const old = PROPERTIES.oldNames.map(stream).find((text) => text !== undefined && text.length > 0);
  return old ? nameIn(old).replaceAll("\0", "") : "";
}

/** Pictures that the letter shows have a number by which its text speaks of them. */
function isInLetter(attachment: Storage, name: string): boolean {
  const isPicture = /\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)$/i.test(name);
  return (
    isPicture &&
    PROPERTIES.contentIds.some((property) => (attachment.stream(`__substg1.0_${property}`)?.length ?? 0) > 0)
  );
}
