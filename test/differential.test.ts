import { expect, test } from "vitest";
import { formats } from "./formats.js";
import { judge } from "./normalize/judging.js";
import { truthOf } from "./normalize/paper.js";
import { readOne } from "./read/making.js";

const TRUTH = truthOf(4);

for (const { format, bytes } of formats(TRUTH, "瑞金市水利局2023年政府信息公开工作年度报告")) {
  test(`同一份材料写成${format}，数字都相同`, async () => {
    const verdict = await judge({ 水利局: await readOne(await bytes(), "水利局") }, TRUTH);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
    expect(verdict.mandatory).toEqual([]);
  });
}
