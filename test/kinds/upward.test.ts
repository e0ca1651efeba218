import { expect, test } from "vitest";
import { traced } from "../../src/command/trace/trace.js";
import { figureCode } from "../../src/figure.js";
import type { RollUp } from "../../src/roll-up.js";
import { parseRollUp, printRollUp } from "../../src/roll-up-file.js";
import { formFiles, type Outcome, type OwnForm, openMessages, runForm, shownFigures, sitesForm } from "./office.js";

const OWN = formFiles(
  sitesForm([
    { code: "name", label: "账号名称", kind: "text", mayBeBlank: true },
    { code: "checked", label: "是否认证", kind: "yesNo" },
    { code: "ways", label: "发布方式", kind: "choice", choices: ["文字", "视频"], several: true },
    { code: "posts", label: "发布数" },
  ]),
);

const sheet = (unit: string, weibo: string, wechat: string): string =>
  `${unit}2022年政务新媒体年报\n平台,账号名称,是否认证,发布方式,发布数\n微博,${weibo}\n微信,${wechat}\n`;

const BELOW = {
  "象湖镇.csv": sheet("象湖镇人民政府", "象湖发布,是,文字,12", "象湖微信,是,文字、视频,30"),
  "叶坪镇.csv": sheet("叶坪镇人民政府", ",否,视频,0", "叶坪发布,是,视频,5"),
  "水利局.csv": sheet("瑞金市水利局", "水利在线,否,文字,3", ",否,文字,4"),
};

async function rollUpIn({ files }: Outcome): Promise<RollUp> {
  const parsed = parseRollUp(new TextDecoder().decode((await files()).get("上报.json")?.bytes));
  if (!("rollUp" in parsed)) throw new Error(parsed.problem);
  return parsed.rollUp;
}

/** What a run of one level came to, as one unit of the same form's level above sends it. */
async function sentBy(
  name: string,
  form: OwnForm,
  files: Readonly<Record<string, string>>,
  change = {},
): Promise<string> {
  const rollUp = await rollUpIn(await runForm(form, files));
  return printRollUp({ ...rollUp, unit: { ...rollUp.unit, name, government: name }, ...change });
}

test("answers go up a level with their counts, and are counted there beside a unit's own", async () => {
  const above = await runForm(OWN, {
    "象湖镇.json": await sentBy("象湖镇人民政府", OWN, BELOW),
    "叶坪镇.csv": BELOW["叶坪镇.csv"],
    "水利局.csv": BELOW["水利局.csv"],
  });
  expect(openMessages(above.consolidation)).toEqual([]);
  expect(shownFigures(above.consolidation)).toMatchObject({
    "sites.weibo.name": "象湖发布=1 水利在线=2 final",
    "sites.weibo.checked": "是=1 否=4 final",
    "sites.weibo.ways": "文字=3 视频=2 final",
    "sites.wechat.ways": "文字=3 视频=3 final",
    "sites.wechat.posts": "48 final",
  });
  const { figures } = JSON.parse(new TextDecoder().decode((await above.files()).get("consolidated.json")?.bytes));
  expect(figures["sites.weibo.checked"].contributions[0]).toMatchObject({
    unit: "T01",
    value: null,
    answer: "是1家、否2家",
    answers: { 是: 1, 否: 2 },
    cell: "sites.weibo.checked",
  });
  const [line] = await traced("sites.weibo.checked", {
    consolidation: above.consolidation,
    effects: { list: async () => [], bytes: async () => new Uint8Array() },
    given: { json: true },
  });
  expect(JSON.parse(line ?? "")).toMatchObject({ value: null, answers: { 是: 1, 否: 4 }, state: "final" });
});

test("answers that are incomplete below, or of other choices, are lacking here and said", async () => {
  const { "叶坪镇.csv": _, ...some } = BELOW;
  const draft = await runForm(OWN, {
    "象湖镇.json": await sentBy("象湖镇人民政府", OWN, some),
    "叶坪镇.csv": BELOW["叶坪镇.csv"],
    "水利局.csv": BELOW["水利局.csv"],
  });
  expect(shownFigures(draft.consolidation)["sites.weibo.checked"]).toBe("是=0 否=2 incomplete");
  const whole = await rollUpIn(await runForm(OWN, BELOW));
  const figures = { ...whole.figures, "sites.weibo.ways": { value: null, state: "final", answers: { 图片: 3 } } };
  const other = await runForm(OWN, {
    ...BELOW,
    "象湖镇.csv": "",
    "象湖镇.json": await sentBy("象湖镇人民政府", OWN, BELOW, { figures }),
  });
  expect(shownFigures(other.consolidation)["sites.weibo.ways"]).toBe("文字=1 视频=1 incomplete");
});

const DATED = formFiles(
  sitesForm([
    { code: "name", label: "账号名称", kind: "text", mayBeBlank: true },
    { code: "day", label: "开通日期", kind: "date", combine: "latest" },
  ]),
);

const dated = (unit: string, day: string, name = ""): string =>
  `${unit}2022年政务新媒体年报\n平台,账号名称,开通日期\n微博,${name},${day}\n微信,,${day}\n`;

