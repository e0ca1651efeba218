import type * as FileSystem from "node:fs/promises";
import { appendFile, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listRuns, mendOutputs, recordRun } from "../../src/record/record.js";
import { filesOf, linkOf, outputsFolder, requestOf, shownFiles } from "./runs.js";

/** How the disk answers when a link is asked of it; empty where it makes one. */
const disk = vi.hoisted(() => ({ refusal: "EPERM" }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const symlink: typeof real.symlink = async (...given) => {
    if (disk.refusal) throw Object.assign(new Error(disk.refusal), { code: disk.refusal, syscall: "symlink" });
    return real.symlink(...given);
  };
  return { ...real, symlink };
});

afterEach(() => {
  disk.refusal = "EPERM";
});

const NAMES = ["2022", "2022-变化.txt", "2022-当前运行.txt", "runs"];
const units = (value: string) => ({ units: { T01: value } });

describe("a disk that refuses links", () => {
  it.each(["EPERM", "EACCES", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EINVAL", "EISDIR", "UNKNOWN"])(
    "%s: the year is a whole copy, and a file beside it names the run",
    async (refusal) => {
      disk.refusal = refusal;
      const outputs = await outputsFolder();
      const { runId, shown } = await recordRun(requestOf(outputs));
      expect(shown).toEqual({ as: "copy", refused: true });
      expect((await lstat(join(outputs, "2022"))).isDirectory()).toBe(true);
      expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs)));
      expect((await readdir(outputs)).sort()).toEqual(NAMES);
      const pointer = await readFile(join(outputs, "2022-当前运行.txt"), "utf8");
      expect(pointer.split("\r\n")[1]).toBe(runId);
      expect(pointer).toMatch(/^\uFEFF“2022”文件夹是下面这次运行的结果的副本/);
    },
  );

  it("says so once, and shows each new run whole", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs));
    const again = await recordRun(requestOf(outputs));
    expect(again).toMatchObject({ unchanged: true, shown: { as: "copy" } });
    expect(again.shown.refused).toBeUndefined();
    const next = await recordRun(requestOf(outputs, units("9")));
    expect(next.shown).toEqual({ as: "copy" });
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs, units("9"))));
    expect((await readdir(outputs)).sort()).toEqual(NAMES);
    expect((await listRuns(outputs)).map(({ linked }) => linked)).toEqual([false, true]);
  });

  it("never drops the run that is shown", async () => {
    const outputs = await outputsFolder();
    for (const value of ["1", "2", "3"]) await recordRun({ ...requestOf(outputs, units(value)), keepRuns: 1 });
    expect((await listRuns(outputs)).map(({ sequence, linked }) => [sequence, linked])).toEqual([[3, true]]);
  });

  it("keeps a copy that somebody changed under a name that says so", async () => {
    const outputs = await outputsFolder();
    for (const [at, name] of ["2022-改动过的副本", "2022-改动过的副本2"].entries()) {
      await recordRun(requestOf(outputs));
      await appendFile(join(outputs, "2022", "returns", "某镇.xlsx"), `改动${at}`);
      await writeFile(join(outputs, "2022", "重要.docx"), "重要");
      const { shown, unchanged } = await recordRun(requestOf(outputs));
      expect(shown).toEqual({ as: "copy", setAside: join(outputs, name) });
      expect(unchanged).toBe(true);
      expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs)));
      expect(await readFile(join(outputs, name, "returns", "某镇.xlsx"), "utf8")).toContain(`改动${at}`);
      expect(await readFile(join(outputs, name, "重要.docx"), "utf8")).toBe("重要");
    }
  });

  it("puts a copy back that is gone or has lost a file", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs));
    await rm(join(outputs, "2022"), { recursive: true });
    await mendOutputs(outputs);
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs)));
    await rm(join(outputs, "2022", "findings.json"));
    await recordRun(requestOf(outputs));
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs)));
  });

  it("touches no folder of somebody else", async () => {
    const outputs = await outputsFolder();
    await mkdir(join(outputs, "2022"));
    await writeFile(join(outputs, "2022", "重要.docx"), "重要");
    await writeFile(join(outputs, "2022-当前运行.txt"), "000001-2021-00000000");
    await expect(recordRun(requestOf(outputs))).rejects.toThrow(/真实的文件夹.*没有改动/);
    expect(await readFile(join(outputs, "2022", "重要.docx"), "utf8")).toBe("重要");
  });
});

describe("a folder carried to another disk", () => {
  it("is a link again where links are made", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs, units("1")));
    disk.refusal = "";
    const { runId, shown } = await recordRun(requestOf(outputs, units("2")));
    expect(shown).toEqual({ as: "link" });
    expect(await linkOf(outputs)).toBe(`runs/${runId}/2022`);
    expect((await readdir(outputs)).sort()).toEqual(NAMES.filter((name) => !name.endsWith("当前运行.txt")));
  });

  it("becomes a copy where they are refused", async () => {
    const outputs = await outputsFolder();
    disk.refusal = "";
    await recordRun(requestOf(outputs, units("1")));
    disk.refusal = "EPERM";
    expect((await recordRun(requestOf(outputs, units("2")))).shown).toEqual({ as: "copy", refused: true });
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs, units("2"))));
    expect((await readdir(outputs)).sort()).toEqual(NAMES);
  });

  it("a link that leads elsewhere stays refused", async () => {
    const outputs = await outputsFolder();
    disk.refusal = "";
    await symlink("elsewhere", join(outputs, "2022"));
    await expect(recordRun(requestOf(outputs))).rejects.toThrow(/指向别处的链接/);
  });
});
