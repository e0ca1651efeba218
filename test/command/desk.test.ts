import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { filledBook, type Typed } from "../form/office-books.js";
import { libreOfficePath } from "../libreoffice.js";
import { recalculated } from "../publish/filling.js";
import { exceljsBook } from "../publish/parts.js";
import { drop, type Office, openOffice, wholeText, YEAR } from "./office.js";
import type { Finished } from "./resident.js";

/** 单位名录 as it is typed: code, name, alias, group. */
const ROSTER = [
  ["B01", "岚溪县人民政府办公室", "县政府办", "部门"],
  ["B02", "岚溪县财政局", "财政局", "部门"],
  ["B03", "岚溪县水利局", "水利局", "部门"],
  ["X01", "青石镇人民政府", "青石镇", "乡镇"],
  ["X02", "白水镇人民政府", "白水镇", "乡镇"],
  ["X03", "云岭乡人民政府", "云岭乡", "乡镇"],
] as const;
type Code = (typeof ROSTER)[number][0];
const NAMES = new Map<Code, string>(ROSTER.map(([code, name]) => [code, name]));

/** What a unit types into its template: so many applications of natural persons, two of companies, all granted. */
function answers(count: number, more: Readonly<Record<string, number>> = {}): Typed {
  const 表三 = { D9: count, E9: 2, D11: count, E11: 2, ...more };
  return { 表二: { B9: count, C9: 0, D9: count, B19: 1.25 }, 表三 };
}

class Desk {
  constructor(readonly office: Office) {}

  readonly place = (...path: readonly string[]): string => join(this.office.outputs, String(YEAR), ...path);
  readonly returned = (code: Code, kind: string): string => this.place("returns", `${NAMES.get(code)}-${kind}.xlsx`);

  crossfoot(command: string, ...args: readonly string[]): Promise<Finished> {
    return this.office.crossfoot(command, "--year", String(YEAR), ...args);
  }

  /** A run of that day: its exit code and what it left. */
  async run(day: string): Promise<Left> {
    const { exitCode } = await this.crossfoot("run", "--today", `${YEAR + 1}-${day}`);
    const { figures, coverage, reasons } = JSON.parse(await readFile(this.place("consolidated.json"), "utf8"));
    const findings = JSON.parse(await readFile(this.place("findings.json"), "utf8")) as readonly Found[];
    const { value, state, sum } = figures["applications.received.total"];
    const of = (severity: string): readonly string[] => {
      const open = findings.filter((one) => one.severity === severity && one.explanation === null);
      return [...new Set(open.map(({ rule, unit }) => (unit ? `${rule} ${unit}` : rule)))].sort();
    };
    return {
      exitCode,
      coverage,
      reasons,
      received: [value, state, ...(sum === undefined ? [] : [sum])],
      fees: figures["proactive.fees.amount"].value,
      mandatory: of("mandatory"),
      verification: of("verification"),
      notices: of("notice"),
    };
  }

  template(code: Code): string {
    return join(this.office.outputs, `${YEAR}-空白表`, `${NAMES.get(code)}${YEAR}年报表.xlsx`);
  }

  /** Somebody opens the workbook, types, and sends it back under a name of his own. */
  async sends(from: string, to: string, typed: Typed, saved: (bytes: Uint8Array) => unknown = (bytes) => bytes) {
    const bytes = await filledBook(await readFile(from), typed);
    await drop(this.office.inputs, { [to]: (await saved(bytes)) as Uint8Array });
  }

  sign(by: string, role: string): Promise<Finished> {
    return this.crossfoot("sign", "--by", by, "--role", role);
  }
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly unit: string | null;
  readonly explanation: unknown;
}

interface Left {
  readonly exitCode: number | null;
  readonly coverage: Readonly<Record<string, readonly string[]>>;
  readonly reasons: readonly string[];
  readonly received: readonly unknown[];
  readonly fees: string;
  readonly mandatory: readonly string[];
  readonly verification: readonly string[];
  readonly notices: readonly string[];
}

/** setup in an empty folder; the two workbooks that it wrote are filled in. */
async function openDesk(): Promise<Desk> {
  const office = await openOffice(null);
  await rm(office.schemas, { recursive: true });
  const { exitCode } = await office.crossfoot("setup", "--name", "岚溪县", "--level", "县级");
  expect(exitCode).toBe(0);
  const settings = {
    主管部门: "县政府办",
    报送截止日: "1月20日",
    联系人: "陈静",
    联系电话: "0797-2522100",
    定稿须签发: "是",
  };
  await rewrite(join(office.schemas, "设置.xlsx"), (book) => {
    const left = new Map<string, string>(Object.entries(settings));
    book.getWorksheet("设置")!.eachRow((row) => {
      const value = left.get(row.getCell(1).text);
      if (value !== undefined) row.getCell(2).value = value;
      left.delete(row.getCell(1).text);
    });
    expect([...left]).toEqual([]);
  });
  await rewrite(join(office.schemas, "units.xlsx"), (book) => {
    const sheet = book.getWorksheet("单位名录")!;
    for (const [at, unit] of ROSTER.entries())
      for (const [column, text] of unit.entries()) sheet.getRow(at + 4).getCell(column + 1).value = text;
  });
  await mkdir(join(office.inputs, String(YEAR)));
  return new Desk(office);
}

