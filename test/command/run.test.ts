import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { read, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { acquireLock } from "../../src/record/record.js";
import {
  asked,
  consolidatedFigure,
  digests,
  drop,
  openOffice,
  shownOutputs,
  submission,
  WHOLE_YEAR,
  YEAR,
} from "./office.js";

describe("run", () => {
  test("a whole year is final: exit 0, the outputs stand there, and a second run with the same inputs makes no new one", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const before = await digests(office.inputs);
    const first = await office.alone("run");
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toContain("可以发布");
    expect(await consolidatedFigure(office, "applications.received.total")).toBe("36");
    const shown = await shownOutputs(office);
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(["consolidated.json", "findings.json", "汇总底稿.xlsx"]));
    const second = await office.alone();
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain("与上次运行相同");
    expect(await readdir(join(office.outputs, "runs"))).toHaveLength(1);
    expect(await shownOutputs(office)).toEqual(shown);
    expect(await digests(office.inputs)).toEqual(before);
  });

  test("the screen says that an explanation was not taken, and names no unit where the matter is none's", async () => {
    const office = await openOffice({
      ...WHOLE_YEAR,
      "说明.csv": "象湖镇,核对过原始台账，数字属实\n",
      "蔬菜服务中心.csv": submission("瑞金市蔬菜服务中心", asked(2)),
    });
    const { exitCode, stdout } = await office.crossfoot("run");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\[提示性 EXPLANATION\.REFUSED\] 说明文件不予采纳：没有找到/);
    expect(stdout).toContain("[强制性 UNIT.UNKNOWN] 不能确定是哪个单位报送的");
  });

  test("--json: one object on stdout and nothing else, all else on stderr", async () => {
    const office = await openOffice({
      ...WHOLE_YEAR,
      "乡镇/叶坪镇.csv": submission("叶坪镇人民政府", { ...asked(2), omit: ["disputes"] }),
    });
    const { exitCode, stdout, stderr } = await office.crossfoot("run", "--json");
    expect(exitCode).toBe(1);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      status: "draft",
      exitCode: 1,
      outputs: join(office.outputs, String(YEAR)),
      counts: { mandatory: 1, verification: expect.any(Number) as number, notice: expect.any(Number) as number },
      coverage: {
        due: ["T01", "T02", "D01"],
        received: ["T01", "T02", "D01"],
        missing: [],
        returned: ["T02"],
        late: [],
      },
    });
    for (const line of stderr.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("event");
  });

  test("--quiet says nothing; --log keeps one JSON object a line in the file", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const log = join(office.home, "logs", "run.log");
    expect(await office.alone("run", "--quiet", "--log", log)).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const events = (await readFile(log, "utf8"))
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(expect.arrayContaining(["started", "stage", "recorded"]));
  });

  test("an empty year folder is a draft with every unit missing", async () => {
    const office = await openOffice({});
    const { exitCode, stdout } = await office.crossfoot("run", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "draft",
      coverage: { received: [], missing: ["T01", "T02", "D01"] },
    });
    expect(await consolidatedFigure(office, "applications.received.total")).toBeNull();
  });

  test("--today is the documents' date and changes the outputs, not the figures", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await office.crossfoot("run");
    const before = await shownOutputs(office);
    expect((await office.crossfoot("run", "--today", "2023-02-14")).exitCode).toBe(0);
    const after = await shownOutputs(office);
    const html = Object.keys(after).find((path) => path.endsWith("报告.html"))!;
    expect(await readFile(join(office.outputs, String(YEAR), html), "utf8")).toContain("2023年2月14日");
    expect(after["data/figures.csv"]).toBe(before["data/figures.csv"]);
    expect(after[html]).not.toBe(before[html]);
  });
});

