import { expect, test } from "vitest";
import { COUNT, read } from "./reading-of.js";

test.each([
  ["30.000000000000004", "number", "30"],
  ["29.999999999999996", "number", "30"],
  ["1E3", "number", "1000"],
] as const)("“%s”（%s）：%s", (text, kind, value) => {
  expect(read(COUNT, text, kind)).toBe(value);
});
