import type { ReadingLimits } from "../form/form.js";
import { tooLarge } from "./refusal.js";

/** 读取限额: what one file may cost, so that none can hold up or take down the rest. */
export interface ReadLimits {
  /** Size of the file as it lies on disk. */
  readonly fileBytes: number;
  /** Size of everything inflated from it. */
  readonly inflatedBytes: number;
  /** Inflated size over packed size of one entry, counted once an entry exceeds about 1 MB. */
  readonly ratio: number;
  readonly entries: number;
  readonly cells: number;
  readonly milliseconds: number;
  readonly memoryMb: number;
  /** The same of a scan, which costs far more: recognising a page takes seconds, and the model alone some hundred megabytes. */
  readonly scanMilliseconds: number;
  readonly scanMemoryMb: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 50 * MB,
  inflatedBytes: 120 * MB,
  ratio: 200,
  entries: 2000,
  cells: 500_000,
  milliseconds: 5_000,
  memoryMb: 320,
  scanMilliseconds: 240_000,
  scanMemoryMb: 1_600,
};

/** The limits as the jurisdiction sets them; what it leaves open is as it is by default. */
export function readLimits(set: ReadingLimits | undefined): ReadLimits {
  return {
    fileBytes: set?.fileMegabytes ? set.fileMegabytes * MB : DEFAULT_LIMITS.fileBytes,
    inflatedBytes: set?.inflatedMegabytes ? set.inflatedMegabytes * MB : DEFAULT_LIMITS.inflatedBytes,
    ratio: set?.ratio ?? DEFAULT_LIMITS.ratio,
    entries: set?.entries ?? DEFAULT_LIMITS.entries,
    cells: set?.cells ?? DEFAULT_LIMITS.cells,
    milliseconds: set?.seconds ? set.seconds * 1000 : DEFAULT_LIMITS.milliseconds,
    memoryMb: set?.memoryMegabytes ?? DEFAULT_LIMITS.memoryMb,
    scanMilliseconds: DEFAULT_LIMITS.scanMilliseconds,
    scanMemoryMb: DEFAULT_LIMITS.scanMemoryMb,
  };
}

/** 已用量: what one submission has used of its limits. Inflated bytes count for all files of an archive, cells for each file alone. */
export interface Budget {
  readonly limits: ReadLimits;
  inflated: number;
  cells: number;
}

export function openBudget(limits: ReadLimits): Budget {
  return { limits, inflated: 0, cells: 0 };
}

/** Counts cells; refuses the file when there are too many. */
export function spendCells(budget: Budget, cells: number): void {
  budget.cells += cells;
  if (budget.cells > budget.limits.cells) throw tooLarge(`单元格超过 ${budget.limits.cells} 个`);
}

export function refuseManyEntries(budget: Budget, entries: number): void {
  if (entries > budget.limits.entries) throw tooLarge(`压缩包内的文件超过 ${budget.limits.entries} 个`);
}

/** Counts what an entry will inflate to, by the archive's directory; refuses it before anything is inflated. */
export function spendInflated(budget: Budget, packed: number, inflated: number): void {
  const { inflatedBytes, ratio } = budget.limits;
  if (budget.inflated + inflated > inflatedBytes) throw tooLarge(`解压后超过 ${Math.floor(inflatedBytes / MB)} MB`);
  if (inflated > MB && inflated > packed * ratio) throw tooLarge(`压缩比超过 ${ratio} 倍，疑似恶意压缩文件`);
  budget.inflated += inflated;
}

/** Counts what came out of a packing that can't be told beforehand, or of many files packed as one, where each looks like nothing. */
export function spendUnpacked(budget: Budget, bytes: number): void {
  if (bytes > unpackedLeft(budget)) throw tooLarge(`解压后超过 ${Math.floor(budget.limits.inflatedBytes / MB)} MB`);
  budget.inflated += bytes;
}

/** How many bytes may still come out. */
export function unpackedLeft({ limits, inflated }: Budget): number {
  return Math.max(0, limits.inflatedBytes - inflated);
}
