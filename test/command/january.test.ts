import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asked, drop, type Files, type Office, openOffice, submission, wholeText, YEAR } from "./office.js";

/** 岚溪县: a county that is not the example's, with twelve units of its own. */
const ROSTER = [
  "code,name,aliases,category",
  "B01,岚溪县人民政府办公室,县政府办,部门",
  "B02,岚溪县财政局,财政局,部门",
  "B03,岚溪县民政局,民政局,部门",
  "B04,岚溪县水利局,水利局,部门",
  "B05,岚溪县公安局,公安局,部门",
  "B06,岚溪县教育局,教育局,部门",
  "X01,青石镇人民政府,青石镇,乡镇",
  "X02,白水镇人民政府,白水镇,乡镇",
  "X03,云岭乡人民政府,云岭乡,乡镇",
  "X04,双河镇人民政府,双河镇,乡镇",
  "X05,柳林乡人民政府,柳林乡,乡镇",
  "X06,石门镇人民政府,石门镇,乡镇",
  "",
].join("\n");

const JURISDICTION = {
  name: "岚溪县",
  aliases: ["岚溪"],
  within: ["安南省", "云州市"],
  level: "county",
  oversightOffice: "B01",
  deadlines: { submission: "01-25", publication: "03-31" },
  policies: { blank: "zero" },
};

const NAMES = new Map(
  ROSTER.split("\n")
    .slice(1, -1)
    .map((line) => [line.split(",")[0]!, line.split(",")[1]!]),
);

async function openCounty(files: Files): Promise<Office> {
  const office = await openOffice(files);
  await writeFile(join(office.schemas, "units.csv"), ROSTER);
  await writeFile(join(office.schemas, "jurisdiction.json"), JSON.stringify(JURISDICTION));
  return office;
}

const shareOf = (code: string): number => [...NAMES.keys()].indexOf(code) + 1;
const whole = (code: string): string => submission(NAMES.get(code)!, asked(shareOf(code)));

interface Written {
  readonly status: string;
  readonly reasons: readonly string[];
  readonly coverage: Readonly<Record<"due" | "received" | "missing" | "returned" | "late", readonly string[]>>;
  readonly figures: Readonly<Record<string, { readonly value: string | null; readonly state: string }>>;
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly unit: string | null;
  readonly message: string;
}

const year = (office: Office, ...path: readonly string[]): string => join(office.outputs, String(YEAR), ...path);

async function written(office: Office): Promise<Written> {
  return JSON.parse(await readFile(year(office, "consolidated.json"), "utf8")) as Written;
}

async function found(office: Office, severity: string): Promise<readonly string[]> {
  const findings = JSON.parse(await readFile(year(office, "findings.json"), "utf8")) as readonly Found[];
  return findings
    .filter((one) => one.severity === severity)
    .map((one) => `${one.rule} ${one.unit ?? "本级"}`)
    .sort();
}

const OWN_TEXT = wholeText(
  "{year}年，{government}认真落实政府信息公开各项要求，全年共收到申请{applications.received.total}件。",
);

