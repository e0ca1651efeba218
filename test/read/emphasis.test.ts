import { expect, test } from "vitest";
import type { ReadDocument } from "../../src/grid.js";
import { withoutEmphasis } from "../../src/read/plain/emphasis.js";
import { readText } from "../../src/read/plain/plain.js";
import { ask, plain, readsAll, t } from "../normalize/submission.js";

const table = (rows: readonly (readonly string[])[]): string => {
  const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
  return [line(rows[0]!), `|${rows[0]!.map(() => "---").join("|")}|`, ...rows.slice(1).map(line)].join("\n");
};
const CODE = "applications.granted.naturalPerson";
const marked = (mark: (number: string) => string): readonly (readonly string[])[] =>
  plain(3).map((row) => (row[1] === "（一）予以公开" ? row.map((cell, c) => (c === 3 ? mark(cell) : cell)) : row));
const markdown = (mark: (number: string) => string): ReadDocument =>
  readText([plain(2), marked(mark), plain(4)].map(table).join("\n\n"));
const lines = (mark: (number: string) => string): ReadDocument =>
  readText([...plain(2), ...marked(mark), ...plain(4)].map((row) => row.join(" | ")).join("\n"));

const MARKS = {
  "**47**": (n: string) => `**${n}**`,
  __47__: (n: string) => `__${n}__`,
  "*47*": (n: string) => `*${n}*`,
  _47_: (n: string) => `_${n}_`,
  "***47***": (n: string) => `***${n}***`,
  "**_47_**": (n: string) => `**_${n}_**`,
  "`47`": (n: string) => `\`${n}\``,
  "<b>47</b>": (n: string) => `<b>${n}</b>`,
  "<strong>47</strong>": (n: string) => `<strong>${n}</strong>`,
  "==47==": (n: string) => `==${n}==`,
  "\\*47": (n: string) => `\\*${n}`,
};

test.each(Object.entries(MARKS))("强调的数字 %s 就是这个数字", async (_, mark) => {
  expect(await readsAll(markdown(mark))).toEqual([]);
  expect(await readsAll(lines(mark))).toEqual([]);
});

test("整张表连同标题都加粗", async () => {
  const bold = [plain(2), plain(3), plain(4)].map((rows) =>
    table(rows.map((row) => row.map((cell) => (cell === "" ? "" : `**${cell}**`)))),
  );
  expect(await readsAll(readText(bold.join("\n\n")))).toEqual([]);
});

test.each([
  (n: string) => `~~${n}~~`,
  (n: string) => `<s>${n}</s>`,
  (n: string) => `<del>${n}</del>`,
  (n: string) => `~~${n}~~ 48`,
  (n: string) => `1**${n}**`,
])("划去的、只强调了一部分的数字不采用，并且说明", async (mark) => {
  for (const [document, quoted] of [
    [markdown(mark), mark(t[CODE] ?? "")],
    [lines(mark), "予以公开"],
  ] as const) {
    const verdict = await ask(document);
    expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
    expect(verdict.values[CODE]).toBeNull();
    expect(verdict.messages.join()).toContain(quoted);
  }
});

test.each([
  ["5*3*2", "5*3*2"],
  ["5*", "5*"],
  ["3_4_5", "3_4_5"],
  ["4**7**", "4**7**"],
  ["**1.**属于国家秘密", "1.属于国家秘密"],
  ["1\\.属于国家秘密", "1.属于国家秘密"],
  ["* 列表", "* 列表"],
  ["___", "___"],
  ["****", ""],
  ['<span style="display:none">5</span>', '<span style="display:none">5</span>'],
])("“%s”读作“%s”", (text, read) => {
  expect(withoutEmphasis(text)).toBe(read);
});
