/** 单元格位置: row and column from 0. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** A place that a sheet can have, of its address (C5); undefined for any other text. */
export function placeOf(address: string): GridPlace | undefined {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address);
  if (!match) return undefined;
  const column = [...(match[1] ?? "")].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(match[2]) - 1;
  return row < 1_048_576 && column < 16_384 ? { row, column } : undefined;
}
