import { spawnSync } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  asked,
  closeOffice,
  digests,
  drop,
  type Office,
  openOffice,
  PROGRAM,
  program,
  submission,
  WHOLE_YEAR,
  YEAR,
} from "./office.js";

const BROKEN = submission("叶坪镇人民政府", { typed: { ...asked(2).typed, "applications.received.total": "3" } });

let office: Office;

beforeAll(async () => {
  office = await openOffice(WHOLE_YEAR, false);
  await office.crossfoot("run", "--quiet");
  await drop(office.inputs, {
    "乡镇/叶坪镇.csv": BROKEN,
    "会议通知.csv": "时间,地点\n周一,三楼\n",
    "石城镇.csv": submission("石城镇人民政府"),
    "部门/坏.xlsx": "PK\u0003\u0004 torn",
  });
  await office.crossfoot("run", "--quiet");
});

afterAll(() => closeOffice(office.home));

describe("check", () => {
  async function checked(name: string, content: string | Uint8Array, ...options: readonly string[]) {
    const path = join(office.home, name);
    await writeFile(path, content);
    const before = await digests(office.home);
    const finished = await office.crossfoot("check", path, ...options);
    expect(await digests(office.home)).toEqual(before);
    return finished;
  }

  test("a clean file: exit 0, nothing written", async () => {
    const { exitCode, stdout } = await checked("象湖镇.csv", submission("象湖镇人民政府", asked(5)));
    expect(exitCode).toBe(0);
    expect(stdout).toContain("强制性0条，核实性0条");
  });

  test("a broken one: exit 1, every relation with its cell and what to do", async () => {
    const { exitCode, stdout } = await checked("叶坪镇.csv", BROKEN);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/强制性 T3\.ROW_TOTAL\].*叶坪镇\.csv/u);
    expect(stdout).toContain("怎么办：");
  });

  test("several files: the worst decides; --json gives the findings in one object", async () => {
    await checked("象湖镇.csv", submission("象湖镇人民政府", asked(5)));
    const { exitCode, stdout } = await checked("叶坪镇.csv", BROKEN, join(office.home, "象湖镇.csv"), "--json");
    expect(exitCode).toBe(1);
    const told = JSON.parse(stdout) as { exitCode: number; findings: readonly { rule: string; unit: string }[] };
    expect(told).toMatchObject({ exitCode: 1, counts: { mandatory: 2, verification: 0 } });
    expect(told.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["T3.ROW_TOTAL", "T3.BALANCE"]));
  });

  test("last year's file is checked for the year it names; with --year it is a mismatch", async () => {
    const former = submission("象湖镇人民政府", asked(5), YEAR - 1);
    expect((await checked("象湖镇.csv", former)).exitCode).toBe(0);
    const { exitCode, stdout } = await checked("象湖镇.csv", former, "--year", String(YEAR));
    expect(exitCode).toBe(1);
    expect(stdout).toContain("YEAR.MISMATCH");
  });

  test("a file that is no submission: exit 1 and what it is", async () => {
    const { exitCode, stdout } = await checked("会议通知.csv", "时间,地点\n下午三点,会议室\n");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("FILE.NOT_A_SUBMISSION] 该文件中没有年报表格");
  });

  test("a file that a run would pass over is not called clean", async () => {
    const { exitCode, stderr } = await checked("~$象湖镇.csv", submission("象湖镇人民政府"));
    expect(exitCode).toBe(2);
    expect(stderr).toContain("不是报送材料");
  });
});

