import { expect, test } from "vitest";
import { draftNotice } from "../src/publish/report/report.js";
import { boardCounts, REPORTING_STATE_NAME, rateText, reportingStates } from "../src/reporting-state.js";
import { consolidatedYear } from "./rules/made-year.js";

test("a unit whose file can't be used is not one that sent nothing, and its findings list what they void", async () => {
  const failure = { rule: "FILE.ENCRYPTED", reason: "文件有密码", advice: "请取消密码" } as const;
  const made = await consolidatedYear({
    files: {
      "象湖镇.xlsx": { failure },
      "叶坪镇.xlsx": { typed: { "proactive.regulations.inForce": "6" } },
      "市政府办.xlsx": null,
    },
  });
  const stateOf = reportingStates(made);
  expect(made.units.map(({ code, name }) => [name, REPORTING_STATE_NAME[stateOf(code)]])).toEqual([
    ["象湖镇人民政府", "不能采用"],
    ["叶坪镇人民政府", "待说明"],
    ["瑞金市政府办公室", "未报"],
  ]);
  expect(made.reasons.slice(0, 2)).toEqual(["有1个应报单位未报", "有1个应报单位报送的材料不能采用"]);
  expect(draftNotice(made)?.reasons.slice(-2)).toEqual([
    "未报单位：瑞金市政府办公室",
    "材料不能采用的单位：象湖镇人民政府",
  ]);
  const missing = made.findings.filter(({ rule }) => rule === "UNIT.MISSING");
  expect(missing.map(({ figures }) => figures.length)).toEqual([200, 200]);
});

test("a file of another year lists the figures that it keeps out", async () => {
  const made = await consolidatedYear({ files: { "象湖镇.xlsx": { cover: ["2019年政府信息公开工作年度报告"] } } });
  const mismatch = made.findings.find(({ rule }) => rule === "YEAR.MISMATCH");
  expect(mismatch?.figures.length).toBeGreaterThan(100);
});

test("the board counts what came, what is wanted and what has passed; a rate of 100% means all", () => {
  const units = (["received", "questioned", "returned", "missing", "unusable", "notDue"] as const).map((state, at) => ({
    state,
    late: at === 1,
  }));
  expect(boardCounts(units)).toEqual({
    due: 5,
    received: 3,
    missing: 1,
    unusable: 1,
    late: 1,
    returned: 1,
    questioned: 1,
    passed: 1,
  });
  expect([rateText(31, 32), rateText(0, 0), rateText(9_999, 10_000), rateText(2, 2)]).toEqual([
    "96.9%",
    "—",
    "99.9%",
    "100.0%",
  ]);
});