async function rewrite(path: string, change: (book: ExcelJS.Workbook) => void): Promise<void> {
  await writeFile(path, await filledBook(await readFile(path), {}, change));
}

/** 说明: the rows that wait for an answer are filled in and added to the file of the year. */
async function explain(desk: Desk, by: readonly [string, string], reason: string): Promise<void> {
  const path = join(desk.office.inputs, String(YEAR), "说明.xlsx");
  const waiting = await readFile(desk.place("说明-待填.xlsx"));
  const bytes = await filledBook(waiting, {}, (book) => {
    const sheet = book.getWorksheet("说明")!;
    for (let row = 2; row <= sheet.rowCount; row += 1)
      for (const [column, text] of [reason, ...by].entries()) sheet.getRow(row).getCell(column + 6).value = text;
  });
  await writeFile(path, bytes);
  const aged = new Date(Date.now() - 60_000);
  await utimes(path, aged, aged);
}

/** 调整.xlsx as the office types it. */
async function adjust(desk: Desk, rows: readonly (readonly (string | number)[])[]): Promise<void> {
  const headings = ["类型", "单位", "指标", "原数", "新数", "理由", "依据", "经办人", "日期"];
  const cells = [headings, ...rows].flatMap((row, r) =>
    row.map((value, c) => [`${String.fromCharCode(65 + c)}${r + 1}`, value] as const),
  );
  const bytes = await filledBook(
    await readFile(desk.place("说明-待填.xlsx")),
    {
      调整: Object.fromEntries(cells),
    },
    (book) => book.removeWorksheet("说明"),
  );
  await drop(desk.office.inputs, { "调整.xlsx": bytes });
}

