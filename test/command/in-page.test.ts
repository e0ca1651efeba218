import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type PeriodKind, periodNamed, yearPeriod } from "../../src/period.js";
import { RELIEF, YEARLY } from "../form/relief.js";
import { droppedFrom, FONT, hashesOf, type MadeFile, runInPage, signInPage } from "../page/in-process.js";
import { asked, digests, type Office, openOffice, submission, WHOLE_YEAR } from "./office.js";
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
  const files = droppedFrom(office.home, ["inputs", "schemas"]);
  const outcome = await runInPage({ files, period: periodNamed(name)!, ...(form !== undefined && { form }), kinds });
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

const PERIOD = yearPeriod(2022);

/** What the page saves beside the outputs, laid into the working folder. */
async function laid(office: Office, made: readonly MadeFile[]): Promise<void> {
  for (const { path, content } of made) {
    await mkdir(dirname(join(office.home, path)), { recursive: true });
    await writeFile(join(office.home, path), new Uint8Array(await content.arrayBuffer()));
  }
}

test("signed in the page: the record, the code on the report and what voids it are the command's", async () => {
  const office = await withFont(await openOffice(WHOLE_YEAR));
  const given = { files: droppedFrom(office.home, ["inputs", "schemas"]), period: PERIOD };
  const first = await runInPage(given);
  expect(first.final).toBe(true);
  const records = [...first.records, ...(await signInPage(given, first, { by: "张三", role: "填报" }))];
  const before = { ...given, made: records };
  await expect(signInPage(before, first, { by: "李四", role: "签发" })).rejects.toThrow("须在“审核”签署同一内容之后");
  const both = await signInPage(before, first, { by: "李四", role: "审核" });
  const made = [...first.records, ...both];
  const signed = await runInPage({ ...given, made });
  expect(signed.signing.signed).toEqual(["填报：张三（2023-03-30）", "审核：李四（2023-03-30）"]);
  expect(signed.records).toEqual([]);

  await laid(office, made);
  expect(await office.crossfoot("run")).toMatchObject({ exitCode: 0 });
  expect(await hashesOf(signed)).toEqual(await digests(join(office.outputs, "2022")));
  const listed = await office.crossfoot("sign", "--list", "--verify");
  expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("运行编号 网页-2022-") });
  expect(listed.stdout).toContain("办理记录完整，逐条相接");

  const files = droppedFrom(office.home, ["inputs", "schemas", "outputs/runs", "outputs/办理记录"]);
  const changed = files.filter(({ path }) => !path.endsWith("象湖镇.csv"));
  expect((await runInPage({ files: changed, period: PERIOD })).signing).toMatchObject({
    signed: [],
    lapsed: signed.signing.signed,
  });
  const other = await signInPage(given, first, { by: "王五", role: "填报" });
  await expect(runInPage({ files, made: other, period: PERIOD })).rejects.toThrow("“签署记录.jsonl”与本页登记的不相接");
}, 120_000);

test("first received in the page: a later run knows who came late, and a damaged record is not believed", async () => {
  const office = await openOffice({ "象湖镇.csv": submission("象湖镇人民政府", asked(3)) });
  const early = {
    files: droppedFrom(office.home, ["inputs", "schemas"]),
    period: PERIOD,
    startedAt: "2023-01-10T02:00:00Z",
  };
  const { records } = await runInPage(early);
  await writeFile(join(office.inputs, "2022/叶坪镇.csv"), submission("叶坪镇人民政府", asked(5)));
  const files = droppedFrom(office.home, ["inputs", "schemas"]);
  const late = { files, period: PERIOD, startedAt: "2023-02-05T02:00:00Z" };
  expect((await runInPage(late)).coverage.late).toBe(0);
  const known = await runInPage({ ...late, made: records });
  expect(known.coverage.late).toBe(1);
  const book = known.records.find(({ path }) => path.endsWith("办理记录.jsonl"))!;
  const entries = (await book.content.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map(({ day, received, acts }) => [day, received, acts])).toEqual([
    ["2023-01-10", ["T01"], []],
    ["2023-02-05", ["T02"], []],
  ]);
  const forged = records.map((one) => (one.path.endsWith("末条.json") ? { ...one, content: new Blob(["{}"]) } : one));
  expect((await runInPage({ ...late, made: forged })).coverage.late).toBe(0);
}, 60_000);
