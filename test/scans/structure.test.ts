import { describe, expect, it } from "vitest";
import { formsOf, type Schemas } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { placeScan } from "../../src/gather/scans/scans.js";
import { type MadeTables, madeGrids } from "../rules/made-tables.js";
import { PERIOD, schemasOf } from "../rules/made-year.js";
import { scanFailure } from "../rules/recognised.js";

const schemas: Schemas = loadSchemas(schemasOf({}));
const [form, ...accompanying] = formsOf(schemas, PERIOD);
const asked = [...form.figures.values()].filter(({ optional }) => !optional).map(({ code }) => code);

/** The figures that are found where these labels are all that was recognised, and the doubtful ones among them. */
function placed(made: MadeTables) {
  const { scan } = scanFailure(madeGrids(form, made));
  const request = { period: PERIOD, editions: [form], accompanying, blank: "zero" } as const;
  const { cells } = placeScan({ scan: scan!, file: "2022/象湖镇.pdf", sha256: "0".repeat(64), unit: null }, request);
  return {
    missing: asked.filter((code) => !cells.some(({ figure }) => figure === code)),
    money: cells.filter(({ doubts }) => doubts.includes("money")).map(({ figure }) => figure),
    doubtful: cells.filter(({ doubts }) => doubts.includes("label")).map(({ figure }) => figure),
    wrong: cells
      .filter(({ figure, proposal }) => proposal !== (made.typed?.[figure] ?? "0"))
      .map(({ figure }) => figure),
  };
}

const TYPED = { "applications.received.publicWelfareOrganization": "7", "disputes.litigationDirect.pending": "3" };

describe("labels of a scan that a seal made unreadable", () => {
  it("are the form's own where the others stand in its order, and are said to be doubtful", () => {
    const relabelled = { 社会公益组织: "益翁", 自然人: "然", "2.重复申请": "正申人由", 结果纠正: "工果正" };
    const { missing, doubtful, wrong } = placed({ typed: TYPED, relabelled });
    expect(missing).toEqual([]);
    expect(wrong).toEqual([]);
    const ofColumns = asked.filter((code) => /\.(publicWelfareOrganization|naturalPerson|corrected)$/.test(code));
    const ofRow = asked.filter((code) => code.startsWith("applications.notProcessed.repeated."));
    expect(ofRow.length).toBe(7);
    expect(doubtful).toEqual(expect.arrayContaining([...ofColumns, ...ofRow]));
  });

  it("say nothing where most of them are unreadable", () => {
    const { lines } = form.tables.find(({ code }) => code === "applications")!.sections[0]!.columns;
    const relabelled = Object.fromEntries(lines.slice(0, 5).map(({ label }, at) => [label, `口${at}`]));
    const { missing } = placed({ relabelled });
    expect(missing.filter((code) => code.startsWith("applications.")).length).toBeGreaterThan(100);
  });

  it("say nothing where another label stands at the wrong place", () => {
    const relabelled = { 自然人: "然", 商业企业: "科研机构", 科研机构: "商业企业" };
    const { missing, wrong } = placed({ typed: { "applications.received.enterprise": "4" }, relabelled });
    expect(missing).toContain("applications.received.naturalPerson");
    expect(wrong).not.toContain("applications.received.naturalPerson");
  });
});

describe("another unit of money on a scan", () => {
  it("is said of the cells below it, though the label is nearly the form's", () => {
    const [amount] = asked.filter((code) => form.figures.get(code)!.unit === "万元");
    const { columnLabel } = form.figures.get(amount!)!;
    expect(placed({ relabelled: { [columnLabel]: columnLabel.replace("万元", "元") } }).money).toEqual([amount]);
    expect(placed({}).money).toEqual([]);
  });
});
