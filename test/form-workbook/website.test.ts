import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.js";
import type { Proposal } from "../../src/form/proposal/proposal.js";
import { filledBlank } from "../../src/publish/form-book/form-book.js";
import { type Office, openOffice, WHOLE_YEAR } from "../command/office.js";
import { bookOf, designOf, lines, proposalOf, settled } from "./made.js";
import { placed, WEBSITE } from "./website.js";

test("names with a place beside each are proposed cell by cell, their kinds by words and boxes", async () => {
  expect(lines(await proposalOf(WEBSITE)).map((line) => line.replace(/待定.*?）(?=\||$)/, "待定"))).toEqual([
    "表|A3:E25|政府网站工作年度报表|t1|个",
    "分表|A3:E25|s1|成对表",
    "格|B3|网站名称|fB3|文字",
    "格|B4|首页网址|fB4|文字",
    "格|B5|主办单位|fB5|文字",
    "格|B6|网站类型|fB6|选项||||政府门户网站、部门网站",
    "格|B7|政府网站标识码|fB7|文字",
    "格|D7|上线日期|fD7|日期",
    "格|B8|独立用户访问总量（个）|fB8|整数||个",
    "格|D8|网站总访问量（次）|fD8|整数||次",
    "格|C9|信息发布（条）／总数|fC9|整数||条",
    "格|C10|信息发布（条）／概况类信息更新量|fC10|整数||条",
    "格|C11|信息发布（条）／政务动态信息更新量|fC11|整数||条",
    "格|C12|专栏专题（个）／维护数量|fC12|整数||个",
    "格|E12|专栏专题（个）／新开设数量|fE12|整数||个",
    "格|C13|办事服务／是否发布服务事项目录|fC13|是否",
    "格|C14|办事服务／注册用户数（个）|fC14|整数||个",
    "格|C15|办事服务／办件量（件）|fC15|整数||件",
    "格|C16|互动交流／是否使用统一平台|fC16|是否",
    "格|C17|互动交流／收到留言数量（条）|fC17|整数||条",
    "格|C18|互动交流／办结留言数量（条）|fC18|整数||条",
    "格|C19|互动交流／平均办理时间（天）|fC19|小数|2|天|待定",
    "格|C20|移动新媒体／是否有移动新媒体|fC20|是否",
    "格|D21|移动新媒体／微博／名称|fD21|文字",
    "格|D22|移动新媒体／微博／信息发布量（条）|fD22|整数||条",
    "格|D23|移动新媒体／微信／名称|fD23|文字",
    "格|D24|移动新媒体／微信／信息发布量（条）|fD24|整数||条",
    "格|B25|创新发展|fB25|待定||||搜索即服务、多语言版本、无障碍浏览",
  ]);
});

/** What was open, and what the office says besides: names of accounts may be left out, and the sites were opened before. */
async function settledForm(): Promise<Proposal> {
  const own = settled(await proposalOf(WEBSITE), (text, heading) => {
    if (heading === "document") return "某办〔2022〕5号";
    return text.includes("按C5加权") ? "按C18加权，四舍五入" : "选项（可选几项）";
  });
  const items = own.items.map((item) => {
    if (/名称$|创新发展/.test(item.名称 ?? "") && item.位置 !== "B3") return { ...item, 要求: "可不填" };
    if (/总数$/.test(item.名称 ?? "")) return { ...item, 其他写法: "合计" };
    return /概况|动态/.test(item.名称 ?? "") ? { ...item, 属于: "C9" } : item;
  });
  const relations = [{ 编号: "R1.RELATION", 关系: "C18<=C17", 级别: "强制性" }];
  return { ...own, items, relations, settings: { ...own.settings, reporters: "T01、T02、D01" } };
}

type Values = Readonly<Record<string, string>>;

