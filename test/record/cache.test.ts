import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dropCache, openCache } from "../../src/record/cache/cache.js";
import { outputsFolder } from "./runs.js";

const TEXT = "30.000000000000004\n\u00a0件\u2028😀\r\n\ufeff";

async function entries(outputs: string): Promise<readonly string[]> {
  const found = await readdir(join(outputs, ".cache"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("openCache", () => {
  it("gives back exactly what was put, by version and key", async () => {
    const outputs = await outputsFolder();
    const entries = await openCache(outputs).under("1/一");
    expect(await entries.get("h1 甲.csv")).toBeUndefined();
    await entries.put("h1 甲.csv", TEXT);
    await entries.put("h1 空.csv", "");
    expect(await entries.get("h1 甲.csv")).toBe(TEXT);
    expect(await entries.get("h1 空.csv")).toBe("");
    expect(await entries.get("h1 乙.csv")).toBeUndefined();
    expect(await (await openCache(outputs).under("1/一")).get("h1 甲.csv")).toBe(TEXT);
    expect(await (await openCache(outputs).under("2")).get("h1 甲.csv")).toBeUndefined();
  });

  it("notices every single damaged byte and every truncation, and takes a rewritten entry", async () => {
    const outputs = await outputsFolder();
    const cache = await openCache(outputs).under("1");
    await cache.put("h1 甲.csv", TEXT);
    const path = (await entries(outputs))[0] ?? "";
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await writeFile(path, damaged);
      expect(await cache.get("h1 甲.csv")).toBeUndefined();
      await writeFile(path, whole.subarray(0, at));
      expect(await cache.get("h1 甲.csv")).toBeUndefined();
    }
    await cache.put("h1 甲.csv", TEXT);
    expect(await cache.get("h1 甲.csv")).toBe(TEXT);
  });

  it("does not take one file's entry for another's", async () => {
    const outputs = await outputsFolder();
    const cache = await openCache(outputs).under("1");
    await cache.put("h1 甲.csv", TEXT);
    const [path = ""] = await entries(outputs);
    const first = await readFile(path);
    await cache.put("h2 乙.csv", TEXT);
    const second = (await readFile(path)).subarray(first.length);
    // The second's head over the first's content, and the second where the first is looked for.
    await writeFile(path, Buffer.concat([second.subarray(0, 72), first.subarray(72)]));
    expect(await (await openCache(outputs).under("1")).get("h2 乙.csv")).toBeUndefined();
    await writeFile(path, Buffer.concat([second, first]));
    expect(await cache.get("h1 甲.csv")).toBeUndefined();
    const anew = await openCache(outputs).under("1");
    expect(await anew.get("h1 甲.csv")).toBe(TEXT);
    expect(await anew.get("h2 乙.csv")).toBe(TEXT);
  });

  it("loses no entry before the place where a killed run broke off, and none that is put after it", async () => {
    const outputs = await outputsFolder();
    const cache = await openCache(outputs).under("1");
    for (const key of ["h1", "h2"]) await cache.put(key, TEXT);
    const [path = ""] = await entries(outputs);
    const whole = await readFile(path);
    for (let length = whole.length / 2; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const after = openCache(outputs);
      const anew = await after.under("1");
      expect(await anew.get("h1")).toBe(TEXT);
      expect(await anew.get("h2")).toBeUndefined();
      await anew.put("h3", TEXT);
      await after.prune();
      expect(await (await openCache(outputs, { readOnly: true }).under("1")).get("h3"), `${length}`).toBe(TEXT);
    }
  });

  it("holds no more than some times what a run used, and what it used stays", async () => {
    const outputs = await outputsFolder();
    const large = "长".repeat(1024);
    const first = openCache(outputs);
    const filling = await first.under("1");
    for (let at = 0; at < 24; at += 1) await filling.put(`h${at}`, large);
    await first.prune();
    const [path = ""] = await entries(outputs);
    const full = (await readFile(path)).length;
    const second = openCache(outputs, { staleBytes: 1024 });
    const using = await second.under("1");
    expect(await using.get("h5")).toBe(large);
    await using.put("h24", large);
    await second.prune();
    expect((await readFile(path)).length).toBeLessThan(full / 8);
    const third = await openCache(outputs).under("1");
    expect([await third.get("h5"), await third.get("h24"), await third.get("h6")]).toEqual([large, large, undefined]);
    expect(await entries(outputs)).toEqual([path]);
  });

  it("read only: gives what is there and leaves no trace", async () => {
    const outputs = await outputsFolder();
    const asking = openCache(outputs, { readOnly: true });
    const nothing = await asking.under("1");
    await nothing.put("h1", TEXT);
    expect(await nothing.get("h1")).toBeUndefined();
    await asking.prune();
    expect(await readdir(outputs)).toEqual([]);
    await (await openCache(outputs).under("1")).put("h1", TEXT);
    expect(await (await asking.under("1")).get("h1")).toBe(TEXT);
  });

  it("never stops a run: no folder, a file in its place, an entry that is a folder", async () => {
    const outputs = await outputsFolder();
    await writeFile(join(outputs, ".cache"), "");
    const blocked = openCache(outputs);
    const cache = await blocked.under("1");
    await cache.put("h1", TEXT);
    expect(await cache.get("h1")).toBeUndefined();
    await blocked.prune();
    await rm(join(outputs, ".cache"));
    const other = await openCache(outputs).under("1");
    await other.put("h1", TEXT);
    const path = (await entries(outputs))[0] ?? "";
    await rm(path);
    await mkdir(path);
    const hindered = await openCache(outputs).under("1");
    await hindered.put("h1", TEXT);
    expect(await hindered.get("h1")).toBeUndefined();
    expect((await entries(outputs)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("drops versions of its own and nothing else that lies beside them, which does not hinder it either", async () => {
    const outputs = await outputsFolder();
    await (await openCache(outputs).under("1")).put("h1", TEXT);
    await mkdir(join(outputs, ".cache", "别人的"));
    await writeFile(join(outputs, ".cache", "别人的", "一.txt"), TEXT);
    await writeFile(join(outputs, ".cache", "二.txt"), TEXT);
    await openCache(outputs, { unusedBytes: 0 }).prune();
    expect([...(await readdir(join(outputs, ".cache")))].sort()).toEqual(["二.txt", "别人的"].sort());
  });

  it("can be dropped as a whole, which says whether there was one", async () => {
    const outputs = await outputsFolder();
    await (await openCache(outputs).under("1")).put("h1", TEXT);
    expect(await dropCache(outputs)).toBe(true);
    expect(await readdir(outputs)).toEqual([]);
    expect(await dropCache(outputs)).toBe(false);
  });

  it("keeps unused versions while they are small and drops the longest unused first, never one of this run's", async () => {
    const outputs = await outputsFolder();
    for (const version of ["1", "2", "3"]) await (await openCache(outputs).under(version)).put("h1", TEXT);
    expect(await readdir(join(outputs, ".cache"))).toHaveLength(3);
    const size = (await readFile((await entries(outputs))[0] ?? "")).length;
    const first = (await entries(outputs)).map((path) => path.split(".cache/")[1]?.split("/")[0] ?? "");
    for (const folder of first) await utimes(join(outputs, ".cache", folder), 1, 1);
    await openCache(outputs).under("2");
    const cache = openCache(outputs, { unusedBytes: size + 1 });
    for (const version of ["4", "5"]) await (await cache.under(version)).put("h1", TEXT);
    await cache.prune();
    expect(await readdir(join(outputs, ".cache"))).toHaveLength(3);
    for (const version of ["2", "4", "5"])
      expect(await (await openCache(outputs).under(version)).get("h1"), version).toBe(TEXT);
  });
});
