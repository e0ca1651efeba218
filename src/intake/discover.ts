import type { ListedFile } from "../effects.js";
import type { FormFolders } from "../form/form.js";
import { plainText } from "../wording.js";
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
export function discover(files: readonly ListedFile[], folders: FormFolders | undefined = undefined): Discovered {
  const all = [...files]
    .filter(({ path }) => belongs(path, folders))
    .filter(({ path }) => !path.split("/").some((part) => IGNORED.test(halfWidth(part))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  /** The path below the folder that is this form's. */
  const below = (path: string): string => ((folders?.own.length ?? 0) > 0 ? path.slice(path.indexOf("/") + 1) : path);
  const published = all.filter(({ path }) => below(path).startsWith(PUBLISHED));
  const sorted = all.filter(({ path }) => !below(path).startsWith(PUBLISHED));
  const base = (path: string): string => halfWidth(path.split("/").at(-1) ?? "");
  // Only files directly in the year's folder are the office's: a unit's own folder may hold a 正文.docx of the unit.
  const office = sorted.filter(({ path }) => !below(path).includes("/") && OFFICE.test(base(path)));
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

/** 各报表的目录: a form that has a folder of its own is sent there; what lies in another form's is that one's. */
function belongs(path: string, folders: FormFolders | undefined): boolean {
  if (!folders) return true;
  const at = path.indexOf("/");
  const top = at < 0 ? undefined : plainText(path.slice(0, at));
  const isOf = (names: readonly string[]): boolean => names.some((name) => plainText(name) === top);
  return folders.own.length > 0 ? isOf(folders.own) : !isOf(folders.others);
}

/** Turns full-width ASCII into half-width: ＿草稿, typed with a Chinese keyboard, means _草稿. */
function halfWidth(name: string): string {
  return name.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}
