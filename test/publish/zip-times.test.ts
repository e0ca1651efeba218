import { describe, expect, it } from "vitest";
import { paperOf } from "../../src/publish/report/report.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { withFixedZipTimes } from "../../src/publish/zip-times.js";
import { madePublication } from "./making.js";
import { unzip, zipTimes } from "./reading.js";

describe("withFixedZipTimes", () => {
  it("sets every entry to 1980-01-01 and changes nothing else", async () => {
    const bytes = await writeDocx(paperOf(madePublication()));
    expect([...zipTimes(bytes)]).toEqual(["00002100"]);
    const changed = bytes.slice();
    const at = Buffer.from(changed).indexOf("PK\u0001\u0002");
    changed.set([0x12, 0x34, 0x56, 0x57], at + 12);
    expect(zipTimes(changed).size).toBe(2);
    expect(Buffer.from(withFixedZipTimes(changed)).equals(Buffer.from(bytes))).toBe(true);
    expect(unzip(withFixedZipTimes(bytes)).size).toBeGreaterThan(8);
  });

  it("leaves the given bytes alone", async () => {
    const bytes = await writeDocx(paperOf(madePublication()));
    const copy = bytes.slice();
    withFixedZipTimes(bytes);
    expect(Buffer.from(bytes).equals(Buffer.from(copy))).toBe(true);
  });

  it("refuses what is no archive", () => {
    expect(() => withFixedZipTimes(new Uint8Array(40))).toThrow("not a zip archive");
  });
});
