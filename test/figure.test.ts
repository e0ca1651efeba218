import { expect, test } from "vitest";
import { codeOf, figureCode, figurePattern, tableOf } from "../src/figure.js";

test.each([
  ["proactive.*", "proactive.fees.amount", true],
  ["proactive.*", "applications.received.total", false],
  ["applications.*.total", "applications.refused.stateSecret.total", true],
  ["applications.*.total", "applications.total", false],
  ["applications.received.total", "applications.received.total", true],
  ["applications.received.total", "applications-received-total", false],
] as const)("%s 与 %s：%s", (pattern, code, matches) => expect(figurePattern(pattern)(figureCode(code))).toBe(matches));

test("指标代码由表、行、栏组成；行的代码里可以有点", () => {
  const code = codeOf("applications", "refused.stateSecret", "total");
  expect(code).toBe("applications.refused.stateSecret.total");
  expect(tableOf(code)).toBe("applications");
});
