import type { GivenFile } from "./placing.js";

/** More than any office gets; a whole disk was dropped by mistake. */
const MOST_FILES = 20_000;

/** 选择的文件: of a folder with their paths below it, the folder's own name first. */
export function chosenFiles(list: FileList | null): readonly GivenFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * What browsers of the Chrome family give of a dropped item. Its older entries are refused to a page from the disk; Firefox and Safari, which have
 * only these, do not refuse them.
 */
interface HandleItem {
  readonly getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

/**
 * 拖入的文件: those dropped, and all in the folders dropped. The list of what was dropped is empty once anything has been waited for, so
 * everything is asked for first.
 * @throws Error with a sentence for the clerk where something can't be read, or a folder holds too much or nothing
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly GivenFile[]> {
  const dropped = [...items].filter(({ kind }) => kind === "file").map(asDropped);
  if (dropped.length === 0) return chosenFiles(files);
  const found: GivenFile[] = [];
  for (const tree of await Promise.all(dropped))
    for await (const file of tree) {
      if (found.length >= MOST_FILES)
        throw new Error(`放入的文件超过 ${MOST_FILES} 个，可能拖错了文件夹；请只放入一个年度的文件夹。`);
      found.push(file);
    }
  if (found.length === 0) throw new Error("拖入的文件夹里没有文件。");
  return found;
}

type Tree = AsyncIterable<GivenFile> | readonly GivenFile[];

async function asDropped(item: DataTransferItem): Promise<Tree> {
  const file = item.getAsFile();
  const asked = (item as HandleItem).getAsFileSystemHandle?.();
  const entry = asked ? null : item.webkitGetAsEntry();
  if (entry) return filesOfEntry(entry);
  const handle = await asked?.catch(() => refuse(file?.name ?? ""));
  if (handle) return filesOfHandle(handle, handle.name);
  return file ? [{ path: file.name, file }] : [];
}

async function* filesOfHandle(handle: FileSystemHandle, path: string): AsyncGenerator<GivenFile> {
  if (isFileHandle(handle)) yield { path, file: await handle.getFile().catch(() => refuse(path)) };
  else if (isFolderHandle(handle))
    for (const inner of await handlesIn(handle, path)) yield* filesOfHandle(inner, `${path}/${inner.name}`);
}

function isFileHandle(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === "file";
}

function isFolderHandle(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === "directory";
}

async function handlesIn(folder: FileSystemDirectoryHandle, path: string): Promise<readonly FileSystemHandle[]> {
  const all: FileSystemHandle[] = [];
  try {
    for await (const inner of folder.values()) all.push(inner);
  } catch {
    refuse(path);
  }
  return all;
}

async function* filesOfEntry(entry: FileSystemEntry): AsyncGenerator<GivenFile> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) yield { path, file: await fileOf(entry).catch(() => refuse(path)) };
  else if (isFolder(entry))
    for (const inner of await entriesIn(entry).catch(() => refuse(path))) yield* filesOfEntry(inner);
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A browser gives a folder's entries a hundred at a time, and none at the end. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((answer, fail) => reader.readEntries(answer, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((answer, fail) => entry.file(answer, fail));
}

/** Of what was dropped nothing is taken then: half a folder would look like units that sent nothing. */
function refuse(path: string): never {
  throw new Error(
    `没有放入：浏览器不能读取拖入的“${path}”，可能已被移走、没有读取的权限，或这个浏览器不让本页读取拖入的内容。请改按“选择文件夹”或“选择文件”。`,
  );
}