test("a January at the desk: setup, templates, a return, its marked copy, explanations, adjustments, signatures, a late change", async () => {
  const desk = await openDesk();
  expect(await desk.crossfoot("template")).toMatchObject({ exitCode: 0 });
  const recalculatedHere = (bytes: Uint8Array) => (libreOfficePath() ? recalculated(bytes, "xlsx") : bytes);

  // 一月十日: three have sent their template, under names that say nothing.
  await desk.sends(desk.template("B01"), "新建 1.xlsx", answers(1));
  await desk.sends(desk.template("B02"), "收件/附件2.xlsx", answers(2), recalculatedHere);
  await desk.sends(desk.template("X01"), "表.xlsx", answers(4));
  const first = await desk.run("01-10");
  expect(first).toMatchObject({ exitCode: 1, received: ["13", "incomplete"], fees: "3.75" });
  expect(first.coverage).toMatchObject({ missing: ["B03", "X02", "X03"], returned: [] });
  expect(first.mandatory).toEqual(["OUTLINE.TEXT_MISSING", "UNIT.MISSING B03", "UNIT.MISSING X02", "UNIT.MISSING X03"]);

  // 一月二十二日: 水利局 granted five of three; 白水镇, which makes no 规章, has one; 云岭乡 is still missing.
  await desk.sends(desk.template("B03"), "水利.xlsx", answers(3, { D11: 5 }));
  await desk.sends(desk.template("X02"), "bs.xlsx", { ...answers(5), 表二: { B8: 1, D8: 1, B9: 5, D9: 5, B19: 1.25 } });
  const second = await desk.run("01-22");
  expect(second).toMatchObject({ exitCode: 1, received: ["25", "incomplete"], fees: "6.25" });
  expect(second.coverage).toMatchObject({ missing: ["X03"], returned: ["B03"] });
  expect(second.mandatory).toEqual(["OUTLINE.TEXT_MISSING", "T3.BALANCE B03", "UNIT.MISSING X03"]);
  expect(second.verification).toEqual(["SCOPE.REGULATIONS X02"]);

  // The marked copy comes back, put right; so does the template that was enclosed for 云岭乡. The office has written its text.
  const marked = await exceljsBook({ path: "", bytes: await readFile(desk.returned("B03", "标注")) });
  const colourOf = (cell: string): unknown => marked.getWorksheet("表三")!.getCell(cell).fill;
  for (const cell of ["D9", "D10", "D11"]) expect(colourOf(cell)).toMatchObject({ fgColor: { argb: "FFFF7C80" } });
  expect(colourOf("D33")).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  for (const total of ["D32", "J9"]) expect(colourOf(total)).not.toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  await desk.sends(desk.returned("B03", "标注"), "水利局-标注.xlsx", { 表三: { D11: 3 } });
  await desk.sends(desk.returned("X03", "空白表"), "补.xlsx", answers(6));
  await drop(desk.office.inputs, { "正文.md": wholeText("全年共收到申请{applications.received.total}件。") });
  const third = await desk.run("01-28");
  expect(third).toMatchObject({ exitCode: 1, received: ["33", "final"], mandatory: [], fees: "7.5" });
  expect(third.coverage).toMatchObject({ missing: [], returned: [] });
  expect(third.verification).toEqual(["SCOPE.REGULATIONS X02"]);
  expect(third.notices).toContain("UNIT.TWICE B03");

  // The explanation: by one person alone it is refused; by two it holds, until the figure changes.
  const reason = "镇人大授权联合县司法局制发，件数以县政府公报登记为准";
  await explain(desk, ["周明", "周明"], reason);
  const refused = await desk.run("01-29");
  expect(refused).toMatchObject({ exitCode: 1, verification: ["SCOPE.REGULATIONS X02"] });
  expect(refused.notices).toContain("EXPLANATION.REFUSED X02");
  await explain(desk, ["周明", "赵芳"], reason);
  expect(await desk.run("01-29")).toMatchObject({ mandatory: [], verification: [] });
  await desk.sends(desk.template("X02"), "白水镇（更正）.xlsx", {
    ...answers(5),
    表二: { B8: 2, D8: 2, B9: 5, D9: 5, B19: 1.25 },
  });
  const lapsed = await desk.run("01-30");
  expect(lapsed).toMatchObject({ exitCode: 1, verification: ["SCOPE.REGULATIONS X02"], mandatory: [] });
  expect(lapsed.notices).toContain("EXPLANATION.LAPSED X02");
  await explain(desk, ["周明", "赵芳"], reason);
  expect(await desk.run("01-30")).toMatchObject({ mandatory: [], verification: [], received: ["33", "final"] });

  // One application was counted by two units. The second adjustment is of a figure that is another one by now.
  const [received, granted] = ["表三｜一、本年新收政府信息公开申请数量｜自然人", "applications.granted.naturalPerson"];
  const why = ["同一申请由两单位各登记一件", "联席会议纪要〔2023〕1号", "李四", "2023-02-03"];
  const counted = [
    ["抵销", "青石镇", received, 4, 3, ...why],
    ["抵销", "青石镇", granted, 4, 3, ...why],
  ];
  await adjust(desk, [...counted, ["更正", "财政局", "行政事业性收费", 9, 1, ...why]]);
  const adjusted = await desk.run("02-03");
  expect(adjusted).toMatchObject({ received: ["32", "final", "33"], fees: "7.5", mandatory: ["ADJUSTMENT.LAPSED"] });
  await adjust(desk, counted);

  // Signed in order: final once it is issued.
  const ready = await desk.run("02-04");
  expect(ready).toMatchObject({ exitCode: 1, mandatory: [], received: ["32", "final", "33"] });
  expect(ready.reasons).toEqual([expect.stringContaining("签发")]);
  expect(await desk.sign("王五", "签发")).toMatchObject({ exitCode: 2 });
  const signAll = async (): Promise<void> => {
    for (const [by, role] of [
      ["张三", "填报"],
      ["李四", "审核"],
      ["王五", "签发"],
    ] as const)
      expect(await desk.sign(by, role)).toMatchObject({ exitCode: 0 });
  };
  await signAll();
  expect(await desk.run("02-04")).toMatchObject({ exitCode: 0, reasons: [], received: ["32", "final", "33"] });
  const report = `岚溪县人民政府${YEAR}年政府信息公开工作年度报告`;
  expect(await readFile(desk.place(`${report}.html`), "utf8")).toMatch(/全年共收到申请(?:<[^>]*>)*32(?:<[^>]*>)*件/);

  // A late change voids what was signed; signed anew it is final again.
  await desk.sends(desk.template("B02"), "财政局（更正）.xlsx", answers(7));
  const late = await desk.run("02-10");
  expect(late).toMatchObject({ exitCode: 1, received: ["37", "final", "38"], mandatory: [] });
  expect(late.notices).toContain("SIGN.VOID");
  expect(await readdir(desk.place())).toContain(`${report}（草稿）.docx`);
  await signAll();
  const last = await desk.run("02-10");
  expect(last).toMatchObject({ exitCode: 0, received: ["37", "final", "38"], reasons: [], verification: [] });
  expect(
    (await desk.crossfoot("sign", "--list", "--verify")).stdout.split("\n").filter((line) => /签发：/.test(line)),
  ).toHaveLength(2);
}, 240_000);