const XIANGHU: Values = {
  B3: "象湖镇人民政府网",
  B4: "www.xianghu.example",
  B5: "象湖镇党政办公室",
  B6: "☑政府门户网站 □部门网站",
  B7: "3607810001",
  D7: "2015-03-01",
  B8: "1200",
  D8: "8000",
  C9: "30",
  C10: "10",
  C11: "20",
  C12: "3",
  E12: "1",
  C13: "☑是 □否",
  C14: "50",
  C15: "7",
  C16: "□是 ☑否",
  C17: "12",
  C18: "10",
  C19: "2.5",
  C20: "☑是 □否",
  D21: "象湖发布",
  D22: "40",
  D23: "/",
  D24: "0",
  B25: "☑搜索即服务 □多语言版本 ☑无障碍浏览",
};
const YEPING: Values = {
  ...XIANGHU,
  B3: "叶坪镇政府网",
  D7: "2016年4月2日",
  B8: "300",
  D8: "900",
  C9: "9",
  C10: "4",
  C11: "5",
  C13: "否",
  C16: "有",
  C17: "31",
  C18: "30",
  C19: "4",
  C20: "否",
  D21: "",
  D22: "0",
  B25: "",
};
const OFFICE: Values = {
  ...XIANGHU,
  B3: "瑞金市人民政府网",
  B6: "政府门户网站",
  D7: "2003/9/1",
  B8: "1,500",
  C17: "0",
  C18: "0",
  C19: "0",
  D23: "瑞金微信",
  D24: "6件",
  B25: "多语言版本、无障碍浏览",
};

const address = ({ row, column }: { readonly row: number; readonly column: number }): string =>
  `${String.fromCharCode(65 + column)}${row + 1}`;

/** What stands in a cell of a filled form: the value, the unit behind 填报单位, or what the blank says. */
function textAt(place: ReturnType<typeof placed>[number], unit: string, values: Values): string {
  const [text] = place.span;
  return values[address(place)] ?? (text === "填报单位：" ? `${text}${unit}` : text);
}

async function workbook(unit: string, values: Values): Promise<Uint8Array> {
  const design = await designOf(WEBSITE);
  const cells = placed().map((place) => {
    const text = textAt(place, unit, values);
    const value = /^\d+(\.\d+)?$/.test(text) && text.length < 10 ? decimal(text) : text;
    return [`${place.row} ${place.column}`, value] as const;
  });
  return filledBlank(design, new Map(cells.filter(([, value]) => value !== "")), "2022-12-31");
}

function rowsOf<T>(
  unit: string,
  values: Values,
  make: (text: string, columns: number, rows: number) => T,
): readonly T[][] {
  const rows: T[][] = [];
  for (const place of placed()) {
    const [, columns, height = 1] = place.span;
    rows[place.row] ??= [];
    rows[place.row]?.push(make(textAt(place, unit, values), columns, height));
  }
  return rows;
}

function html(unit: string, values: Values): string {
  const rows = rowsOf(
    unit,
    values,
    (text, columns, height) => `<td colspan="${columns}" rowspan="${height}">${text}</td>`,
  );
  return `<html><body><table>${rows.map((cells) => `<tr>${cells.join("")}</tr>`).join("")}</table></body></html>`;
}

function docx(unit: string, values: Values): Promise<Uint8Array> {
  const rows = rowsOf(
    unit,
    values,
    (text, columnSpan, rowSpan) => new TableCell({ children: [new Paragraph(text)], columnSpan, rowSpan }),
  );
  const table = new Table({ rows: rows.map((children) => new TableRow({ children })) });
  return Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
}

async function openWebsites(files: Readonly<Record<string, string | Uint8Array>>): Promise<Office> {
  const office = await openOffice(WHOLE_YEAR);
  const book = join(office.schemas, "website/2022/表式.xlsx");
  await mkdir(dirname(book), { recursive: true });
  await writeFile(book, await bookOf(WEBSITE, await settledForm()));
  const path = join(office.schemas, "jurisdiction.json");
  const settings = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...settings, forms: ["annual-report", "website"] }));
  const folder = join(office.inputs, "2022/政府网站工作年度报表");
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return office;
}

interface Read {
  readonly value: string | null;
  readonly state: string;
  readonly answers?: Readonly<Record<string, number>>;
  readonly contributions: readonly { readonly unit: string; readonly answer?: string; readonly cell: string }[];
}

