import { expect, test } from "vitest";
import { baseOf, foldersOf } from "../../src/intake/paths.js";

test.each([
  ["2022/水利局.xlsx.xls", "水利局"],
  ["2022/部门.tar.gz!/水利局.xlsb", "水利局"],
  ["2022/来信.eml!/水利局.7z!/水利局.docx", "水利局"],
])("a file's name without its endings: %s", (file, name) => {
  expect(baseOf(file)).toBe(name);
});

test.each([
  ["2022/部门/水利局.tar.gz!/表.xlsx", ["水利局", "部门"]],
  ["2022/水利局.msg!/附件.rar!/内/表.xlsx", ["内", "附件", "水利局"]],
])("folders, archives and letters around it, innermost first: %s", (file, folders) => {
  expect(foldersOf(file)).toEqual(folders);
});
