import { describe, expect, test } from "vitest";
import { bytesOf, cellsOf, gridsOf, readOne, refusalOf } from "../making.js";

describe("XML workbooks", () => {
  test("XML workbooks of 2003", async () => {
    const made = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x" xmlns:ss="urn:x"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
      <Worksheet ss:Name="年报"><Table><Column ss:Index="2" ss:Hidden="1"/><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
      <Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell><Cell ss:Formula="=R1C1"><Data ss:Type="Number">0</Data></Cell><Cell ss:Formula="=R1C1"/></Row></Table></Worksheet>
      <Worksheet ss:Name="去年"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`;
    const grids = gridsOf(await readOne(bytesOf(made), "年报.xls"));
    expect(cellsOf(grids[0])).toEqual({
      A1: "text 标题",
      C1: "number 7",
      B3: "percent 0.5",
      C3: "number 0",
      D3: "uncalculated ",
    });
    expect([grids[0]?.hiddenRows, grids[0]?.hiddenColumns, grids[1]?.hidden]).toEqual([[2], [1], true]);
  });

  test("a cell of two values is refused: which of them counts can't be told", async () => {
    const made = (cell: string): Uint8Array =>
      bytesOf(
        `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x" xmlns:ss="urn:x"><Worksheet ss:Name="年报"><Table><Row>${cell}</Row></Table></Worksheet></Workbook>`,
      );
    const data = '<Data ss:Type="Number">7</Data>';
    expect((await readOne(made(`<Cell>${data}</Cell>`), "年报.xls")).format).toBe("xls");
    expect(await refusalOf(made(`<Cell>${data}${data}</Cell>`), "年报.xls")).toMatchObject({
      rule: "FILE.UNREADABLE",
      reason: expect.stringContaining("出现两次"),
    });
  });
});
