import { utils, type WorkBook, write } from "@e965/xlsx";

export function workbook(): WorkBook {
  const sheet = utils.aoa_to_sheet([
    ["商业\n企业", 36, 0.1 + 0.2, true, "１２"],
    ["合并", null, 7],
    ["隐藏行", 5],
  ]);
  sheet.B3 = { t: "n", v: 0, f: "1-1" };
  sheet.C3 = { t: "n", v: 0.5, z: "0.00%" };
  sheet.D3 = { t: "n", v: 45000, z: "yyyy/mm/dd" };
  sheet["!ref"] = "A1:E3";
  sheet["!merges"] = [{ s: { r: 1, c: 0 }, e: { r: 1, c: 1 } }];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "年报");
  utils.book_append_sheet(book, utils.aoa_to_sheet([["去年", 9]]), "去年数据");
  book.Workbook = {
    Sheets: [
      { name: "年报", Hidden: 0 },
      { name: "去年数据", Hidden: 1 },
    ],
  };
  return book;
}

export function written(bookType: "biff8" | "biff5" | "ods" | "xlsb" | "xlsx", book = workbook()): Uint8Array {
  return new Uint8Array(write(book, { type: "array", bookType }));
}
