import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type PeriodKind, periodNamed } from "../../src/period.js";
import { RELIEF, YEARLY } from "../form/relief.js";
import { droppedFrom, FONT, hashesOf, runInPage } from "../page/in-process.js";
import { digests, type Office } from "./office.js";
import { openWith, relief } from "./second-form.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

async function withFont(office: Office): Promise<Office> {
  const settings = join(office.schemas, "jurisdiction.json");
  const set = JSON.parse(await readFile(settings, "utf8")) as object;
  await writeFile(settings, JSON.stringify({ ...set, fonts: { pdf: FONT } }));
  return office;
}

/** One form of one period by the page and by the command: the page's outputs are the command's, to the byte. */
async function sameInPage(office: Office, name: string, form?: string): Promise<readonly string[]> {
  const given = ["--period", name, ...(form === undefined ? [] : ["--form", form])];
  expect((await office.crossfoot("run", ...given)).exitCode).toBeLessThan(2);
  const kinds: readonly PeriodKind[] = ["year", "month"];
  const task = { period: periodNamed(name)!, ...(form !== undefined && { form }), kinds };
  const outcome = await runInPage(droppedFrom(office.home, ["inputs", "schemas"]), task);
  const made = await hashesOf(outcome);
  expect(made).toEqual(await digests(join(office.outputs, outcome.series.key)));
  return Object.keys(made);
}

test("two forms of one year in the page: each sums its own folder, as the command does", async () => {
  const office = await withFont(
    await openWith(YEARLY, {
      "2022/困难群众救助月报/象湖镇.csv": relief("象湖镇", "2022年", 7, 3),
      "2022/困难群众救助月报/叶坪镇.csv": relief("叶坪镇", "2022年", 8, 4),
      "2022/困难群众救助月报/市政府办.csv": relief("瑞金市政府办公室", "2022年", 9, 5),
    }),
  );
  expect(await sameInPage(office, "2022")).toContain("瑞金市人民政府2022年政府信息公开工作年度报告（草稿）.pdf");
  expect(await sameInPage(office, "2022", "relief")).toContain("瑞金市人民政府2022年困难群众救助报告.pdf");
}, 60_000);

test("a month's form beside the year's in the page", async () => {
  const office = await withFont(
    await openWith(RELIEF, {
      "2023年3月/象湖镇.csv": relief("象湖镇", "2023年3月", 12, 5),
      "2023年3月/叶坪镇.csv": relief("叶坪镇", "2023年2月", 100, 50),
      "2023年3月/市政府办.csv": relief("瑞金市政府办公室", "2023年3月", 30, 31),
    }),
  );
  expect(await sameInPage(office, "2023-03")).toContain("瑞金市人民政府2023年3月困难群众救助报告（草稿）.pdf");
}, 60_000);
