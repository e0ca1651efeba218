import { expect, test } from "vitest";
import { unitDeclared } from "../../../src/normalize/value/measuring-unit.js";

test.each([
  ["单位:元", "元"],
  ["人民币元", "元"],
  ["单位;元", "元"],
  ["以元为单位", "元"],
  ["元,保留两位小数", "元"],
  ["单位:万元人民币", "万元"],
  ["单位:万", "万元"],
])("表头附注“%s”写明单位%s", (note, unit) => expect(unitDeclared([note])).toBe(unit));

test("元旦、单元不是计量单位", () =>
  expect([unitDeclared(["元旦前制发"]), unitDeclared(["单元"])]).toEqual([undefined, undefined]));

test.each([
  ["单位:万件", "万件"],
  ["千件", "千件"],
  ["单位:件", undefined],
])("栏目注“%s”：计量单位为%s", (note, unit) => expect(unitDeclared([note])).toBe(unit));
