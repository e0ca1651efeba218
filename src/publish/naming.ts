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

/** 由谁填报: whether a unit is asked for a figure. It is not, where the figure is taken from another unit or filled in by the office, or belongs to a group's own row. */
export function isAskedOf(figure: Figure | undefined, unit: UnitCode): boolean {
  if (!figure || figure.optional || figure.combine === "office") return false;
  return figure.combine === "sum" || figure.combine.from === unit;
}