/** The level below without any name, its figures changed; beside it two units of this level's own. */
async function datedAbove(change: (figures: RollUp["figures"]) => object): Promise<Outcome> {
  const own = {
    "叶坪镇.csv": dated("叶坪镇人民政府", "2022-05-05"),
    "水利局.csv": dated("瑞金市水利局", "2022-04-05"),
  };
  const { figures } = await rollUpIn(
    await runForm(DATED, { "象湖镇.csv": dated("象湖镇人民政府", "2022-06-07"), ...own }),
  );
  const below = { "象湖镇.csv": dated("象湖镇人民政府", "2022-06-07"), ...own };
  const sent = await sentBy("象湖镇人民政府", DATED, below, { figures: { ...figures, ...change(figures) } });
  return runForm(DATED, { "象湖镇.json": sent, ...own });
}

test("an answer that may be left blank and that nobody below gave is not missing, and the last day goes up", async () => {
  const { consolidation } = await datedAbove(() => ({}));
  expect([consolidation.status, openMessages(consolidation)]).toEqual(["final", []]);
  expect(shownFigures(consolidation)["sites.weibo.name"]).toBe("notReported");
  expect(consolidation.figures.get(figureCode("sites.weibo.day"))?.latest).toBe("2022-06-07");
});

test.each<readonly [string, object]>([
  ["no answers at all", { value: null, state: "final" }],
  ["answers that are no days", { value: null, state: "final", answers: { "2022-06-07": 2, 不详: 1 } }],
  ["a day that the calendar does not have", { value: null, state: "final", answers: { "2022-06-31": 3 } }],
])("%s: the answer is lacking above and that is said", async (_, figure) => {
  const { consolidation } = await datedAbove(() => ({ "sites.weibo.day": figure }));
  expect(consolidation.figures.get(figureCode("sites.weibo.day"))?.state).toBe("incomplete");
  expect(consolidation.findings.filter(({ rule }) => rule === "ROLLUP.INCOMPLETE")).toHaveLength(1);
});

test("answers under a code that the form does not have are told", async () => {
  const { consolidation } = await datedAbove(() => ({
    "sites.weibo.other": { value: null, state: "final", answers: { 有: 3 } },
  }));
  expect(openMessages(consolidation).join()).toContain("sites.weibo.other");
});

const LEDGER = formFiles({
  form: "sites",
  edition: "2022",
  title: "项目年报",
  basis: { document: "某办〔2022〕4号" },
  inForce: { from: 2022 },
  tables: [
    {
      code: "t",
      title: "项目台账",
      basis: { document: "某办〔2022〕4号" },
      unit: "条",
      sections: [
        {
          code: "s",
          layout: "list",
          rows: [{ code: "all", label: "合计" }],
          columns: [
            { code: "count", label: "条数", unit: "条" },
            { code: "money", label: "金额", unit: "万元", kind: "amount", decimals: 2 },
          ],
          list: { columns: [{ code: "number", label: "编号", role: "key" }], count: "count" },
        },
      ],
    },
  ],
});
const ledger = (unit: string, ...rows: readonly string[]): string =>
  `${unit}2022年项目年报\n编号,金额\n${rows.join("\n")}\n`;

test("entries go up a level with the cells that they are from, and one that two units have is found there", async () => {
  const below = {
    "象湖镇.csv": ledger("象湖镇人民政府", "A1,3", "A2,4"),
    "叶坪镇.csv": ledger("叶坪镇人民政府", "B1,5"),
    "水利局.csv": ledger("瑞金市水利局", "C1,1"),
  };
  const sent = await sentBy("象湖镇人民政府", LEDGER, below);
  const above = await runForm(LEDGER, {
    "象湖镇.json": sent,
    "叶坪镇.csv": ledger("叶坪镇人民政府", "B1,5"),
    "水利局.csv": ledger("瑞金市水利局", "D1,2"),
  });
  expect(shownFigures(above.consolidation)).toEqual({
    "t.all.count": "6 provisional",
    "t.all.money": "20 provisional",
  });
  expect(openMessages(above.consolidation)).toEqual([
    "“项目台账”中有1条与叶坪镇人民政府所报的相同，可能重复计算：B1",
    "“项目台账”中有1条与象湖镇人民政府所报的相同，可能重复计算：B1",
  ]);
  const rows = new TextDecoder().decode((await above.files()).get("data/entries-t.csv")?.bytes).split("\r\n");
  expect(rows[1]).toContain("T01,象湖镇人民政府,A1,3");
  expect(above.consolidation.entries[0]?.entry.source.text).toBe(
    "象湖镇人民政府 《2022/sites/象湖镇.csv》“象湖镇.csv”A3",
  );
  const rollUp = parseRollUp(sent);
  const { entries: _, ...without } = "rollUp" in rollUp ? rollUp.rollUp : ({} as RollUp);
  const left = await runForm(LEDGER, {
    ...below,
    "象湖镇.csv": "",
    "象湖镇.json": printRollUp({ ...without, entriesLeftOut: 4 }),
  });
  const notice = left.consolidation.findings.find(({ rule }) => rule === "LIST.LEFT_OUT");
  expect([notice?.severity, notice?.message]).toEqual([
    "notice",
    expect.stringContaining("4条记录，太多而没有列在上报文件里"),
  ]);
});
