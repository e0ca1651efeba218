import type { Consolidation } from "../consolidation.js";
import type { FigureCode, UnitCode } from "../figure.js";
import { type Figure, figureNamed } from "../form/form.js";

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
    figure: (code) => known(code)?.label ?? code,
    measure: (code) => known(code)?.unit ?? "",
  };
}

export function knownFigure({ forms }: Consolidation, code: FigureCode): Figure | undefined {
  return figureNamed(forms, code);
}
