import { expect, test } from "vitest";
import { lineOfOffset, lineOfPath } from "../../src/form/position.js";

const TEXT = '{\n  "a": [\n    1,\n    { "b\\"c": "x,y]" ,\n      "d": [ {}, { "e": true } ] }\n  ],\n  "f": null\n}\n';

test.each([
  [[], 1],
  [["a"], 2],
  [["a", 0], 3],
  [["a", 1], 4],
  [["a", 1, 'b"c'], 4],
  [["a", 1, "d", 1, "e"], 5],
  [["f"], 7],
  [["a", 1, "missing"], 4],
  [["a", 9], 2],
])("the value at %j begins on line %i", (path, line) => {
  expect(lineOfPath(TEXT, path)).toBe(line);
});

test("an offset is on the line it stands on; behind the last sign, on the last line that has one", () => {
  expect(lineOfOffset("{\n,}\n", 2)).toBe(2);
  expect(lineOfOffset('{\n"a": 1\n\n', 11)).toBe(2);
});
