import type { Period } from "./period.js";

/** 汇总任务: one form of one period. */
export interface Task {
  readonly period: Period;
  /** 报表: by its folder's name or its title; without it the one that the settings name first for the period's kind. */
  readonly form?: string;
}

/** 运行选项: what the caller wants. */
export interface RunOptions extends Task {
  /** The documents' date; without it the jurisdiction's publication deadline. */
  readonly today?: string;
}