describe("trace", () => {
  test("a figure: every unit's share with file, sheet, cell and the text as typed", async () => {
    const { exitCode, stdout } = await office.crossfoot("trace", "applications.received.naturalPerson", "--json");
    expect(exitCode).toBe(0);
    const traced = JSON.parse(stdout) as { value: string; contributions: readonly Record<string, unknown>[] };
    expect(traced.value).toBe("36");
    expect(traced.contributions.map(({ unit, value }) => [unit, value])).toEqual([
      ["T01", "11"],
      ["T02", "2"],
      ["D01", "23"],
    ]);
    expect(traced.contributions[2]).toMatchObject({
      file: "2022/市政府办.csv",
      text: "23",
      sheet: expect.any(String) as string,
      cell: expect.stringMatching(/^[A-Z]+\d+$/) as string,
    });
  });

  test("a label is accepted for a code", async () => {
    const label = "一、本年新收政府信息公开申请数量自然人";
    const { exitCode, stdout } = await office.crossfoot("trace", label);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("applications.received.naturalPerson");
    expect(stdout).toContain("汇总数：36件");
  });

  test.each([
    ["an unknown figure", "applications.received.nobody", "没有指标"],
    ["a label that several figures bear", "总计", "指标"],
  ])("%s: exit 2", async (_, wanted, words) => {
    const { exitCode, stderr, stdout } = await office.crossfoot("trace", wanted);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  test("whoever stops reading is no bug", () => {
    const shell = `"${process.execPath}" "$0" trace applications.received.total --inputs "$1" --schemas "$2" 2>errors | true; cat errors`;
    const { stdout } = spawnSync("sh", ["-c", shell, PROGRAM, office.inputs, office.schemas], {
      cwd: office.home,
      encoding: "utf8",
    });
    expect(stdout).not.toContain("程序内部错误");
    expect(stdout).not.toContain("EPIPE");
  });
});

describe("status", () => {
  test("the board: due, received, returned, missing; and what was not accepted, why, what to do", async () => {
    const { exitCode, stdout } = await office.crossfoot("status");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("应报3，已报3，未报0，不能采用0，退回1，待说明0");
    expect(stdout).toMatch(/^乡镇：应报2，已报2，.*，通过1；报送率100\.0%，通过率50\.0%$/m);
    expect(stdout).toContain("T02 叶坪镇人民政府  退回");
    const refused = stdout.slice(stdout.indexOf("未采用的文件：3个"));
    for (const words of [
      "《2022/会议通知.csv》（不是报送材料）",
      "《2022/石城镇.csv》（不予采用）",
      "《2022/部门/坏.xlsx》（不予采用）",
    ])
      expect(refused).toContain(words);
    expect(refused.match(/原因：/gu)!.length).toBeGreaterThanOrEqual(3);
    expect(refused).toContain("怎么办：");
  });

  test("--json: the same as one object, every file with a reason", async () => {
    const { stdout } = await office.crossfoot("status", "--json");
    const told = JSON.parse(stdout) as {
      coverage: { returned: string[] };
      notAccepted: { file: string; status: string; reasons: { rule: string }[] }[];
    };
    expect(told.coverage.returned).toEqual(["T02"]);
    expect(told.notAccepted.map(({ file, status, reasons }) => [file, status, reasons[0]?.rule])).toEqual([
      ["2022/会议通知.csv", "stray", "FILE.NOT_A_SUBMISSION"],
      ["2022/石城镇.csv", "refused", "UNIT.UNKNOWN"],
      ["2022/部门/坏.xlsx", "refused", "FILE.UNREADABLE"],
    ]);
  });

  test("a correction, an equal copy and two that nobody can put in order are all accounted for", async () => {
    const other = await openOffice({
      "象湖镇.csv": submission("象湖镇人民政府", asked(1)),
      "象湖镇（更正）.csv": submission("象湖镇人民政府", asked(4)),
      "叶坪镇.csv": submission("叶坪镇人民政府", asked(2)),
      "报送/叶坪镇.csv": submission("叶坪镇人民政府", asked(2)),
      "市政府办.csv": submission("瑞金市政府办公室", asked(3)),
      "报送/市政府办.csv": submission("瑞金市政府办公室", asked(5)),
    });
    const { stdout } = await other.crossfoot("status", "--json");
    const { notAccepted } = JSON.parse(stdout) as {
      notAccepted: { status: string; file: string; reasons: { rule: string }[] }[];
    };
    expect(
      notAccepted.map(({ file, status, reasons }) => [file, status, reasons.map(({ rule }) => rule).join()]),
    ).toEqual([
      ["2022/市政府办.csv", "refused", "UNIT.AMBIGUOUS"],
      ["2022/报送/叶坪镇.csv", "duplicate", "UNIT.TWICE"],
      ["2022/报送/市政府办.csv", "refused", "UNIT.AMBIGUOUS"],
      ["2022/象湖镇.csv", "superseded", "UNIT.TWICE"],
    ]);
  });
});

describe("runs and diff", () => {
  test("the history, and what changed in words a clerk reads", async () => {
    const { exitCode, stdout } = await office.crossfoot("runs");
    expect(exitCode).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(2);
    const changes = await office.crossfoot("diff", "1", "2");
    expect(changes.exitCode).toBe(0);
    expect(changes.stdout).toMatch(/叶坪镇/u);
    expect((await office.crossfoot("diff", "1", "9")).exitCode).toBe(2);
  });

  test("runs --verify finds a changed output", async () => {
    expect((await office.crossfoot("runs", "--verify")).exitCode).toBe(0);
    const { runs } = JSON.parse((await office.crossfoot("runs", "--json")).stdout) as { runs: { id: string }[] };
    const figures = join(office.outputs, "runs", runs[0]!.id, String(YEAR), "data", "figures.csv");
    const kept = join(office.home, "kept.csv");
    await copyFile(figures, kept);
    await writeFile(figures, (await readFile(figures, "utf8")).replace("36", "63"));
    const { exitCode, stdout } = await office.crossfoot("runs", "--verify");
    const told = await office.crossfoot("runs", "--verify", "--json");
    await copyFile(kept, figures);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("校验不一致：data/figures.csv（已改动）");
    expect(told.exitCode).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject({ runs: [{ verified: { ok: false } }, { verified: { ok: true } }] });
  });

  test("no runs yet: exit 0 and it says so", async () => {
    const empty = join(office.home, "nothing");
    await mkdir(empty);
    const { exitCode, stdout } = await office.crossfoot("runs", "--outputs", empty);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("没有运行记录");
  });
});

describe("help", () => {
  test.each([[["--help"]], [["run", "--help"]], [["check", "--help"]], [["help", "watch"]]])(
    "%j: exit 0, in Chinese",
    async (args) => {
      const { exitCode, stdout, stderr } = await program(args, office.home);
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toMatch(/^用法：/u);
      expect(stdout).not.toMatch(/Usage|Options:|Commands:/);
    },
  );

  test("the next times of a timetable", async () => {
    const { exitCode, stdout } = await office.crossfoot("schedule", "0 6 * 1-3 *", "--next", "3");
    expect(exitCode).toBe(0);
    expect(stdout.match(/06:00:00（Asia\/Shanghai）/gu)).toHaveLength(3);
  });
});
