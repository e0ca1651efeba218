import type { ListedFile } from "../effects.js";

export interface Discovered {
  /** Files to be read as submissions, sorted by path. */
  readonly submissions: readonly ListedFile[];
  /** The office's own files: 说明.*, 调整.*, 正文.*. */
  readonly office: { readonly explanations: readonly ListedFile[]; readonly text: readonly ListedFile[] };
}

const IGNORED = /^(?:~\$|\.|_)|\.(?:tmp|part|crdownload)$|^(?:Thumbs\.db|desktop\.ini)$|^README/i;
const OFFICE = /^(说明|调整|正文)\./;

/** 收件: sorts what lies in a year's folder. Order of listing never matters. */
export function discover(files: readonly ListedFile[]): Discovered {
  const sorted = [...files]
    .filter(({ path }) => !path.split("/").some((part) => IGNORED.test(halfWidth(part))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const base = (path: string): string => halfWidth(path.split("/").at(-1) ?? "");
  // A unit's own folder may hold 正文.docx and 附表.xlsx: the office's files lie in the year's folder itself.
  const office = sorted.filter(({ path }) => !path.includes("/") && OFFICE.test(base(path)));
  return {
    submissions: sorted.filter((file) => !office.includes(file)),
    office: {
      explanations: office.filter(({ path }) => base(path).startsWith("说明.")),
      text: office.filter(({ path }) => base(path).startsWith("正文.")),
    },
  };
}

/** ＿草稿 is typed with the Chinese keyboard and means _草稿; other signs stay as they are. */
function halfWidth(name: string): string {
  return name.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}
