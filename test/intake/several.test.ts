import { expect, test } from "vitest";
import { judge, type Sent } from "../normalize/judging.js";
import {
  flattened,
  gridOf,
  stacked,
  tableFour,
  tableThree,
  tableTwo,
  textBlock,
  threeSheets,
  truthOf,
  workbook,
} from "../normalize/paper.js";

const t = truthOf(),
  u = truthOf(5),
  w = truthOf(9);
const pages = (paper: Parameters<typeof gridOf>[0]): Sent => workbook(gridOf(paper));
const only = (table: string, of: typeof t): typeof t =>
  Object.fromEntries(Object.entries(of).filter(([code]) => code.startsWith(table)));

type Files = Readonly<Record<string, Sent>>;
const ORDERED: Readonly<Record<string, Files>> = {
  "第二版件注明更正在先：版次为准": { "水利局v1（更正）.xlsx": threeSheets(u), "水利局v2.xlsx": threeSheets(t) },
  没有版次的是第一版: { "水利局.xlsx": threeSheets(u), "水利局v2.xlsx": threeSheets(t) },
  "有版次的与更正件：更正件为准": { "水利局v2.xlsx": threeSheets(u), "水利局更正.xlsx": threeSheets(t) },
  更正前与更正后: { "水利局（更正前）.xlsx": threeSheets(u), "水利局（更正后）.xlsx": threeSheets(t) },
  修改前与没有注明的: { "水利局（修改前）.xlsx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
  再次更正: { "水利局.xlsx": threeSheets(u), "水利局更正.xlsx": threeSheets(w), "水利局再次更正.xlsx": threeSheets(t) },
  第二次更正又改回原数: {
    "水利局.xlsx": threeSheets(t),
    "水利局更正.xlsx": threeSheets(u),
    "水利局第二次更正.xlsx": threeSheets(t),
  },
  标注件改正后报回: { "水利局.xlsx": threeSheets(u), "水利局-标注.xlsx": threeSheets(t) },
  更正件又退回标注: {
    "水利局.xlsx": threeSheets(u),
    "水利局更正.xlsx": threeSheets(w),
    "水利局-第二次标注.xlsx": threeSheets(t),
  },
  更正件放在更正文件夹: { "水利局.xlsx": threeSheets(u), "更正/水利局.xlsx": threeSheets(t) },
  更正件另有副本: {
    "水利局.xlsx": threeSheets(u),
    "水利局更正.xlsx": threeSheets(t),
    "水利局更正 - 副本.xlsx": threeSheets(t),
  },
  文件名中的日期较晚: { "水利局20240110.xlsx": threeSheets(u), "水利局20240115.xlsx": threeSheets(t) },
  初稿与终稿: { "水利局初稿.xlsx": threeSheets(u), "水利局终稿.xlsx": threeSheets(t) },
  作废的一份: { "水利局（作废）.xlsx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
  空白表与填好的: { "水利局/空表.xlsx": threeSheets({}), "水利局/年报.xlsx": threeSheets(t) },
  更正件只有表三: {
    "水利局.xlsx": threeSheets({ ...t, ...only("applications", u) }),
    "水利局更正.xlsx": pages(tableThree(t)),
  },
  更正件是整套表而只填了表四: {
    "水利局.xlsx": threeSheets({ ...t, ...only("disputes", u) }),
    "水利局更正.xlsx": threeSheets(only("disputes", t)),
  },
  "v1.1与v1.2": { "水利局v1.1.xlsx": threeSheets(u), "水利局v1.2.xlsx": threeSheets(t) },
  v9与v10: { "水利局v9.xlsx": threeSheets(u), "水利局v10.xlsx": threeSheets(t) },
  更正后写在单位名称前: { "水利局.xlsx": threeSheets(u), "更正后水利局.xlsx": threeSheets(t) },
  两份更正件各一张表: {
    "水利局.xlsx": threeSheets({ ...u, ...only("disputes", t) }),
    "水利局更正表二.xlsx": pages(tableTwo(t)),
    "水利局更正表三.xlsx": pages(tableThree(t)),
  },
  更正件只有表二而原件分三份: {
    "水利局/1.xlsx": pages(tableTwo(u)),
    "水利局/2.xlsx": pages(tableThree(t)),
    "水利局/3.xlsx": pages(tableFour(t)),
    "水利局/更正.xlsx": pages(tableTwo(t)),
  },
  "每份整套表、各填一张": {
    "水利局/1.xlsx": threeSheets(only("proactive", t)),
    "水利局/2.xlsx": threeSheets(only("applications", t)),
    "水利局/3.xlsx": threeSheets(only("disputes", t)),
  },
};

for (const [name, files] of Object.entries(ORDERED)) {
  test(`${name}：计入并须核实`, async () => {
    const verdict = await judge(files, t);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
    // A file that calls itself a correction asks for no answer; a later version or date does.
    const claims = /更正|标注|终稿|定稿|修订|重报|最新/.test(Object.keys(files).join()) && !name.endsWith("版次为准");
    expect(verdict.rules).toContain("UNIT.TWICE");
    expect(verdict.verification.join().includes("UNIT.TWICE")).toBe(!claims);
  });
}

const UNDECIDED: Readonly<Record<string, Files>> = {
  未修改与没有注明的: { "水利局（未修改）.xlsx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
  修改意见不是更正件: { "水利局（修改意见）.xlsx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
  "下载时加的(1)不是次序": { "水利局.xlsx": threeSheets(u), "水利局(1).xlsx": threeSheets(t) },
  两份标注件没有写明次序: {
    "水利局.xlsx": threeSheets(w),
    "水利局-标注.xlsx": threeSheets(u),
    "水利局-标注(1).xlsx": threeSheets(t),
  },
  更正件与没有改动的标注件: {
    "水利局.xlsx": threeSheets(u),
    "水利局更正.xlsx": threeSheets(t),
    "水利局-标注.xlsx": threeSheets(u),
  },
  更正与终稿各一份: { "水利局更正.xlsx": threeSheets(u), "水利局终稿.xlsx": threeSheets(t) },
  文件名日期与填报日期说法相反: {
    "水利局20240110.xlsx": pages([["填报日期：2024年1月20日"], ...stacked(u)]),
    "水利局20240115.xlsx": pages([["填报日期：2024年1月5日"], ...stacked(t)]),
  },
  更正件没有的表原来就有两种说法: {
    "水利局1.xlsx": threeSheets(u),
    "水利局2.xlsx": threeSheets(w),
    "水利局更正.xlsx": pages(tableThree(t)),
  },
  空白表与两份不同的: {
    "水利局/空表.xlsx": threeSheets({}),
    "水利局/甲.xlsx": threeSheets(u),
    "水利局/乙.xlsx": threeSheets(t),
  },
};

for (const [name, files] of Object.entries(UNDECIDED)) {
  test(`${name}：不能定序，均不计入`, async () => {
    const verdict = await judge(files, t);
    expect(verdict.wrong).toEqual([]);
    const ambiguous = verdict.findings.find(({ rule }) => rule === "UNIT.AMBIGUOUS");
    expect(ambiguous?.figures).toEqual(expect.arrayContaining(Object.keys(t)));
    expect(verdict.missing.length).toBe(Object.keys(t).length);
  });
}

test("更正件的表只有几行：同一张表不与原件拼合，缺的行要补", async () => {
  const rows = tableThree({ ...t, "applications.received.researchInstitution": "7" }).slice(0, 5);
  const verdict = await judge({ "水利局.xlsx": threeSheets(t), "水利局更正.xlsx": pages(rows) }, t);
  expect(verdict.silent).toEqual([]);
  expect(verdict.rules).toContain("FORM.ROW_MISSING");
  expect(verdict.values["applications.received.researchInstitution"]).toBe("7");
  expect(verdict.values["applications.carriedOut.enterprise"]).toBeNull();
  expect(verdict.values["disputes.reconsideration.upheld"]).toBe(t["disputes.reconsideration.upheld"]);
});

test("意见说清采用哪一份的哪些表", async () => {
  const files = {
    "水利局.xlsx": threeSheets({ ...t, ...only("applications", u) }),
    "水利局v2.xlsx": pages(tableThree(t)),
  };
  const [message] = (await judge(files, t)).verification.filter((one) => one.startsWith("UNIT.TWICE"));
  expect(message).toContain("其中只有“表三”；“表二”“表四”仍采用《2023/水利局.xlsx》");
});

test("不同之处只列几处，另说共有多少处", async () => {
  const [message = ""] = (await judge({ "水利局.xlsx": threeSheets(u), "水利局v2.xlsx": threeSheets(t) }, t))
    .verification;
  expect(message).toMatch(/等\d{2,}处/);
  expect(message.length).toBeLessThan(1000);
});

test("原件被更正的表不再提意见，没有更正的表照提", async () => {
  const bad = { ...u, "applications.received.enterprise": "约3" };
  const files = {
    "水利局.xlsx": threeSheets({ ...bad, "disputes.reconsideration.upheld": "约4" }),
    "水利局更正.xlsx": pages(tableThree(t)),
  };
  const { mandatory } = await judge(files, undefined);
  expect(mandatory.join()).toContain("约4");
  expect(mandatory.join()).not.toContain("约3");
});

const document = (lines: readonly string[]): Sent => ({
  format: "docx",
  remarks: [],
  blocks: [textBlock(lines.join("\n")), ...threeSheets(t).blocks],
});

test("没有改动的标注件与原件相同：只计一次，只作提示", async () => {
  const verdict = await judge({ "水利局.xlsx": threeSheets(t), "水利局-标注.xlsx": threeSheets(t) }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
  const twice = verdict.findings.filter(({ rule }) => rule === "UNIT.TWICE");
  expect(twice.map(({ severity, message }) => [severity, message])).toEqual([
    ["notice", expect.stringContaining("各份数字相同，只计一次")],
  ]);
});

test("相同的几份采用毛病少的一份", async () => {
  const wordy = threeSheets({ ...t, "proactive.licensing.decisions": `${t["proactive.licensing.decisions"]}件` });
  for (const files of [
    { "水利局.xlsx": wordy, "水利局2023年年报.xlsx": threeSheets(t) },
    { "水利局.xlsx": threeSheets(t), "水利局2023年年报.xlsx": wordy },
  ]) {
    const verdict = await judge(files, t);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
    expect(verdict.rules).not.toContain("VALUE.CLEANED");
  }
});

test("表格与文档相同：采用表格，文档里的文字照样核对", async () => {
  const files = {
    "水利局.xlsx": threeSheets(t),
    "水利局2023年政府信息公开工作年度报告.docx": document([
      "瑞金市水利局2023年政府信息公开工作年度报告",
      "一、总体情况",
      "2023年本单位共收到政府信息公开申请XX件。",
    ]),
  };
  const verdict = await judge(files, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.rules).toContain("TEXT.PLACEHOLDER");
});

test("平铺的文字与表格相同：只计一次", async () => {
  const text: Sent = { format: "text", remarks: [], blocks: [textBlock(flattened(t).join("\n"))] };
  const verdict = await judge({ "水利局.xlsx": threeSheets(t), "水利局.txt": text }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
});
