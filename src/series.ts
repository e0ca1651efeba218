import { type Period, periodOfKey, spokenLabel } from "./period.js";

/** 汇总系列: one form of one period, whose runs follow one another and whose newest is shown in the outputs. */
export interface Series {
  readonly period: Period;
  /** Names its outputs: `2022`, and `2022-12-困难群众救助月报` of a form that lies beside another. */
  readonly key: string;
}

/** @param suffix what stands after the period, see FormFolders */
export function seriesOf(period: Period, suffix = ""): Series {
  return { period, key: `${period.key}${suffix}` };
}

/** 2022年度, 2022年12月困难群众救助月报. */
export function spokenSeries({ period, key }: Series): string {
  return `${spokenLabel(period)}${key.slice(period.key.length + 1)}`;
}

/** The series that a key names; undefined for any other text. */
export function seriesOfKey(key: string): Series | undefined {
  const [, named = "", suffix = ""] = /^(\d{4}(?:-H[12]|-Q[1-4]|-\d{2})?)(-.+)?$/.exec(key) ?? [];
  const period = periodOfKey(named);
  return period && seriesOf(period, suffix);
}
