import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import type { Effects } from "../src/effects.js";
import { figureCode } from "../src/figure.js";
import type { GradedFinding } from "../src/finding.js";
import { loadSchemas } from "../src/form/load.js";
import { installedPdfFiles } from "../src/machine/pdf-files.js";
import { type RunResult, run } from "../src/pipeline.js";
import { DEFAULT_LIMITS, readSubmission } from "../src/read/read.js";
import { effectsOf, type MadeYear, PERIOD, schemasOf } from "./rules/made-year.js";

/** Two questions of one unit: regulations that it can't make, and a fee that looks as if typed in another unit. */
const QUESTIONED: MadeYear = {
  files: { "象湖镇.xlsx": { typed: { "proactive.regulations.inForce": "6", "proactive.fees.amount": "15000000" } } },
};
const REASON = "该数已与财政决算、规章清单逐项核对，另附清单备查";

/** A run with the filled-in form, as the office would drop it into the period's folder. */
async function runWith(made: MadeYear, explanations?: Uint8Array): Promise<RunResult> {
  const effects = effectsOf(made);
  const answered: Effects = {
    ...effects,
    list: async (period) => {
      const listed = await effects.list(period);
      return explanations && listed && period.key === PERIOD.key
        ? [...listed, { path: "说明.xlsx", size: explanations.length }]
        : listed;
    },
    bytes: async (period, path) => (path === "说明.xlsx" && explanations ? explanations : effects.bytes(period, path)),
    read: (job) =>
      job.name === "说明.xlsx"
        ? readSubmission(job.bytes, job.name, DEFAULT_LIMITS, installedPdfFiles)
        : effects.read(job),
  };
  return run({ period: PERIOD }, loadSchemas(schemasOf(made)), answered);
}

async function formOf(result: RunResult): Promise<Uint8Array> {
  return (await result.files()).find(({ path }) => path === "说明-待填.xlsx")!.bytes;
}

