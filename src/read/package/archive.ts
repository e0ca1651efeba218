import { unreadable } from "../refusal.js";
import type { Zip, ZipEntry } from "./zip.js";

/** A file within an archive. Its path is only shown; nothing is written there. */
export interface ArchivedFile {
  readonly path: string;
  readonly entry: ZipEntry;
}

/** 压缩包里的文件, without folders and system files. Two files of one name are refused. */
export function archivedFiles(zip: Zip): readonly ArchivedFile[] {
  const files: ArchivedFile[] = [];
  const seen = new Set<string>();
  for (const entry of zip.entries) {
    const path = shownPath(entry.name);
    if (entry.folder || path === "" || path.split("/").some(isSystemFile)) continue;
    if (seen.has(path)) throw unreadable("压缩包内有重名文件，无法确定以哪一个为准");
    seen.add(path);
    files.push({ path, entry });
  }
  return files;
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
