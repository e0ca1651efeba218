import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exceljsBook } from "../publish/parts.js";
import { asked, closeOffice, digests, type Office, openOffice, PROGRAM, submission, WHOLE_YEAR } from "./office.js";

let office: Office;

const CARRIED = { typed: { ...asked(11).typed, ...openCases("3") } };

/** Requests that were asked for and not yet answered at the end of the year. */
function openCases(count: string): Readonly<Record<string, string>> {
  const received = String(11 + Number(count));
  return {
    "applications.received.naturalPerson": received,
    "applications.received.total": received,
    "applications.carriedOut.naturalPerson": count,
    "applications.carriedOut.total": count,
  };
}

beforeAll(async () => {
  office = await openOffice({ ...WHOLE_YEAR, "乡镇/象湖镇.csv": submission("象湖镇人民政府", CARRIED) }, false);
});

afterAll(() => closeOffice(office.home));

const TOWN = "象湖镇人民政府2023年报表.xlsx";
const ALL = [TOWN, "叶坪镇人民政府2023年报表.xlsx", "瑞金市政府办公室2023年报表.xlsx"].sort();

describe("template", () => {
  test("每个应报单位一份，上年的结转已填好；再生成一次不改动；填过的不覆盖", async () => {
    const folder = join(office.outputs, "2023-空白表");
    const first = await office.crossfoot("template", "--year", "2023", "--json");
    expect(first.exitCode).toBe(0);
    expect(JSON.parse(first.stdout)).toEqual({ exitCode: 0, folder, files: expect.arrayContaining(ALL), written: 3 });
    expect((await readdir(folder)).sort()).toEqual(ALL);
    const bytes = await readFile(join(folder, TOWN));
    const book = await exceljsBook({ path: TOWN, bytes });
    expect(book.getWorksheet("表三")?.getCell("D10").value).toBe(3);
    const before = await digests(folder);
    const again = await office.crossfoot("template", "--year", "2023");
    expect(again.stdout).toContain("原有3个内容相同");
    expect(await digests(folder)).toEqual(before);
    await writeFile(join(folder, TOWN), "填过了");
    await rm(join(folder, ALL[0]!));
    const refused = await office.crossfoot("template", "--year", "2023");
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("没有覆盖")]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test("按代码、名称或别名指定单位，写入别的文件夹", async () => {
    const out = join(office.home, "发出");
    await mkdir(out);
    await writeFile(join(out, "通知.txt"), "另有的文件");
    const { exitCode } = await office.crossfoot("template", "T01", "市政府办", "--year", "2023", "--out", out);
    expect(exitCode).toBe(0);
    expect((await readdir(out)).sort()).toEqual([...ALL.filter((name) => !name.startsWith("叶坪")), "通知.txt"].sort());
  });

  test.each([
    [["template", "象湖乡", "--year", "2023"], "是否为“象湖镇人民政府”"],
    [["template", "--year", "2023", "--out", "inputs/2023"], "不能放在输入目录之内"],
    [["template", "--year", "2018"], "没有2018年度施行的报表"],
    [["template", "--year", "2023", "--out", "schemas/units.csv/a"], "不能放在制度目录之内"],
    [["template", "--year", "2023", "--out", `${PROGRAM}/a`], "不是文件夹"],
    [["export"], "请写明导出的格式"],
    [["export", "--parquet", "--out", "inputs/2022/数据"], "导出的数据不能放在输入目录之内"],
    [["export", "--parquet", "--out", "schemas/数据"], "导出的数据不能放在制度目录之内"],
    [["export", "--parquet", "--out", PROGRAM], "不是文件夹"],
  ])("%o 用法有误，什么也不写", async (args, words) => {
    const before = await digests(office.home);
    const { exitCode, stderr } = await office.crossfoot(...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(await digests(office.home)).toEqual(before);
  });

  test("空白表放回输入目录，文件名不限，就是该单位的材料", async () => {
    const out = join(office.home, "空白");
    await office.crossfoot("template", "T02", "--year", "2023", "--out", out);
    await mkdir(join(office.inputs, "2023"));
    await writeFile(
      join(office.inputs, "2023", "新建 1.xlsx"),
      await readFile(join(out, "叶坪镇人民政府2023年报表.xlsx")),
    );
    const { stdout } = await office.crossfoot("status", "--year", "2023");
    expect(stdout).toMatch(/T02 叶坪镇人民政府 {2}待说明/);
    await rm(join(office.inputs, "2023"), { recursive: true });
  });
});