describe("wrong use: exit 2, a line in Chinese, nothing written", () => {
  const LINE = /^crossfoot：[^\n]*[\u4e00-\u9fff]/mu;

  test("no year folder", async () => {
    const office = await openOffice(null);
    const { exitCode, stderr, stdout } = await office.alone("run", "--json");
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 2,
      error: { message: expect.stringContaining("没有年度目录") },
    });
    expect(stderr).toContain("没有年度目录");
    expect(await readdir(office.home)).not.toContain("outputs");
  });

  test.each([
    ["a year that is none", ["run", "--year", "22"], "--year"],
    ["a year without a folder", ["run", "--year", "2030"], "2030"],
    ["a date that is none", ["run", "--today", "2023-02-30"], "--today"],
    ["an unknown option", ["run", "--fast"], "没有选项 --fast"],
    ["an unknown command", ["consolidate"], "没有这个命令"],
    ["an option without its value", ["run", "--year"], "缺少值"],
    ["inputs that are not there", ["run", "--inputs", "elsewhere"], "没有输入目录"],
    ["schemas that are not there", ["run", "--schemas", "elsewhere"], "没有制度目录"],
    ["trace without a figure", ["trace"], "缺少参数"],
    ["check of a file that is not there", ["check", "nothing.xlsx"], "没有这个文件"],
    ["check of a folder", ["check", "."], "不是文件"],
    ["a timetable that is none", ["schedule", "tomorrow", "--next", "1"], "写法不对"],
    ["a time zone that is none", ["schedule", "0 6 * 1-3 *", "--tz", "Mars/Olympus", "--next", "1"], "时区"],
    ["a timetable that means no day", ["schedule", "0 6 31 2 *", "--next", "2"], "没有任何将来的运行时间"],
    ["no number of times", ["schedule", "0 6 * * *", "--next", "abc"], "--next"],
    ["not one time", ["schedule", "0 6 * * *", "--next", "0"], "--next"],
    ["a timetable with a date that is none", ["schedule", "0 6 * * *", "--today", "tomorrow"], "--today"],
    ["a timetable over a year that is none", ["schedule", "0 6 * * *", "--year", "22"], "--year"],
    ["a watch with no quiet time", ["watch", "--settle", "abc"], "--settle"],
    ["a watch with a date that is none", ["watch", "--today", "2023-02-30"], "--today"],
    ["a watch over inputs that are not there", ["watch", "--inputs", "elsewhere"], "没有输入目录"],
    ["a check for a year that is none", ["check", "inputs/2022/市政府办.csv", "--year", "abc"], "--year"],
    ["diff without runs", ["diff", "1", "2"], "没有找到运行记录"],
  ])("%s", async (_, args, words) => {
    const office = await openOffice(WHOLE_YEAR);
    const { exitCode, stderr } = await office.crossfoot(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(LINE);
    expect(stderr).toContain(words);
    expect(await readdir(office.home)).not.toContain("outputs");
  });

  test("outputs inside the inputs are refused: the inputs are never written to", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const before = await digests(office.inputs);
    expect((await office.crossfoot("run", "--outputs", join(office.inputs, "2022", "out"))).exitCode).toBe(2);
    expect(await digests(office.inputs)).toEqual(before);
  });

  test("outputs that a link leads into the inputs are refused, and so are outputs among the schemas and a log among the inputs", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const [inputs, schemas] = [await digests(office.inputs), await digests(office.schemas)];
    await symlink(join(office.inputs, "2022"), join(office.home, "link"));
    expect((await office.crossfoot("run", "--outputs", join(office.home, "link", "out"))).exitCode).toBe(2);
    expect((await office.crossfoot("run", "--outputs", office.schemas)).exitCode).toBe(2);
    expect((await office.crossfoot("status", "--log", join(office.inputs, "2022", "run.log"))).exitCode).toBe(2);
    expect(await digests(office.inputs)).toEqual(inputs);
    expect(await digests(office.schemas)).toEqual(schemas);
  });

  test("schemas that contradict themselves end a watch and a timetable at their start", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await writeFile(join(office.schemas, "units.csv"), "code,name,aliases,category\nT01,甲镇,,乡镇\nT01,乙镇,,乡镇\n");
    expect((await office.crossfoot("watch")).exitCode).toBe(2);
    expect((await office.crossfoot("schedule", "0 6 * * *")).exitCode).toBe(2);
  });

  test.each([
    [
      "a schema that is no JSON",
      "jurisdiction.json",
      '{\n "name": "某市",\n "level" "county"\n}',
      /jurisdiction\.json.{0,20}3/su,
    ],
    ["a schema of the wrong shape", "naming.json", '{\n  "surroundingWords": 3\n}', /naming\.json/u],
    [
      "a roster with a code twice",
      "units.csv",
      "code,name,aliases,category\nT01,甲镇,,乡镇\nT01,乙镇,,乡镇\n",
      /units\.csv.{0,20}3/su,
    ],
    ["a font that is not there", "jurisdiction.json", "", /字体/u],
  ])("%s: the file and the line are named", async (_, path, text, place) => {
    const office = await openOffice(WHOLE_YEAR);
    const own = JSON.parse(await readFile(join(office.schemas, "jurisdiction.json"), "utf8")) as object;
    await writeFile(
      join(office.schemas, path),
      text === "" ? JSON.stringify({ ...own, fonts: { pdf: "none.ttf" } }) : text,
    );
    const { exitCode, stderr, stdout } = await office.crossfoot("run");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(place);
    expect(await readdir(office.home)).not.toContain("outputs");
  });
});

