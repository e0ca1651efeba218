import type { Effects } from "../effects.js";
import type { ReadingLimits } from "../form/form.js";
import { DEFAULT_LIMITS, type ReadLimits } from "../read/read.js";
import { createReaderPool, type ReaderPool } from "./pool.js";

const THREADS = 2;

/** 读取: reads files in threads, which are started for the first file. */
export interface Reading {
  readonly read: Effects["read"];
  readonly close: () => Promise<void>;
}

export function openReading(): Reading {
  let pool: ReaderPool | undefined;
  return {
    read: ({ bytes, name, limits }) => {
      pool ??= createReaderPool({ size: THREADS, limits: limitsOf(limits) });
      return pool.read(bytes, name);
    },
    close: async () => pool?.close(),
  };
}

const MEGABYTE = 1024 * 1024;

function limitsOf(set: ReadingLimits | undefined): ReadLimits {
  return {
    fileBytes: set?.fileMegabytes ? set.fileMegabytes * MEGABYTE : DEFAULT_LIMITS.fileBytes,
    inflatedBytes: set?.inflatedMegabytes ? set.inflatedMegabytes * MEGABYTE : DEFAULT_LIMITS.inflatedBytes,
    ratio: set?.ratio ?? DEFAULT_LIMITS.ratio,
    entries: set?.entries ?? DEFAULT_LIMITS.entries,
    cells: set?.cells ?? DEFAULT_LIMITS.cells,
    milliseconds: set?.seconds ? set.seconds * 1000 : DEFAULT_LIMITS.milliseconds,
    memoryMb: set?.memoryMegabytes ?? DEFAULT_LIMITS.memoryMb,
  };
}
