import { describe, expect, test } from "vitest";
import { gridsOf, readOne, sheetOf } from "../making.js";

describe("number formats of .xlsx", () => {
  test("percent and date formats are told from counts, built in and custom", async () => {
    const codes = ["0.00%", 'yyyy"年"m"月"', '0"年"', "[Red]#,##0\\件", "[h]:mm", "General", '"共"0"%"'];
    const formats = codes
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replace(/"/g, "&quot;")}"/>`)
      .join("");
    const ids = [0, 9, 14, 57, 3, ...codes.map((_, i) => 200 + i)];
    const styles = `<numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs>`;
    const rows = `<row r="1">${ids.map((_, i) => `<c s="${i}"><v>1</v></c>`).join("")}</row>`;
    const kinds = gridsOf(await readOne(sheetOf(rows, { styles })))[0]?.cells.map((cell) => cell.kind);
    expect(kinds).toEqual([
      "number",
      "percent",
      "date",
      "date",
      "number",
      "percent",
      "date",
      "number",
      "number",
      "date",
      "number",
      "number",
    ]);
  });
});
