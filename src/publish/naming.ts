import type { Consolidation, PriorYear } from "../consolidation.js";
import type { FigureCode, UnitCode } from "../figure.js";
import { type Figure, figureNamed } from "../form/form.js";
import { labelElsewhere } from "../other-form.js";
import { periodWords } from "../period.js";

/** 名称: what a person reads in place of a code. */
export interface Names {
  readonly unit: (code: UnitCode | null) => string;
  readonly figure: (code: FigureCode) => string;
  /** 计量单位. */
  readonly measure: (code: FigureCode) => string;
}

export function namesOf(consolidation: Consolidation): Names {
  const units = new Map(consolidation.units.map((unit) => [unit.code, unit.name]));
  const known = (code: FigureCode) => knownFigure(consolidation, code);
  return {
    unit: (code) => (code === null ? "" : (units.get(code) ?? code)),
    figure: (code) => known(code)?.label ?? labelElsewhere(code, consolidation.others ?? []) ?? code,
    measure: (code) => known(code)?.unit ?? "",
  };
}

/** 上年数来源: where the figures of the period before are from; of a single figure that has another origin, from where it is. */
export function originOf({ period, origin }: PriorYear, own = origin): string {
  const { former } = periodWords(period);
  const report = period.kind === "year" ? "年度报告" : "报告";
  return {
    submissions: `${former}各单位报送材料`,
    consolidation: `${former}汇总结果`,
    published: `${former}已公布的${report}`,
  }[own];
}

export function knownFigure({ forms }: Consolidation, code: FigureCode): Figure | undefined {
  return figureNamed(forms, code);
}
