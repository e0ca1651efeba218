import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { traced } from "../../src/command/trace/trace.js";
import { loadSchemas } from "../../src/form/load.js";
import { writeData } from "../../src/publish/data/data.js";
import { makeZip } from "../read/making.js";
import { consolidatedYear, type MadeYear, schemasOf as madeSchemas } from "../rules/made-year.js";
import { consolidate, effectsOf, type Level } from "./level.js";

const RECEIVED = "applications.received.naturalPerson";

const TYPED = {
  [RECEIVED]: "3",
  "applications.received.total": "3",
  "applications.granted.naturalPerson": "3",
  "applications.granted.total": "3",
  "applications.outcomesTotal.naturalPerson": "3",
  "applications.outcomesTotal.total": "3",
};

/** What a county's run of three units leaves: one of them received three applications. */
async function countyFiles(): Promise<Readonly<Record<string, Uint8Array>>> {
  const made: MadeYear = { files: { "象湖镇.xlsx": { typed: TYPED } } };
  const consolidation = await consolidatedYear(made);
  const files = writeData({ consolidation, schemas: loadSchemas(madeSchemas(made)), officeText: [] });
  return Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
}

const CITY: Omit<Level, "files"> = { name: "赣州市", level: "city", within: ["江西省"], units: { C01: "瑞金市" } };
const PROVINCE: Omit<Level, "files"> = { name: "江西省", level: "province", units: { P01: "赣州市" } };

let county: Readonly<Record<string, Uint8Array>>;
let city: Readonly<Record<string, Uint8Array>>;
let folder: string;

beforeAll(async () => {
  county = await countyFiles();
  const done = await consolidate({ ...CITY, files: { "瑞金市.json": county["上报.json"]! } });
  city = Object.fromEntries(done.files);
  folder = await mkdtemp(join(tmpdir(), "crossfoot-trace-"));
});

async function put(root: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** Traces the figure in a province with these files among its inputs. */
async function shown(
  files: Readonly<Record<string, Uint8Array>>,
  given: { readonly below?: readonly string[]; readonly json?: true } = {},
): Promise<string> {
  const level = { ...PROVINCE, files };
  const { consolidation } = await consolidate(level);
  return (await traced(RECEIVED, { consolidation, effects: effectsOf(level), given })).join("\n");
}

test("a province's figure leads to a township's cell where the bundles below are at hand", async () => {
  const zip = makeZip(["上报.json", "consolidated.json"].map((name) => ({ name, content: city[name]! })));
  await put(join(folder, "counties/瑞金市"), county);
  const text = await shown({ "赣州市.zip": zip }, { below: [join(folder, "counties")] });
  const lines = text.split("\n");
  expect(lines[1]).toContain("汇总数：3");
  expect(lines[2]).toContain("P01 赣州市：3  《2022/赣州市.zip!/上报.json》“上报”applications.received.naturalPerson");
  expect(lines[3]).toContain("瑞金市：3  《2022/瑞金市.json》“上报”applications.received.naturalPerson，填写“3”");
  expect(lines[4]).toMatch(/^ {6}T01：3 {2}《2022\/象湖镇\.xlsx》“.+”[A-Z]+\d+，填写“3”$/);
});

test("where one is not at hand, the run to be asked for is named", async () => {
  const text = await shown({
    "赣州市/上报.json": city["上报.json"]!,
    "赣州市/consolidated.json": city["consolidated.json"]!,
  });
  const { consolidated } = JSON.parse(new TextDecoder().decode(county["上报.json"])) as { consolidated: string };
  expect(text).toContain(`再往下见瑞金市的那次运行（其 consolidated.json 的 SHA-256 为 ${consolidated}）`);
});

test("a consolidated.json of another run leads nowhere", async () => {
  const other = new TextEncoder().encode(`${new TextDecoder().decode(city["consolidated.json"])}\n`);
  const text = await shown({ "赣州市/上报.json": city["上报.json"]!, "赣州市/consolidated.json": other });
  expect(text).toContain("再往下见赣州市的那次运行");
});

test("as JSON, level within level", async () => {
  const inputs = { "赣州市/上报.json": city["上报.json"]!, "赣州市/consolidated.json": city["consolidated.json"]! };
  const text = await shown(inputs, { below: [join(folder, "counties")], json: true });
  expect(JSON.parse(text)).toMatchObject({
    code: RECEIVED,
    value: "3",
    contributions: [
      {
        unit: "P01",
        below: {
          name: "赣州市",
          shares: [{ unit: "C01", below: { name: "瑞金市", shares: [{ unit: "T01" }, {}, {}] } }],
        },
      },
    ],
  });
});