test("the January of a county: missing, wrong, twice, another year, corrected, the office's own text, published", async () => {
  const office = await openCounty({
    ...Object.fromEntries(
      ["B01", "B02", "B03", "B04", "X01", "X02", "X03"].map((c) => [`${NAMES.get(c)}.csv`, whole(c)]),
    ),
    // Granted 4 of natural persons, 5 in all: the row does not foot, nor does the column of its total.
    "公安局.csv": submission(NAMES.get("B05")!, {
      typed: { ...asked(5).typed, "applications.granted.naturalPerson": "4" },
    }),
    // The same file a second time, under another name.
    "补报/青石镇人民政府.csv": whole("X01"),
    // Last year's form.
    "双河镇.csv": submission(NAMES.get("X04")!, asked(10), YEAR - 1),
    "柳林乡.csv": whole("X05"),
  });

  // 一月二十二日: two units are missing, one sent another year's, one is wrong, and the office has written nothing yet.
  expect((await office.crossfoot("run", "--today", `${YEAR + 1}-01-22`)).exitCode).toBe(1);
  const first = await written(office);
  expect(first.status).toBe("draft");
  expect(first.coverage.missing).toEqual(["B06", "X04", "X06"]);
  expect(first.coverage.returned).toEqual(["B05"]);
  expect(await found(office, "mandatory")).toEqual(
    expect.arrayContaining(["OUTLINE.TEXT_MISSING 本级", "T3.ROW_TOTAL B05", "UNIT.MISSING B06", "YEAR.MISMATCH X04"]),
  );
  expect(first.figures["applications.received.total"]).toMatchObject({ value: "50", state: "incomplete" });
  const names = await readdir(year(office));
  expect(names.filter((name) => name.endsWith(".docx"))).toEqual([
    "岚溪县人民政府2022年政府信息公开工作年度报告（草稿）.docx",
  ]);
  const notices = (await readdir(year(office, "returns"))).filter((name) => !/-(?:标注|空白表)\.xlsx$/.test(name));
  expect(notices.sort()).toEqual(["B05", "B06", "X04", "X06"].map((code) => `${NAMES.get(code)}.xlsx`).sort());
  const draftPage = await readFile(year(office, "岚溪县人民政府2022年政府信息公开工作年度报告（草稿）.html"), "utf8");
  for (const code of ["B06", "X06"]) expect(draftPage).toContain(NAMES.get(code)!);

  // The units answer: a correction, the right year, the two that were missing; the office writes, with a number typed wrongly.
  await rm(join(office.inputs, String(YEAR), "双河镇.csv"));
  await drop(office.inputs, {
    "公安局（更正）.csv": whole("B05"),
    "双河镇.csv": whole("X04"),
    "教育局.csv": whole("B06"),
    "石门镇.csv": whole("X06"),
    "正文.md": OWN_TEXT.replace("{applications.received.total}", "99"),
  });
  expect((await office.crossfoot("run", "--today", `${YEAR + 1}-02-01`)).exitCode).toBe(1);
  // Who was first seen after the deadline is late; who only corrected is not.
  expect((await written(office)).coverage).toMatchObject({ missing: [], returned: [], late: ["B06", "X04", "X06"] });
  expect(await found(office, "mandatory")).toEqual([]);
  expect(await found(office, "verification")).toContain("TEXT.FIGURE_MISMATCH 本级");

  // The office binds the number to the table: final, and every figure is the sum of the twelve.
  await drop(office.inputs, { "正文.md": OWN_TEXT });
  const last = await office.crossfoot("run", "--today", `${YEAR + 1}-02-02`);
  expect({ exitCode: last.exitCode, open: await found(office, "verification") }).toEqual({ exitCode: 0, open: [] });
  const final = await written(office);
  expect(final.status).toBe("final");
  expect(final.figures["applications.received.total"]).toMatchObject({ value: "78", state: "final" });
  const page = await readFile(year(office, "岚溪县人民政府2022年政府信息公开工作年度报告.html"), "utf8");
  expect(page.replace(/<[^>]+>/g, "")).toContain("全年共收到申请78件");
  const text = page.replace(/<style>[\s\S]*?<\/style>/g, "");
  for (const word of ["瑞金", "草稿", "待补", "尚未提供"]) expect(text, word).not.toContain(word);
  expect(page.match(/<h2[^>]*>一、总体情况</g)).toHaveLength(1);
  const rows = (await readFile(year(office, "open-data", "figures.csv"), "utf8")).trim().split("\r\n").slice(1);
  expect(rows.every((row) => row.endsWith(",final"))).toBe(true);

  // One application was counted by two units: the office takes it out, beside what the unit reported.
  const [received, granted] = ["applications.received.naturalPerson", "applications.granted.naturalPerson"];
  const why = "同一申请由两单位各登记一件,联席会议纪要〔2023〕1号,李四,2023-02-03";
  await drop(office.inputs, {
    "调整.csv": `类型,单位,指标,原数,新数,理由,依据,经办人,日期\n抵销,青石镇,${received},7,6,${why}\n抵销,青石镇,${granted},7,6,${why}\n`,
  });
  const day = ["--today", `${YEAR + 1}-02-03`];
  expect((await office.crossfoot("run", ...day)).exitCode).toBe(0);
  const adjusted = (await written(office)).figures["applications.received.total"];
  expect(adjusted).toMatchObject({ value: "77", sum: "78", state: "final" });

  // It is signed, and a late correction voids the signatures as well as the adjustment of a figure that has changed.
  for (const [by, role] of [
    ["张三", "填报"],
    ["李四", "审核"],
    ["王五", "签发"],
  ] as const)
    expect((await office.crossfoot("sign", "--by", by, "--role", role)).exitCode).toBe(0);
  expect((await office.crossfoot("run", ...day)).exitCode).toBe(0);
  expect(await found(office, "notice")).not.toContain("SIGN.VOID 本级");
  await drop(office.inputs, { "青石镇（更正）.csv": submission(NAMES.get("X01")!, asked(8)) });
  expect((await office.crossfoot("run", ...day)).exitCode).toBe(1);
  expect(await found(office, "mandatory")).toEqual(["ADJUSTMENT.LAPSED 本级", "ADJUSTMENT.LAPSED 本级"]);
  expect(await found(office, "notice")).toContain("SIGN.VOID 本级");
  expect((await written(office)).figures["applications.received.total"]).toMatchObject({
    value: "79",
    state: "provisional",
  });

  // What the office did stands on record, whoever asks for it.
  const record = await office.crossfoot("sign", "--list", "--verify");
  expect(record.exitCode).toBe(0);
  const places = ["表三｜", received].join("|");
  expect(record.stdout).toMatch(
    /3 {2}2022 {2}签发：王五.*\n签署记录完整，逐条相接\n2022年度的文件没有改动.*不是所签的内容/,
  );
  expect(record.stdout).toMatch(/首次收到3个单位：.*B06/);
  expect(record.stdout).toMatch(/修改正文 一、总体情况：字数由“\d+”改为“\d+”，摘要由/);
  expect(record.stdout).toMatch(new RegExp(`新增调整 青石镇｜(?:${places}).*：类型“抵销”.*经办人“李四”`));
  expect(record.stdout).toContain("办理记录完整，逐条相接");
  await writeFile(year(office, "open-data", "figures.csv"), "code\n");
  await rm(year(office, "上报.json"));
  const altered = await office.crossfoot("sign", "--verify");
  expect(altered.exitCode).toBe(1);
  expect(altered.stdout).toMatch(/文件有改动.*open-data\/figures.csv（内容有改动）.*上报.json（缺少）/);
});
