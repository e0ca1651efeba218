import { expect, it } from "vitest";
import { consolidatePeriod } from "../../src/consolidated-period.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { openThreadWork } from "../../src/gather/gather.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { blankForms } from "../../src/publish/publish.js";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import { effectsWith } from "../effects.js";
import { PERIOD, schemasOf } from "../rules/made-year.js";
import { cellPicture } from "./made-scan.js";

const schemas: Schemas = loadSchemas(schemasOf({}));
const unit = schemas.units[0]!;

/** How often a recogniser was asked for, over a folder that holds these files. */
async function askedFor(files: Readonly<Record<string, Uint8Array>>): Promise<number> {
  let asked = 0;
  const recogniser = async () => {
    asked += 1;
    return undefined;
  };
  const work = openThreadWork({ limits: DEFAULT_LIMITS, schemas }, { pdfFiles: installedPdfFiles, recogniser });
  const effects = effectsWith({
    schemas: async () => schemasOf({}),
    list: async ({ key }) => (key === PERIOD.key ? Object.keys(files).map((path) => ({ path, size: 1 })) : undefined),
    bytes: async (_, path) => files[path]!,
    process: async (file) => {
      const answer = await work({ task: "process", file });
      if ("results" in answer) throw new Error("another job was done");
      return answer;
    },
  });
  await consolidatePeriod({ period: PERIOD }, schemas, effects);
  return asked;
}

it("recognises a scan where nothing else of its unit can be read, and no other", async () => {
  const [form] = await blankForms({ schemas, period: PERIOD, units: [unit], before: new Map() });
  const scan = cellPicture("8");
  expect(await askedFor({ "象湖镇.png": scan, "象湖镇.xlsx": form!.bytes })).toBe(0);
  expect(await askedFor({ "象湖镇.png": scan })).toBe(1);
  expect(await askedFor({ "标志.png": scan, "象湖镇/叶坪镇公章.png": scan })).toBe(1);
});
