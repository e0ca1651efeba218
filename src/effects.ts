import type { ReceiptRecord } from "./arrival.js";
import type { ReadingLimits } from "./form/form.js";
import type { SchemaFile } from "./form/load.js";
import type { ReadFailure, ReadResult } from "./grid.js";
import type { Period } from "./period.js";
import type { SignatureRecord } from "./sign-off.js";
import type { Typefaces } from "./typeface.js";

/** 收件清单中的一项: a path below the inputs folder of the period, as the disk lists it. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
  /** What it is if it is no file: it is named and never opened. */
  readonly special?: SpecialKind;
}

/** 特殊文件: a link could lead anywhere, and opening a pipe waits for whoever writes into it. */
export type SpecialKind = "link" | "pipe" | "socket" | "device";

/** A file that could not be taken now: still being written, or gone while it was read. */
export interface Unstable {
  readonly unstable: string;
}

/** One file to be read, within the limits that the jurisdiction sets. */
export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly limits: ReadingLimits | undefined;
}

/** 待处理的文件: its bytes with their hash, and its path below the period's folder. */
export interface ProcessingJob {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly path: string;
  readonly period: Period;
  readonly limits: ReadingLimits | undefined;
  /** 另一种报表 that the run's own refers to: the file is one of that form. */
  readonly form?: string;
  /** 识别扫描件: recognise what stands on its pages if it is a scan, which takes many times as long as reading any other file. */
  readonly recognise?: true;
  /** 汇总单位的文件: its text, its explanations or its adjustments, and no submission. */
  readonly office?: "text" | "explanations" | "adjustments";
}

/** What a thread made of a file: its submissions as the cache keeps them, or why the thread was ended. */
export type ProcessedText = { readonly text: string } | { readonly failure: ReadFailure };

/** 运行条件: what a run may do to the world. Tests pass a literal. */
export interface Effects {
  readonly schemas: () => Promise<readonly SchemaFile[]>;
  /** Files below the period's folder in inputs/, paths relative to it; undefined where there is no such folder. */
  readonly list: (period: Period) => Promise<readonly ListedFile[] | undefined>;
  readonly bytes: (period: Period, path: string) => Promise<Uint8Array | Unstable>;
  /** The bytes of a file that was taken, once more; undefined where it is no longer there. They may have changed since. */
  readonly original?: (period: Period, path: string) => Uint8Array | undefined;
  readonly read: (file: ReadingJob) => Promise<readonly ReadResult[]>;
  /** Reads a file and finds its figures in a thread that is ended at its limits; without it that is done where the run itself is. */
  readonly process?: (file: ProcessingJob) => Promise<ProcessedText>;
  /** 处理器核数: how many files can be processed at once; nothing but the time taken hangs on it. */
  readonly processors?: number;
  /** What an earlier run of this same program kept under a version and a key, if it is still there whole. */
  readonly recall: (version: string, key: string) => Promise<string | undefined>;
  /** Keeps the result of pure work; the version and the key must name all that decides it. */
  readonly keep: (version: string, key: string, text: string) => Promise<void>;
  /** consolidated.json of a former period's newest run, if there is one; of another form by what stands after the period in its outputs' name. */
  readonly formerConsolidation: (period: Period, suffix?: string) => Promise<Uint8Array | undefined>;
  /** 签署记录 of a period; without it nobody has signed. */
  readonly signatures?: (period: Period) => Promise<SignatureRecord>;
  /** 收件登记 of a period; without it the days that the submissions state decide who was late. */
  readonly receipts?: (period: Period) => Promise<ReceiptRecord>;
  /** The font named by the jurisdiction, or for each face the best that is installed. */
  readonly pdfFonts: (configured: string | undefined) => Promise<Typefaces | undefined>;
  readonly reviewScript: () => Promise<string | undefined>;
  readonly log: (event: RunEvent) => void;
}

export type RunEvent =
  | { readonly event: "stage"; readonly stage: string }
  | { readonly event: "read"; readonly file: string; readonly done: number; readonly of: number };
