import fc from "fast-check";
import { expect, test } from "vitest";
import { judge, type Sent } from "../judging.js";
import { flattened, plainRows, stacked, textBlock, truthOf } from "../paper.js";

const TRUTH = truthOf(2);
const page = (text: string): Sent => ({ format: "text", remarks: [], blocks: [textBlock(text)] });
const rows = plainRows(stacked(TRUTH));

const PAGES: Readonly<Record<string, string>> = {
  "一格一段，隔行": flattened(TRUTH).join("\n\n"),
  "一格一段，不隔行": flattened(TRUTH).join("\n"),
  "竖线分隔，带外框": rows.map((row) => `| ${row.join(" | ")} |`).join("\n"),
  "竖线分隔，无外框": rows.map((row) => row.join(" | ")).join("\n"),
  制表符分隔: rows.map((row) => row.join("\t")).join("\n"),
  "一行多格，空格分隔": rows.map((row) => row.filter((cell) => cell !== "").join(" ")).join("\n"),
};

for (const [name, text] of Object.entries(PAGES)) {
  test(`${name}：全部读对，不误报`, async () => {
    const verdict = await judge({ "水利局.txt": page(text) }, TRUTH);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
    expect(verdict.mandatory).toEqual([]);
  });

  test(`${name}：在任何一处中断，没有不声不响的错数`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), async (cut) => {
        expect((await judge({ "水利局.txt": page(text.slice(0, cut)) }, TRUTH)).silent).toEqual([]);
      }),
      { numRuns: 12, seed: 2023 },
    );
  });

  test(`${name}：夹有页码“- 4 -”，数字不变`, async () => {
    const lines = text.split("\n");
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length), async (at) => {
        expect(
          (await judge({ "水利局.txt": page([...lines.slice(0, at), "- 4 -", ...lines.slice(at)].join("\n")) }, TRUTH))
            .silent,
        ).toEqual([]);
      }),
      { numRuns: 8, seed: 2023 },
    );
  });
}
