import { describe, expect, it } from "vitest";
import { areSame, isIgnored, type Snapshot, settle, waitingMessage } from "../../src/trigger/settle.js";

type Sizes = Readonly<Record<string, number>>;

/** A look: sizes by path; a file's times follow its size unless told. */
function look(sizes: Sizes, time = 1): Snapshot {
  return new Map(Object.entries(sizes).map(([path, size]) => [path, { size, mtimeMs: time, ctimeMs: time }]));
}

function waits(before: Snapshot | undefined, now: Snapshot): Readonly<Record<string, string>> {
  return Object.fromEntries(settle(before, now).waiting.map(({ path, reason }) => [path, reason]));
}

describe("settle", () => {
  it("trusts nothing at the first look, everything that stayed at the second", () => {
    const now = look({ "2022/甲.xlsx": 5, "2022/乙.docx": 6 });
    expect(settle(undefined, now)).toMatchObject({ moving: true, stable: new Map() });
    const second = settle(now, now);
    expect(second.moving).toBe(false);
    expect([...second.stable.keys()]).toEqual(["2022/乙.docx", "2022/甲.xlsx"]);
  });

  it.each([
    ["grew", look({ a: 6 })],
    ["was written over with equal length", look({ a: 5 }, 2)],
    ["vanished", look({})],
  ])("goes on waiting when a file %s", (_, now) => {
    expect(settle(look({ a: 5 }), now).moving).toBe(true);
  });

  it("waits for a file that came", () => {
    expect(waits(look({ a: 5 }), look({ a: 5, b: 1 }))).toEqual({ b: "growing" });
    expect(settle(look({ a: 5 }), look({ a: 5, b: 1 })).moving).toBe(true);
  });

  it("names what waits without waiting for it", () => {
    const now = look({
      "2022/甲.xlsx.part": 9,
      "2022/乙.xlsx.crdownload": 9,
      "2022/丙.TMP": 9,
      "2022/丁.xlsx": 0,
      "2022/戊 (冲突副本 张三 2023-01-05).xlsx": 9,
      "2022/己 (John's conflicted copy).xlsx": 9,
      "2022/庚.sync-conflict-20230105.xlsx": 9,
      "2022/好.xlsx": 9,
    });
    expect(waits(now, now)).toEqual({
      "2022/甲.xlsx.part": "temporary",
      "2022/乙.xlsx.crdownload": "temporary",
      "2022/丙.TMP": "temporary",
      "2022/丁.xlsx": "empty",
      "2022/戊 (冲突副本 张三 2023-01-05).xlsx": "conflict",
      "2022/己 (John's conflicted copy).xlsx": "conflict",
      "2022/庚.sync-conflict-20230105.xlsx": "conflict",
    });
    expect(settle(now, now).moving).toBe(false);
    expect([...settle(now, now).stable.keys()]).toEqual(["2022/好.xlsx"]);
  });

  it("does not hold the rest up while a download grows", () => {
    const [before, now] = [look({ "a.part": 5, b: 1 }), look({ "a.part": 9, b: 1 })];
    expect(settle(before, now).moving).toBe(false);
  });

  it.each([
    ["~$报表.xlsx", "报表.xlsx", true],
    [".~lock.报表.xlsx#", "报表.xlsx", true],
    [".~报表.xlsx", "报表.xlsx", true],
    ["~$告.docx", "年报告.docx", false],
    ["~$告.docx", "报告.docx", true],
    ["~$报告.docx", "年度报告.docx", true],
    ["~$报告.docx", "甲镇年度报告.docx", false],
    ["~$表.xlsx", "报表.xlsx", false],
    ["别处/~$报表.xlsx", "报表.xlsx", false],
  ])("%s: is %s open? %s", (lock, file, open) => {
    const now = look({ [lock]: 165, [file]: 9 });
    expect(waits(now, now)).toEqual(open || file === "年报告.docx" ? { [file]: "locked" } : {});
  });

  it("does not mind that a file it has read is merely open", () => {
    const now = look({ "~$a.xlsx": 165, "a.xlsx": 9 });
    const calm = settle(now, now, { read: look({ "a.xlsx": 9 }) });
    expect([...calm.stable.keys()]).toEqual(["a.xlsx"]);
    const saved = settle(now, now, { read: look({ "a.xlsx": 8 }) });
    expect(saved.waiting).toEqual([{ path: "a.xlsx", reason: "locked" }]);
  });

  it("names a file that never rests, and does not wait for it", () => {
    const settled = settle(look({ "a.csv": 1, b: 1 }), look({ "a.csv": 2, b: 1 }), { restless: new Set(["a.csv"]) });
    expect(settled.moving).toBe(false);
    expect(settled.waiting).toEqual([{ path: "a.csv", reason: "growing" }]);
    expect([...settled.stable.keys()]).toEqual(["b"]);
  });

  it("knows what is no input at all", () => {
    for (const path of [
      "~$a.xlsx",
      ".git/x",
      "_旧/a.xlsx",
      "2022/_草稿.xlsx",
      "Thumbs.db",
      "desktop.ini",
      "README.md",
      "～＄a.xlsx",
      "2022/＿草稿.xlsx",
    ]) {
      expect(isIgnored(path)).toBe(true);
    }
    for (const path of ["2022/说明.csv", "2022/a_b.xlsx", "2022/a.b.xlsx"]) expect(isIgnored(path)).toBe(false);
    const now = look({ ".DS_Store": 1, a: 1 });
    expect(settle(look({ a: 1 }), now).moving).toBe(false);
  });

  it("says in Chinese what each file waits for", () => {
    expect(waitingMessage({ path: "2022/甲.xlsx", reason: "locked" })).toBe(
      "《2022/甲.xlsx》正在 Excel 或 WPS 中打开，关闭后读取",
    );
  });

  it("compares looks by every file and its times", () => {
    expect(areSame(look({ a: 1 }), look({ a: 1 }))).toBe(true);
    expect(areSame(look({ a: 1 }), look({ a: 1, b: 1 }))).toBe(false);
    expect(areSame(look({ a: 1, b: 1 }), look({ a: 1 }))).toBe(false);
    expect(areSame(look({ a: 1 }), look({ a: 1 }, 2))).toBe(false);
  });
});
