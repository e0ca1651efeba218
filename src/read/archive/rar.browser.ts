import { unsupported } from "../refusal.js";
import type { ArchiveEntry } from "./files.js";

// Stands in for rar.ts where there is no Node: the library makes code out of text, which the page's policy does not allow.

/** 网页版不能打开 .rar: said by name, with what to do instead. */
export function rarEntries(): Promise<readonly ArchiveEntry[]> {
  return Promise.reject(
    unsupported("网页版（crossfoot.html）不能打开 .rar 压缩包", "请先解压，把里面的文件放进来；或请单位改用 .zip 压缩"),
  );
}
