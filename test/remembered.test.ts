import { expect, test } from "vitest";
import { rememberedByText } from "../src/remembered.js";

test("finds out once what depends on a text, and of a long text each time", () => {
  const asked: string[] = [];
  const lengthOf = rememberedByText((text) => {
    asked.push(text);
    return text.length;
  });
  const long = "长".repeat(101);
  expect(["总计", "总计", "", "", long, long].map(lengthOf)).toEqual([2, 2, 0, 0, 101, 101]);
  expect(asked).toEqual(["总计", "", long, long]);
});

test("never remembers more than so many, and answers the same all the time", () => {
  let asked = 0;
  const doubled = rememberedByText(
    (text) => {
      asked += 1;
      return text + text;
    },
    { longest: 10, most: 3 },
  );
  const texts = ["a", "b", "c", "d", "a", "d"];
  expect(texts.map(doubled)).toEqual(["aa", "bb", "cc", "dd", "aa", "dd"]);
  expect(asked).toBe(5);
});