test("a font file that is no font: exit 2 before anything is written", async () => {
  const office = await openOffice(WHOLE_YEAR);
  const path = join(office.schemas, "jurisdiction.json");
  const own = JSON.parse(await readFile(path, "utf8")) as object;
  const font = join(office.schemas, "units.csv");
  await writeFile(path, JSON.stringify({ ...own, fonts: { pdf: font } }));
  const { exitCode, stderr, stdout } = await office.crossfoot("run");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(font);
  expect(await readdir(office.home)).not.toContain("outputs");
});

test.each(["", "{", "null", '{"figures":{"proactive.licensing.decisions":null}}'])(
  "last year's consolidation damaged to %j: as good as none, and no bug",
  async (text) => {
    const office = await openOffice(WHOLE_YEAR);
    await mkdir(join(office.outputs, String(YEAR - 1)), { recursive: true });
    await writeFile(join(office.outputs, String(YEAR - 1), "consolidated.json"), text);
    const { exitCode, stderr } = await office.crossfoot("run");
    expect(exitCode, stderr).toBe(0);
  },
);

describe("the machine failed us: exit 3, the former outputs stay", () => {
  test("a file stands where the outputs folder should be", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await writeFile(office.outputs, "mine");
    const { exitCode, stderr } = await office.crossfoot("run");
    expect(exitCode).toBe(3);
    expect(stderr).toContain(office.outputs);
    expect(await readFile(office.outputs, "utf8")).toBe("mine");
  });

  test("something of somebody else stands where the year's link should be", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await mkdir(join(office.outputs, String(YEAR)), { recursive: true });
    await writeFile(join(office.outputs, String(YEAR), "notes.txt"), "mine");
    expect((await office.crossfoot("run")).exitCode).toBe(3);
    expect(await readFile(join(office.outputs, String(YEAR), "notes.txt"), "utf8")).toBe("mine");
  });

  test("another run holds the lock: it is named, and the outputs are as they were", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await office.crossfoot("run");
    const shown = await shownOutputs(office);
    await drop(office.inputs, { "市政府办.csv": submission("瑞金市政府办公室", asked(24)) });
    const lock = await acquireLock(office.outputs);
    try {
      const { exitCode, stderr } = await office.crossfoot("run");
      expect(exitCode).toBe(3);
      expect(stderr).toContain(`进程号 ${process.pid}`);
    } finally {
      await lock.release();
    }
    expect(await shownOutputs(office)).toEqual(shown);
    expect((await office.crossfoot("run")).exitCode).toBe(0);
    expect(await consolidatedFigure(office, "applications.received.total")).toBe("37");
  });

  test("a log that cannot be written", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await writeFile(join(office.home, "taken"), "");
    const { exitCode, stderr } = await office.alone("run", "--log", join(office.home, "taken", "run.log"));
    expect(exitCode).toBe(3);
    expect(stderr).toContain("运行日志");
    expect(await readdir(office.home)).not.toContain("outputs");
  });
});

