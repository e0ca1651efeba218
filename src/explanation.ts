import { type Decimal, format } from "./decimal.js";

/** 缺: stands where a figure has no value; it is neither 0 nor blank, so that an explanation of a missing figure lapses when one comes. */
const MISSING_VALUE = "缺";

/**
 * 数值: the figures of a finding as they are now, in the order the finding names them: `36；0；缺`.
 * An explanation holds only while this text is the same.
 */
export function figuresText(values: readonly (Decimal | null)[]): string {
  return values.map((value) => (value === null ? MISSING_VALUE : format(value))).join("；");
}
