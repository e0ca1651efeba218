import { describe, expect, it } from "vitest";
import { decimal } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import type { Forms } from "../../src/form/form.js";
import type { Publication } from "../../src/publish/publish.js";
import { buildReport, type Report } from "../../src/publish/report/report.js";
import { type MakingOptions, madePublication } from "./making.js";

function textOf(report: Report): string {
  const blocks = report.parts.flatMap((part) => [
    part.heading,
    ...part.blocks.map((block) => ("text" in block ? block.text : "")),
  ]);
  return [report.title, ...report.preamble.map((one) => one.text), ...blocks].join("\n");
}

/** The made publication with one sentence of its own in part one. */
function withSentence(text: string, needs: readonly string[], options: MakingOptions = {}): Publication {
  const publication = madePublication(options);
  const { consolidation } = publication;
  const [main, ...others] = consolidation.forms;
  const [first, ...rest] = main.outline.parts;
  const parts = [
    { heading: first?.heading ?? "", paragraphs: [needs.length > 0 ? { text, needs: [...needs] } : text] },
    ...rest,
  ];
  const forms: Forms = [{ ...main, outline: { ...main.outline, parts } }, ...others];
  return { ...publication, consolidation: { ...consolidation, forms } };
}

function sentence(text: string, needs: readonly string[] = [], options: MakingOptions = {}): string | undefined {
  const block = buildReport(withSentence(text, needs, options)).parts[0]?.blocks[0];
  return block && "text" in block ? block.text : undefined;
}

describe("buildReport", () => {
  it("has the six parts, each with its sentences, its table or the office's text", () => {
    const report = buildReport(madePublication());
    expect(report.title).toBe("瑞金市人民政府2022年政府信息公开工作年度报告");
    expect(report.titleLines).toEqual(["瑞金市人民政府2022年", "政府信息公开工作年度报告"]);
    expect(report.parts.map((part) => part.blocks.map((block) => block.kind[0]).join(""))).toEqual([
      "pspp" + "sp" + "sp" + "sp" + "sp",
      "t",
      "t",
      "t",
      "pp",
      "p",
    ]);
    expect(report.signature).toEqual({ name: "瑞金市人民政府", date: "2023年3月31日" });
    expect(textOf(report)).not.toMatch(/[{}]|「缺」|草稿/);
  });

  it("puts the office's text under its heading, however that is numbered, with its figures", () => {
    const publication = madePublication({
      officeText: [
        {
          heading: "其他需要报告的事项",
          file: "正文.md",
          paragraphs: [{ text: "新收{applications.received.total}件。", place: "" }],
        },
      ],
    });
    const total = buildReport(publication).parts[5]?.blocks[0];
    expect(total).toMatchObject({ kind: "paragraph", text: "新收345件。" });
  });

  it("takes a short numbered line of the office's text for a heading", () => {
    const paragraphs = ["（一）工作中存在的主要问题", "公开不够及时。"].map((text) => ({ text, place: "" }));
    const heading = "六、其他需要报告的事项";
    const blocks = buildReport(madePublication({ officeText: [{ heading, file: "正文.md", paragraphs }] })).parts[5]
      ?.blocks;
    expect(blocks).toEqual([
      { kind: "subheading", text: "（一）工作中存在的主要问题" },
      { kind: "paragraph", text: "公开不够及时。" },
    ]);
  });

  it("says where the office's text is missing", () => {
    const publication = madePublication({ missing: true, officeText: [] });
    expect(buildReport(publication).parts[4]?.blocks).toEqual([
      expect.objectContaining({ role: "placeholder", text: expect.stringContaining("正文.docx") }),
    ]);
  });

  it("says units' shares: one unit, all others, a group", () => {
    const code = "applications.received.naturalPerson";
    const shares =
      madePublication()
        .consolidation.figures.get(figureCode(code))
        ?.contributions.map((one) => Number(one.value?.coefficient)) ?? [];
    expect(sentence(`{${code}@D01}｜{${code}@!D01}｜{${code}@=乡镇}`)).toBe(
      `${shares[3]}｜${(shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0) + (shares[4] ?? 0)}｜${(shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0)}`,
    );
  });

  it("does not say the others' share where a unit's share is unknown", () => {
    const publication = withSentence("其他单位{applications.received.total@!D01}件。", [], { missing: true });
    const figure = publication.consolidation.figures.get(figureCode("applications.received.total"));
    const figures = new Map(publication.consolidation.figures);
    if (figure) figures.set(figure.figure, { ...figure, value: decimal("9999") });
    const report = buildReport({ ...publication, consolidation: { ...publication.consolidation, figures } });
    expect(report.parts[0]?.blocks[0]).toMatchObject({ text: "其他单位「缺」件。" });
  });

  it("prints an approximate figure with its qualifier", () => {
    expect(sentence("整改问题{overview.problemsRectified.value}个。")).toBe("整改问题300余个。");
  });

  const [one, two] = ["overview.trainings.value", "overview.mediaClosed.value"];
  it("marks a missing figure in a draft and leaves its clause alone out of a final report", () => {
    const text = `培训{${one}}次，清理{${two}}个。`;
    expect(sentence(text, [one, two], { missing: true, withoutValue: [one] })).toMatch(/^培训「缺」次，清理\d+个。$/);
    expect(sentence(text, [one, two], { withoutValue: [one] })).toMatch(/^清理\d+个。$/);
  });

  it("leaves a sentence out where none of its figures is there", () => {
    expect(sentence(`培训{${one}}次。`, [one], { missing: true, withoutValue: [one] })).toBeUndefined();
  });

  it("leaves out a heading that lost its sentences and numbers the others anew", () => {
    const withoutValue = [
      "overview.onlineInquiries.value",
      "overview.interpretationForms.value",
      "overview.interpretations.value",
      "overview.governorSuggestions.value",
      "overview.opinionTransfers.value",
      "overview.siteErrorMessages.value",
    ];
    const headings = buildReport(madePublication({ withoutValue })).parts[0]?.blocks.filter(
      (block) => block.kind === "subheading",
    );
    expect(headings?.map((block) => "text" in block && block.text.slice(0, 8))).toEqual([
      "（一）依申请公开",
      "（二）政府信息管",
      "（三）政府信息公",
      "（四）监督保障",
    ]);
  });

  it("says in its title and in words that a draft is a draft", () => {
    const report = buildReport(madePublication({ missing: true }));
    expect(report.title).toBe("瑞金市人民政府2022年政府信息公开工作年度报告（草稿）");
    expect(report.officialTitle).not.toContain("草稿");
    expect(report.draft?.reasons).toEqual(["1个应报单位未报：市发展和改革委员会", "未报单位：瑞金市发展和改革委员会"]);
  });
});
