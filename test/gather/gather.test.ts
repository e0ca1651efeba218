import { expect, test } from "vitest";
import type { Effects } from "../../src/effects.js";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { type Gathered, gather, openLayouts } from "../../src/gather/gather.js";
import { mayBeKept, parseSubmissions, printSubmissions } from "../../src/gather/kept-submission.js";
import { openShared, packedSubmission } from "../../src/gather/packed/packed.js";
import { processFile } from "../../src/gather/processing.js";
import { indexRoster } from "../../src/intake/intake.js";
import { EXAMPLE_PERIOD, exampleEffects } from "../example/example-year.js";
import { judge } from "../normalize/judging.js";
import { gridOf, threeSheets, truthOf, workbook } from "../normalize/paper.js";

const overview = gridOf([["第一部分局部统计表"], ["项目", "本年数量"], ["通过政府门户网站主动公开政府信息", "36"]]);

test("局部统计表另成一个文件：两份互补，不当作无关文件", async () => {
  const verdict = await judge(
    { "水利局.xlsx": threeSheets(truthOf()), "水利局局部表/水利局.xlsx": workbook(overview) },
    truthOf(),
  );
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.mandatory).toEqual([]);
  expect(verdict.rules).toContain("UNIT.TWICE");
  expect(verdict.rules).not.toContain("FILE.NOT_A_SUBMISSION");
});

test.each(["FILE.UNREADABLE", "FILE.ENCRYPTED", "FILE.TOO_LARGE", "FILE.UNSUPPORTED"] as const)(
  "%s：列出它所缺的各项数字；另有能读的材料时不缺",
  async (rule) => {
    const failure = { failure: { rule, reason: "打不开", advice: "请重新报送" } };
    const alone = await judge({ "水利局.pdf": failure }, truthOf());
    const [finding] = alone.findings.filter((one) => one.rule === rule);
    expect([...(finding?.figures ?? [])].sort()).toEqual(Object.keys(truthOf()).sort());
    const beside = await judge({ "水利局.pdf": failure, "水利局.xlsx": threeSheets(truthOf()) }, truthOf());
    expect(beside.findings.find((one) => one.rule === rule)?.figures).toEqual([]);
  },
);

/** Effects that remember like the machine's, and what was read and filled in anew. */
function remembering(effects: Effects): { effects: Effects; kept: Map<string, string>; read: string[] } {
  const kept = new Map<string, string>();
  const read: string[] = [];
  const own: Effects = {
    ...effects,
    recall: async (version, key) => kept.get(`${version}|${key}`),
    keep: async (version, key, text) => void kept.set(`${version}|${key}`, text),
    read: (job) => {
      read.push(job.name);
      return effects.read(job);
    },
  };
  return { effects: own, kept, read };
}

test("what every file gave is the same when it is recalled: figures, cells, findings, documents", async () => {
  const effects = exampleEffects();
  const schemas = loadSchemas(await effects.schemas());
  const index = indexRoster(schemas, unitsDue(schemas, EXAMPLE_PERIOD));
  let observed = 0;
  for (const { path } of (await effects.list(EXAMPLE_PERIOD)) ?? []) {
    const processed = await processFile(
      { path, size: 0 },
      {
        period: EXAMPLE_PERIOD,
        schemas,
        effects,
        index,
        layouts: openLayouts(),
        shared: openShared(),
      },
    );
    if ("unstable" in processed) throw new Error(path);
    const kept = printSubmissions(processed);
    if (!mayBeKept(processed)) continue;
    const recalled = parseSubmissions(kept, { file: `${EXAMPLE_PERIOD.key}/${path}`, schemas })?.map((one) =>
      packedSubmission(one, openShared()),
    );
    expect(recalled, path).toEqual(processed);
    for (const one of recalled ?? [])
      for (const [code, { figure, source }] of "filled" in one ? one.filled.observations : []) {
        observed += 1;
        expect([figure, source.file]).toEqual([code, one.received.file]);
      }
  }
  expect(observed).toBeGreaterThan(9000);
});

test("a second gathering reads nothing, another roster reads nothing anew, a changed file only itself", async () => {
  const shipped = exampleEffects();
  const schemas = loadSchemas(await shipped.schemas());
  const { effects, read } = remembering(shipped);
  const first = await gather(EXAMPLE_PERIOD, schemas, effects);
  expect(read.length).toBeGreaterThan(40);
  read.length = 0;
  expect(await gather(EXAMPLE_PERIOD, schemas, effects)).toEqual(first);
  expect(await gather(EXAMPLE_PERIOD, { ...schemas, version: "other" }, effects)).toEqual(first);
  expect(read).toEqual([]);
  const changed: Effects = {
    ...effects,
    bytes: async (period, path) =>
      path === "市政府办.xlsx" ? new TextEncoder().encode("市政府办\n没有表格") : effects.bytes(period, path),
  };
  const second = await gather(EXAMPLE_PERIOD, schemas, changed);
  expect(read).toEqual(["市政府办.xlsx"]);
  const given = (gathered: Gathered): number =>
    gathered.reports.find(({ unit }) => unit.code === "D01")?.observations.size ?? 0;
  expect([given(first) > 200, given(second)]).toEqual([true, 0]);
});

test("a file that could not be read is tried again, and nothing of it is kept", async () => {
  const shipped = exampleEffects();
  const schemas = loadSchemas(await shipped.schemas());
  const { effects, kept, read } = remembering({
    ...shipped,
    list: async () => [{ path: "市政府办.xlsx", size: 1 }],
    read: async () => [{ outcome: { failure: { rule: "FILE.TOO_LARGE", reason: "读取超时", advice: "" } } }],
  });
  await gather(EXAMPLE_PERIOD, schemas, effects);
  await gather(EXAMPLE_PERIOD, schemas, effects);
  expect(read).toEqual(["市政府办.xlsx", "市政府办.xlsx"]);
  expect([...kept.keys()]).toEqual([]);
});

test("what was kept and is damaged since is read and filled in anew, with the same result", async () => {
  const shipped = exampleEffects();
  const schemas = loadSchemas(await shipped.schemas());
  const { effects, kept, read } = remembering(shipped);
  const first = await gather(EXAMPLE_PERIOD, schemas, effects);
  const files = read.length;
  for (const damage of ["[]", "[{}]"]) {
    for (const key of kept.keys()) kept.set(key, damage);
    read.length = 0;
    expect(await gather(EXAMPLE_PERIOD, schemas, effects)).toEqual(first);
    expect(read.length).toBe(files);
  }
  read.length = 0;
  expect(await gather(EXAMPLE_PERIOD, schemas, effects)).toEqual(first);
  expect(read.length).toBeLessThan(files);
});
