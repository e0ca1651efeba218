import { mkdir, mkdtemp, rm, symlink, truncate, unlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import type { RunEvent } from "../../src/effects.js";
import { CrossfootError } from "../../src/error.js";
import { type Machine, type MachineOptions, openMachine, periodFolders } from "../../src/machine/machine.js";
import { yearPeriod } from "../../src/period.js";

interface Place extends MachineOptions {
  readonly events: readonly RunEvent[];
}

async function place(): Promise<Place> {
  const home = await mkdtemp(join(tmpdir(), "machine-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const folders = { inputs: join(home, "inputs"), outputs: join(home, "outputs"), schemas: join(home, "schemas") };
  for (const folder of [join(folders.inputs, "2022"), folders.outputs, folders.schemas])
    await mkdir(folder, { recursive: true });
  const events: RunEvent[] = [];
  return { ...folders, cache: "keep", events, log: (event) => events.push(event) };
}

async function machineAt(options: MachineOptions): Promise<Machine> {
  const machine = await openMachine(options);
  onTestFinished(() => machine.close());
  return machine;
}

const text = (bytes: unknown): string => new TextDecoder().decode(bytes as Uint8Array);

describe("what lies in the inputs", () => {
  test("files below the year by their paths in order; no year folder is undefined, not empty", async () => {
    const given = await place();
    const year = join(given.inputs, "2022");
    await mkdir(join(year, "乡镇", "深"), { recursive: true });
    await writeFile(join(year, "b.csv"), "12");
    await writeFile(join(year, "a.csv"), "1");
    await writeFile(join(year, "乡镇", "深", "c.csv"), "");
    const linked = await symlink(join(year, "a.csv"), join(year, "link.csv")).then(
      () => true,
      () => false,
    );
    const { effects } = await machineAt(given);
    expect(await effects.list(yearPeriod(2022))).toEqual([
      { path: "a.csv", size: 1 },
      { path: "b.csv", size: 2 },
      ...(linked ? [{ path: "link.csv", size: 0, special: "link" }] : []),
      { path: "乡镇/深/c.csv", size: 0 },
    ]);
    expect(await effects.list(yearPeriod(2021))).toBeUndefined();
  });

  test.runIf(process.platform === "linux")(
    "a name in GB18030 is read, and beside its namesake in UTF-8 neither is lost",
    async () => {
      const given = await place();
      const year = Buffer.from(`${join(given.inputs, "2022")}/`);
      const name = Buffer.concat([year, Buffer.from([0xd2, 0xb6, 0xc6, 0xba, 0xd5, 0xf2]), Buffer.from(".csv")]);
      await writeFile(name, "old");
      await writeFile(join(given.inputs, "2022", "叶坪镇.csv"), "new");
      const { effects } = await machineAt(given);
      const paths = (await effects.list(yearPeriod(2022)))!.map(({ path }) => path);
      expect(paths).toHaveLength(2);
      const contents = await Promise.all(paths.map(async (path) => text(await effects.bytes(yearPeriod(2022), path))));
      expect([...contents].sort()).toEqual(["new", "old"]);
      expect(paths).toContain("叶坪镇.csv");
    },
  );

  test("the years that have a folder; a file or a name that is no year is none", async () => {
    const given = await place();
    for (const name of ["2021", "年报", "1999", "20222"]) await mkdir(join(given.inputs, name));
    await writeFile(join(given.inputs, "2023"), "");
    expect(await periodFolders(given.inputs)).toEqual([yearPeriod(2021), yearPeriod(2022)]);
    await expect(periodFolders(join(given.inputs, "nowhere"))).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("taking a file", () => {
  test("what was taken is kept with its hash; what waits or has gone is not, and says why", async () => {
    const given = await place();
    for (const name of ["a.csv", "waits.csv", "gone.csv"]) await writeFile(join(given.inputs, "2022", name), name);
    const machine = await machineAt({ ...given, waiting: new Map([["2022/waits.csv", "还在复制"]]) });
    await machine.effects.list(yearPeriod(2022));
    await unlink(join(given.inputs, "2022", "gone.csv"));
    expect(text(await machine.effects.bytes(yearPeriod(2022), "a.csv"))).toBe("a.csv");
    expect(await machine.effects.bytes(yearPeriod(2022), "waits.csv")).toEqual({ unstable: "还在复制" });
    expect(await machine.effects.bytes(yearPeriod(2022), "gone.csv")).toEqual({ unstable: "文件在读取时被移走" });
    expect(machine.taken()).toEqual([
      { path: "2022/a.csv", sha256: sha256(new TextEncoder().encode("a.csv")), size: 5 },
    ]);
  });

  test("a file that changed since it was listed is still being written", async () => {
    const given = await place();
    const [grown, touched, same] = ["长大.csv", "重写.csv", "不变.csv"].map((name) => join(given.inputs, "2022", name));
    for (const file of [grown!, touched!, same!]) await writeFile(file, "1,2");
    const { effects } = await machineAt(given);
    await effects.list(yearPeriod(2022));
    await writeFile(grown!, "1,2,3");
    await utimes(touched!, 1_700_000_000, 1_700_000_000);
    expect(await effects.bytes(yearPeriod(2022), "长大.csv")).toEqual({ unstable: "文件正在写入" });
    expect(await effects.bytes(yearPeriod(2022), "重写.csv")).toEqual({ unstable: "文件正在写入" });
    expect(text(await effects.bytes(yearPeriod(2022), "不变.csv"))).toBe("1,2");
  });

  const ZIP = "PK\u0003\u0004 torn";
  test.each([
    ["工作簿没有结尾", ZIP, 2, true],
    ["工作簿有结尾", `${ZIP}PK\u0005\u0006${"\0".repeat(18)}`, 2, false],
    ["早就没有结尾的工作簿", ZIP, 60, false],
    ["PDF没有结尾", "%PDF-1.7 obj", 2, true],
    ["PDF有结尾", "%PDF-1.7 obj %%EOF\n", 2, false],
    ["网页没有结尾", "<html><body><table>", 2, true],
    ["网页有结尾", "<html><body></body></html>\n", 2, false],
    ["空文件", "", 2, true],
    ["文本", "水利局", 2, false],
  ] as const)("%s，%s，%s秒前写入：%s", async (_, content, seconds, unstable) => {
    const given = await place();
    const file = join(given.inputs, "2022", "a.bin");
    await writeFile(file, content);
    const start = Date.parse("2023-01-15T08:00:00Z");
    await utimes(file, start / 1000 - seconds, start / 1000 - seconds);
    const { effects } = await machineAt({ ...given, startedAt: new Date(start).toISOString() });
    await effects.list(yearPeriod(2022));
    const bytes = await effects.bytes(yearPeriod(2022), "a.bin");
    expect("unstable" in bytes).toBe(unstable);
    const { effects: waiting } = await machineAt(given);
    expect(await waiting.bytes(yearPeriod(2022), "a.bin")).toBeInstanceOf(Uint8Array);
  });

  test("a file that shrinks or is replaced between two looks is never half of it", async () => {
    const given = await place();
    const file = join(given.inputs, "2022", "a.csv");
    const { effects } = await machineAt(given);
    const long = "x".repeat(2_000_000);
    for (let turn = 0; turn < 20; turn += 1) {
      await writeFile(file, long);
      const [bytes] = await Promise.all([effects.bytes(yearPeriod(2022), "a.csv"), truncate(file, 1000 + turn)]);
      if ("unstable" in bytes) expect(bytes.unstable).toMatch(/写入|移走/u);
      else expect([long.length, 1000 + turn]).toContain(bytes.length);
    }
  });
});

describe("schemas and fonts", () => {
  test("JSON and CSV at any depth but the editor's; a roster in GB18030 is read", async () => {
    const given = await place();
    await mkdir(join(given.schemas, "json-schema"));
    await mkdir(join(given.schemas, "annual-report"));
    await writeFile(join(given.schemas, "json-schema", "form.json"), "{}");
    await writeFile(join(given.schemas, "annual-report", "form.json"), "{}");
    await writeFile(join(given.schemas, "README.md"), "");
    await writeFile(join(given.schemas, "units.csv"), Buffer.from([0xd2, 0xb6, 0xc6, 0xba, 0xd5, 0xf2]));
    const { effects } = await machineAt(given);
    expect(await effects.schemas()).toEqual([
      { path: "annual-report/form.json", text: "{}" },
      { path: "units.csv", text: "叶坪镇" },
    ]);
  });

  test("no schemas folder and a configured font that is not there are wrong use", async () => {
    const given = await place();
    const { effects } = await machineAt({ ...given, schemas: join(given.schemas, "nowhere") });
    await expect(effects.schemas()).rejects.toSatisfy(
      (error) => error instanceof CrossfootError && error.exitCode === 2,
    );
    await expect(effects.pdfFonts("nowhere.ttf")).rejects.toMatchObject({ exitCode: 2 });
  });
});
