import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RELIEF, YEARLY } from "../form/relief.js";
import { asked as askedFor, type Office, submission } from "./office.js";
import { openWith, relief } from "./second-form.js";

async function valueIn(office: Office, series: string): Promise<unknown> {
  const made = JSON.parse(await readFile(join(office.outputs, series, "consolidated.json"), "utf8"));
  return made.figures["relief.allowance.people"].value;
}

test("a month beside the year: each has its files, units, sums and words, and another month's file is refused", async () => {
  const office = await openWith(RELIEF, {
    "2023-03/象湖镇.csv": relief("象湖镇", "2023年3月", 12, 5),
    "2023-03/叶坪镇.csv": relief("叶坪镇", "2023年2月", 100, 50),
    "2023-03/市政府办.csv": relief("瑞金市政府办公室", "2023年3月", 30, 31),
  });
  const year = await office.crossfoot("run");
  expect(year.stdout).toContain("2022年政府信息公开工作年度报告：草稿");
  const month = await office.crossfoot("run", "--period", "2023年3月");
  expect(month).toMatchObject({ exitCode: 1 });
  expect(month.stdout).toContain("材料写明的统计时段是2023年2月");
  expect(month.stdout).toContain("不符合“其中女性不大于人数”");
  expect(await valueIn(office, "2023-03")).toBe("42");
  const page = (await readdir(join(office.outputs, "2023-03"))).find((name) => name.endsWith("（草稿）.html"))!;
  expect(page).toBe("瑞金市人民政府2023年3月困难群众救助报告（草稿）.html");
  expect(await readFile(join(office.outputs, "2023-03", page), "utf8")).not.toContain("信息公开");
}, 60_000);

test("a file is checked by the form that is named, and without a word by the year's, also where a later month lies beside it", async () => {
  const office = await openWith(RELIEF, { "2023-03/市政府办.csv": relief("瑞金市政府办公室", "2023年3月", 30, 31) });
  const month = join(office.inputs, "2023-03/市政府办.csv");
  expect((await office.crossfoot("check", month, "--period", "2023-03")).stdout).toContain("RELIEF.WOMEN");
  const year = await office.crossfoot("check", join(office.inputs, "2022/象湖镇.csv"));
  expect(year.stdout).toContain("上年结转");
  expect(year.stdout).not.toContain("救助");
}, 60_000);

test("two forms of one year: the second lies in a folder of its own and is shown beside the first", async () => {
  const office = await openWith(YEARLY, {
    "2022/困难群众救助月报/象湖镇.csv": relief("象湖镇", "2022年", 7, 3),
    "2022/困难群众救助月报/叶坪镇.csv": relief("叶坪镇", "2022年", 8, 4),
    "2022/困难群众救助月报/市政府办.csv": relief("瑞金市政府办公室", "2022年", 9, 5),
  });
  expect((await office.crossfoot("run")).stdout).toContain("已报1个");
  expect(await office.crossfoot("run", "--form", "relief")).toMatchObject({ exitCode: 0 });
  expect(await valueIn(office, "2022-困难群众救助月报")).toBe("24");
  expect((await readdir(office.outputs)).filter((name) => /^2022(-困难群众救助月报)?$/.test(name))).toHaveLength(2);
  const signed = await office.crossfoot("sign", "--by", "张三", "--role", "填报", "--year", "2022", "--form", "relief");
  expect(signed.stdout).toContain("2022年度困难群众救助月报");
  expect((await office.crossfoot("status", "--form", "relief")).stdout).toContain("应报3，已报3");
  expect(await office.crossfoot("run", "--form", "月报")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("可以是：政府信息公开工作年度报告（annual-report）、困难群众救助月报（relief）"),
  });
}, 60_000);

test("a rule and a sentence of one form name figures of the other: read in threads, traced to its cells, made anew when it changes", async () => {
  const office = await openWith(YEARLY, {
    "2022/困难群众救助月报/象湖镇.csv": relief("象湖镇", "2022年", 7, 3),
    "2022/困难群众救助月报/叶坪镇.csv": relief("叶坪镇", "2022年", 8, 4),
    "2022/困难群众救助月报/市政府办.csv": relief("瑞金市政府办公室", "2022年", 9, 5),
  });
  const rules = join(office.schemas, "relief/2022/rules.json");
  const { rules: own } = JSON.parse(await readFile(rules, "utf8"));
  const asked = { ...own.at(-1), id: "RELIEF.ASKED", title: "申请数不小于人数", right: ["relief.allowance.people"] };
  const left = ["annual-report/applications.received.total"];
  await writeFile(rules, JSON.stringify({ rules: [...own, { ...asked, sign: ">=", left }] }));
  const month = ["--year", "2022", "--form", "relief"];
  expect((await office.crossfoot("outline", ...month)).stdout).toContain(
    "它们的名称见：政府信息公开工作年度报告（outline --form annual-report）",
  );
  const alone = await office.crossfoot("check", join(office.inputs, "2022/困难群众救助月报/象湖镇.csv"), ...month);
  expect(alone.stdout).toContain("单独审核一份材料，没有《政府信息公开工作年度报告》的数字");
  const first = await office.crossfoot("run", ...month);
  expect(first.stdout).toContain("《政府信息公开工作年度报告》“一、本年新收政府信息公开申请数量｜总计”是3");
  const trace = await office.crossfoot("trace", "annual-report/applications.received.total", ...month);
  expect(trace.stdout).toContain("T01 象湖镇人民政府：3  《2022/象湖镇.csv》");
  expect((await office.crossfoot("run", ...month)).stdout).toContain("与上次运行相同");
  await writeFile(join(office.inputs, "2022/象湖镇.csv"), submission("象湖镇人民政府", askedFor(7)));
  expect((await office.crossfoot("run", ...month)).stdout).not.toContain("不符合“申请数不小于人数”");
}, 60_000);
