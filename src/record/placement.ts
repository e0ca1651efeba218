import { machineFailed, wrongUse } from "../error.js";

/** Characters that some file systems forbid or interpret: backslash, colon, control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\\:\u0000-\u001f]/;

/**
 * 输出路径: file names are made from titles and unit names, which people edit. A path that leads out of the period's folder,
 * and two paths that some disks take for the same, are refused before anything is written.
 * @throws CrossfootError (exit 2)
 */
export function checkPlacement(paths: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const path of paths) {
    if (!isBelow(path))
      throw wrongUse(`输出文件名“${path}”不能使用：含有不允许的字符，或指向输出文件夹以外。请检查单位名录和报告标题。`);
    const key = path.normalize("NFC").toLowerCase();
    const other = taken.get(key);
    if (other !== undefined) throw wrongUse(`两个输出文件同名：“${other}”和“${path}”。请检查单位名录和报告标题。`);
    taken.set(key, path);
  }
}

function isBelow(path: string): boolean {
  if (path === "" || UNSAFE.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[. ]$/.test(part));
}

/** The error for a file, folder or link in the place of the period's link that this program did not make: it is left as it is. */
export function foreignPlace(path: string, what: "folder" | "file" | "link"): Error {
  const named = { folder: "真实的文件夹", file: "普通文件", link: "指向别处的链接" }[what];
  return machineFailed(`“${path}”是一个${named}，不是本程序建立的链接或副本，没有改动它。请将它改名或移走后重新运行。`);
}
