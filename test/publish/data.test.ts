import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { decimal } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { csvText } from "../../src/publish/data/csv.js";
import { writeData } from "../../src/publish/data/data.js";
import type { Publication } from "../../src/publish/publish.js";
import { madePublication } from "./making.js";
import { hostilePublication, mandatoryFinding } from "./making-findings.js";
import { fileNamed } from "./parts.js";

function textOf(publication: Publication, path: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(fileNamed(writeData(publication), path).bytes);
}

function recordsOf(publication: Publication, name: string): readonly Readonly<Record<string, string>>[] {
  return parse(textOf(publication, `data/${name}.csv`), { bom: true, columns: true, record_delimiter: "\r\n" });
}

describe("consolidated.json", () => {
  it("has the shape of the contract, with one contribution a unit in roster order", () => {
    const publication = madePublication({ missing: true });
    const { consolidation } = publication;
    const read = JSON.parse(textOf(publication, "consolidated.json"));
    expect(read).toMatchObject({
      jurisdiction: "瑞金市",
      year: 2022,
      status: "draft",
      reasons: consolidation.reasons,
      coverage: {
        due: ["T01", "T02", "T03", "D01", "D02"],
        received: ["T01", "T02", "T03", "D01"],
        missing: ["D02"],
        returned: [],
        late: ["T02"],
      },
    });
    expect(Object.keys(read.figures)).toEqual([...consolidation.figures.keys()]);
    const figure = read.figures["applications.received.naturalPerson"];
    expect(figure).toEqual({
      value: "40",
      state: "incomplete",
      contributions: [
        {
          unit: "T01",
          value: "4",
          file: "2022/原件-T01.xlsx",
          sheet: "原表-applications",
          cell: "C3",
          text: "4件（原填）",
        },
        { unit: "T02", value: "8", file: "2022/原件-T02.xlsx", sheet: "原表-applications", cell: "C3", text: "8" },
        { unit: "T03", value: "12", file: "2022/原件-T03.xlsx", sheet: "原表-applications", cell: "C3", text: "12" },
        { unit: "D01", value: "16", file: "2022/原件-D01.xlsx", sheet: "原表-applications", cell: "C3", text: "16" },
        { unit: "D02", value: null, file: null, sheet: null, cell: null, text: null },
      ],
    });
  });

  it("writes values as plain decimals, null where nobody gave one, and keeps an approximate figure's qualifier", () => {
    const publication = madePublication({ withoutValue: ["proactive.fees.amount"] });
    const figures = new Map(publication.consolidation.figures);
    const large = figures.get(figureCode("proactive.licensing.decisions"))!;
    figures.set(large.figure, { ...large, value: decimal("1234567890123456789012.000001") });
    const read = JSON.parse(
      textOf({ ...publication, consolidation: { ...publication.consolidation, figures } }, "consolidated.json"),
    );
    expect(read.figures["proactive.licensing.decisions"].value).toBe("1234567890123456789012.000001");
    expect(read.figures["proactive.fees.amount"].value).toBeNull();
    const approximate = read.figures["overview.problemsRectified.value"];
    expect(approximate).toMatchObject({ value: "300", qualifier: "余" });
    expect(approximate.contributions.find((one: { unit: string }) => one.unit === "D01")).toMatchObject({
      value: "300",
      qualifier: "余",
    });
  });
});

describe("findings.json", () => {
  it("is an array with every field of the contract", () => {
    const finding = mandatoryFinding();
    const [read] = JSON.parse(textOf(madePublication({ findings: [finding] }), "findings.json"));
    expect(read).toEqual({ ...finding, sources: finding.sources.map((source) => ({ ...source })) });
    expect(Object.keys(read).slice(0, 12)).toEqual([
      "id",
      "rule",
      "severity",
      "unit",
      "figures",
      "message",
      "expected",
      "actual",
      "difference",
      "sources",
      "cause",
      "explanation",
    ]);
  });
});

describe("data/*.csv", () => {
  it("begins with a byte order mark and ends its lines with CRLF", () => {
    const text = textOf(madePublication(), "data/figures.csv");
    expect(text.startsWith("\ufeffcode,label,unit,value,state\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("has every figure and every contribution", () => {
    const publication = madePublication({ missing: true });
    const { figures } = publication.consolidation;
    expect(recordsOf(publication, "figures").map((row) => row.code)).toEqual([...figures.keys()]);
    const contributions = recordsOf(publication, "contributions");
    expect(contributions).toHaveLength(figures.size * 5);
    expect(contributions.find((row) => row.code === "applications.received.total" && row.unit_code === "D01")).toEqual({
      code: "applications.received.total",
      unit_code: "D01",
      unit_name: "瑞金市政府办公室",
      value: expect.stringMatching(/^\d+$/),
      file: "2022/原件-D01.xlsx",
      sheet: "原表-applications",
      cell: "C3",
      text: expect.stringMatching(/^\d+$/),
    });
  });

  it("names the state of each file in Chinese", () => {
    expect(recordsOf(madePublication(), "submissions")[0]).toEqual({
      unit_code: "T01",
      unit_name: "象湖镇人民政府",
      status: "计入汇总",
      file: "2022/原件-T01.xlsx",
      sha256: "t01".padEnd(64, "0"),
      format: "xlsx",
    });
  });

  it("neutralises what a spreadsheet would take for a formula, and leaves plain numbers", () => {
    const rows = [["=1+1", "+86", "+cmd", "-5", "-5.25", "-", "@x", "\tx", "＝1", "正常", 'a"b,c', "x\ny"]];
    expect(csvText(rows)).toBe(`'=1+1,+86,'+cmd,-5,-5.25,'-,'@x,'\tx,'＝1,正常,"a""b,c","x\ny"\r\n`);
  });

  it("lets no hostile name or typed text begin a cell as a formula", () => {
    const publication = hostilePublication();
    const cells = ["figures", "contributions", "findings", "submissions"].flatMap((name) =>
      recordsOf(publication, name).flatMap((row) => Object.values(row)),
    );
    const dangerous = cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell));
    expect(dangerous).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'=cmd|"))).toBe(true);
  });
});
