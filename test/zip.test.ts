import { describe, expect, test } from "vitest";
import { joined } from "../src/publish/joined.js";
import { DEFAULT_LIMITS, openBudget } from "../src/read/limits.js";
import { openZip, readEntry } from "../src/read/package/zip.js";
import { zipped } from "../src/zip.js";
import { unzip, zipTimes } from "./publish/reading.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES: Readonly<Record<string, readonly Uint8Array[]>> = {
  "[Content_Types].xml": [bytesOf("<Types/>")],
  "空.txt": [],
  "目录/附件1.csv": [bytesOf("单位,数值\r\n"), new Uint8Array(), bytesOf("叶坪镇,36\r\n".repeat(50_000))],
  "附件2.csv": [bytesOf("单位,数值\r\n"), bytesOf("")],
};

function archive(): Uint8Array {
  return joined([...zipped(Object.entries(FILES).map(([name, content]) => ({ name, content })))]);
}

describe("压缩包", () => {
  test("holds every file under its name, in order, to the byte", () => {
    const files = unzip(archive());
    expect([...files.keys()]).toEqual(Object.keys(FILES));
    for (const [name, pieces] of Object.entries(FILES))
      expect(Buffer.compare(files.get(name)!, joined(pieces)), name).toBe(0);
  });

  test("is whole to a reader that checks sizes and checksums", () => {
    const budget = openBudget(DEFAULT_LIMITS);
    const zip = openZip(archive(), budget);
    expect(zip.entries.map(({ name }) => name)).toEqual(Object.keys(FILES));
    for (const entry of zip.entries) expect(readEntry(zip, entry, budget)).toHaveLength(entry.size);
  });

  test("bears no time of the clock, and is the same bytes again", () => {
    expect([...zipTimes(archive())]).toEqual(["00002100"]);
    expect(Buffer.compare(archive(), archive())).toBe(0);
  });

  test("tells the rights of a file where they are given, and only there", () => {
    const pieces = [bytesOf("x")];
    const rightsOf = (mode?: number): readonly number[] => {
      const bytes = joined([...zipped([{ name: "a", content: pieces, ...(mode !== undefined && { mode }) }])]);
      const entry = new DataView(bytes.buffer, bytes.length - 22 - 47);
      return [entry.getUint8(5), entry.getUint16(40, true)];
    };
    expect(rightsOf()).toEqual([0, 0]);
    expect(rightsOf(0o755)).toEqual([3, 0o100755]);
  });
});
