import { type ArchivedFile, type ArchiveEntry, archivedFiles } from "../archive/archive.js";
import type { Budget } from "../limits.js";
import { unsupported } from "../refusal.js";
import { fieldOf, headerAt } from "./header.js";
import { attachmentsIn } from "./mime.js";
import { isOutlookLetter, outlookEntries } from "./outlook.js";

export { isOutlookLetter } from "./outlook.js";

/** How much of a file is looked at to tell whether it is a letter. */
const HEAD = 64 * 1024;
/** Most files are told by their first line to be none: a field's name, and a colon behind it if the line goes no farther than this. */
const FIRST_LINE = 2048;
const MAY_BE_FIELD = /^[!-9;-~]+[ \t]*(?::|$)/;
/** Fields that letters have, and web archives, which are written in the same way, do not. */
const OF_LETTERS = ["received", "message-id", "return-path", "delivered-to", "to", "cc", "x-mailer", "x-priority"];

/** 邮件（.eml） is told by its header, whatever encodings stand in it. */
export function isLetter(bytes: Uint8Array): boolean {
  if (!MAY_BE_FIELD.test(letterText(bytes.subarray(0, FIRST_LINE)))) return false;
  const text = letterText(bytes.subarray(0, HEAD));
  const head = headerAt(text, 0, text.length);
  if (!head || head.header.size < 2) return false;
  const { value } = fieldOf(head.header, "content-type");
  return /^multipart\/(?:mixed|signed)$/.test(value) || OF_LETTERS.some((name) => head.header.has(name));
}

/** 邮件的附件 are what was sent in; the letter's own text is not, and a letter without attachments says so. */
export function filesOfLetter(bytes: Uint8Array, budget: Budget): readonly ArchivedFile[] {
  const entries = isOutlookLetter(bytes) ? outlookEntries(bytes, budget) : attachmentsIn(oneLetter(bytes), budget);
  const files = archivedFiles(apart(entries), budget);
  if (files.length === 0)
    throw unsupported("这是电子邮件，没有附件；邮件正文不作为报送材料", "请把年报文件作为附件发送，或直接报送文件");
  return files;
}

/** 邮箱文件 hold letter behind letter, of which the attachments of the first alone would be taken. */
function oneLetter(bytes: Uint8Array): string {
  const text = letterText(bytes);
  if (text.length < bytes.length && /\n\r?\nFrom [^\n]{1,200} \d{4}\r?\n/.test(text))
    throw unsupported("这是邮箱文件，里面有几封邮件，无法逐封读取", "请把每封邮件单独保存，或直接报送附件");
  return text;
}

/** A mark of UTF-8 may stand before it, or the line by which mailboxes part letters. */
function letterText(bytes: Uint8Array): string {
  const text = latin1(bytes);
  return text.slice(/^(?:\u00ef\u00bb\u00bf)?(?:From [^\n]*\n)?/.exec(text.slice(0, 1000))?.[0].length ?? 0);
}

/** Attachments may be called the same: later ones are shown by their number. */
function apart(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  const seen = new Set<string>();
  return entries.map((entry, at) => {
    const name = entry.name.replace(/[\\/]/g, "_");
    const own = seen.has(name) ? `附件${at + 1}/${name}` : name;
    seen.add(name);
    return { ...entry, name: own };
  });
}

/** One sign for each byte. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}
