import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeOffice, type Office, openOffice, WHOLE_YEAR, YEAR } from "./office.js";

let office: Office;

beforeAll(async () => {
  office = await openOffice(WHOLE_YEAR, false);
  await office.crossfoot("run", "--quiet");
});

afterAll(() => closeOffice(office.home));

describe("a screen for people", () => {
  test("with --json a wrong option and wrong use give their object too", async () => {
    const wrong = await office.crossfoot("run", "--nonsense", "--json");
    expect(wrong.exitCode).toBe(2);
    expect(JSON.parse(wrong.stdout)).toEqual({
      exitCode: 2,
      error: { message: "没有选项 --nonsense", file: null, line: null },
    });
    const unknown = await office.crossfoot("trace", "没有这一项", "--json");
    expect(unknown.exitCode).toBe(2);
    expect(JSON.parse(unknown.stdout).error.message).toContain("没有指标");
  });

  test("trace suggests what is near, and takes none of it", async () => {
    const { exitCode, stderr } = await office.crossfoot("trace", "行政许可处理决定数");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/没有指标“行政许可处理决定数”。是否为：proactive\.licensing\.decisions（/u);
  });

  test("a year's folder may be called 2023年, and one that only looks like a year is said", async () => {
    const plain = join(office.inputs, String(YEAR));
    const named = join(office.inputs, `${YEAR}年`);
    await rename(plain, named);
    await mkdir(join(office.inputs, `${YEAR}年报送`));
    await mkdir(join(office.inputs, `${YEAR}年上半年`));
    await mkdir(join(office.inputs, `_${YEAR}年旧`));
    try {
      const { exitCode, stdout } = await office.crossfoot("run");
      expect(exitCode).toBeLessThan(2);
      expect(stdout).toContain(`目录“${YEAR}年上半年”“${YEAR}年报送”像报告期`);
      await mkdir(plain);
      const twice = await office.crossfoot("run");
      expect([twice.exitCode, twice.stderr]).toEqual([2, expect.stringContaining("是同一报告期")]);
    } finally {
      await rm(plain, { recursive: true, force: true });
      for (const name of [`${YEAR}年报送`, `${YEAR}年上半年`, `_${YEAR}年旧`])
        await rm(join(office.inputs, name), { recursive: true, force: true });
      await rename(named, plain);
    }
  });

  test("runs and diff need no schemas", async () => {
    const none = join(office.home, "nowhere");
    expect((await office.crossfoot("runs", "--schemas", none)).exitCode).toBe(0);
    const same = await office.crossfoot("diff", "1", "1", "--schemas", none);
    expect([same.exitCode, same.stderr]).toEqual([0, ""]);
  });

  test("a roster that is a workbook under the name .csv is told so", async () => {
    const schemas = join(office.home, "schemas-wrong");
    await mkdir(schemas);
    await writeFile(join(schemas, "units.csv"), "PK\u0003\u0004 a workbook");
    const { exitCode, stderr } = await office.crossfoot("status", "--schemas", schemas);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("是工作簿（Excel、WPS），只是名称写作 .csv");
  });
});
