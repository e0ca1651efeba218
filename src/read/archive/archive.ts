import type { Budget } from "../limits.js";
import { readEntry, type Zip } from "../package/package.js";
import { type ArchivedFile, type ArchiveEntry, archivedFiles, type LibraryFiles } from "./files.js";
import { gzipEntries } from "./gzip.js";
import { isRar } from "./rar-head.js";
import { sevenZipEntries } from "./seven-zip.js";
import { isTar, tarEntries } from "./tar.js";

export { type ArchivedFile, type ArchiveEntry, archivedFiles, type LibraryFiles, volumeRefused } from "./files.js";

/** 压缩方式. */
export type Packing = "rar" | "7z" | "gzip" | "tar";

/** 压缩包: how it is packed is told by its content; a zip was opened to know what it is. */
export type Archive =
  | { readonly packing: "zip"; readonly zip: Zip }
  | { readonly packing: Packing; readonly bytes: Uint8Array; readonly name: string };

const SEVEN_ZIP = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c];
const GZIP = [0x1f, 0x8b];

/** How a file is packed that is no zip; undefined where it is no archive. */
export function packingOf(bytes: Uint8Array): Packing | undefined {
  if (isRar(bytes)) return "rar";
  if (startsWith(bytes, SEVEN_ZIP)) return "7z";
  if (startsWith(bytes, GZIP)) return "gzip";
  return isTar(bytes) ? "tar" : undefined;
}

/** 打开压缩包: its files, each with a function that unpacks it. The unpacking program of .rar is loaded with the first of them. */
export async function openArchive(
  archive: Archive,
  budget: Budget,
  files: LibraryFiles,
): Promise<readonly ArchivedFile[]> {
  if (archive.packing !== "rar") return openOwn(archive, budget);
  const { rarEntries } = await import("./rar.js");
  return archivedFiles(await rarEntries(archive.bytes, budget, files), budget);
}

/** The same, of what needs no library: undefined of a .rar. */
export function openAtOnce(archive: Archive, budget: Budget): readonly ArchivedFile[] | undefined {
  return archive.packing === "rar" ? undefined : openOwn(archive, budget);
}

function openOwn(archive: Archive, budget: Budget): readonly ArchivedFile[] {
  return archivedFiles(ownEntries(archive, budget), budget);
}

function ownEntries(archive: Archive, budget: Budget): readonly ArchiveEntry[] {
  switch (archive.packing) {
    case "zip":
      return zipEntries(archive.zip, budget);
    case "7z":
      return sevenZipEntries(archive.bytes, budget);
    case "gzip":
      return gzipEntries(archive.bytes, archive.name, budget);
    default:
      return tarEntries(archive.bytes);
  }
}

function zipEntries(zip: Zip, budget: Budget): readonly ArchiveEntry[] {
  return zip.entries.map((entry) => ({
    name: entry.name,
    folder: entry.folder,
    content: () => readEntry(zip, entry, budget),
  }));
}

/** 分卷 by their names: a.7z.001, a.zip.002, a.z01, a.r00. The first volumes of newer .rar are told by their content. */
export function isVolume(name: string): boolean {
  return /\.(?:(?:7z|zip|rar|tar|gz|tgz)\.\d{3}|[zr]\d\d)$/i.test(name);
}

/** 自解压程序: a program with an archive behind it. It is never run. */
export function isSelfExtracting(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [0x4d, 0x5a])) return false;
  const end = Math.min(bytes.length, FARTHEST);
  for (let at = bytes.indexOf(0x37); at >= 0 && at < end; at = bytes.indexOf(0x37, at + 1))
    if (startsWith(bytes, SEVEN_ZIP, at)) return true;
  for (let at = bytes.indexOf(0x52); at >= 0 && at < end; at = bytes.indexOf(0x52, at + 1))
    if (isRar(bytes, at)) return true;
  const tail = Math.max(0, bytes.length - LONGEST_COMMENT);
  for (let at = bytes.length - 22; at >= tail; at--) if (startsWith(bytes, END_OF_ZIP, at)) return true;
  return false;
}

/** How large the program before the archive may be. */
const FARTHEST = 2 * 1024 * 1024;
const LONGEST_COMMENT = 0xffff + 22;
const END_OF_ZIP = [0x50, 0x4b, 0x05, 0x06];

function startsWith(bytes: Uint8Array, start: readonly number[], at = 0): boolean {
  return start.every((byte, place) => bytes[at + place] === byte);
}
