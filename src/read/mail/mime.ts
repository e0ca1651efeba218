import type { ArchiveEntry } from "../archive/archive.js";
import { type Budget, refuseManyEntries, spendUnpacked } from "../limits.js";
import { encrypted, unreadable, unsupported } from "../refusal.js";
import { decodedWords, type Field, fieldOf, type Header, headerAt } from "./header.js";
import { decodedBody } from "./transfer.js";

/** A letter within a letter within a letter: deeper than anybody forwards. */
const DEEPEST = 20;

/** 邮件 that is being taken apart; each sign of the text stands for one byte. */
interface Mail {
  readonly text: string;
  readonly budget: Budget;
  readonly found: ArchiveEntry[];
  parts: number;
}

/** 附件 of a letter (RFC 2045, 2046), those of all its parts. What it says itself and the pictures in it are none. */
export function attachmentsIn(text: string, budget: Budget): readonly ArchiveEntry[] {
  const mail: Mail = { text, budget, found: [], parts: 0 };
  takePart(mail, 0, text.length, 0);
  return mail.found;
}

/** A part from where its header begins to where it ends. */
function takePart(mail: Mail, from: number, to: number, depth: number): void {
  mail.parts += 1;
  refuseManyEntries(mail.budget, mail.parts);
  if (depth > DEEPEST) throw unsupported("邮件的层数过多", "请直接报送附件");
  const head = headerAt(mail.text, from, to);
  if (!head) throw unreadable("邮件的格式已损坏", "请重新发送邮件，或直接报送文件");
  const type = fieldOf(head.header, "content-type");
  if (type.value === "multipart/encrypted") throw encrypted("邮件已加密");
  if (type.value.startsWith("multipart/")) takeParts(mail, type, head.body, to, depth);
  else takeLeaf(mail, head.header, type, mail.text.slice(head.body, to));
}

function takeParts(mail: Mail, { parameters }: Field, from: number, to: number, depth: number): void {
  const mark = `--${parameters.get("boundary") ?? ""}`;
  let start: number | undefined;
  let isClosed = false;
  for (let at = markAt(mail.text, mark, from, to); at !== undefined && !isClosed; ) {
    if (start !== undefined) takePart(mail, start, endBefore(mail.text, at), depth + 1);
    isClosed = mail.text.startsWith("--", at + mark.length);
    const end = mail.text.indexOf("\n", at);
    start = end < 0 || end >= to ? to : end + 1;
    at = markAt(mail.text, mark, start, to);
  }
  if (isClosed) return;
  const before = mail.found.length;
  if (start !== undefined && start < to) takePart(mail, start, to, depth + 1);
  // Where the mark of the end is missing, the last attachment is not certainly whole.
  for (const [at, entry] of mail.found.entries())
    if (at >= before) mail.found[at] = { ...entry, content: () => cutOff() };
  if (start === undefined) cutOff();
}

function cutOff(): never {
  throw unreadable("邮件不完整，末尾缺失", "请重新发送邮件，或直接报送文件");
}

/** A mark stands at the start of a line, and nothing but blanks or the sign of the end behind it. */
function markAt(text: string, mark: string, from: number, to: number): number | undefined {
  if (mark === "--") return undefined;
  for (let at = text.indexOf(mark, from); at >= 0 && at + mark.length <= to; at = text.indexOf(mark, at + 1)) {
    const isFirst = at === 0 || text[at - 1] === "\n";
    if (isFirst && /^(?:--)?[ \t]*(?:\r?\n|$)/.test(text.slice(at + mark.length, Math.min(to, at + mark.length + 80))))
      return at;
  }
  return undefined;
}

/** The line end before a mark belongs to the mark. */
function endBefore(text: string, at: number): number {
  return text[at - 2] === "\r" ? at - 2 : at - 1;
}

function takeLeaf(mail: Mail, header: Header, type: Field, body: string): void {
  const disposition = fieldOf(header, "content-disposition");
  const name = disposition.parameters.get("filename") ?? type.parameters.get("name");
  const isAttached = disposition.value === "attachment";
  if (SIGNATURE.test(type.value) || (!isAttached && isPartOfLetter(header, type.value, name))) return;
  const shown = name?.trim() || subjectOf(type.value, body) || `附件${mail.found.length + 1}`;
  const encoding = (header.get("content-transfer-encoding") ?? "").trim().toLowerCase();
  mail.found.push({
    name: shown,
    folder: false,
    content: () => contentOf(mail.budget, type.value, shown, body, encoding),
  });
}

const SIGNATURE = /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/;

/** What the letter itself consists of: its text, pictures and sounds in it, receipts. */
function isPartOfLetter(header: Header, type: string, name: string | undefined): boolean {
  if (/^(?:image|audio|video)\//.test(type)) return name === undefined || header.has("content-id");
  if (/^message\/(?:delivery-status|disposition-notification)$/.test(type)) return true;
  // Exchange makes files of what stands in a letter behind its attachments.
  if (/^ATT\d{5}\.(?:txt|html?)$/i.test(name ?? "")) return true;
  return name === undefined && (type === "" || (type.startsWith("text/") && type !== "text/csv"));
}

/** A letter within the letter is called by its subject. */
function subjectOf(type: string, body: string): string {
  if (type !== "message/rfc822") return "";
  const subject = headerAt(body, 0, body.length)?.header.get("subject") ?? "";
  return `${decodedWords(subject).trim() || "转发的邮件"}.eml`;
}

function contentOf(budget: Budget, type: string, name: string, ...[body, encoding]: [string, string]): Uint8Array {
  if (type === "application/ms-tnef" || /^winmail\.dat$/i.test(name))
    throw unsupported(
      "附件被发件人的 Outlook 打包成 winmail.dat，无法读取",
      "请直接报送文件，或由发件人改用“HTML”或“纯文本”格式重新发送",
    );
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type)) throw encrypted("邮件已加密或整体签名");
  if (type === "message/partial") throw unsupported("这是分成几封发送的邮件中的一封，无法单独读取", "请直接报送文件");
  if (type === "message/external-body") throw unsupported("附件没有随邮件发来，邮件中只有它的地址", "请直接报送文件");
  const content = decodedBody(body, encoding);
  spendUnpacked(budget, content.length);
  return content;
}
