import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asked, drop, type Office, openOffice, submission, YEAR } from "./office.js";

const NAMES = ["象湖镇人民政府", "叶坪镇人民政府", "瑞金市政府办公室"];
const TEXT = [
  "# 一、总体情况",
  "全年共收到申请{applications.received.total}件。",
  "# 五、存在的主要问题及改进情况",
  "公开内容的质量还需提高，下一步加强业务培训，完善考评办法。",
  "# 六、其他需要报告的事项",
  "本年度没有收取信息处理费。",
  "",
].join("\n");

async function openFinal(): Promise<Office> {
  const files = NAMES.map((name, at) => [`${name}.csv`, submission(name, asked(at + 1))] as const);
  return openOffice({ ...Object.fromEntries(files), "正文.md": TEXT });
}

async function pageOf(office: Office): Promise<string> {
  return readFile(join(office.outputs, String(YEAR), "瑞金市人民政府2022年政府信息公开工作年度报告.html"), "utf8");
}

async function consolidated(office: Office): Promise<{
  status: string;
  signOff?: { code: string; content: string; signed: { role: string; by: string }[]; lapsed: { role: string }[] };
}> {
  return JSON.parse(await readFile(join(office.outputs, String(YEAR), "consolidated.json"), "utf8"));
}

test("signed in order, printed with its code, void after a change, and a record that shows what was done to it", async () => {
  const office = await openFinal();
  const by = (name: string, role: string) => office.crossfoot("sign", "--by", name, "--role", role);
  expect(await by("张三", "填报")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("没有运行记录") });
  const elsewhere = await office.crossfoot("sign", "--list", "--json", "--outputs", join(office.schemas, "units.csv"));
  expect([elsewhere.exitCode, JSON.parse(elsewhere.stdout)]).toMatchObject([3, { exitCode: 3, error: {} }]);
  const first = await office.crossfoot("run");
  expect(first).toMatchObject({ exitCode: 0 });
  expect((await consolidated(office)).signOff).toBeUndefined();

  expect(await by("王五", "签发")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("“填报”、“审核”") });
  expect(await by("", "签发")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("签署人和环节") });
  const signed = await by("张三", "填报");
  expect(signed).toMatchObject({ exitCode: 0 });
  const code = /校验码 ([0-9A-F-]{19})/.exec(signed.stdout)![1]!;
  expect(await by("李四", "审核")).toMatchObject({ exitCode: 0 });
  await office.crossfoot("run");
  expect(await by("王五", "签发")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(code) });

  await office.crossfoot("run");
  const made = await consolidated(office);
  expect([made.status, made.signOff!.code]).toEqual(["final", code]);
  expect(made.signOff!.signed.map(({ role, by: who }) => role + who)).toEqual(["填报张三", "审核李四", "签发王五"]);
  expect(await pageOf(office)).toContain(`校验码：${code}`);
  expect(await office.crossfoot("sign", "--list", "--verify")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^1 .*填报：张三.*\n2 .*\n3 .*签发：王五.*\n签署记录完整/),
  });

  await drop(office.inputs, { [`${NAMES[0]}.csv`]: submission(NAMES[0]!, asked(4)) });
  await office.crossfoot("run");
  expect((await consolidated(office)).signOff!.lapsed.map(({ role }) => role)).toEqual(["填报", "审核", "签发"]);
  expect(await pageOf(office)).toContain("签署后内容有变化，下列签署已失效：填报：张三");
  const findings = JSON.parse(await readFile(join(office.outputs, String(YEAR), "findings.json"), "utf8"));
  expect(findings.filter(({ rule }: { rule: string }) => rule === "SIGN.VOID")).toHaveLength(1);

  const book = join(office.outputs, "runs", "签署记录.jsonl");
  const whole = await readFile(book, "utf8");
  const lines = whole.trimEnd().split("\n");
  const afterwards = async (...kept: readonly string[]): Promise<string> => {
    await writeFile(book, kept.map((line) => `${line}\n`).join(""));
    const { exitCode, stdout } = await office.crossfoot("sign", "--list", "--verify");
    expect(exitCode).toBe(1);
    return stdout
      .split("\n")
      .filter((line) => line.startsWith("签署记录有误"))
      .join("");
  };
  expect(await afterwards(lines[0]!, lines[1]!.replace("李四", "赵六"), lines[2]!)).toContain("第2条被改动");
  expect(await afterwards(lines[0]!, lines[2]!)).toContain("第2条与前一条不相接");
  expect(await afterwards(lines[1]!, lines[0]!, lines[2]!)).toContain("第1条与前一条不相接");
  expect(await afterwards(lines[0]!, lines[1]!)).toContain("末尾缺1条");
  expect(await by("张三", "填报")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("被改动或不完整") });
  await office.crossfoot("run");
  expect(await pageOf(office)).toContain("签署记录不可信，下列签署不算数：填报：张三");
  await writeFile(book, whole);
  expect(await by("张三", "填报")).toMatchObject({ exitCode: 0 });
}, 120_000);

test("where a final report must be issued, it is a draft until somebody has", async () => {
  const office = await openFinal();
  const path = join(office.schemas, "jurisdiction.json");
  const settings = JSON.parse(await readFile(path, "utf8")) as object;
  await writeFile(path, JSON.stringify({ ...settings, approvals: { issue: true, order: [] } }));
  expect((await office.crossfoot("run")).stdout).toContain("草稿原因：还没有签发");
  const statusOf = async (...args: readonly string[]): Promise<string> =>
    JSON.parse((await office.crossfoot(...args, "--json")).stdout).status;
  expect([await statusOf("status"), await statusOf("export", "--parquet")]).toEqual(["draft", "draft"]);
  expect(await office.crossfoot("sign", "--by", "王五", "--role", "签发")).toMatchObject({ exitCode: 0 });
  expect(await office.crossfoot("run")).toMatchObject({ exitCode: 0 });
  expect(await statusOf("export", "--parquet")).toBe("final");
  expect((await consolidated(office)).signOff!.signed).toHaveLength(1);
}, 60_000);
