import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { recordsIn } from "../../../src/read/plain/records.js";

type Quotes = "strict" | "relaxed";

/** What another reader of CSV makes of the same text. */
function parsed(text: string, quotes: Quotes): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      delimiter: ",",
      relax_quotes: quotes === "relaxed",
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: false,
    });
  } catch {
    return undefined;
  }
}

/** All texts of these signs up to a length. */
function textsOf(signs: readonly string[], length: number): readonly string[] {
  return length === 0 ? [""] : ["", ...textsOf(signs, length - 1).flatMap((text) => signs.map((sign) => sign + text))];
}

describe("records of a delimited text", () => {
  it("are those of the rules for every short text, and of the lenient reading", () => {
    const texts = [...new Set(textsOf(["甲", '"', ",", "\n"], 4))];
    for (const quotes of ["strict", "relaxed"] as const)
      expect(texts.map((text) => [text, recordsIn(text, ",", quotes)])).toEqual(
        texts.map((text) => [text, parsed(text, quotes)]),
      );
  });

  it("keep the lines of a quoted cell, and the marks within it", () => {
    expect(recordsIn('商业\t"a ""b""\n企业"\n\n1\t', "\t", "strict")).toEqual([
      ["商业", 'a "b"\n企业'],
      [""],
      ["1", ""],
    ]);
  });
});
