import { expect, test } from "vitest";
import { loadSchemas } from "../../src/form/load.js";
import { nameWithin } from "../../src/intake/naming.js";
import { schemaFiles } from "../rules/made-year.js";

const schemas = loadSchemas(schemaFiles());

test.each([
  ["象湖镇盖章扫描", "象湖镇"],
  ["象湖镇（盖章）2022年年报盖章扫描件", "象湖镇"],
  ["03 象湖镇人民政府2022年度政府信息公开工作年度报告（终稿）v2", "象湖镇人民政府"],
  ["象湖镇中心小学盖章扫描", "象湖镇中心小学"],
])("文件名“%s”去掉前后的用语后是“%s”", (text, name) => {
  expect(nameWithin(text, schemas)).toBe(name);
});
