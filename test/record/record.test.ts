import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CrossfootError } from "../../src/error.js";
import {
  addSignature,
  findRun,
  listRuns,
  readRun,
  readSignatures,
  recordRun,
  verifyRun,
} from "../../src/record/record.js";
import { filesOf, linkOf, outputsFolder, requestOf, shownFiles } from "./runs.js";

describe("recordRun", () => {
  it("writes a run whole, its marker, what changed, and points the year to it", async () => {
    const outputs = await outputsFolder();
    const request = requestOf(outputs);
    const { runId, folder, unchanged } = await recordRun(request);
    expect(unchanged).toBe(false);
    expect(runId).toMatch(/^000001-2022-[0-9a-f]{8}$/);
    expect(folder).toBe(join(outputs, "runs", runId, "2022"));
    expect(await linkOf(outputs)).toBe(`runs/${runId}/2022`);
    expect(await shownFiles(outputs)).toEqual(filesOf(request));
    expect((await readdir(join(outputs, "runs", runId))).sort()).toEqual([
      "2022",
      "manifest.json",
      "变化.json",
      "变化.txt",
    ]);
    expect(await readFile(join(outputs, "runs", runId, "变化.txt"), "utf8")).toContain("第一次运行");
    expect((await readdir(outputs)).sort()).toEqual(["2022", "2022-变化.txt", "runs"]);
    expect(await readFile(join(outputs, "2022-变化.txt"), "utf8")).toContain("第一次运行");
    expect(await verifyRun(outputs, runId)).toEqual({ ok: true, problems: [] });
  });

  it("makes no new run of unchanged inputs, and a new one of changed inputs, arguments or versions", async () => {
    const outputs = await outputsFolder();
    const request = requestOf(outputs);
    const first = await recordRun(request);
    expect(await recordRun(request)).toEqual({ ...first, unchanged: true });
    const later = {
      ...request,
      manifest: { ...request.manifest, stages: [], startedAt: "2026-01-05T06:00:00Z", peakMemoryBytes: 9 },
    };
    expect(await recordRun(later)).toEqual({ ...first, unchanged: true });
    const versions = await recordRun({ ...request, manifest: { ...request.manifest, versions: { program: "2" } } });
    expect(versions.runId).toMatch(/^000002-/);
    const inputs = [{ path: "2022/T01.xlsx", sha256: "other", size: 1 }];
    expect((await recordRun({ ...request, manifest: { ...request.manifest, inputs } })).runId).toMatch(/^000003-/);
    const given = { year: 2022, today: "2023-01-31" };
    expect((await recordRun({ ...request, manifest: { ...request.manifest, arguments: given } })).runId).toMatch(
      /^000004-/,
    );
    expect(await listRuns(outputs)).toHaveLength(4);
  });

  it("takes over what the same makers made from the same, unless it was changed since", async () => {
    const outputs = await outputsFolder();
    const text = (written: string): Uint8Array => new TextEncoder().encode(written);
    let made = 0;
    const slip = (basis: string) => ({
      path: "returns/某镇.xlsx",
      basis: () => basis,
      get bytes() {
        made += 1;
        return text(`退回 ${basis}`);
      },
    });
    const record = async (basis: string, total: string, makers?: string): Promise<string> => {
      const request = requestOf(outputs, { units: { T01: total } });
      const files = [...request.files.filter(({ path }) => path !== "returns/某镇.xlsx"), slip(basis)];
      const { folder } = await recordRun({ ...request, files, ...(makers !== undefined && { makers }) });
      expect(await readFile(join(folder, "returns/某镇.xlsx"), "utf8")).toBe(`退回 ${basis}`);
      return folder;
    };
    await record("a", "1", "program 1");
    const folder = await record("a", "2", "program 1");
    expect(made).toBe(1);
    await writeFile(join(folder, "returns/某镇.xlsx"), "退回");
    await record("a", "3", "program 1");
    expect(made).toBe(2);
    await record("b", "4", "program 1");
    await record("b", "5", "program 2");
    await record("b", "6");
    await record("b", "7", "program 2");
    expect(made).toBe(6);
  });

  it("gives the same run id and bytes for the same request elsewhere", async () => {
    const [one, two] = [await outputsFolder(), await outputsFolder()];
    const [a, b] = [await recordRun(requestOf(one)), await recordRun(requestOf(two))];
    expect(a.runId).toBe(b.runId);
    const marker = (outputs: string) => readFile(join(outputs, "runs", a.runId, "manifest.json"), "utf8");
    expect(await marker(one)).toBe(await marker(two));
  });

  it("keeps years apart and numbers them in one row", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs, { year: 2021 }));
    const second = await recordRun(requestOf(outputs, { year: 2022 }));
    expect([first.runId.slice(0, 11), second.runId.slice(0, 11)]).toEqual(["000001-2021", "000002-2022"]);
    expect(await linkOf(outputs, 2021)).toContain(first.runId);
    const { manifest } = await readRun(outputs, second.runId);
    expect(manifest.previous).toBeNull();
  });

  it("tells in words and in data what changed since the run before", async () => {
    const outputs = await outputsFolder();
    const names = {
      figures: { "applications.received.total": "本年新收政府信息公开申请数量·总计" },
      units: { T01: "甲镇", T03: "丙镇" },
    };
    await recordRun(requestOf(outputs, { units: { T01: "3", T02: "4" }, missing: ["T03"], status: "draft" }));
    const { runId } = await recordRun({ ...requestOf(outputs, { units: { T01: "5", T02: "4", T03: "1" } }), names });
    const text = await readFile(join(outputs, "runs", runId, "变化.txt"), "utf8");
    expect(text).toContain("由草稿（不能作为正式报告）变为正式（可以发布）");
    expect(text).toContain("新收到（1个）：丙镇");
    expect(text).toContain("“本年新收政府信息公开申请数量·总计”由7变为10（增加3）");
    expect(text).toContain("  丙镇：新收到，计入1项");
    const data = JSON.parse(await readFile(join(outputs, "runs", runId, "变化.json"), "utf8"));
    expect(data.figures[0]).toMatchObject({ before: "7", after: "10", difference: "3" });
  });

  it("records again what somebody edited in place, and leaves the edited run in the history", async () => {
    const outputs = await outputsFolder();
    const request = requestOf(outputs);
    const first = await recordRun(request);
    await appendFile(join(outputs, "2022", "returns", "某镇.xlsx"), "改动");
    const second = await recordRun(request);
    expect(second.unchanged).toBe(false);
    expect(second.runId).not.toBe(first.runId);
    expect(await shownFiles(outputs)).toEqual(filesOf(request));
    expect(await verifyRun(outputs, first.runId)).toEqual({
      ok: false,
      problems: [{ path: "returns/某镇.xlsx", problem: "changed" }],
    });
  });

  it("mends a link that is gone or points to a run that is gone", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs));
    await unlink(join(outputs, "2022"));
    expect((await recordRun(requestOf(outputs))).unchanged).toBe(true);
    expect(await linkOf(outputs)).toContain(first.runId);
    await rm(join(outputs, "runs", first.runId), { recursive: true });
    const second = await recordRun(requestOf(outputs));
    expect(second.unchanged).toBe(false);
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs)));
  });

  it("does not compare with figures that vanished, and says so", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs));
    await rm(join(first.folder, "consolidated.json"));
    const second = await recordRun(requestOf(outputs, { units: { T01: "9" } }));
    expect(await readFile(join(second.folder, "..", "变化.txt"), "utf8")).toContain("无法比较");
  });

  it("does not mistake a run with files missing for the one to show", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs));
    const second = await recordRun(requestOf(outputs, { units: { T01: "9" } }));
    await rm(join(second.folder, "findings.json"));
    await unlink(join(outputs, "2022"));
    await recordRun(requestOf(outputs, { year: 2021 }));
    expect(await linkOf(outputs)).toContain(first.runId);
  });

  it("clears what a killed run left, and nothing else", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs));
    await mkdir(join(outputs, "runs", "000002-2022-0123abcd", "2022"), { recursive: true });
    await mkdir(join(outputs, "runs", "备份"), { recursive: true });
    await writeFile(join(outputs, "我的笔记.txt"), "x");
    const second = await recordRun(requestOf(outputs, { units: { T01: "9" } }));
    expect(second.runId).toMatch(/^000002-/);
    expect((await readdir(join(outputs, "runs"))).sort()).toHaveLength(3);
    expect(existsSync(join(outputs, "runs", "000002-2022-0123abcd"))).toBe(false);
    expect(existsSync(join(outputs, "我的笔记.txt"))).toBe(true);
  });

  it("keeps all runs unless told how many; never drops the linked one", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs, { year: 2021 }));
    for (const value of ["1", "2", "3", "4"]) await recordRun(requestOf(outputs, { units: { T01: value } }));
    expect(await listRuns(outputs)).toHaveLength(5);
    await recordRun({ ...requestOf(outputs, { units: { T01: "5" } }), keepRuns: 2 });
    const left = await listRuns(outputs);
    expect(left.map((run) => run.sequence)).toEqual([1, 5, 6]);
    expect(left.map((run) => run.linked)).toEqual([true, false, true]);
    await expect(recordRun({ ...requestOf(outputs), keepRuns: 0 })).rejects.toMatchObject({ exitCode: 2 });
  });

  it("never drops a run that was signed, nor any while the record of signatures is damaged", async () => {
    const outputs = await outputsFolder();
    const numbered = (value: string) => requestOf(outputs, { units: { T01: value } });
    const first = await recordRun(numbered("1"));
    const said = { role: "签发", by: "王五", at: "2023-03-30T08:00:00Z", content: "0".repeat(64) } as const;
    await addSignature(outputs, { ...said, period: "2022", run: first.runId });
    for (const value of ["2", "3"]) await recordRun({ ...numbered(value), keepRuns: 1 });
    expect((await listRuns(outputs)).map((run) => run.sequence)).toEqual([1, 3]);
    await rm(join(outputs, "runs", "签署记录.末条.json"));
    expect((await readSignatures(outputs)).problems).toHaveLength(1);
    await recordRun({ ...numbered("4"), keepRuns: 1 });
    expect((await listRuns(outputs)).map((run) => run.sequence)).toEqual([1, 3, 4]);
  });

  it("a signature that was cut off while it was made can be followed by another", async () => {
    const outputs = await outputsFolder();
    const anchor = join(outputs, "runs", "签署记录.末条.json");
    const said = { role: "填报", by: "张三", at: "2023-03-30T08:00:00Z", content: "0".repeat(64) } as const;
    const sign = () => addSignature(outputs, { ...said, period: "2022", run: "000001-2022-00000000" });
    let before = { number: 0, hash: "0".repeat(64) };
    for (let made = 0; made < 3; made += 1) {
      const entry = await sign();
      await writeFile(anchor, JSON.stringify({ entries: before.number, last: before.hash }));
      expect(await readSignatures(outputs)).toMatchObject({ entries: { length: made + 1 }, problems: [] });
      before = entry;
    }
    await writeFile(join(outputs, "runs", "签署记录.jsonl"), "");
    expect((await readSignatures(outputs)).problems).toHaveLength(1);
  });

  it.each(["folder", "file", "link"])(
    "destroys nothing where a %s of somebody else stands for the year",
    async (what) => {
      const outputs = await outputsFolder();
      const place = join(outputs, "2022");
      if (what === "folder") await mkdir(place);
      if (what === "folder") await writeFile(join(place, "重要.docx"), "重要");
      if (what === "file") await writeFile(place, "重要");
      if (what === "link") await symlink("elsewhere", place);
      await expect(recordRun(requestOf(outputs))).rejects.toThrow(/不是本程序建立的链接/);
      await expect(recordRun(requestOf(outputs))).rejects.toMatchObject({ exitCode: 3 });
      if (what === "folder") expect(await readFile(join(place, "重要.docx"), "utf8")).toBe("重要");
      if (what === "file") expect(await readFile(place, "utf8")).toBe("重要");
      if (what === "link") expect(await linkOf(outputs)).toBe("elsewhere");
      expect((await recordRun(requestOf(outputs, { year: 2021 }))).unchanged).toBe(false);
      expect(await listRuns(outputs)).toHaveLength(1);
    },
  );

  it.each(["../逃出.txt", "/绝对.txt", "a/../../b", "a\\..\\b", "", "a//b", "C:x", "名\u0000字", "./a", "尾点./a"])(
    "refuses the path %j",
    async (path) => {
      const outputs = await outputsFolder();
      const files = [{ path, bytes: new Uint8Array() }];
      await expect(recordRun({ ...requestOf(outputs), files })).rejects.toBeInstanceOf(CrossfootError);
      expect(await readdir(outputs)).toEqual([]);
    },
  );

  it("refuses two outputs that a Windows disk takes for one", async () => {
    const outputs = await outputsFolder();
    const files = ["returns/A.xlsx", "returns/a.xlsx"].map((path) => ({ path, bytes: new Uint8Array() }));
    await expect(recordRun({ ...requestOf(outputs), files })).rejects.toThrow(/同名/);
  });

  it("says in Chinese which path the machine refused", async () => {
    const outputs = await outputsFolder();
    await writeFile(join(outputs, "文件"), "");
    const failed = recordRun(requestOf(join(outputs, "文件", "outputs")));
    await expect(failed).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(join(outputs, "文件")),
    });
    await expect(recordRun(requestOf(join(outputs, "文件")))).rejects.toMatchObject({ exitCode: 3 });
  });

  it("lets one of many recordings at once through and refuses the rest", async () => {
    const outputs = await outputsFolder();
    const all = await Promise.allSettled(
      ["1", "2", "3", "4"].map((value) => recordRun(requestOf(outputs, { units: { T01: value } }))),
    );
    const refused = all.filter((result) => result.status === "rejected");
    for (const { reason } of refused) expect(reason).toMatchObject({ exitCode: 3 });
    expect(await listRuns(outputs)).toHaveLength(4 - refused.length);
    expect(refused.length).toBeLessThan(4);
  });
});

