import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Console } from "../../src/command/command.js";
import { setup } from "../../src/command/setup/setup.js";
import { openMachine } from "../../src/machine/machine.js";
import { filledBook } from "../form/office-books.js";
import { shippedFiles } from "../form/schema-files.js";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "setup-"));
});

afterEach(() => rmSync(home, { recursive: true }));

interface Asked {
  readonly answers?: readonly string[];
  readonly name?: string;
  readonly level?: string;
  readonly json?: boolean;
}

/** Runs the setup in the folder; with answers somebody sits at the terminal. */
async function setUp({ answers, ...given }: Asked): Promise<{ readonly said: string; readonly asked: string }> {
  const said: string[] = [];
  const console: Console = {
    say: (text) => said.push(text),
    tell: () => undefined,
    log: () => undefined,
    settle: () => undefined,
  };
  const [input, output] = [new PassThrough(), new PassThrough()];
  let asked = "";
  const waiting = [...(answers ?? [])];
  output.on("data", (text: Buffer) => {
    asked += text.toString();
    if (!asked.endsWith("：")) return;
    const answer = waiting.shift();
    if (answer === undefined) input.end();
    else input.write(`${answer}\n`);
  });
  const places = { inputs: join(home, "inputs"), outputs: join(home, "outputs"), schemas: join(home, "schemas") };
  const terminal = { input, output, attended: answers !== undefined };
  const code = await setup({ ...places, ...given }, console, { today: "2023-01-05", terminal });
  expect(code).toBe(0);
  return { said: said.join("\n"), asked };
}

async function loaded() {
  const machine = await openMachine({
    inputs: join(home, "inputs"),
    outputs: join(home, "outputs"),
    schemas: join(home, "schemas"),
    cache: "off",
    log: () => undefined,
  });
  try {
    return await machine.compiled.load();
  } finally {
    await machine.close();
  }
}

test("asks for what it needs, and writes a place that is complete once its roster is filled in", async () => {
  const { said, asked } = await setUp({ answers: ["", "某某县", "不知道", "县级"] });
  expect(asked.match(/名称/g)).toHaveLength(2);
  expect(asked.match(/级别/g)).toHaveLength(2);
  expect(said).toContain(
    "请打开 units.xlsx 填写单位名录；三、生成发给各单位填报的空白表（npm start -- template，或双击“生成空白表”）；四、",
  );
  expect(readdirSync(join(home, "inputs"))).toEqual(["2022"]);
  await expect(loaded()).rejects.toThrow("schemas/units.xlsx：名录中还没有单位，请先填写");
  const roster = join(home, "schemas/units.xlsx");
  const typed = { 单位名录: { A4: "A1", B4: "教育局", D4: "部门" } };
  writeFileSync(roster, await filledBook(readFileSync(roster), typed));
  const { jurisdiction, units, forms } = await loaded();
  expect(jurisdiction).toMatchObject({
    name: "某某县",
    level: "county",
    deadlines: { submission: "01-31", publication: "03-31" },
    policies: { blank: "zero" },
  });
  expect(units).toMatchObject([{ code: "A1", name: "教育局", category: "部门" }]);
  expect(forms.length).toBeGreaterThan(2);
});

test("never changes what is there, and says so", async () => {
  await setUp({ name: "某某县", level: "county" });
  const before = readFileSync(join(home, "schemas/设置.xlsx"));
  const { said } = await setUp({ name: "另一县", level: "县级", json: true });
  expect(JSON.parse(said)).toEqual({
    exitCode: 0,
    written: [],
    kept: ["schemas/设置.xlsx", "schemas/units.xlsx", "inputs/2022"].map((path) => join(home, path)),
  });
  expect(readFileSync(join(home, "schemas/设置.xlsx")).equals(before)).toBe(true);
});

test("keeps a roster and takes over the settings that the place already has", async () => {
  await setUp({ name: "某某县", level: "县级" });
  rmSync(join(home, "schemas/设置.xlsx"));
  rmSync(join(home, "schemas/units.xlsx"));
  for (const name of ["jurisdiction.json", "units.csv"])
    writeFileSync(join(home, "schemas", name), shippedFiles().find(({ path }) => path === name)?.text ?? "");
  const { said } = await setUp({ name: "瑞金市", level: "县级" });
  expect(said).toContain("单位名录沿用");
  expect(existsSync(join(home, "schemas/units.xlsx"))).toBe(false);
  const { jurisdiction, units } = await loaded();
  expect(jurisdiction).toMatchObject({ within: ["江西省", "赣州市"], deadlines: { submission: "01-20" } });
  expect(units.length).toBeGreaterThan(40);
});

test("with nobody to ask, an unknown level or an unfinished answer nothing is written", async () => {
  await expect(setUp({ name: "某某县" })).rejects.toMatchObject({ exitCode: 2, message: /--name 行政区名称 --level/ });
  await expect(setUp({ name: "某某县", level: "地级" })).rejects.toMatchObject({
    exitCode: 2,
    message: "--level 只能是 国家级、省级、市级、县级、乡镇级 之一，实为“地级”",
  });
  await expect(setUp({ name: " ", level: "县级" })).rejects.toMatchObject({ exitCode: 2 });
  await expect(setUp({ answers: ["某某县"] })).rejects.toMatchObject({
    exitCode: 2,
    message: "没有填完，什么也没有写",
  });
  expect(readdirSync(home)).toEqual([]);
  writeFileSync(join(home, "inputs"), "");
  await expect(setUp({ name: "某某县", level: "县级" })).rejects.toMatchObject({ exitCode: 2, message: /不是文件夹/ });
  expect(readdirSync(home)).toEqual(["inputs"]);
});
