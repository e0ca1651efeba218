import { expect, test } from "vitest";
import { loadSchemas } from "../src/form/load.js";
import { schemasOf } from "../src/form/one-form.js";
import { periodNamed } from "../src/period.js";
import { run } from "../src/pipeline.js";
import { relief } from "./command/second-form.js";
import { effectsWith } from "./effects.js";
import { RELIEF, reliefFiles } from "./form/relief.js";
import { schemaFiles } from "./rules/made-year.js";

const march = periodNamed("2023-03")!;

async function monthOf(files: Readonly<Record<string, string>>) {
  const shipped = schemaFiles();
  const rules = shipped.find(({ path }) => path === "annual-report/2021/rules.json")!;
  const schemas = schemasOf(loadSchemas([...shipped, ...reliefFiles(RELIEF, rules.text)]), march);
  const bytesOf = (text = ""): Uint8Array => new TextEncoder().encode(text);
  const effects = effectsWith({
    schemas: async () => [],
    list: async ({ key }) =>
      key === march.key
        ? Object.entries(files).map(([path, text]) => ({ path, size: bytesOf(text).length }))
        : undefined,
    bytes: async (_, path) => bytesOf(files[path]),
  });
  const { consolidation } = await run({ period: march }, schemas, effects);
  return consolidation;
}

test("the month's own report, laid among its files, is not taken for the figures of the month before", async () => {
  const { prior, submissions } = await monthOf({
    "象湖镇.csv": relief("象湖镇", "2023年3月", 12, 5),
    "报告.csv": relief("瑞金市人民政府", "2023年3月", 12, 5),
  });
  expect(submissions.map(({ file, status }) => [file, status])).toEqual([
    ["2023-03/报告.csv", "published"],
    ["2023-03/象湖镇.csv", "counted"],
  ]);
  expect(prior).toBeUndefined();
});
