/** 一行的真数: 户, 人 and 元. */
export interface MonthRow {
  readonly households: number;
  readonly people: number;
  readonly disabled: number;
  readonly spent: number;
  readonly sofar: number;
}

export const MONTHS: readonly string[];
export function truthOf(places: number, month: string): readonly MonthRow[];
