import { CFB } from "@e965/xlsx";
import type { ArchiveEntry } from "../archive/archive.js";
import { type Budget, refuseManyEntries, spendUnpacked } from "../limits.js";
import { nameIn } from "../package/package.js";
import { ReadRefusal, unreadable, unsupported } from "../refusal.js";
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

/** Outlook 邮件（.msg） is told by a stream that every one of them has. */
export function isOutlookLetter(bytes: Uint8Array): boolean {
  return OLE.every((byte, at) => bytes[at] === byte) && streamNames(bytes).has("__properties_version1.0");
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** A storage: streams and further storages by their names. */
interface Storage {
  readonly streams: Map<string, Uint8Array>;
  readonly storages: Map<string, Storage>;
}

/** 附件 of a letter that Outlook saved, and those of letters within it. */
export function outlookEntries(bytes: Uint8Array, budget: Budget): readonly ArchiveEntry[] {
  const found: ArchiveEntry[] = [];
  takeLetter(storagesOf(bytes, budget), found, budget, 0);
  return found;
}

function storagesOf(bytes: Uint8Array, budget: Budget): Storage {
  const root = emptyStorage();
  for (const { path, content } of streamsOf(bytes, budget)) {
    const [name = "", ...above] = path.toUpperCase().split("/").reverse();
    let storage = root;
    for (const one of above.reverse()) {
      const next = storage.storages.get(one) ?? emptyStorage();
      storage.storages.set(one, next);
      storage = next;
    }
    storage.streams.set(name, content);
  }
  return root;
}

function emptyStorage(): Storage {
  return { streams: new Map(), storages: new Map() };
}

function streamsOf(
  bytes: Uint8Array,
  budget: Budget,
): readonly { readonly path: string; readonly content: Uint8Array }[] {
  try {
    const file = CFB.read(bytes, { type: "array" });
    refuseManyEntries({ ...budget, limits: { ...budget.limits, entries: MOST_STREAMS } }, file.FullPaths.length);
    return (file.FullPaths as readonly string[]).flatMap((path, at) => {
      const entry = file.FileIndex[at];
      if (entry?.type !== 2) return [];
      const content = Uint8Array.from((entry.content ?? []) as ArrayLike<number>);
      if (content.length < entry.size) throw new Error("a stream is cut off");
      return [{ path: path.slice(path.indexOf("/") + 1), content }];
    });
  } catch (problem) {
    if (problem instanceof ReadRefusal) throw problem;
    throw unreadable("邮件的格式已损坏", "请重新保存邮件，或直接报送附件");
  }
}

/** A letter has some fifty streams of its own, and each attachment and addressee a dozen. */
const MOST_STREAMS = 50_000;

function takeLetter(letter: Storage, found: ArchiveEntry[], budget: Budget, depth: number): void {
  if (depth > DEEPEST) throw unsupported("邮件的层数过多", "请直接报送附件");
  for (const [name, attachment] of letter.storages) {
    if (!ATTACHMENT.test(name)) continue;
    const inner = attachment.storages.get(`__SUBSTG1.0_${PROPERTIES.letter}`);
    if (inner && isLetterWithin(inner)) takeLetter(inner, found, budget, depth + 1);
    else takeAttachment(attachment, inner !== undefined, found, budget);
    refuseManyEntries(budget, found.length);
  }
}

function isLetterWithin(storage: Storage): boolean {
  return storage.streams.has("__PROPERTIES_VERSION1.0");
}

function takeAttachment(attachment: Storage, isObject: boolean, found: ArchiveEntry[], budget: Budget): void {
  const name = nameOf(attachment) || `附件${found.length + 1}`;
  if (isInLetter(attachment, name)) return;
  const data = attachment.streams.get(`__SUBSTG1.0_${PROPERTIES.data}`);
  found.push({
    name,
    folder: false,
    content: () => {
      if (isObject) throw unsupported("这是嵌在邮件正文里的对象，无法读取", "请把文件作为附件发送，或直接报送文件");
      if (!data) throw unsupported("附件没有随邮件发来，邮件中只有它的地址", "请直接报送文件");
      spendUnpacked(budget, data.length);
      return data;
    },
  });
}

function nameOf(attachment: Storage): string {
  const stream = (property: string): Uint8Array | undefined => attachment.streams.get(`__SUBSTG1.0_${property}`);
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
    PROPERTIES.contentIds.some((property) => (attachment.streams.get(`__SUBSTG1.0_${property}`)?.length ?? 0) > 0)
  );
}
