import * as sheetjs from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { decimal, format, subtract, sum } from "../../src/decimal.js";
import { figureCode, unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import { figureNamed } from "../../src/form/form.js";
import type { OutputFile, Publication } from "../../src/publish/publish.js";
import { writeWorkpaper } from "../../src/publish/workpaper/workpaper.js";
import { madePublication } from "./making.js";
import { mandatoryFinding, verificationFinding } from "./making-findings.js";
import { exceljsBook, recalculated, sheetjsBook, textRows } from "./parts.js";

async function written(publication: Publication): Promise<OutputFile> {
  const [file] = await writeWorkpaper(publication);
  if (!file) throw new Error("nothing written");
  return file;
}

const HEAD_ROWS = 5;
const LABEL_COLUMNS = 3;

/** Whether every unit is asked for the figure: not one taken from a single unit, by the office, or a group's own row. */
function summed({ consolidation: { forms } }: Publication, code: string): boolean {
  const figure = figureNamed(forms, figureCode(code))!;
  return figure.combine === "sum" && !figure.optional;
}

describe("writeWorkpaper", () => {
  const findings = [
    mandatoryFinding(),
    verificationFinding(),
    verificationFinding({
      id: "YEAR.SWING-D01-0123456789ab",
      unit: unitCode("D01"),
      explanation: { text: "新增受理窗口", by: "张三" },
    }),
  ];

  it("has its sheets in order, with a cover that links to each", async () => {
    const book = sheetjsBook(await written(madePublication()));
    expect(book.SheetNames).toEqual([
      "汇总说明",
      "汇总表二",
      "汇总表三",
      "汇总表四",
      "汇总第一部分局部统计表",
      "分单位明细",
      "审核情况",
      "报送情况",
      "与上年对比",
      "数据来源",
    ]);
    const links = Object.values(book.Sheets.汇总说明 as sheetjs.WorkSheet).flatMap(
      (cell: sheetjs.CellObject) => cell.f ?? [],
    );
    expect(links).toEqual(book.SheetNames.slice(1).map((name) => `HYPERLINK("#'${name}'!A1","${name}")`));
  });

  it("tells apart the sheets of two tables that have one number or one name", async () => {
    const made = madePublication();
    const [main, ...others] = made.consolidation.forms;
    const titled = others.map((form) => ({
      ...form,
      tables: form.tables.map((table) => ({ ...table, title: main.tables[0]!.title })),
    }));
    const book = sheetjsBook(
      await written({ ...made, consolidation: { ...made.consolidation, forms: [main, ...titled] } }),
    );
    expect(book.SheetNames.slice(0, 5)).toEqual(["汇总说明", "汇总表二", "汇总表三", "汇总表四", "汇总表二（2）"]);
    expect(Object.values(book.Sheets.汇总说明!).flatMap((cell: sheetjs.CellObject) => cell.f ?? [])).toContain(
      `HYPERLINK("#'汇总表二（2）'!A1","汇总表二（2）")`,
    );
  });

  it("says on the cover that a draft is one and why, and which rules were re-graded", async () => {
    const publication = madePublication({ missing: true });
    const [main, ...others] = publication.consolidation.forms;
    const rule = main.rules.get("YEAR.SWING")!;
    const rules = new Map(main.rules).set("YEAR.SWING", {
      ...rule,
      regraded: { to: "notice", reason: "机构改革当年", date: "2023-01-05" },
    });
    const texts = textRows(
      sheetjsBook(
        await written({
          ...publication,
          consolidation: { ...publication.consolidation, forms: [{ ...main, rules }, ...others] },
        }),
      ).Sheets.汇总说明,
    )
      .flat()
      .join("\n");
    expect(texts).toContain("草稿");
    expect(texts).toContain("1个应报单位未报：市发展和改革委员会");
    expect(texts).toMatch(/YEAR\.SWING.*由核实性改为提示性，2023-01-05，理由：机构改革当年/);
  });

  it("leads from every consolidated figure to its contributions and from there to file, sheet, cell and text", async () => {
    const publication = madePublication({ missing: true, undivided: true });
    const { figures } = publication.consolidation;
    const book = sheetjsBook(await written(publication));
    const sources = textRows(book.Sheets.数据来源);
    const cells = ["汇总表二", "汇总表三", "汇总表四", "汇总第一部分局部统计表"].flatMap(
      (name) => Object.values(book.Sheets[name] as sheetjs.WorkSheet) as sheetjs.CellObject[],
    );
    const linked = new Map(
      cells.flatMap((cell) => {
        const row = Number(/#'数据来源'!A(\d+)/.exec(cell.f ?? "")?.[1] ?? 0);
        return row > 0 ? [[sources[row - 1]?.[0] ?? "", { cell, row }] as const] : [];
      }),
    );
    expect([...linked.keys()].sort()).toEqual([...figures.keys()].sort());
    for (const [code, { cell, row }] of linked) {
      const figure = figures.get(figureCode(code))!;
      expect(String(cell.v), code).toBe(
        figure.value === null ? "缺" : `${format(figure.value)}${figure.qualifier ?? ""}`,
      );
      for (const [index, { unit, value, source }] of figure.contributions.entries()) {
        const shown = sources[row - 1 + index] ?? [];
        expect([shown[0], shown[3], shown[5], ...shown.slice(6)]).toEqual([
          code,
          unit,
          value === null ? (summed(publication, code) ? "缺" : "") : format(value),
          source?.file ?? "",
          source?.sheet ?? "",
          source?.cell ?? "",
          source?.text ?? "",
        ]);
      }
    }
  });

  it("lists units by group with live subtotals and totals that come to our figures", async () => {
    const publication = madePublication({ missing: true });
    const { figures } = publication.consolidation;
    const sheet = sheetjsBook(await written(publication)).Sheets.分单位明细!;
    const rows = textRows(sheet);
    expect(rows.slice(HEAD_ROWS).map((row) => row[2])).toEqual([
      "象湖镇人民政府",
      "叶坪镇人民政府",
      "沙洲坝镇人民政府",
      "乡镇小计",
      "瑞金市政府办公室",
      "瑞金市发展和改革委员会",
      "部门小计",
      "汇总数",
      "各单位数及出处",
    ]);
    const places = [0, 1, 2, 4, 5];
    for (const [index, figure] of [...figures.values()].entries()) {
      const summedUp = summed(publication, figure.figure);
      const at = (row: number): sheetjs.CellObject | undefined =>
        sheet[sheetjs.utils.encode_cell({ r: HEAD_ROWS + row, c: LABEL_COLUMNS + index })];
      for (const [unit, row] of places.entries()) {
        const value = figure.contributions[unit]?.value;
        expect(String(at(row)?.v ?? ""), `${figure.figure} ${row}`).toBe(
          value ? format(value) : summedUp ? (row === 5 ? "未报" : "缺") : "",
        );
      }
      const towns = figure.contributions.slice(0, 3).flatMap((one) => one.value ?? []);
      expect(String(at(3)?.v ?? "")).toBe(towns.length > 0 ? format(sum(towns)) : summedUp ? "缺" : "");
      expect(String(at(7)?.v), figure.figure).toBe(figure.value ? format(figure.value) : "缺");
      for (const cell of [at(3), at(6), at(7)]) {
        if (cell?.f !== undefined)
          expect(recalculated(sheet, cell.f), `${figure.figure}: ${cell.f}`).toBeCloseTo(Number(cell.v), 9);
      }
    }
    expect(sheet[`D${HEAD_ROWS + 4}`].f).toBe(`SUM(D${HEAD_ROWS + 1}:D${HEAD_ROWS + 3})`);
  });

  it("freezes headings, filters and prints on A4", async () => {
    const book = await exceljsBook(await written(madePublication({ findings })));
    const units = book.getWorksheet("分单位明细")!;
    expect(units.views[0]).toMatchObject({ state: "frozen", xSplit: 3, ySplit: 5 });
    expect(units.autoFilter).toMatch(/^A5:[A-Z]+12$/);
    for (const sheet of book.worksheets) expect(sheet.pageSetup.paperSize).toBe(9);
    for (const name of ["审核情况", "报送情况", "与上年对比", "数据来源"])
      expect(book.getWorksheet(name)?.autoFilter, name).toBeTruthy();
  });

  it("prints each sheet on pages of its full width, and of the sheets for looking up only what they are", async () => {
    const publication = madePublication({ findings });
    const book = await exceljsBook(await written(publication));
    const areas = new Map(book.worksheets.map((sheet) => [sheet.name, sheet.pageSetup.printArea]));
    expect(Object.fromEntries([...areas].filter(([name]) => !name.startsWith("汇总")))).toEqual({
      分单位明细: "A1:L2",
      审核情况: `A1:M${2 + findings.length}`,
      报送情况: `A1:N${book.getWorksheet("报送情况")?.rowCount}`,
      与上年对比: `A1:I${3 + publication.consolidation.figures.size}`,
      数据来源: "A1:J2",
    });
    for (const sheet of book.worksheets) {
      expect(sheet.pageSetup, sheet.name).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
      expect(sheet.headerFooter.oddFooter, sheet.name).toBe("&L&A&C第 &P 页，共 &N 页");
      expect(areas.get(sheet.name), sheet.name).toMatch(/^A1:[A-Z]\d+$/);
    }
    expect(book.getWorksheet("审核情况")?.pageSetup.printTitlesRow).toBe("2:2");
    expect(book.getWorksheet("审核情况")?.getCell("M2").value).toBe("说明人");
    expect(book.getWorksheet("汇总表三")?.pageSetup.printTitlesRow).toBe("1:5");
  });

  it("shows every finding with all it says", async () => {
    const rows = textRows(sheetjsBook(await written(madePublication({ findings }))).Sheets.审核情况);
    expect(rows.slice(2).map((row) => [row[1], row[2], row[3], row[16]])).toEqual([
      ["强制性", "待修改", "象湖镇人民政府", "T3.BALANCE-T01-0123456789ab"],
      ["核实性", "待说明", "象湖镇人民政府", "YEAR.SWING-T01-0123456789ab"],
      ["核实性", "已说明", "瑞金市政府办公室", "YEAR.SWING-D01-0123456789ab"],
    ]);
    expect(rows[2]?.slice(6, 13)).toEqual([
      "自然人 列：新收加结转，不等于办理结果总计加结转下年度。",
      "《2022/原件-T01.xlsx》 原表-applications C3\n《2022/原件-T01.xlsx》 原表-applications C4",
      "35",
      "36",
      "-1",
      "",
      "",
    ]);
    expect(rows[2]?.slice(13, 15)).toEqual(["上年结转由0改为1", "请核对自然人列各行。"]);
    expect(rows[4]?.slice(11, 13)).toEqual(["新增受理窗口", "张三"]);
  });

  it("counts what is due, received, missing, late and returned by group and by unit", async () => {
    const publication = madePublication({ missing: true, findings: [mandatoryFinding()] });
    const coverage = { ...publication.consolidation.coverage, returned: [unitCode("T01")] };
    const rows = textRows(
      sheetjsBook(await written({ ...publication, consolidation: { ...publication.consolidation, coverage } })).Sheets
        .报送情况,
    );
    expect(rows.slice(2, 5).map((row) => row.slice(1, 11))).toEqual([
      ["乡镇", "", "3", "3", "0", "0", "1", "1", "0", "100.0%"],
      ["部门", "", "2", "1", "1", "0", "0", "0", "0", "50.0%"],
      ["合计", "", "5", "4", "1", "0", "1", "1", "0", "80.0%"],
    ]);
    expect(rows[7]?.slice(2)).toEqual([
      "象湖镇人民政府",
      "√",
      "√",
      "",
      "",
      "",
      "√",
      "",
      "1",
      "0",
      "0",
      "2022/原件-T01.xlsx（计入汇总）",
    ]);
    expect(rows[11]?.slice(2)).toEqual(["瑞金市发展和改革委员会", "√", "", "√", "", "", "", "", "0", "0", "0", ""]);
  });

  it("compares with last year and names the three units that drive a change", async () => {
    const publication = madePublication();
    const figure = publication.consolidation.figures.get(figureCode("applications.received.naturalPerson"))!;
    const before = publication.consolidation.prior!.figures.get(figure.figure)!;
    const row = textRows(sheetjsBook(await written(publication)).Sheets.与上年对比).find(
      (one) => one[0] === figure.figure,
    )!;
    expect(row.slice(3, 6)).toEqual([format(figure.value!), format(before), format(subtract(figure.value!, before))]);
    expect(row[6]).toMatch(/^-?\d+\.\d%$/);
    expect(row[7]?.split("；")).toHaveLength(3);
    expect(row[7]).toMatch(/^\S+ [+-]\d+（\d+→\d+）；/);
  });

  it("gives no percentage of nothing, and a falling figure its sign", async () => {
    const publication = madePublication();
    const prior = publication.consolidation.prior!;
    const figures = new Map([
      [figureCode("applications.received.total"), decimal("0")],
      [figureCode("applications.carriedIn.total"), decimal("999999")],
    ]);
    const { consolidation } = publication;
    const book = sheetjsBook(
      await written({ ...publication, consolidation: { ...consolidation, prior: { ...prior, figures } } }),
    );
    const rows = new Map(textRows(book.Sheets.与上年对比).map((row) => [row[0], row]));
    expect(rows.get("applications.received.total")?.[6]).toBe("—");
    expect(rows.get("applications.carriedIn.total")?.[6]).toBe("-100.0%");
    expect(rows.get("applications.granted.total")?.slice(4, 7)).toEqual(["缺", "", ""]);
  });

  it("says so where there is no last year", async () => {
    const rows = textRows(sheetjsBook(await written(madePublication({ prior: false }))).Sheets.与上年对比);
    expect(rows[1]?.[0]).toContain("没有2021年的数据");
  });

  it("goes on in a next row for each of a great many findings", async () => {
    const many: readonly GradedFinding[] = Array.from({ length: 3000 }, (_, index) =>
      verificationFinding({ id: `YEAR.SWING-T01-${index}` }),
    );
    const rows = textRows(sheetjsBook(await written(madePublication({ findings: many }))).Sheets.审核情况);
    expect(rows.slice(2).map((row) => row[16])).toEqual(many.map((one) => one.id));
  });
});
