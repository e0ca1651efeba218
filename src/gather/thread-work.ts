import type { ProcessedText, ProcessingJob, ReadingJob } from "../effects.js";
import type { Schemas } from "../form/form.js";
import type { ReadResult } from "../grid.js";
import { type Layouts, openLayouts } from "../normalize/normalize.js";
import {
  failureOf,
  type PdfFiles,
  type ReadingHost,
  type ReadLimits,
  readSubmission,
  unreadable,
} from "../read/read.js";
import { processedText } from "./processing.js";

/** What a pool asks of a thread, one file at a time: to read it, or to find its figures as well. */
export type ThreadJob =
  | { readonly task: "read"; readonly file: Pick<ReadingJob, "bytes" | "name"> }
  | { readonly task: "process"; readonly file: ProcessingJob };

/** What a file gave, or why the thread was ended. */
export type JobAnswer = { readonly results: readonly ReadResult[] } | ProcessedText;

/** 经线程办理: files are read and processed by threads, whichever host's they are. */
export interface ThreadReading {
  readonly read: (bytes: Uint8Array, name: string) => Promise<readonly ReadResult[]>;
  readonly process: (file: ProcessingJob) => Promise<ProcessedText>;
}

/** Reading and processing as jobs of a pool. An answer to another job than was asked is none. */
export function throughThreads(ask: (job: ThreadJob) => Promise<JobAnswer>): ThreadReading {
  return {
    read: async (bytes, name) => {
      const answer = await ask({ task: "read", file: { bytes, name } });
      return "results" in answer ? answer.results : [{ outcome: "failure" in answer ? answer : BROKEN_OFF }];
    },
    process: async (file) => {
      const answer = await ask({ task: "process", file });
      return "results" in answer ? BROKEN_OFF : answer;
    },
  };
}

const BROKEN_OFF = unreadable("处理时意外中止，文件可能已损坏");

/** What a thread is started with. */
export interface ThreadData {
  readonly limits: ReadLimits;
  /** As the run itself loaded them; without them a thread only reads. */
  readonly schemas: Schemas | undefined;
}

/**
 * 线程的工作: does what it is asked, on a machine's thread or a page's. Whatever goes wrong with a file's bytes on the way to its figures is a
 * failure of the file, and none of the program's. The layouts that it has met are kept for the next file.
 */
export function openThreadWork(
  { limits, schemas }: ThreadData,
  host: PdfFiles | ReadingHost,
): (job: ThreadJob) => Promise<JobAnswer> {
  const layoutsOf = new Map<Schemas, Layouts>();
  const plain = typeof host === "function" ? host : host.pdfFiles;
  const readBy =
    (own: typeof host) =>
    ({ bytes, name }: Pick<ReadingJob, "bytes" | "name">): Promise<readonly ReadResult[]> =>
      readSubmission(bytes, name, limits, own);
  return async ({ task, file }) => {
    if (task === "read") return { results: await readBy(plain)(file) };
    if (!schemas) return { failure: unreadable("没有报表制度，不能处理").failure };
    const own = schemasFor(file.form, schemas);
    const layouts = layoutsOf.get(own) ?? openLayouts();
    layoutsOf.set(own, layouts);
    try {
      return { text: await processedText(file, own, readBy(file.recognise ? host : plain), layouts) };
    } catch (problem) {
      return { failure: failureOf(problem) };
    }
  };
}

/** 一份文件的制度: those of the form that it is of, where that is one to which the run's form refers. */
function schemasFor(form: string | undefined, schemas: Schemas): Schemas {
  return (form === undefined ? undefined : referencedIn(schemas, form)) ?? schemas;
}

function referencedIn({ referenced = [] }: Schemas, form: string): Schemas | undefined {
  for (const { id, schemas } of referenced) {
    const found = id === form ? schemas : schemas && referencedIn(schemas, form);
    if (found) return found;
  }
  return undefined;
}