describe("history", () => {
  it("finds a run by id, number, beginning, or as the latest", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs));
    const second = await recordRun(requestOf(outputs, { units: { T01: "9" } }));
    expect((await findRun(outputs, first.runId)).id).toBe(first.runId);
    expect((await findRun(outputs, "1")).id).toBe(first.runId);
    expect((await findRun(outputs, "000002-2022")).id).toBe(second.runId);
    expect((await findRun(outputs, "latest")).id).toBe(second.runId);
    await expect(findRun(outputs, "7")).rejects.toMatchObject({ exitCode: 2 });
    await expect(findRun(outputs, "00000")).rejects.toMatchObject({ exitCode: 2 });
    const { manifest, consolidated } = await readRun(outputs, "2");
    expect(manifest.previous).toBe(first.runId);
    expect(consolidated?.figures["applications.received.total"]?.value).toBe("9");
  });

  it("shows a damaged marker as damaged, never deletes it, and records on", async () => {
    const outputs = await outputsFolder();
    const first = await recordRun(requestOf(outputs));
    await writeFile(join(outputs, "runs", first.runId, "manifest.json"), "{");
    expect((await listRuns(outputs)).map((run) => run.state)).toEqual(["damaged"]);
    await recordRun(requestOf(outputs));
    expect((await listRuns(outputs)).map((run) => run.state)).toEqual(["damaged", "whole"]);
    await expect(readRun(outputs, first.runId)).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each<[string, (manifest: Record<string, unknown>) => unknown]>([
    ["of another run", (one) => ({ ...one, id: "000009-2022-00000000" })],
    ["without a list of outputs", ({ outputs: _, ...rest }) => rest],
    ["whose outputs are no files", (one) => ({ ...one, outputs: ["报告.docx"] })],
    ["whose size is a text", (one) => ({ ...one, inputs: [{ path: "a", sha256: "b", size: "1" }] })],
    ["with an unknown status", (one) => ({ ...one, status: "done" })],
    ["with arguments that are a list", (one) => ({ ...one, arguments: [2022] })],
    ["with a version that is a number", (one) => ({ ...one, versions: { program: 1 } })],
    ["without its predecessor", ({ previous: _, ...rest }) => rest],
    ["that is a list", (one) => [one]],
    ["that is null", () => null],
  ])("takes a marker %s for damaged", async (_, alter) => {
    const outputs = await outputsFolder();
    const { runId } = await recordRun(requestOf(outputs));
    const path = join(outputs, "runs", runId, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    await writeFile(path, JSON.stringify(alter(manifest)));
    expect((await listRuns(outputs)).map((run) => run.state)).toEqual(["damaged"]);
    expect((await verifyRun(outputs, runId)).ok).toBe(false);
  });

  it("notices an output lost, altered, added, and a manifest altered to fit", async () => {
    const outputs = await outputsFolder();
    const { runId, folder } = await recordRun(requestOf(outputs));
    await rm(join(folder, "findings.json"));
    await writeFile(join(folder, "returns", "多出.xlsx"), "x");
    await writeFile(join(folder, "~$报告.docx"), "x");
    expect((await verifyRun(outputs, runId)).problems).toEqual([
      { path: "findings.json", problem: "missing" },
      { path: "returns/多出.xlsx", problem: "extra" },
    ]);
    const marker = join(outputs, "runs", runId, "manifest.json");
    const manifest = JSON.parse(await readFile(marker, "utf8"));
    manifest.outputs = manifest.outputs.filter((file: { path: string }) => file.path !== "findings.json");
    await writeFile(marker, JSON.stringify(manifest));
    expect((await verifyRun(outputs, runId)).problems[0]).toEqual({ path: "manifest.json", problem: "changed" });
  });

  it("knows no runs where there is no folder", async () => {
    const outputs = await outputsFolder();
    expect(await listRuns(join(outputs, "none"))).toEqual([]);
    await expect(findRun(outputs, "latest")).rejects.toThrow(/还没有任何运行记录/);
  });
});
