/** 单元格位置: row and column from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Reads B7 or R7C2, and of a range (B7:B19) its first cell; undefined for an address of another kind (第17行). */
export function placeOfAddress(range: string): CellPlace | undefined {
  const [address = ""] = range.split(":");
  const byNumber = /^R(\d{1,7})C(\d{1,7})$/.exec(address);
  if (byNumber) return { row: Number(byNumber[1]) - 1, column: Number(byNumber[2]) - 1 };
  const byLetter = /^([A-Z]{1,3})(\d{1,7})$/.exec(address);
  if (!byLetter) return undefined;
  const column = [...(byLetter[1] ?? "")].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(byLetter[2]) - 1, column: column - 1 };
}
