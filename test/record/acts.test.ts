import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { OfficeState } from "../../src/act-book.js";
import { actText, type Decision } from "../../src/office-act.js";
import { yearPeriod } from "../../src/period.js";
import { acquireLock, mendOutputs, readActs, receiptsOf, recordRun } from "../../src/record/record.js";
import { seriesOf } from "../../src/series.js";
import { outputsFolder, requestOf } from "./runs.js";

const PERIOD = seriesOf(yearPeriod(2022));

function explained(text: string, reviewer: string): Decision {
  return { matter: "说明", key: "a1", content: { 说明: text, 填写人: "张三", 审核人: reviewer } };
}

function officeOf(day: string, received: readonly string[], standing: readonly Decision[] = []): OfficeState {
  return { at: `${day}T01:00:00Z`, day, received, standing };
}

async function recorded(outputs: string, value: string, office: OfficeState): Promise<string> {
  const units = Object.fromEntries(office.received.map((unit) => [unit, value]));
  return (await recordRun({ ...requestOf(outputs, { units }), office })).runId;
}

describe("办理记录", () => {
  test("each run notes what was decided since the one before, with all columns before and after", async () => {
    const outputs = await outputsFolder();
    const setting: Decision = { matter: "设置", key: "联系人", content: { 填写: "王五" } };
    await recorded(outputs, "1", officeOf("2023-01-20", ["T01"], [explained("多报一件", ""), setting]));
    await recorded(outputs, "2", officeOf("2023-01-21", ["T01"], [explained("多报一件", "李四"), setting]));
    await recorded(outputs, "3", officeOf("2023-01-22", ["T01"], [{ ...setting, content: { 填写: "赵六" } }]));
    const { entries, problems } = await readActs(outputs);
    expect(problems).toEqual([]);
    expect(entries.map(({ acts }) => acts.map(actText))).toEqual([
      ["新增说明 a1：说明“多报一件”，填写人“张三”"],
      ["修改说明 a1：审核人由“（空）”改为“李四”"],
      ["修改设置 联系人：填写由“王五”改为“赵六”", "撤销说明 a1，原为说明“多报一件”，填写人“张三”，审核人“李四”"],
    ]);
    expect(entries[1]!.previous).toBe(entries[0]!.hash);
  });

  test("a run that was killed before its entry gets it at the next start, once", async () => {
    const outputs = await outputsFolder();
    const id = await recorded(outputs, "1", officeOf("2023-01-20", ["T01"]));
    const whole = await readFile(join(outputs, "办理记录", "办理记录.jsonl"), "utf8");
    await rm(join(outputs, "办理记录", "办理记录.jsonl"));
    await rm(join(outputs, "办理记录", "末条.json"));
    const lock = await acquireLock(outputs);
    await mendOutputs(outputs);
    await mendOutputs(outputs);
    await lock.release();
    expect(await readFile(join(outputs, "办理记录", "办理记录.jsonl"), "utf8")).toBe(whole);
    expect((await readActs(outputs)).entries.map(({ run }) => run)).toEqual([id]);
  });

  test("a damaged record is added to, says from then on what was wrong, and tells nothing about who was late", async () => {
    const outputs = await outputsFolder();
    await recorded(outputs, "1", officeOf("2023-01-20", ["T01"]));
    await recorded(outputs, "2", officeOf("2023-01-21", ["T01"]));
    const path = join(outputs, "办理记录", "办理记录.jsonl");
    const [first = ""] = (await readFile(path, "utf8")).split("\n");
    await writeFile(path, `${first}\n`);
    expect((await receiptsOf(outputs, PERIOD)).damaged).toBe("末尾缺1条");
    await recorded(outputs, "3", officeOf("2023-01-22", ["T01", "T02"]));
    const { entries } = await readActs(outputs);
    // The run whose entry was cut off is still there, and with it what was to be noted.
    expect(entries.map(({ damage }) => damage)).toEqual([[], ["末尾缺1条"], []]);
    expect((await receiptsOf(outputs, PERIOD)).damaged).toBe("末尾缺1条");
  });
});

test("收件登记: a unit is first seen once, whatever is sent afterwards", async () => {
  const outputs = await outputsFolder();
  await recorded(outputs, "1", officeOf("2023-01-20", ["T01"]));
  await recorded(outputs, "2", officeOf("2023-02-03", ["T01", "T02"]));
  await recorded(outputs, "3", officeOf("2023-02-09", ["T01", "T02"]));
  expect(await receiptsOf(outputs, PERIOD)).toEqual({
    firstRun: "2023-01-20",
    seen: new Map([
      ["T01", "2023-01-20"],
      ["T02", "2023-02-03"],
    ]),
  });
  expect((await receiptsOf(outputs, seriesOf(yearPeriod(2021)))).firstRun).toBeUndefined();
});
