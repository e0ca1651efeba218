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

function picker(): FolderPicker | undefined {
  return "showDirectoryPicker" in window ? (window as unknown as FolderPicker) : undefined;
}

export function canSaveInFolder(): boolean {
  return picker() !== undefined;
}

/** 一个文件夹, and what lies in it. */
export interface MadeFolder {
  readonly name: string;
  readonly files: readonly MadeFile[];
}

/**
 * 保存到文件夹: writes each into a new folder below the one that the clerk chooses, and returns the first one's name; undefined where none was
 * chosen. A folder of that name that is there already is left as it is.
 * @throws Error with a sentence for the clerk
 */
export async function saveInFolder(folders: readonly MadeFolder[]): Promise<string | undefined> {
  const chosen = await picker()
    ?.showDirectoryPicker({ mode: "readwrite" })
    .catch(() => undefined);
  if (!chosen) return undefined;
  const written: string[] = [];
  try {
    for (const { name, files } of folders) {
      const own = await unusedName(chosen, name);
      written.push(own);
      const folder = await chosen.getDirectoryHandle(own, { create: true });
      for (const { path, content } of files) await write(folder, path.split("/"), content);
    }
    return `${chosen.name}/${written[0] ?? ""}`;
  } catch (problem) {
    for (const own of written) await chosen.removeEntry(own, { recursive: true }).catch(() => undefined);
    const reason = problem instanceof Error ? problem.message : String(problem);
    throw new Error(`没有保存：浏览器不能写入所选的文件夹（${reason}）。请改用“保存全部（zip）”。`);
  }
}

/** 2022, else 2022（2）and so on. */
async function unusedName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : `${name}（${count}）`;
    const there = await folder.getDirectoryHandle(own).then(
      () => true,
      (problem: unknown) => problem instanceof Error && problem.name === "TypeMismatchError",
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
