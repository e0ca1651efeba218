import { expect, test } from "vitest";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { indexRoster } from "../../src/intake/intake.js";
import { nameWithin, nearestName } from "../../src/intake/naming/naming.js";
import { yearPeriod } from "../../src/period.js";
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

test.each([
  ["瑞金市蔬菜服务中心", undefined],
  ["松岭镇人民政府", undefined],
  ["象湖人民政府", "象湖镇人民政府"],
  ["象湖镇中心小学", "象湖镇人民政府"],
  ["瑞金市教育体育局", "瑞金市教育科技体育局"],
])("最接近“%s”的是%s：只同本级名称和镇、局等通用字的，不提示", (text, name) => {
  expect(nearestName(indexRoster(schemas, unitsDue(schemas, yearPeriod(2022))), text)).toBe(name);
});
