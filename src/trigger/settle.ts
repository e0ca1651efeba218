/** 一次查看: every file of the inputs at one moment, with what tells whether it changed. */
export type Snapshot = ReadonlyMap<string, FileSign>;

export interface FileSign {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** 等待原因: growing (still being written), empty, temporary (part of a download or a save), locked (open in Excel or WPS), conflict (two versions in a synchronised folder). */
export type WaitingReason = "growing" | "empty" | "temporary" | "locked" | "conflict";

export interface WaitingFile {
  readonly path: string;
  readonly reason: WaitingReason;
}

/** 收件状态: what can be read now and what has to wait. */
export interface Settlement {
  readonly stable: Snapshot;
  /** By path. Files that are no inputs (Thumbs.db) are in neither list. */
  readonly waiting: readonly WaitingFile[];
  /** Something changed since the previous look, so it is too early to run. */
  readonly moving: boolean;
}

export interface SettleMemory {
  /** Files that keep changing: they are named as waiting, but do not hold up the run. */
  readonly restless?: ReadonlySet<string>;
  /** What the last run read: a file that is open in Excel but unchanged since then does not wait. */
  readonly read?: Snapshot | undefined;
}

/** 收件是否已稳定: compares two looks at the inputs and tells what can be read. Pure. */
export function settle(before: Snapshot | undefined, now: Snapshot, memory: SettleMemory = {}): Settlement {
  const names = [...now.keys()].sort();
  const owners = names.map(lockedBy).filter((owner) => owner !== undefined);
  const waiting: WaitingFile[] = [];
  const stable = new Map<string, FileSign>();
  for (const path of names) {
    const sign = now.get(path);
    if (sign === undefined || isIgnored(path)) continue;
    const reason =
      parkedFor(path, sign, isSame(memory.read?.get(path), sign) ? [] : owners) ??
      (isSame(before?.get(path), sign) ? undefined : "growing");
    if (reason === undefined) stable.set(path, sign);
    else waiting.push({ path, reason });
  }
  const growing = waiting.some(({ path, reason }) => reason === "growing" && !memory.restless?.has(path));
  return { stable, waiting, moving: before === undefined || growing || hasVanished(before, now) };
}

export function isSame(a: FileSign | undefined, b: FileSign | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
}

export function areSame(a: Snapshot, b: Snapshot): boolean {
  return a.size === b.size && [...a].every(([path, sign]) => isSame(sign, b.get(path)));
}

function hasVanished(before: Snapshot, now: Snapshot): boolean {
  return [...before.keys()].some((path) => !now.has(path) && !isIgnored(path));
}

function parkedFor(path: string, sign: FileSign, owners: readonly LockOwner[]): WaitingReason | undefined {
  if (isTemporary(path)) return "temporary";
  if (CONFLICT.test(nameOf(path))) return "conflict";
  if (owners.some((owner) => owner(path))) return "locked";
  return sign.size === 0 ? "empty" : undefined;
}

const TEMPORARY = /\.(tmp|part|partial|crdownload|download)$/i;
const CONFLICT = /冲突副本|冲突文件|[(（\-_ ]冲突|conflicted copy|conflict copy|sync-conflict/i;

function isTemporary(path: string): boolean {
  return TEMPORARY.test(path);
}

/** Whether a path is never an input: hidden and private files and folders, files that file managers leave, lock files. */
export function isIgnored(path: string): boolean {
  const plain = path.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const parts = plain.split("/");
  const name = nameOf(plain);
  return (
    parts.some((part) => /^[._]/.test(part)) ||
    name.startsWith("~$") ||
    /^(thumbs\.db|desktop\.ini|readme.*)$/i.test(name)
  );
}

type LockOwner = (path: string) => boolean;

const LOCK_FILE = /^(?:~\$|\.~lock\.|\.~)(.+?)#?$/;

/**
 * 占用标记: ~$报表.xlsx (Excel, WPS) and .~lock.报表.xlsx# (LibreOffice) mean that 报表.xlsx is open.
 * Word overwrites up to two characters of the name, so ~$度报告.docx may belong to 年度报告.docx or to 本年度报告.docx.
 */
function lockedBy(path: string): LockOwner | undefined {
  const rest = LOCK_FILE.exec(nameOf(path))?.[1];
  if (rest === undefined) return undefined;
  const folder = folderOf(path);
  const shortened = nameOf(path).startsWith("~$") && /\.(docx?|docm|rtf|wps)$/i.test(rest);
  return (other) => {
    if (folderOf(other) !== folder) return false;
    const name = nameOf(other);
    return name === rest || (shortened && (name.slice(1) === rest || name.slice(2) === rest));
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

const WORDS: Readonly<Record<WaitingReason, string>> = {
  growing: "还在写入或复制，等它写完",
  empty: "是空文件，等它写入内容",
  temporary: "是下载或保存中的临时文件，等它完成",
  locked: "正在 Excel 或 WPS 中打开，关闭后读取",
  conflict: "是同步盘产生的冲突副本，请确认以哪一份为准，留下一份",
};

/** 等待说明: one sentence about a file that waits. */
export function waitingMessage({ path, reason }: WaitingFile): string {
  return `《${path}》${WORDS[reason]}`;
}
