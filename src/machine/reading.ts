import { availableParallelism } from "node:os";
import type { Effects } from "../effects.js";
import type { ReadingLimits, Schemas } from "../form/form.js";
import type { ThreadPool } from "./pool.js";

/** 处理器核数. */
export const PROCESSORS = availableParallelism();

/** 处理: reads files and finds their figures in threads, which are started for the first file, or beforehand. */
export interface Reading {
  readonly read: Effects["read"];
  readonly process: NonNullable<Effects["process"]>;
  /** Starts a thread, which takes a while, for files that are still to be found. */
  readonly prepare: () => Promise<void>;
  /** Ends the threads, at once where they were started: the caller may go on computing without a pause. Nothing can be read afterwards. */
  readonly close: () => Promise<void>;
}

/**
 * @param schemas as the run loaded them: the threads are handed the same
 * 线程数: as many as the jurisdiction sets (`threads`), else as there are processors; the results are the same with any number.
 */
export function openReading(schemas: () => Promise<Schemas>): Reading {
  let opening: Promise<ThreadPool> | undefined;
  let opened: ThreadPool | undefined;
  let closed = false;
  const poolWith = (limits: ReadingLimits | undefined): Promise<ThreadPool> => {
    opening ??= openPool(schemas, limits).then((pool) => {
      opened = pool;
      return pool;
    });
    return opening;
  };
  return {
    read: async ({ bytes, name, limits }) => (await poolWith(limits)).read(bytes, name),
    process: async (file) => (await poolWith(file.limits)).process(file),
    prepare: async () => {
      const { jurisdiction } = await schemas();
      if (!closed) (await poolWith(jurisdiction.limits)).prepare();
    },
    close: async () => {
      closed = true;
      await (opened ?? (await opening))?.close();
    },
  };
}

/** What reads is loaded only where there is something to read. */
async function openPool(schemas: () => Promise<Schemas>, limits: ReadingLimits | undefined): Promise<ThreadPool> {
  const [loaded, { createThreadPool }, { readLimits }] = await Promise.all([
    schemas(),
    import("./pool.js"),
    import("../read/read.js"),
  ]);
  return createThreadPool({
    size: loaded.jurisdiction.threads ?? PROCESSORS,
    data: { limits: readLimits(limits), schemas: loaded },
  });
}
