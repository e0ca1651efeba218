import { execFileSync } from "node:child_process";
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

test("keeps nothing of the large text from which a label was cut", () => {
  const script = `
    const { rememberedByText } = await import(process.argv[1]);
    const { plainText, wordingOf } = await import(process.argv[2]);
    const { enterNames, forgetStrangers, labelWording } = await import(process.argv[3]);
    const kept = rememberedByText((text) => text.slice(0, 20));
    const megabytes = () => (gc(), process.memoryUsage().heapUsed / 1024 / 1024);
    enterNames(["主动公开政府信息情况统计"]);
    plainText("主动公开");
    const before = megabytes();
    for (let at = 0; at < 40; at += 1) {
      const large = (at + "主动公开政府信息情况统计").repeat(40_000);
      for (const one of [kept, plainText, wordingOf, labelWording]) one(large.slice(14, 14 + 28 + at));
    }
    // Texts that are no label are remembered for as long as their document is read.
    forgetStrangers();
    console.log(megabytes() - before);`;
  const modules = ["remembered", "wording", "normalize/label-names"].map(
    (name) => new URL(`../dist/${name}.js`, import.meta.url).href,
  );
  const given = ["--expose-gc", "--input-type=module", "-e", script, ...modules];
  const grown = Number(execFileSync(process.execPath, given, { encoding: "utf8" }));
  // Each of the forty is a megabyte.
  expect(grown).toBeLessThan(10);
});
