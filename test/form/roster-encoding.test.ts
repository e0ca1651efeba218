import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSchemas } from "../../src/form/load.js";
import { openMachine } from "../../src/machine/machine.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "schemas-"));
  cpSync(fileURLToPath(new URL("../../schemas/", import.meta.url)), folder, { recursive: true });
  rmSync(join(folder, "relief"), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

async function unitsIn(): Promise<
  readonly { readonly code: string; readonly name: string; readonly aliases: readonly string[] }[]
> {
  const machine = await openMachine({
    inputs: folder,
    outputs: folder,
    schemas: folder,
    cache: "off",
    log: () => undefined,
  });
  try {
    return loadSchemas(await machine.effects.schemas()).units;
  } finally {
    await machine.close();
  }
}

/** code,name,aliases,category / A1,财政局,市财政局,部门 / A2,教育局,,部门 as Excel saves it in China. */
const GB18030 = Buffer.from(
  "636f64652c6e616d652c616c69617365732c63617465676f72790d0a41312cb2c6d5febed62ccad0b2c6d5febed62cb2bfc3c50d0a41322cbdccd3fdbed62c2cb2bfc3c50d0a",
  "hex",
);

test("a roster saved by Excel in GB18030 is read", async () => {
  writeFileSync(join(folder, "units.csv"), GB18030);
  expect(await unitsIn()).toMatchObject([
    { code: "A1", name: "财政局", aliases: ["市财政局"] },
    { code: "A2", name: "教育局", aliases: [] },
  ]);
});

test("UTF-8 with a byte order mark, line ends of Windows, and a roster without either", async () => {
  const text = "code,name,aliases,category\nA1,财政局,,部门\n";
  writeFileSync(join(folder, "units.csv"), `\ufeff${text.replaceAll("\n", "\r\n")}`);
  const marked = await unitsIn();
  writeFileSync(join(folder, "units.csv"), text);
  expect(await unitsIn()).toEqual(marked);
  expect(marked).toMatchObject([{ code: "A1", name: "财政局" }]);
});

/** The ways in which Excel and WPS save a table as text. */
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
const ROWS = [
  ["code", "name", "aliases", "category"],
  ["A1", "财政局", "市财政局;市局", "部门"],
  ["A2", "教育局", "", "部门"],
];
const joinedBy = (sign: string): string => ROWS.map((row) => row.join(sign)).join("\r\n");

test.each([
  ["Unicode 文本: UTF-16 with tabs", utf16(joinedBy("\t"))],
  ["tabs", Buffer.from(joinedBy("\t"))],
  ["semicolons", Buffer.from(joinedBy(";").replace("市财政局;市局", '"市财政局;市局"'))],
  [
    "semicolons declared in the first line",
    Buffer.from(`sep=;\r\n${joinedBy(";").replace("市财政局;市局", '"市财政局;市局"')}`),
  ],
  ["everything quoted", Buffer.from(ROWS.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n"))],
  [
    "empty columns and rows at the end",
    Buffer.from(`${ROWS.map((row) => `${row.join(",")},,,`).join("\r\n")}\r\n,,,,,,\r\n`),
  ],
  ["Chinese headings", Buffer.from(joinedBy(",").replace("code,name,aliases,category", "代码,名称,别名,类别"))],
])("a roster saved with %s is the same", async (_, bytes) => {
  writeFileSync(join(folder, "units.csv"), bytes);
  expect(await unitsIn()).toMatchObject([
    { code: "A1", name: "财政局", aliases: ["市财政局", "市局"], category: "部门" },
    { code: "A2", name: "教育局", aliases: [], category: "部门" },
  ]);
});

test("the JSON Schemas beside the schemas are not taken for schemas", async () => {
  expect(readFileSync(join(folder, "json-schema/form.schema.json"), "utf8")).toContain("draft-07");
  expect((await unitsIn()).length).toBeGreaterThan(40);
});
