import type { Consolidation } from "../../consolidation.js";
import type { FigureCode, UnitCode } from "../../figure.js";
import type { Unit } from "../../form/form.js";
import { NONE } from "./model.js";
import { type StringTable, stringTable } from "./strings.js";

/** 编排: the places by which units, figures, files and texts are named within the page. */
export interface ReviewPlaces {
  readonly strings: StringTable;
  readonly files: StringTable;
  readonly unitsByCode: ReadonlyMap<UnitCode, Unit>;
  readonly unit: (code: UnitCode | null) => number;
  readonly figure: (code: FigureCode) => number;
  readonly file: (path: string) => number;
  /** The first counted file of a unit, by the unit's place. */
  readonly fileOfUnit: (unit: number) => number;
}

export function placesOf({ units, figures, documents }: Consolidation): ReviewPlaces {
  const unitPlaces = new Map(units.map((unit, index) => [unit.code, index]));
  const figurePlaces = new Map([...figures.keys()].map((code, index) => [code, index]));
  const files = stringTable();
  const ownFiles = new Map<number, number>();
  for (const { unit, file } of documents) {
    const place = unitPlaces.get(unit) ?? NONE;
    const number = files.placeOf(file);
    if (!ownFiles.has(place)) ownFiles.set(place, number);
  }
  return {
    strings: stringTable(),
    files,
    unitsByCode: new Map(units.map((unit) => [unit.code, unit])),
    unit: (code) => (code === null ? NONE : (unitPlaces.get(code) ?? NONE)),
    figure: (code) => figurePlaces.get(code) ?? NONE,
    file: (path) => files.placeOf(path),
    fileOfUnit: (unit) => ownFiles.get(unit) ?? NONE,
  };
}
