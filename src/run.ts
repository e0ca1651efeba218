import type { Period } from "./period.js";

/** 运行选项: what the caller wants. */
export interface RunOptions {
  readonly period: Period;
  /** The documents' date; without it the jurisdiction's publication deadline. */
  readonly today?: string;
}
