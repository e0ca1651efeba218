import { expect, test } from "vitest";
import { readText } from "../../src/read/plain/text.js";
import { judge } from "../normalize/judging.js";
import { tableFour, textOf } from "../normalize/paper.js";
import { of, right, TRUTH } from "../normalize/published-text.js";

test("引言里“现公布本局年度报告”的一句话不是标题：不报单位不一致", async () => {
  const four = tableFour(TRUTH)
    .flatMap((line) => line.map(textOf))
    .filter((text) => text !== "");
  const intro = "根据《中华人民共和国政府信息公开条例》规定，现公布市水利局2023年政府信息公开工作年度报告。";
  const lines = [intro, "四、政府信息公开行政复议、行政诉讼情况", ...four];
  const verdict = await judge({ "水利局.txt": readText(lines.join("\n")) }, of(TRUTH, "disputes"));
  expect(verdict.rules.has("UNIT.CONFLICT")).toBe(false);
  right(verdict);
});
