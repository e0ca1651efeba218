import type { GivenFile } from "./placing.js";

/** More than any office gets; a whole disk was dropped by mistake. */
const MOST_FILES = 20_000;

/** 选择的文件: of a folder with their paths below it, the folder's own name first. */
export function chosenFiles(list: FileList | null): readonly GivenFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * 拖入的文件: those dropped, and all in the folders dropped. The list of what was dropped is empty once anything has been waited for, so the
 * entries are taken first.
 * @throws Error with a sentence for the clerk where a folder can't be read or holds too much
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return chosenFiles(files);
  const found: GivenFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: GivenFile[]): Promise<void> {
  if (found.length >= MOST_FILES)
    throw new Error(`放入的文件超过 ${MOST_FILES} 个，可能拖错了文件夹；请只放入一个年度的文件夹。`);
  if (isFolder(entry)) for (const inner of await entriesIn(entry)) await collect(inner, found);
  else if (isFile(entry)) found.push({ path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry) });
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
    const some = await new Promise<FileSystemEntry[]>((answer) => {
      reader.readEntries(answer, () => answer([]));
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((answer, refuse) => {
    entry.file(answer, () => refuse(new Error(`不能读取“${entry.fullPath}”：可能已被移走，或没有读取的权限。`)));
  });
}
