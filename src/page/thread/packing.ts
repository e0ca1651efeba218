import { type ZipEntry, zipped } from "../../zip.js";
import type { MadeFile } from "../talk.js";
import { bytesNow } from "./files.js";

/** What is handed to the browser at once, which may keep it on its disk. */
const PART = 8 * 1024 * 1024;

/** 打包: the files as one zip archive. */
export function packed(files: readonly MadeFile[]): Blob {
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const piece of zipped(entriesOf(files))) {
    waiting.push(new Uint8Array(piece));
    size += piece.length;
    if (size < PART) continue;
    parts.push(new Blob(waiting));
    waiting = [];
    size = 0;
  }
  return new Blob([...parts, ...waiting], { type: "application/zip" });
}

function* entriesOf(files: readonly MadeFile[]): Iterable<ZipEntry> {
  for (const { path, content } of files) yield { name: path, content: [bytesNow(content)] };
}
