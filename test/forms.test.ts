import { describe, expect, test } from "vitest";
import { relationsOf } from "../src/check/relations.js";
import { figureCode } from "../src/figure.js";
import { formInForce, unitsDue } from "../src/form/form.js";
import { loadSchemas } from "../src/form/load.js";
import { yearPeriod } from "../src/period.js";
import { shippedFiles } from "./form/schema-files.js";

/** 国办公开办函〔2021〕30号, copied from the form and not from schemas/: what the shipped edition must say letter by letter. */
const TABLE_TWO: readonly (readonly [string, string, string, string])[] = [
  ["proactive.regulations.issued", "规章", "本年制发件数", "件"],
  ["proactive.regulations.repealed", "规章", "本年废止件数", "件"],
  ["proactive.regulations.inForce", "规章", "现行有效件数", "件"],
  ["proactive.normativeDocuments.issued", "行政规范性文件", "本年制发件数", "件"],
  ["proactive.normativeDocuments.repealed", "行政规范性文件", "本年废止件数", "件"],
  ["proactive.normativeDocuments.inForce", "行政规范性文件", "现行有效件数", "件"],
  ["proactive.licensing.decisions", "行政许可", "本年处理决定数量", "件"],
  ["proactive.penalties.decisions", "行政处罚", "本年处理决定数量", "件"],
  ["proactive.compulsion.decisions", "行政强制", "本年处理决定数量", "件"],
  ["proactive.fees.amount", "行政事业性收费", "本年收费金额（单位：万元）", "万元"],
];