/** Fills in the three empty columns of the rows that a rule stands in. */
async function answer(form: Uint8Array, answers: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(form.buffer as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  sheet.eachRow((row) => {
    const text = answers[String(row.getCell(3).value)];
    if (text === undefined) return;
    row.getCell(6).value = text;
    row.getCell(7).value = "张三";
    row.getCell(8).value = "赵六";
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function ofRule({ consolidation }: RunResult, rule: string): readonly GradedFinding[] {
  return consolidation.findings.filter((finding) => finding.rule === rule);
}

describe("explanations, end to end", () => {
  it("answers given in 说明-待填 make the draft final, and are kept with the findings", async () => {
    const first = await runWith(QUESTIONED);
    expect(first.consolidation.status).toBe("draft");
    const second = await runWith(
      QUESTIONED,
      await answer(await formOf(first), {
        "SCOPE.REGULATIONS": REASON,
        "VALUE.UNIT_DOUBTFUL": `${REASON}，单位确为万元`,
      }),
    );
    expect(second.consolidation.reasons).toEqual([]);
    expect(second.consolidation.status).toBe("final");
    expect(ofRule(second, "SCOPE.REGULATIONS").map((finding) => finding.explanation)).toEqual([
      { text: REASON, by: "张三", reviewer: "赵六" },
    ]);
    expect(second.consolidation.figures.get(figureCode("proactive.regulations.inForce"))!.state).toBe("final");
  });

  /** The answers as an office types them itself, by unit, rule and figure. */
  async function typed(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
    const book = new ExcelJS.Workbook();
    book
      .addWorksheet("说明")
      .addRows([
        ["编号", "单位", "规则", "指标", "数值", "说明", "填写人", "审核人"],
        ...rows.map((row) => [...row, "赵六"]),
      ]);
    return new Uint8Array(await book.xlsx.writeBuffer());
  }

  it("the same figures in other semicolons and with zeros behind the point are the same; labels may be spaced", async () => {
    const twice: MadeYear = {
      files: {
        "象湖镇.xlsx": { typed: { "proactive.licensing.decisions": "5" } },
        "象湖镇v2.xlsx": {
          typed: { "proactive.licensing.decisions": "6", "proactive.penalties.decisions": "3" },
        },
      },
    };
    const figures = "proactive.penalties.decisions ; 表二｜行政许可 ｜本年处理决定数量";
    const wanted = ofRule(await runWith(twice), "UNIT.TWICE");
    expect(wanted[0]!.figures).toEqual(["proactive.licensing.decisions", "proactive.penalties.decisions"]);
    const answers = await typed([["", "T01", "UNIT.TWICE", figures, "6.0; 3", REASON, "张三"]]);
    const result = await runWith(twice, answers);
    expect(ofRule(result, "EXPLANATION.LAPSED").map(({ message }) => message)).toEqual([]);
    expect(ofRule(result, "UNIT.TWICE").map(({ explanation }) => explanation?.by)).toEqual(["张三"]);
  });

  it("a matter without a figure is answered by unit and rule, unless there are two of them", async () => {
    const stranger = (count: number): MadeYear => ({
      files: {
        "象湖镇.xlsx": {
          strangeRows: ["八、其他情况", "九、补充情况"]
            .slice(0, count)
            .map((label, at) => ({ table: at === 0 ? "applications" : "proactive", label, values: ["1"] })),
        },
      },
    });
    const answers = await typed([["认不出", "象湖镇人民政府", "FORM.ROW_UNKNOWN", "", "", REASON, "张三"]]);
    const one = ofRule(await runWith(stranger(1), answers), "FORM.ROW_UNKNOWN");
    expect(one.map(({ explanation }) => explanation?.text)).toEqual([REASON]);
    const two = ofRule(await runWith(stranger(2), answers), "FORM.ROW_UNKNOWN");
    expect(two.map(({ explanation }) => explanation)).toEqual([null, null]);
  });

  it("answers without a row of headings answer nothing, and it is said", async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("说明").addRows([["象湖镇人民政府", "SCOPE.REGULATIONS", REASON, "张三"]]);
    const result = await runWith(QUESTIONED, new Uint8Array(await book.xlsx.writeBuffer()));
    expect(ofRule(result, "EXPLANATION.REFUSED").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^说明文件不予采纳：没有找到“编号、.*一行栏目标题.*《2022\/说明\.xlsx》/u),
    ]);
  });

  it("a refused answer names the unit and the figure", async () => {
    const answers = await typed([["", "T01", "SCOPE.REGULATIONS", "表二｜规章｜现行有效件数", "6", "属实", "张三"]]);
    expect(ofRule(await runWith(QUESTIONED, answers), "EXPLANATION.REFUSED")[0]!.message).toMatch(
      /^未填编号的说明（“T01”，“表二｜规章｜现行有效件数”）不予采纳：/u,
    );
  });

  it("one answer of two leaves a draft, and the form asks for the other only", async () => {
    const first = await runWith(QUESTIONED);
    const second = await runWith(QUESTIONED, await answer(await formOf(first), { "SCOPE.REGULATIONS": REASON }));
    expect(second.consolidation.status).toBe("draft");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await formOf(second)).buffer as ArrayBuffer);
    expect(book.worksheets[0]!.getColumn(3).values.slice(2)).toEqual(["VALUE.UNIT_DOUBTFUL"]);
  });

  it("an answer lapses when its figure changes, and with it when the finding is gone", async () => {
    const answers = await answer(await formOf(await runWith(QUESTIONED)), {
      "SCOPE.REGULATIONS": REASON,
      "VALUE.UNIT_DOUBTFUL": REASON,
    });
    const changed: MadeYear = { files: { "象湖镇.xlsx": { typed: { "proactive.regulations.inForce": "7" } } } };
    const result = await runWith(changed, answers);
    expect(result.consolidation.status).toBe("draft");
    expect(ofRule(result, "SCOPE.REGULATIONS").map((finding) => finding.explanation)).toEqual([null]);
    const lapsed = ofRule(result, "EXPLANATION.LAPSED").map((finding) => finding.message);
    expect(lapsed).toHaveLength(2);
    expect(lapsed.filter((message) => message.includes("“6”，现在是“7”"))).toHaveLength(1);
    expect(lapsed.filter((message) => message.includes("没有与之对应"))).toHaveLength(1);
  });

  it("formulaic answers are refused", async () => {
    const first = await runWith(QUESTIONED);
    const second = await runWith(
      QUESTIONED,
      await answer(await formOf(first), {
        "SCOPE.REGULATIONS": "经核实，无误。",
        "VALUE.UNIT_DOUBTFUL": "经核实，情况属实，数据无误！",
      }),
    );
    expect(second.consolidation.status).toBe("draft");
    expect(ofRule(second, "EXPLANATION.REFUSED")).toHaveLength(2);
  });

  it("a mandatory finding is not in the form, and can't be explained away", async () => {
    const made: MadeYear = { files: { "象湖镇.xlsx": { typed: { "applications.received.total": "3" } } } };
    const first = await runWith(made);
    const [broken] = ofRule(first, "T3.ROW_TOTAL");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await formOf(first)).buffer as ArrayBuffer);
    expect(book.worksheets[0]!.rowCount).toBe(1);
    book.worksheets[0]!.addRow([broken!.id, "象湖镇人民政府", "T3.ROW_TOTAL", "", "", REASON, "张三"]);
    const second = await runWith(made, new Uint8Array(await book.xlsx.writeBuffer()));
    expect(second.consolidation.status).toBe("draft");
    expect(ofRule(second, "T3.ROW_TOTAL")[0]!.explanation).toBeNull();
    expect(ofRule(second, "EXPLANATION.REFUSED").map((finding) => finding.message)).toEqual([
      expect.stringContaining("不能以说明代替"),
    ]);
  });
});
