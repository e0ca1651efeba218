import type { Period } from "./period.js";

/** 运行选项: what the caller wants. */
export interface RunOptions {
  readonly period: Period;
  /** 报表: by its folder's name or its title; without it the one that the settings name first for the period's kind. */
  readonly form?: string;
  /** The documents' date; without it the jurisdiction's publication deadline. */
  readonly today?: string;
}
