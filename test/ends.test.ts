import { expect, test } from "vitest";
import { withoutBeginning, withoutEnd } from "../src/ends.js";

const isZero = (sign: string): boolean => sign === "0";

test.each([
  ["001200", "0012", "1200"],
  ["0000", "", ""],
  ["", "", ""],
  ["10201", "10201", "10201"],
])("%j loses only what stands at its end, or at its beginning", (text, atEnd, atBeginning) => {
  expect([withoutEnd(text, isZero), withoutBeginning(text, isZero)]).toEqual([atEnd, atBeginning]);
});
