import { type Budget, refuseManyEntries } from "../limits.js";
import { type ReadRefusal, unreadable, unsupported } from "../refusal.js";

/** 附带文件: what libraries keep beside themselves and ask for by name, e.g. the unpacking program of .rar. */
export type LibraryFiles = (name: string) => Promise<Uint8Array | undefined>;

/** 压缩包条目 as its archive lists it, in the archive's order. */
export interface ArchiveEntry {
  readonly name: string;
  readonly folder: boolean;
  /** Its content, unpacked in memory and within the budget. Throws a refusal where there is none to be had. */
  readonly content: () => Uint8Array;
}

/** A file within an archive. Its path is only shown; nothing is written there. */
export interface ArchivedFile {
  readonly path: string;
  readonly content: () => Uint8Array;
}

/** 压缩包里的文件, without folders and system files. Two files of one name are refused. */
export function archivedFiles(entries: readonly ArchiveEntry[], budget: Budget): readonly ArchivedFile[] {
  refuseManyEntries(budget, entries.length);
  const files: ArchivedFile[] = [];
  const seen = new Set<string>();
  for (const { name, folder, content } of entries) {
    const path = shownPath(name);
    if (folder || path === "" || path.split("/").some(isSystemFile)) continue;
    if (seen.has(path)) throw unreadable("压缩包内有重名文件，无法确定以哪一个为准");
    seen.add(path);
    files.push({ path, content });
  }
  return files;
}

/** 链接: it names another file, which may lie anywhere; the archive holds nothing of it. */
export function linkRefused(): never {
  throw unreadable("这是指向其他文件的链接，压缩包里没有它的内容", "请把文件本身放入压缩包后重新报送");
}

/** 分卷: what one of several volumes holds is not whole. */
export function volumeRefused(): ReadRefusal {
  return unsupported("这是分卷压缩包中的一卷，无法单独读取", "请压缩成一个文件（不分卷）后重新报送");
}

/** `C:\a\..\b.xlsx` and `/../b.xlsx` are shown as `b.xlsx`; control characters are left out. */
function shownPath(name: string): string {
  const steps: string[] = [];
  for (const step of printable(name)
    .replace(/\\/g, "/")
    .replace(/^[A-Za-z]:/, "")
    .split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function printable(name: string): string {
  return [...name].filter((character) => character >= " " && character !== "\u007f").join("");
}

/** ~$年报.xlsx, .DS_Store, Thumbs.db, README.txt: files that programs and systems leave behind. */
function isSystemFile(step: string): boolean {
  if (/^(?:~\$|\.|_)/.test(step)) return true;
  return /^(?:thumbs\.db|desktop\.ini|readme.*)$/i.test(step) || /\.(?:tmp|part|crdownload)$/i.test(step);
}