test("websites beside the annual report, from the blank to the report, in a workbook, a document and a page", async () => {
  const office = await openWebsites({
    "象湖镇.xlsx": await workbook("象湖镇人民政府", XIANGHU),
    "叶坪镇.docx": await docx("叶坪镇人民政府", YEPING),
    "市政府办.html": html("瑞金市政府办公室", OFFICE),
  });
  const checked = await office.crossfoot("form", "check", "website");
  expect([checked.exitCode, checked.stdout]).toEqual([
    0,
    expect.stringContaining("26格逐格填写、写成文件、再照单位的材料读回，26格读回原样"),
  ]);
  expect(await office.crossfoot("run")).toMatchObject({ exitCode: 0 });
  const run = await office.crossfoot("run", "--form", "website");
  expect([run.exitCode, run.stdout]).toEqual([0, expect.stringContaining("可以发布")]);
  const folder = join(office.outputs, "2022-政府网站工作年度报表");
  const { figures } = JSON.parse(await readFile(join(folder, "consolidated.json"), "utf8")) as {
    figures: Readonly<Record<string, Read>>;
  };
  const at = (place: string): Read => figures[`t1.f${place}.value`]!;
  const values = ["B8", "D8", "C9", "C10", "C11", "C12", "E12", "C14", "C15", "C17", "C18", "D22", "D24"].map(
    (place) => at(place).value,
  );
  expect(values).toEqual(["3000", "16900", "69", "24", "45", "9", "3", "150", "21", "43", "40", "80", "6"]);
  // (2.5 × 10 + 4 × 30 + 0 × 0) ÷ 40, and not the sum of the three averages.
  expect(at("C19")).toMatchObject({ value: "3.63", state: "final" });
  expect(["B6", "C13", "C16", "C20", "B25"].map((place) => at(place).answers)).toEqual([
    { 政府门户网站: 3, 部门网站: 0 },
    { 是: 2, 否: 1 },
    { 是: 1, 否: 2 },
    { 是: 2, 否: 1 },
    { 搜索即服务: 1, 多语言版本: 1, 无障碍浏览: 2 },
  ]);
  expect(at("D7").contributions.map(({ answer }) => answer)).toEqual(["2015-03-01", "2016-04-02", "2003-09-01"]);
  expect(at("B3").contributions.map(({ unit, answer, cell }) => [unit, answer, cell])).toEqual([
    ["T01", "象湖镇人民政府网", "B3"],
    ["T02", "叶坪镇政府网", "R3C2"],
    ["D01", "瑞金市人民政府网", "R3C2"],
  ]);
  expect(Object.values(figures).every(({ state }) => state === "final")).toBe(true);
  expect((await readdir(folder)).filter((name) => /\.(docx|html)$/.test(name)).length).toBeGreaterThan(1);
}, 180_000);

test("what a unit fills in beside its name, or not at all, is said with its cell, and no figure is moved", async () => {
  const { B8: _, ...without } = XIANGHU;
  const office = await openWebsites({
    "象湖镇.xlsx": await workbook("象湖镇人民政府", { ...without, C13: "□是 □否", D7: "2015年3月", C18: "13" }),
    "叶坪镇.docx": await docx("叶坪镇人民政府", { ...YEPING, C20: "视情况" }),
    "市政府办.html": html("瑞金市政府办公室", OFFICE).replace(
      '<td colspan="1" rowspan="1">独立用户访问总量（个）</td>',
      "<td>独立用户访问量</td>",
    ),
  });
  const run = await office.crossfoot("run", "--form", "website", "--json");
  expect(JSON.parse(run.stdout)).toMatchObject({ exitCode: 1, status: "draft" });
  const findings = JSON.parse(
    await readFile(join(office.outputs, "2022-政府网站工作年度报表/findings.json"), "utf8"),
  ) as readonly { readonly severity: string; readonly message: string }[];
  const said = findings
    .filter(({ severity }) => severity === "mandatory")
    .map(({ message }) => message)
    .join("\n");
  for (const words of [
    /办事服务／是否发布服务事项目录”填写为“□是 □否”，没有勾选.*C13/,
    /上线日期”填写为“2015年3月”，不是写全年、月、日的日期.*D7/,
    /移动新媒体／是否有移动新媒体”填写为“视情况”，应填是或否.*R20C3/,
    /缺少下列行.*独立用户访问总量（个）/,
    /办结留言数量.*不大于.*收到留言数量/,
  ])
    expect(said).toMatch(words);
}, 180_000);
