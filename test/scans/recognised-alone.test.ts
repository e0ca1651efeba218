import { expect, it } from "vitest";
import { consolidatePeriod } from "../../src/consolidated-period.js";
import type { Effects } from "../../src/effects.js";
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

/** How often a recogniser was asked for over a folder that holds these files, and the rules of what was found. */
async function looked(files: Readonly<Record<string, Uint8Array>>, read?: Effects["bytes"]) {
  let asked = 0;
  const recogniser = async () => {
    asked += 1;
    return undefined;
  };
  const work = openThreadWork({ limits: DEFAULT_LIMITS, schemas }, { pdfFiles: installedPdfFiles, recogniser });
  const effects = effectsWith({
    schemas: async () => schemasOf({}),
    list: async ({ key }) => (key === PERIOD.key ? Object.keys(files).map((path) => ({ path, size: 1 })) : undefined),
    bytes: read ?? (async (_, path) => files[path]!),
    process: async (file) => {
      const answer = await work({ task: "process", file });
      if ("results" in answer) throw new Error("another job was done");
      return answer;
    },
  });
  const { consolidation } = await consolidatePeriod({ period: PERIOD }, schemas, effects);
  return { asked, rules: consolidation.findings.map(({ rule }) => rule) };
}

async function askedFor(files: Readonly<Record<string, Uint8Array>>): Promise<number> {
  return (await looked(files)).asked;
}

it("recognises a scan where nothing else of its unit can be read, and no other", async () => {
  const [form] = await blankForms({ schemas, period: PERIOD, units: [unit], before: new Map() });
  const scan = cellPicture("8");
  expect(await askedFor({ "象湖镇.png": scan, "象湖镇.xlsx": form!.bytes })).toBe(0);
  expect(await askedFor({ "象湖镇.png": scan })).toBe(1);
  expect(await askedFor({ "标志.png": scan, "象湖镇/叶坪镇公章.png": scan })).toBe(1);
});

it("says so where a scan is gone when it is to be recognised", async () => {
  const scan = cellPicture("8");
  let taken = 0;
  const { rules } = await looked({ "象湖镇.png": scan }, async () => {
    taken += 1;
    return taken === 1 ? scan : { unstable: "读取时文件不在了" };
  });
  expect(taken).toBe(2);
  expect(rules).toContain("FILE.UNSTABLE");
});