const TABLE_THREE_ROWS: readonly (readonly [string, string])[] = [
  ["received", "一、本年新收政府信息公开申请数量"],
  ["carriedIn", "二、上年结转政府信息公开申请数量"],
  ["granted", "（一）予以公开"],
  ["partlyGranted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
  ["refused.stateSecret", "1.属于国家秘密"],
  ["refused.prohibitedByLaw", "2.其他法律行政法规禁止公开"],
  ["refused.securityAndStability", "3.危及“三安全一稳定”"],
  ["refused.thirdPartyRights", "4.保护第三方合法权益"],
  ["refused.internalAffairs", "5.属于三类内部事务信息"],
  ["refused.processInformation", "6.属于四类过程性信息"],
  ["refused.enforcementFile", "7.属于行政执法案卷"],
  ["refused.administrativeInquiry", "8.属于行政查询事项"],
  ["unavailable.notHeld", "1.本机关不掌握相关政府信息"],
  ["unavailable.needsCreation", "2.没有现成信息需要另行制作"],
  ["unavailable.stillUnclear", "3.补正后申请内容仍不明确"],
  ["notProcessed.petition", "1.信访举报投诉类申请"],
  ["notProcessed.repeated", "2.重复申请"],
  ["notProcessed.publication", "3.要求提供公开出版物"],
  ["notProcessed.excessive", "4.无正当理由大量反复申请"],
  ["notProcessed.reissue", "5.要求行政机关确认或重新出具已获取信息"],
  ["otherHandling.correctionOverdue", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
  ["otherHandling.feeOverdue", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"],
  ["otherHandling.other", "3.其他"],
  ["outcomesTotal", "（七）总计"],
  ["carriedOut", "四、结转下年度继续办理"],
];

const APPLICANTS = [
  ["naturalPerson", "自然人"],
  ["enterprise", "商业企业"],
  ["researchInstitution", "科研机构"],
  ["publicWelfareOrganization", "社会公益组织"],
  ["legalServiceAgency", "法律服务机构"],
  ["otherOrganization", "其他"],
  ["total", "总计"],
] as const;

const DISPUTES = ["reconsideration", "litigationDirect", "litigationAfterReconsideration"] as const;
const RESULTS = [
  ["upheld", "结果维持"],
  ["corrected", "结果纠正"],
  ["otherResult", "其他结果"],
  ["pending", "尚未审结"],
  ["total", "总计"],
] as const;

const schemas = loadSchemas(shippedFiles());
const form = formInForce(schemas, yearPeriod(2022))!;
const own = [...form.figures.values()].filter((figure) => !figure.optional);

function lastLabel(path: string): string {
  return path.split("／").at(-1) ?? "";
}

describe("the 2021 edition", () => {
  test("has the 200 figures of the form and no other", () => {
    const codes = [
      ...TABLE_TWO.map(([code]) => code),
      ...TABLE_THREE_ROWS.flatMap(([row]) => APPLICANTS.map(([column]) => `applications.${row}.${column}`)),
      ...DISPUTES.flatMap((row) => RESULTS.map(([column]) => `disputes.${row}.${column}`)),
    ];
    expect(codes).toHaveLength(200);
    expect(own.map((figure) => figure.code).sort()).toEqual([...codes].sort());
  });

  test.each(TABLE_TWO)("table two: %s is %s, %s, in %s", (code, row, column, unit) => {
    const figure = form.figures.get(figureCode(code));
    expect([lastLabel(figure?.rowLabel ?? ""), lastLabel(figure?.columnLabel ?? ""), figure?.unit]).toEqual([
      row,
      column,
      unit,
    ]);
  });

  test.each(TABLE_THREE_ROWS)("table three: row %s is labelled letter by letter", (row, label) => {
    const figures = APPLICANTS.map(([column]) => form.figures.get(figureCode(`applications.${row}.${column}`)));
    expect(figures.map((figure) => lastLabel(figure?.rowLabel ?? ""))).toEqual(APPLICANTS.map(() => label));
    expect(figures.map((figure) => lastLabel(figure?.columnLabel ?? ""))).toEqual(APPLICANTS.map(([, name]) => name));
  });

  test("table four: three groups of five", () => {
    for (const row of DISPUTES) {
      const figures = RESULTS.map(([column]) => form.figures.get(figureCode(`disputes.${row}.${column}`)));
      expect(figures.map((figure) => lastLabel(figure?.columnLabel ?? ""))).toEqual(RESULTS.map(([, name]) => name));
    }
  });

  test("the fee alone is an amount, in 万元 with up to six decimals; all the rest are whole", () => {
    expect(own.filter((figure) => figure.kind === "amount").map((figure) => [figure.code, figure.decimals])).toEqual([
      ["proactive.fees.amount", 6],
    ]);
    expect(own.filter((figure) => figure.decimals > 0)).toHaveLength(1);
  });

  test("derived are the totals and nothing else: 25 + 6 + 3", () => {
    const derived = own.filter((figure) => figure.parts.length > 0).map((figure) => figure.code);
    const totals = own
      .filter((figure) => /\.(?:total)$/.test(figure.code) || figure.row === "outcomesTotal")
      .map((figure) => figure.code);
    expect(derived.sort()).toEqual(totals.sort());
    expect(derived).toHaveLength(25 + 6 + 3);
  });

  test("a single row （六） counts in the total and stands in place of its three", () => {
    const undivided = form.figures.get(figureCode("applications.otherHandling.undivided.enterprise"));
    expect(undivided?.optional).toBe(true);
    expect(undivided?.insteadOf).toHaveLength(3);
    expect(form.figures.get(figureCode("applications.outcomesTotal.enterprise"))?.parts).toContain(
      "applications.otherHandling.undivided.enterprise",
    );
  });

  test("its rules lay down 42 relations: 7 + 25 + 7 + 3, and 9 with last year", () => {
    const relations = relationsOf(form, form.rules.values());
    const count = (rule: string): number => relations.filter((relation) => relation.rule === rule).length;
    expect([count("T3.BALANCE"), count("T3.ROW_TOTAL"), count("T3.OUTCOMES_TOTAL"), count("T4.ROW_TOTAL")]).toEqual([
      7, 25, 7, 3,
    ]);
    expect([count("T2.IN_FORCE"), count("YEAR.CARRIED_IN")]).toEqual([2, 7]);
    const acrossYears = relations.filter((relation) => relation.before !== undefined);
    expect([relations.length - acrossYears.length, acrossYears.length]).toEqual([42, 9]);
  });
});

describe("the 2019 edition", () => {
  const old = formInForce(schemas, yearPeriod(2020))!;

  test("has 23 rows in table three, the sixth group a single one", () => {
    const rows = old.tables
      .find((table) => table.code === "applications")!
      .sections[0]!.rows.lines.filter((line) => line.insteadOf.length === 0);
    expect(rows).toHaveLength(23);
    expect(rows.map((line) => line.code)).toContain("otherHandling.undivided");
  });

  test("counts fee items and never has the fee of 2021", () => {
    expect(old.figures.has(figureCode("proactive.fees.amount"))).toBe(false);
    expect(
      [...old.figures.values()]
        .filter((figure) => figure.code.startsWith("proactive.fees."))
        .every((figure) => figure.kind === "count"),
    ).toBe(true);
  });

  test("what it shares with 2021 by code means the same: one label, one unit", () => {
    const shared = [...old.figures.values()].filter((figure) => form.figures.has(figure.code));
    expect(shared.length).toBeGreaterThan(150);
    for (const figure of shared)
      expect([figure.code, figure.unit, figure.kind]).toEqual([
        figure.code,
        form.figures.get(figure.code)?.unit,
        form.figures.get(figure.code)?.kind,
      ]);
  });
});

describe("the roster", () => {
  const units = unitsDue(schemas, yearPeriod(2022));

  test("has 17 townships and the office that the outline names", () => {
    expect(units.filter((unit) => unit.category === "乡镇")).toHaveLength(17);
    expect(units.find((unit) => unit.code === "D01")?.aliases).toContain("市政府办");
    expect(units.find((unit) => unit.code === schemas.jurisdiction.oversightOffice)).toBeDefined();
  });

  test("knows 冈面乡 by both of its spellings", () => {
    expect(units.find((unit) => unit.name.startsWith("冈面乡"))?.aliases).toContain("岗面乡");
  });
});
