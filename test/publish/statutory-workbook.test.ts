import * as sheetjs from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import type { Consolidation } from "../../src/consolidation.js";
import { decimal, format } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { contentOf, figureText } from "../../src/publish/figure-text.js";
import { layoutTable } from "../../src/publish/layout/layout.js";
import type { OutputFile, Publication } from "../../src/publish/publish.js";
import { sheetName, writeStatutoryWorkbook } from "../../src/publish/statutory/statutory.js";
import { figurePlaces } from "../../src/publish/statutory/table-sheet.js";
import { madePublication } from "./making.js";
import { exceljsBook, partsOf, recalculated, sheetGrid, sheetjsBook, shownText } from "./parts.js";
import { figuresIn } from "./reading.js";

/** The title, of a draft what it lacks, the table's title and the unit. */
function headRowsOf({ status }: Consolidation): number {
  return status === "draft" ? 4 : 3;
}

async function written(publication: Publication): Promise<OutputFile> {
  const [file] = await writeStatutoryWorkbook(publication);
  if (!file) throw new Error("nothing written");
  return file;
}

/** Sheet, address and expected text of every figure of the form. */
function expectedCells(consolidation: Consolidation) {
  return consolidation.forms[0].tables.flatMap((table) => {
    const layout = layoutTable(table, contentOf(consolidation));
    return [...figurePlaces(layout, headRowsOf(consolidation) + 1)].map(([figure, place]) => {
      const value = consolidation.figures.get(figure)?.value;
      const address = sheetjs.utils.encode_cell({ r: place.row - 1, c: place.column - 1 });
      return { figure, sheet: sheetName(table), address, text: value ? format(value) : "缺" };
    });
  });
}

function withValue(publication: Publication, code: string, value: string): Publication {
  const { consolidation } = publication;
  const figures = new Map(consolidation.figures);
  figures.set(figureCode(code), { ...figures.get(figureCode(code))!, value: decimal(value) });
  return { ...publication, consolidation: { ...consolidation, figures } };
}

describe("writeStatutoryWorkbook", () => {
  const cases = {
    final: {},
    undivided: { undivided: true },
    draft: { missing: true, withoutValue: ["proactive.fees.amount"] },
  };

  it.each(Object.entries(cases))("two readers find every figure in its place (%s)", async (_, options) => {
    const publication = madePublication(options);
    const file = await written(publication);
    const first = sheetjsBook(file);
    const second = await exceljsBook(file);
    const expected = expectedCells(publication.consolidation);
    expect(expected.length).toBeGreaterThanOrEqual(200);
    for (const { figure, sheet, address, text } of expected) {
      expect(shownText(first.Sheets[sheet]?.[address]), `${figure} ${sheet}!${address}`).toBe(text);
      const cell = second.getWorksheet(sheet)?.getCell(address);
      expect(String(cell?.formula ? (cell.result ?? 0) : cell?.value), `${figure} ${sheet}!${address}`).toBe(text);
    }
  });

  it.each(["2021", "2019"])("a person finds every figure of the %s form by its labels", async (edition) => {
    const publication = madePublication({ edition });
    const { forms, figures } = publication.consolidation;
    const [form] = forms;
    const book = sheetjsBook(await written(publication));
    const found = figuresIn(
      book.SheetNames.map((name) => sheetGrid(book.Sheets[name]!, headRowsOf(publication.consolidation))),
      form,
    );
    const shown = [...form.figures.values()].filter((figure) => !figure.optional);
    expect(found).toEqual(new Map(shown.map((figure) => [figure.code, figureText(figures.get(figure.code))])));
  });

  it.each(Object.entries(cases))(
    "totals are live and come to our figures when recalculated (%s)",
    async (_, options) => {
      const publication = madePublication(options);
      const book = sheetjsBook(await written(publication));
      let formulas = 0;
      for (const { figure, sheet, address, text } of expectedCells(publication.consolidation)) {
        const cell: sheetjs.CellObject | undefined = book.Sheets[sheet]?.[address];
        const known = publication.consolidation.forms[0].figures.get(figure);
        expect(cell?.f !== undefined, figure).toBe((known?.parts.length ?? 0) > 0);
        if (cell?.f === undefined) continue;
        formulas += 1;
        expect(recalculated(book.Sheets[sheet]!, cell.f), `${figure}: ${cell.f}`).toBe(Number(text));
      }
      expect(formulas).toBe("undivided" in options ? 35 : 34);
    },
  );

  it("writes numbers as numbers, and one that a spreadsheet would change as text", async () => {
    const code = "proactive.licensing.decisions";
    const read = async (value: string): Promise<sheetjs.CellObject | undefined> => {
      const publication = withValue(madePublication(), code, value);
      const place = expectedCells(publication.consolidation).find((one) => one.figure === code)!;
      return sheetjsBook(await written(publication)).Sheets[place.sheet]?.[place.address];
    };
    expect(await read("32064.230001")).toMatchObject({ t: "n", v: 32064.230001 });
    expect(await read("0")).toMatchObject({ t: "n", v: 0 });
    expect(await read("12345678901234567")).toMatchObject({ t: "s", v: "12345678901234567" });
  });

  it("leaves a plain number where the cells above do not add up to it", async () => {
    const publication = withValue(madePublication(), "applications.received.total", "999");
    const place = expectedCells(publication.consolidation).find((one) => one.figure === "applications.received.total")!;
    const cell: sheetjs.CellObject | undefined = sheetjsBook(await written(publication)).Sheets[place.sheet]?.[
      place.address
    ];
    expect(cell).toMatchObject({ t: "n", v: 999 });
    expect(cell?.f).toBeUndefined();
  });

  it("prints on A4 with the title, the unit and frozen headings, and says of a draft that it is one", async () => {
    const book = await exceljsBook(await written(madePublication()));
    const sheet = book.getWorksheet("表三")!;
    expect(sheet.getCell("A1").value).toBe("瑞金市人民政府2022年政府信息公开工作年度报告");
    expect(sheet.getCell("A1").font?.name).toBe("黑体");
    expect(sheet.getCell("A3").value).toBe("单位：件");
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "1:6",
    });
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 6 });
    const draft = await exceljsBook(await written(madePublication({ missing: true })));
    expect(draft.worksheets.map((one) => one.getCell("A1").value)).toEqual(
      Array(3).fill("瑞金市人民政府2022年政府信息公开工作年度报告（草稿）"),
    );
    for (const one of draft.worksheets) expect(one.getCell("A2").value).toContain("未报单位：瑞金市发展和改革委员会");
  });

  it("bears the document's date and author and no other time", async () => {
    const core = (await partsOf(await written(madePublication()))).find((part) => part.name.endsWith("core.xml"))?.text;
    expect(core).toContain("<dc:creator>瑞金市人民政府</dc:creator>");
    expect(core?.match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g)).toEqual(["2023-03-31T00:00:00Z", "2023-03-31T00:00:00Z"]);
  });
});
