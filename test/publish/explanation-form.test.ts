import { describe, expect, it } from "vitest";
import { decimal, format } from "../../src/decimal.js";
import { figuresText, valuesListed } from "../../src/explanation.js";
import { figureCode } from "../../src/figure.js";
import type { Publication } from "../../src/publish/publish.js";
import { writeExplanationForm } from "../../src/publish/returns/explanation-form.js";
import { madePublication } from "./making.js";
import { mandatoryFinding, verificationFinding } from "./making-findings.js";
import { exceljsBook, sheetjsBook, textRows } from "./parts.js";

async function rowsOf(publication: Publication): Promise<readonly (readonly string[])[]> {
  const [file] = await writeExplanationForm(publication);
  expect(file?.path).toBe("说明-待填.xlsx");
  return textRows(sheetjsBook(file!).Sheets.说明);
}

describe("writeExplanationForm", () => {
  it("has a row for every open verification finding, all filled in but the last two columns", async () => {
    const findings = [
      mandatoryFinding(),
      verificationFinding(),
      verificationFinding({ id: "X", explanation: { text: "属实", by: "李四" } }),
    ];
    const publication = madePublication({ findings });
    const values = findings[1]!.figures.map(
      (code) => publication.consolidation.figures.get(code)?.contributions[0]?.value ?? null,
    );
    expect(await rowsOf(publication)).toEqual([
      ["编号", "单位", "规则", "指标", "数值", "说明", "填写人", "审核人", "问题", "规则名称", "位置", "怎么办"],
      [
        "YEAR.SWING-T01-0123456789ab",
        "象湖镇人民政府",
        "YEAR.SWING",
        "表三｜一、本年新收政府信息公开申请数量｜自然人；表三｜二、上年结转政府信息公开申请数量｜自然人",
        values.map((value) => format(value!)).join("；"),
        "",
        "",
        "",
        "本年与上年相比变动很大。",
        "与上年相比变动很大",
        "《2022/原件-T01.xlsx》 原表-applications C3\n《2022/原件-T01.xlsx》 原表-applications C4",
        "请核对自然人列各行。",
      ],
    ]);
  });

  it("gives the consolidated figures where a finding is about no unit, and says which have no value", async () => {
    const figures = ["applications.received.total", "proactive.fees.amount"].map(figureCode);
    const publication = madePublication({
      findings: [verificationFinding({ unit: null, figures })],
      withoutValue: ["proactive.fees.amount"],
    });
    const total = publication.consolidation.figures.get(figureCode("applications.received.total"))?.value;
    expect((await rowsOf(publication))[1]?.slice(1, 5)).toEqual([
      "",
      "YEAR.SWING",
      expect.any(String),
      `${format(total!)}；缺`,
    ]);
  });

  it("calls a whole blank form 各表全部, and tells two hundred zeros in one word", async () => {
    const publication = madePublication();
    const figures = [...publication.consolidation.forms[0].figures.values()].map(({ code }) => code);
    const finding = verificationFinding({ figures, message: "各表全部空白。", advice: "若有数据，请补填后重报。" });
    const [file] = await writeExplanationForm(madePublication({ findings: [finding], withoutValue: figures }));
    const [, row] = textRows(sheetjsBook(file!).Sheets.说明);
    expect(row?.[3]).toBe("各表全部");
    expect(row?.slice(8, 9)).toEqual(["各表全部空白。"]);
    expect((await exceljsBook(file!)).getWorksheet("说明")?.getRow(2).height).toBe(120);
  });

  it("is there, with its headings alone, when nothing is open", async () => {
    expect(await rowsOf(madePublication())).toHaveLength(1);
  });
});

describe("figuresText", () => {
  it("is plain decimals in order", () => {
    expect(figuresText([decimal("36"), decimal("0.50"), null, decimal("-4")])).toBe("36；0.5；缺；-4");
    expect(figuresText([])).toBe("");
  });

  it("says many equal values in one word, which is read as all of them", () => {
    const zeros = Array.from({ length: 200 }, () => decimal("0"));
    expect(figuresText(zeros)).toBe("200项均为0");
    expect(valuesListed("200项均为0")).toEqual(zeros.map(() => "0"));
    expect(valuesListed("36; 0；缺")).toEqual(["36", "0", "缺"]);
    expect(figuresText([...zeros.slice(1), null])).toContain("0；缺");
  });
});
