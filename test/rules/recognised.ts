import type { Grid, ReadFailure } from "../../src/grid.js";
import type { RecognisedCell } from "../../src/recognised.js";
import { cellPicture } from "../scans/made-scan.js";

/** 造识别结果: the refusal of a scan on which these tables were recognised; without any, of one on which no table was found. */
export function scanFailure(tables: readonly Grid[]): ReadFailure {
  const cells = new Map<number, RecognisedCell>();
  const blocks = tables.map((grid, table) => ({
    ...grid,
    cells: grid.cells.map((cell) => {
      if (!/^\d+(\.\d+)?$/.test(cell.text)) return cell;
      const number = cells.size + 1;
      const place = { table: table + 1, row: cell.row + 1, column: cell.column + 1 };
      const box = { left: 0, top: 0, right: 120, bottom: 44 };
      cells.set(number, { page: 1, place, box, proposal: cell.text, doubts: [], picture: cellPicture(cell.text) });
      return { ...cell, text: String(number) };
    }),
  }));
  const pages = [{ number: 1, width: 1654, height: 2339, tables: tables.length, blank: false }];
  return {
    rule: "FILE.UNSUPPORTED",
    reason: "PDF 没有文字层，可能是扫描件",
    advice: "请报送年报的 .xlsx 或 .docx 原件",
    scanned: true,
    scan: { pages, blocks, cells },
  };
}