describe("what earlier runs left", () => {
  test("the cache: with it, without it, and with every entry damaged the bytes are the same", async () => {
    const office = await openOffice(WHOLE_YEAR);
    await office.crossfoot("run");
    const shown = await shownOutputs(office);
    const cache = join(office.outputs, ".cache");
    const entries = await entriesIn(cache);
    expect(entries.length).toBeGreaterThanOrEqual(1);
    const anew = async (...options: readonly string[]): Promise<void> => {
      await rm(join(office.outputs, "runs"), { recursive: true });
      await rm(join(office.outputs, String(YEAR)));
      await office.crossfoot("run", ...options);
      expect(await shownOutputs(office)).toEqual(shown);
    };
    await anew();
    for (const path of entries)
      await writeFile(path, (await readFile(path, "latin1")).replaceAll("11", "99"), "latin1");
    await anew();
    for (const path of await entriesIn(cache)) await writeFile(path, "");
    await anew("--no-cache");
  });

  test("a run over what has not changed writes nothing; a damaged output or another font is written anew", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const log = join(office.home, "run.log");
    const stages = async (...options: readonly string[]): Promise<readonly string[]> => {
      await rm(log, { force: true });
      await office.crossfoot("run", "--log", log, ...options);
      const events = (await readFile(log, "utf8")).trim().split("\n");
      return events.flatMap((line) => (JSON.parse(line) as { stage?: string }).stage ?? []);
    };
    expect(await stages()).toContain("publish");
    const shown = await shownOutputs(office);
    expect(await stages()).toEqual([]);
    expect(await stages("--no-cache")).toContain("publish");
    expect(await readdir(join(office.outputs, "runs"))).toHaveLength(1);
    await rm(join(office.outputs, String(YEAR)));
    expect(await stages()).not.toContain("publish");
    expect(await shownOutputs(office)).toEqual(shown);
    await writeFile(join(office.outputs, String(YEAR), "consolidated.json"), "{}");
    expect(await stages()).toContain("publish");
    expect(await shownOutputs(office)).toEqual(shown);
    await drop(office.inputs, { "README.txt": "", "乡镇/~$叶坪镇.csv": "", "_草稿.csv": "" });
    expect(await stages()).not.toContain("publish");
    await drop(office.inputs, { "便条.txt": "" });
    expect(await stages()).toContain("publish");
    expect(await stages("--today", "2023-04-01")).toContain("publish");
  });

  test("what has not changed is told in the same words without reading anything; a figure, a file or last year's result that changed is seen", async () => {
    const office = await openOffice({ ...WHOLE_YEAR, "市政府办.csv": submission("瑞金市政府办公室", asked("2x")) });
    const first = await office.crossfoot("run");
    const told = (stdout: string): readonly string[] =>
      stdout.split("\n").filter((line) => !line.startsWith("  输出："));
    const again = await office.crossfoot("run");
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain("与上次运行相同");
    expect(told(again.stdout)).toEqual(told(first.stdout));
    expect((await office.crossfoot("run", "--no-cache")).stdout).toBe(again.stdout);
    const json = async (...options: readonly string[]) => (await office.crossfoot("run", "--json", ...options)).stdout;
    expect(await json()).toBe(await json("--no-cache"));
    const received = async (): Promise<unknown> => consolidatedFigure(office, "applications.received.total");
    // As long as before, and written at the same time.
    await drop(office.inputs, { "乡镇/叶坪镇.csv": submission("叶坪镇人民政府", asked(3)) });
    expect((await office.crossfoot("run")).stdout).toContain("运行编号 000002");
    expect(await received()).toBe("14");
    await drop(office.inputs, { "市政府办（更正）.csv": submission("瑞金市政府办公室", asked(23)) });
    expect((await office.crossfoot("run")).stdout).toContain("运行编号 000003");
    expect(await received()).toBe("37");
    await mkdir(join(office.inputs, String(YEAR - 1)));
    await writeFile(
      join(office.inputs, String(YEAR - 1), "象湖镇.csv"),
      submission("象湖镇人民政府", asked(5), YEAR - 1),
    );
    expect((await office.crossfoot("run")).stdout).toContain("运行编号 000004");
    expect((await office.crossfoot("run")).stdout).toContain("与上次运行相同");
  });

  test("what is taken over of the run before has the bytes of a run anew", async () => {
    const workbook = (unit: string, figure: string): Uint8Array => {
      const book = read(submission(unit, asked(figure)), { type: "string", raw: true });
      return write(book, { type: "buffer", bookType: "xlsx" }) as Uint8Array;
    };
    const office = await openOffice({
      "市政府办.csv": WHOLE_YEAR["市政府办.csv"]!,
      "乡镇/象湖镇.xlsx": workbook("象湖镇人民政府", "2x"),
      "乡镇/叶坪镇.xlsx": workbook("叶坪镇人民政府", "3x"),
    });
    await office.crossfoot("run");
    await drop(office.inputs, { "乡镇/叶坪镇.xlsx": workbook("叶坪镇人民政府", "4x") });
    await office.crossfoot("run");
    const manifests = (await readdir(join(office.outputs, "runs"))).map((run) => basesIn(office.outputs, run));
    const [first, second] = await Promise.all(manifests);
    expect(first!.size).toBe(4);
    expect([...second!].filter((basis) => first!.has(basis))).toHaveLength(2);
    const elsewhere = join(office.home, "elsewhere");
    await office.crossfoot("run", "--outputs", elsewhere, "--no-cache");
    const [run = ""] = await readdir(join(elsewhere, "runs"));
    expect(await digests(join(elsewhere, "runs", run, String(YEAR)))).toEqual(await shownOutputs(office));
    expect(await basesIn(elsewhere, run)).toEqual(new Set());
  });

  async function basesIn(outputs: string, run: string): Promise<ReadonlySet<string>> {
    const manifest = JSON.parse(await readFile(join(outputs, "runs", run, "manifest.json"), "utf8"));
    const files = manifest.outputs as readonly { readonly basis?: string }[];
    return new Set(files.flatMap(({ basis }) => basis ?? []));
  }

  test("last year's link that was lost is put back before last year's result is read, not after", async () => {
    const office = await openOffice(WHOLE_YEAR);
    const last = Object.entries({ 象湖镇: "象湖镇人民政府", 叶坪镇: "叶坪镇人民政府", 市政府办: "瑞金市政府办公室" });
    await mkdir(join(office.inputs, String(YEAR - 1)));
    for (const [name, unit] of last)
      await writeFile(join(office.inputs, String(YEAR - 1), `${name}.csv`), submission(unit, asked(5), YEAR - 1));
    await office.crossfoot("run", "--year", String(YEAR - 1));
    await rm(join(office.inputs, String(YEAR - 1)), { recursive: true });
    await office.crossfoot("run");
    const shown = await shownOutputs(office);
    await rm(join(office.outputs, String(YEAR - 1)));
    const { stdout } = await office.crossfoot("run");
    expect(stdout).toContain("与上次运行相同");
    expect(await shownOutputs(office)).toEqual(shown);
  });

  async function entriesIn(folder: string): Promise<readonly string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }
});
