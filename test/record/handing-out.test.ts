import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CrossfootError } from "../../src/error.js";
import { handOut } from "../../src/record/record.js";

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "handing-out-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const THREE = [file("甲.xlsx", "1"), file("乙.xlsx", "2"), file("丙.xlsx", "3")];

test("all files at once, in a folder with those above it; the same again writes nothing", async () => {
  const folder = join(await home(), "深", "空白表");
  expect(await handOut(folder, THREE)).toBe(3);
  expect((await readdir(folder)).sort()).toEqual(["丙.xlsx", "乙.xlsx", "甲.xlsx"]);
  expect(await handOut(folder, THREE)).toBe(0);
  expect(await readdir(join(folder, ".."))).toEqual(["空白表"]);
});

test("a file that differs is never written over, and nothing else is written then", async () => {
  const folder = await home();
  await writeFile(join(folder, "乙.xlsx"), "filled in");
  await expect(handOut(folder, THREE)).rejects.toThrow(/《乙\.xlsx》.*没有覆盖/);
  expect(await readdir(folder)).toEqual(["乙.xlsx"]);
  expect(await readFile(join(folder, "乙.xlsx"), "utf8")).toBe("filled in");
});

test("where one can't be written, none is: in a folder that is there and in one that is not", async () => {
  const there = await home();
  const impossible = [...THREE, file(`${"长".repeat(90)}.xlsx`, "4")];
  for (const folder of [there, join(there, "新")]) {
    const failure = await handOut(folder, impossible).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CrossfootError);
    expect((failure as CrossfootError).exitCode).toBe(3);
  }
  expect(await readdir(there)).toEqual([]);
});

test("what an earlier attempt left unfinished is no hindrance, and a file in the folder's place is said", async () => {
  const folder = join(await home(), "空白表");
  await mkdir(`${folder}.tmp`);
  await writeFile(join(`${folder}.tmp`, "甲.xlsx"), "half");
  expect(await handOut(folder, THREE)).toBe(3);
  expect(await readFile(join(folder, "甲.xlsx"), "utf8")).toBe("1");
  await expect(handOut(join(folder, "甲.xlsx"), THREE)).rejects.toThrow("不是文件夹");
});
