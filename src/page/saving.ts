import { said } from "./failure.js";
import type { MadeFile } from "./talk.js";

/** 保存: hands a file to the browser, which puts it where it puts all it saves. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What newer browsers of the Chrome family have for writing into a folder. */
interface FolderPicker {
  readonly showDirectoryPicker: (options: { readonly mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;
}

function folderPicker(): FolderPicker | undefined {
  return "showDirectoryPicker" in window ? (window as unknown as FolderPicker) : undefined;
}

export function canSaveInFolder(): boolean {
  return folderPicker() !== undefined;
}

/** 一个文件夹, and what lies in it. */
export interface MadeFolder {
  readonly name: string;
  readonly files: readonly MadeFile[];
}

/**
 * 保存到文件夹: writes each into a new folder below the one that the clerk chooses, and returns where they are; undefined where none was chosen.
 * A folder of that name that is there already is left as it is.
 * @throws Error with a sentence for the clerk
 */
export async function saveInFolder(folders: readonly MadeFolder[]): Promise<readonly string[] | undefined> {
  const chosen = await chosenFolder();
  if (!chosen) return undefined;
  const written: string[] = [];
  try {
    for (const { name, files } of folders) {
      const own = await unusedName(chosen, name);
      const folder = await chosen.getDirectoryHandle(own, { create: true });
      written.push(own);
      for (const { path, content } of files) await write(folder, path.split("/"), content);
    }
    return written.map((own) => `${chosen.name}/${own}`);
  } catch (problem) {
    for (const own of written) await chosen.removeEntry(own, { recursive: true }).catch(() => undefined);
    throw refusal(problem);
  }
}

/** Undefined where the clerk chose none. */
async function chosenFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await folderPicker()?.showDirectoryPicker({ mode: "readwrite" });
  } catch (problem) {
    if (isNamed(problem, "AbortError")) return undefined;
    throw refusal(problem);
  }
}

function refusal(problem: unknown): Error {
  return new Error(`没有保存：浏览器不能写入所选的文件夹（${said(problem)}）。请改用“保存全部（zip）”。`);
}

function isNamed(problem: unknown, name: string): boolean {
  return problem instanceof DOMException && problem.name === name;
}

/** 2022, else 2022（2）and so on. */
async function unusedName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : `${name}（${count}）`;
    const there = await folder.getDirectoryHandle(own).then(
      () => true,
      (problem: unknown) => {
        if (isNamed(problem, "NotFoundError")) return false;
        // A file of that name.
        if (isNamed(problem, "TypeMismatchError")) return true;
        throw problem;
      },
    );
    if (!there) return own;
  }
}

async function write(folder: FileSystemDirectoryHandle, steps: readonly string[], content: Blob): Promise<void> {
  const [step = "", ...inner] = steps;
  if (inner.length > 0) return write(await folder.getDirectoryHandle(step, { create: true }), inner, content);
  const file = await folder.getFileHandle(step, { create: true });
  const stream = await file.createWritable();
  await stream.write(content);
  await stream.close();
}
