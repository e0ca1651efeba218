import { describe, expect, it } from "vitest";
import { checkOfficeText } from "../../../src/check/check.js";
import { figureCode, unitCode } from "../../../src/figure.js";
import type { Finding } from "../../../src/finding.js";
import { figureNamed } from "../../../src/form/form.js";
import { periodNames } from "../../../src/placeholder.js";
import type { Publication } from "../../../src/publish/publish.js";
import { buildReport } from "../../../src/publish/report/report.js";
import { madePublication } from "../../publish/making.js";

function officeText(text: string, heading = "六、其他需要报告的事项"): Publication {
  return madePublication({ officeText: [{ heading, file: "2022/正文.md", paragraphs: [{ text, place: "第7行" }] }] });
}

function findingsOf({ consolidation, officeText: sections, schemas }: Publication): readonly Finding[] {
  const { period, government, jurisdiction, figures, forms, units } = consolidation;
  return checkOfficeText({
    sections,
    period,
    jurisdiction: schemas.jurisdiction,
    roster: schemas.units,
    fillings: {
      names: { ...periodNames(period), government, name: jurisdiction },
      oversightOffice: unitCode("D01"),
      figures,
      forms,
      units,
    },
  });
}

describe("checkOfficeText", () => {
  const facts = (publication: Publication) =>
    findingsOf(publication).flatMap((finding) => {
      if (finding.code === "OUTLINE.PLACEHOLDER") return [[finding.facts.words, finding.facts.reason]];
      return finding.code === "TEXT.FIGURE_MISMATCH" ? [[finding.facts.words, finding.facts.table]] : [];
    });

  it("finds nothing in text that is right", () => {
    expect(findingsOf(madePublication())).toEqual([]);
    expect(facts(officeText("全年新收政府信息公开申请345件，上年结转445件，申请行政复议375件。"))).toEqual([]);
  });

  it("names the parts that the office has not written", () => {
    const headings = ["五、存在的主要问题及改进情况", "六、其他需要报告的事项"];
    expect(findingsOf(madePublication({ officeText: [] }))).toEqual([
      { code: "OUTLINE.TEXT_MISSING", unit: null, figures: [], sources: [], facts: { headings } },
    ]);
  });

  it("finds unknown codes, units and groups, and says where", () => {
    expect(
      facts(
        officeText(
          "{applications.recieved.total}件，{applications.received.total@X99}件，{applications.received.total@=园区}件。",
        ),
      ),
    ).toEqual([
      ["{applications.recieved.total}", "没有“applications.recieved.total”这个指标"],
      ["{applications.received.total@X99}", "单位名录中没有“X99”"],
      ["{applications.received.total@=园区}", "没有“园区”这个单位类别"],
    ]);
    expect(findingsOf(officeText("{nothing}"))[0]).toMatchObject({
      code: "OUTLINE.PLACEHOLDER",
      unit: null,
      sources: [{ file: "2022/正文.md", sheet: "正文", cell: "第7行", text: "{nothing}" }],
    });
  });

  it("finds a number typed by hand that contradicts its figure, once", () => {
    expect(facts(officeText("全年共收到政府信息公开申请36件。"))).toEqual([["收到政府信息公开申请36件", "345"]]);
    expect(facts(officeText("结转下年度继续办理共３７１件"))).toEqual([["结转下年度继续办理共371件", "370"]]);
    expect(facts(officeText("行政诉讼为460件，行政诉讼1,460件"))).toEqual([["行政诉讼1,460件", "460"]]);
  });

  it("does not take a year, a share or last year's number for a figure", () => {
    expect(
      facts(
        officeText(
          "上年结转2021年的申请。行政复议2022年起，行政诉讼5%。2021年收到政府信息公开申请30件，去年新收政府信息公开申请30件。",
        ),
      ),
    ).toEqual([]);
  });

  it("finds a heading that the report does not have", () => {
    expect(facts(officeText("文字", "七、附件"))).toEqual([["七、附件", "报告没有这个标题，标题下的文字没有采用"]]);
  });

  it("finds a placeholder whose figure nobody reported", () => {
    const code = "overview.trainings.value";
    const publication = madePublication({
      withoutValue: [code],
      officeText: [
        {
          heading: "六、其他需要报告的事项",
          file: "正文.md",
          paragraphs: [{ text: `培训{${code}}次`, place: "第1行" }],
        },
      ],
    });
    const label = figureNamed(publication.consolidation.forms, figureCode(code))?.label;
    expect(findingsOf(publication).filter(({ sources }) => sources.length > 0)).toMatchObject([
      { code: "OUTLINE.SENTENCE_DROPPED", figures: [code], facts: { words: [`培训{${label}}次`] } },
    ]);
    expect(buildReport(publication).parts[5]?.blocks).toMatchObject([{ role: "placeholder" }]);
  });

  it.each([
    ["@oversightOffice", /中瑞金市政府办公室的数没有数据$/],
    ["@!oversightOffice,=乡镇", /中瑞金市政府办公室、乡镇以外各单位的数没有数据$/],
    ["@=乡镇", /中乡镇的数没有数据$/],
  ])("says in words whose share is missing (%s)", (share, reason) => {
    const code = "overview.trainings.value";
    const text = `培训{${code}${share}}次`;
    const officeText = [{ heading: "六、其他需要报告的事项", file: "正文.md", paragraphs: [{ text, place: "第1行" }] }];
    const found = findingsOf(madePublication({ withoutValue: [code], officeText }));
    expect(found.filter(({ sources }) => sources.length > 0)).toMatchObject([
      { code: "OUTLINE.SENTENCE_DROPPED", facts: { missing: [expect.stringMatching(reason)] } },
    ]);
  });
});
