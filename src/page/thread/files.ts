import type { Unstable } from "../../effects.js";
import { machineFailed } from "../../error.js";

/** Reads while the thread waits, as a page's threads may and a page may not. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** The bytes of what the page itself holds. */
export function bytesNow(blob: Blob): Uint8Array {
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}

/** The bytes of a file on the clerk's disk, once more; undefined where it is gone or has changed. */
export function bytesAgain(file: Blob): Uint8Array | undefined {
  try {
    return bytesNow(file);
  } catch {
    return undefined;
  }
}

/** The bytes of a file on the clerk's disk. A browser refuses one that is gone, locked, or changed since it was put in, and does not say which. */
export async function bytesOf(file: Blob): Promise<Uint8Array | Unstable> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return { unstable: "文件放入之后被改动、移走，或正被其他程序占用，请关闭后重新放入" };
  }
}

/** The same of what nothing can be done without. */
export async function neededBytes(file: Blob, name: string): Promise<Uint8Array> {
  const bytes = await bytesOf(file);
  if ("unstable" in bytes) throw machineFailed(`不能读取“${name}”：${bytes.unstable}`);
  return bytes;
}
