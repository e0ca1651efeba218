import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadResult } from "../../src/grid.js";
import { openReadCache } from "../../src/record/cache.js";
import { outputsFolder } from "./runs.js";

const RESULTS: readonly ReadResult[] = [
  {
    inner: "甲镇.csv",
    sha256: "ab",
    outcome: {
      document: {
        format: "csv",
        remarks: [{ kind: "damagedPart", part: "x\ud800" }],
        blocks: [
          {
            kind: "grid",
            sheet: "甲镇.csv",
            addressing: "A1",
            rows: 1,
            columns: 2,
            cells: [
              {
                row: 0,
                column: 1,
                rowSpan: 1,
                columnSpan: 1,
                text: "30.000000000000004\n\u00a0件\u2028",
                kind: "text",
              },
            ],
            hiddenRows: [],
            hiddenColumns: [],
            hidden: false,
          },
        ],
      },
    },
  },
  { outcome: { failure: { rule: "FILE.ENCRYPTED", reason: "有密码", advice: "去掉密码" } } },
];

async function entries(outputs: string): Promise<readonly string[]> {
  const found = await readdir(join(outputs, ".cache"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("openReadCache", () => {
  it("gives back exactly what was put, by content and name", async () => {
    const outputs = await outputsFolder();
    const cache = await openReadCache(outputs, "1/一");
    expect(await cache.get("h1", "甲.csv")).toBeUndefined();
    await cache.put("h1", "甲.csv", RESULTS);
    expect(await cache.get("h1", "甲.csv")).toEqual(RESULTS);
    expect(await cache.get("h1", "乙.csv")).toBeUndefined();
    expect(await cache.get("h2", "甲.csv")).toBeUndefined();
    const again = await openReadCache(outputs, "1/一");
    expect(await again.get("h1", "甲.csv")).toEqual(RESULTS);
    expect(await (await openReadCache(outputs, "2")).get("h1", "甲.csv")).toBeUndefined();
  });

  it("notices every single damaged byte and every truncation, and takes a rewritten entry", async () => {
    const outputs = await outputsFolder();
    const cache = await openReadCache(outputs, "1");
    await cache.put("h1", "甲.csv", RESULTS);
    const path = (await entries(outputs))[0] ?? "";
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await writeFile(path, damaged);
      expect(await cache.get("h1", "甲.csv")).toBeUndefined();
      await writeFile(path, whole.subarray(0, at));
      expect(await cache.get("h1", "甲.csv")).toBeUndefined();
    }
    await cache.put("h1", "甲.csv", RESULTS);
    expect(await cache.get("h1", "甲.csv")).toEqual(RESULTS);
  });

  it("does not take one file's entry for another's", async () => {
    const outputs = await outputsFolder();
    const cache = await openReadCache(outputs, "1");
    await cache.put("h1", "甲.csv", RESULTS);
    const text = await readFile((await entries(outputs))[0] ?? "");
    await cache.put("h2", "乙.csv", []);
    for (const path of await entries(outputs)) await writeFile(path, text);
    expect(await cache.get("h2", "乙.csv")).toBeUndefined();
  });

  it("never stops a run: no folder, a file in its place, an entry that is a folder", async () => {
    const outputs = await outputsFolder();
    await writeFile(join(outputs, ".cache"), "");
    const cache = await openReadCache(outputs, "1");
    await cache.put("h1", "甲.csv", RESULTS);
    expect(await cache.get("h1", "甲.csv")).toBeUndefined();
    await rm(join(outputs, ".cache"));
    const other = await openReadCache(outputs, "1");
    await other.put("h1", "甲.csv", RESULTS);
    const path = (await entries(outputs))[0] ?? "";
    await rm(path);
    await mkdir(path);
    await other.put("h1", "甲.csv", RESULTS);
    expect(await other.get("h1", "甲.csv")).toBeUndefined();
    expect((await entries(outputs)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("keeps former versions while they are small and drops the oldest first", async () => {
    const outputs = await outputsFolder();
    for (const version of ["1", "2", "3"]) await (await openReadCache(outputs, version)).put("h1", "甲.csv", RESULTS);
    expect(await readdir(join(outputs, ".cache"))).toHaveLength(3);
    const size = (await readFile((await entries(outputs))[0] ?? "")).length;
    const first = (await entries(outputs)).map((path) => path.split(".cache/")[1]?.split("/")[0] ?? "");
    for (const folder of first) await utimes(join(outputs, ".cache", folder), 1, 1);
    await (await openReadCache(outputs, "2")).put("h1", "甲.csv", RESULTS);
    const cache = await openReadCache(outputs, "4", { formerBytes: size + 1 });
    expect(await cache.get("h1", "甲.csv")).toBeUndefined();
    expect(await readdir(join(outputs, ".cache"))).toHaveLength(2);
    expect(await (await openReadCache(outputs, "2")).get("h1", "甲.csv")).toEqual(RESULTS);
  });
});
