import type { SheetCell } from "./sheet.js";

/** 多行共用的格: what is made of a cell that stands in many rows is made once. */
export function perCell<Made>(make: (cell: SheetCell) => Made): (cell: SheetCell) => Made {
  const known = new Map<SheetCell, Made>();
  return (cell) => {
    if (!cell.lasting) return make(cell);
    const made = known.get(cell) ?? make(cell);
    known.set(cell, made);
    return made;
  };
}

/** Small texts that come again and again, such as a unit's name: each is one cell, in every row that has it. */
export function lastingTexts(): (value: string) => SheetCell {
  const known = new Map<string, SheetCell>();
  return (value) => {
    const cell = known.get(value) ?? { value, style: "text", lasting: true };
    known.set(value, cell);
    return cell;
  };
}
