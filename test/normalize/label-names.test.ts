import { describe, expect, test } from "vitest";
import { enterNames, labelWording } from "../../src/normalize/label-names.js";

describe("the names of labels", () => {
  test("a text that is no label's name is none, until a form comes that has it", () => {
    const text = "一、蓄水池清淤数量（座）";
    expect(labelWording(text)).toBeUndefined();
    expect(labelWording(text)).toBeUndefined();
    enterNames(["蓄水池清淤数量"]);
    expect(labelWording(text)).toEqual({
      ordinal: { style: "part", number: 1 },
      name: "蓄水池清淤数量",
      notes: ["座"],
    });
  });

  test("digits are a number, unless a label is called so", () => {
    expect(labelWording("4711")).toBeUndefined();
    enterNames(["4711"]);
    expect(labelWording("4711")).toMatchObject({ name: "4711" });
    expect(labelWording("4712")).toBeUndefined();
  });

  test("nothing, and what is nothing without its signs, is no label", () => {
    expect(["", "（）", "——"].map(labelWording)).toEqual([undefined, undefined, undefined]);
  });
});
