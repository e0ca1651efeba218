import { describe, expect, test } from "vitest";
import { checkJson } from "../src/json-text.js";

describe("a text that is JSON", () => {
  test.each(["{}", ' [1, -2.5e+3, true, null, "a\\u00e9\\n"] ', '{"a": {"b": [{}]}, "c": ""}', "0"])("%s", (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(checkJson(text)).toEqual({ brokenAt: undefined, repeated: [] });
  });
});

test("a string of ten million signs", () => {
  const text = `{"a": "${"甲".repeat(10_000_000)}\\n"}`;
  expect(checkJson(text)).toEqual({ brokenAt: undefined, repeated: [] });
});

describe("a text that is none: where it stops being one", () => {
  test.each([
    ['{"a": 1,,}', 8],
    ['{"a": 1,}', 8],
    ['{"a": x}', 6],
    ["{'a': 1}", 1],
    ['{"a" 1}', 5],
    ['{"a": 01}', 6],
    ['{"a": "b\nc"}', 6],
    ['{"a": 1} {', 9],
    ['{"a": [1, 2', 11],
    ['{"a": "b', 6],
    ["", 0],
    [`${"[".repeat(5000)}1${"]".repeat(5000)}`, 101],
  ])("%s", (text, at) => {
    expect(checkJson(text).brokenAt).toBe(at);
  });

  test("JSON.parse takes none of them either, but for the one that is merely deep", () => {
    for (const text of ['{"a": 1,,}', '{"a": 1,}', '{"a": x}', '{"a" 1}', '{"a": 01}', ""])
      expect(() => JSON.parse(text)).toThrow();
  });
});

test("a key that an object gives twice is named, with its second place; the same key in another object is not", () => {
  const text = '{"a": 1, "b": {"a": 2}, "a": 3}';
  expect(checkJson(text).repeated).toEqual([{ key: "a", at: text.lastIndexOf('"a"') }]);
});
