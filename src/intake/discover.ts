import type { ListedFile } from "../effects.js";
import { bundled } from "./bundle.js";

/** 收件清单: the files of a year, submissions apart from the office's own files. */
export interface Discovered {
  /** Files to be read as submissions, sorted by path. */
  readonly submissions: readonly ListedFile[];
  /** The office's own files: 说明.*, 调整.*, 正文.*. */
  readonly office: {
    readonly explanations: readonly ListedFile[];
    readonly text: readonly ListedFile[];
    readonly adjustments: readonly ListedFile[];
  };
  /** 单位已公布的报告: whatever lies in the folder 已公布. */
  readonly published: readonly ListedFile[];
  /** 下级输出中的其他文件: they lie beside a level below's 上报.json and are not read. */
  readonly bundled: readonly ListedFile[];
}

const IGNORED = /^(?:~\$|\.|_)|\.(?:tmp|part|crdownload)$|^(?:Thumbs\.db|desktop\.ini)$|^README/i;
/** The folder directly in the year's; what lies in it is compared with the submissions and never one of them. */
const PUBLISHED = "已公布/";
const OFFICE = /^(?:说明|调整|正文)\./;

/** 收件: sorts the files of a year's folder into submissions and the office's own files. The order of listing makes no difference. */
export function discover(files: readonly ListedFile[]): Discovered {
  const all = [...files]
    .filter(({ path }) => !path.split("/").some((part) => IGNORED.test(halfWidth(part))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const published = all.filter(({ path }) => path.startsWith(PUBLISHED));
  const sorted = all.filter(({ path }) => !path.startsWith(PUBLISHED));
  const base = (path: string): string => halfWidth(path.split("/").at(-1) ?? "");
  // Only files directly in the year's folder are the office's: a unit's own folder may hold a 正文.docx of the unit.
  const office = sorted.filter(({ path }) => !path.includes("/") && OFFICE.test(base(path)));
  const others = bundled(
    sorted.map(({ path }) => path),
    "folder",
  );
  return {
    submissions: sorted.filter((file) => !office.includes(file) && !others.has(file.path)),
    published,
    bundled: sorted.filter(({ path }) => others.has(path)),
    office: {
      explanations: office.filter(({ path }) => base(path).startsWith("说明.")),
      text: office.filter(({ path }) => base(path).startsWith("正文.")),
      adjustments: office.filter(({ path }) => base(path).startsWith("调整.")),
    },
  };
}

/** Turns full-width ASCII into half-width: ＿草稿, typed with a Chinese keyboard, means _草稿. */
function halfWidth(name: string): string {
  return name.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}
