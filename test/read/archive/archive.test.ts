import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ReadResult } from "../../../src/grid.js";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { bytesOf, joined, makeZip, readAll, refusalOf, sheetOf } from "../making.js";
import {
  lzma2Stored,
  type MadeFile,
  makeOldRar,
  makeRar,
  makeSevenZip,
  makeTar,
  paxRecord,
  sevenZipAround,
} from "./made-archive.js";
import { BY_LZMA, BY_LZMA2, packedRows } from "./packed-tables.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');
const FILES: readonly MadeFile[] = [
  { name: "乡镇/象湖镇.xlsx", content: SHEET },
  { name: "~$象湖镇.xlsx", content: "x" },
  { name: "云石山乡.csv", content: "规章,36,1\n" },
];
/** 象湖镇.csv in GB18030, which old programs write without saying so. */
const GBK_NAME = new Uint8Array([0xcf, 0xf3, 0xba, 0xfe, 0xd5, 0xf2, 0x2e, 0x63, 0x73, 0x76]);

function said({ inner, outcome }: ReadResult): string {
  const block = "document" in outcome ? outcome.document.blocks[0] : undefined;
  const text = block?.kind === "grid" ? block.cells.map((cell) => cell.text).join("|") : undefined;
  return `${inner}: ${"failure" in outcome ? `${outcome.failure.rule} ${outcome.failure.reason}` : text}`;
}

async function saidOf(archive: Uint8Array, name = "报送.bin"): Promise<readonly string[]> {
  return (await readAll(archive, name)).map(said);
}

describe("archives of every packing give their files", () => {
  test.each([
    ["zip", makeZip(FILES.map(({ name, content }) => ({ name: String(name), content })))],
    ["tar", makeTar(FILES)],
    ["tgz", new Uint8Array(gzipSync(makeTar(FILES)))],
    ["7z", makeSevenZip(FILES)],
    ["rar of WinRAR 4", makeOldRar(FILES)],
    ["rar of WinRAR 5", makeRar(FILES)],
  ])("%s", async (_, archive) => {
    expect(await saidOf(archive)).toEqual(["乡镇/象湖镇.xlsx: 36", "云石山乡.csv: 规章|36|1"]);
  });

  test.each([
    ["LZMA", BY_LZMA],
    ["LZMA2", BY_LZMA2],
  ])("what 7-Zip packed by %s comes out sign by sign", async (_, base64) => {
    const results = await readAll(new Uint8Array(Buffer.from(base64, "base64")), "两张表.7z");
    const lines = packedRows().map((row) => row.join("|"));
    expect(results.map(said)).toEqual([`乙.csv: ${lines.toReversed().join("|")}`, `甲.csv: ${lines.join("|")}`]);
  });

  test("a single file packed by gzip has its own name, or that of the .gz", async () => {
    const csv = bytesOf("规章,36,1\n");
    expect(await saidOf(new Uint8Array(gzipSync(csv)), "云石山乡.csv.gz")).toEqual(["云石山乡.csv: 规章|36|1"]);
    const plain = new Uint8Array(gzipSync(csv));
    plain[3] = 8;
    const named = joined([plain.subarray(0, 10), GBK_NAME, new Uint8Array([0]), plain.subarray(10)]);
    expect(await saidOf(named, "a.gz")).toEqual(["象湖镇.csv: 规章|36|1"]);
  });

  test.each([
    ["tar", makeTar([{ name: GBK_NAME, content: "规章,36\n" }])],
    ["rar", makeOldRar([{ name: GBK_NAME, content: "规章,36\n" }])],
  ])("names in GB18030 are read in a %s", async (_, archive) => {
    expect(await saidOf(archive)).toEqual(["象湖镇.csv: 规章|36"]);
  });

  test("long names of a tar stand before their entry, in either way", async () => {
    const long = `${"象湖镇".repeat(40)}.csv`;
    const gnu = [
      { name: "././@LongLink", content: `${long}\0`, kind: "L" },
      { name: "a", content: "规章,36\n" },
    ];
    const pax = [
      { name: "PaxHeaders/a", content: paxRecord("path", long), kind: "x" },
      { name: "a", content: "规章,36\n" },
    ];
    for (const files of [gnu, pax]) expect(await saidOf(makeTar(files))).toEqual([`${long}: 规章|36`]);
  });

  test("an archive may lie within another of any packing, and no deeper", async () => {
    const inner = makeSevenZip([{ name: "b.xlsx", content: SHEET }]);
    expect(await saidOf(makeRar([{ name: "a.7z", content: inner }]))).toEqual(["a.7z!/b.xlsx: 36"]);
    const deep = makeZip([{ name: "c.rar", content: makeRar([{ name: "a.7z", content: inner }]) }]);
    expect(await saidOf(deep)).toEqual(["c.rar!/a.7z: FILE.UNSUPPORTED 压缩包层数过多"]);
  });
});

describe("what an archive can't give is said by name", () => {
  test.each([
    ["a 7z with a password", makeSevenZip(FILES, { method: [6, 0xf1, 7, 1] }), "FILE.ENCRYPTED"],
    ["a rar with a password on its heads", makeOldRar(FILES, 0x80), "FILE.ENCRYPTED"],
    ["a rar with a password on its files", makeOldRar(FILES, 0, 4), "FILE.ENCRYPTED"],
    ["a volume of a rar", makeOldRar(FILES, 1), "FILE.UNSUPPORTED"],
    ["a method of 7z that is not known", makeSevenZip(FILES, { method: [3, 4, 1] }), "FILE.UNREADABLE"],
    ["a dictionary of a rar beyond any memory", makeRar(FILES, 0x3c00), "FILE.TOO_LARGE"],
    ["a self-extracting program", joined([bytesOf("MZ"), new Uint8Array(900), makeRar(FILES)]), "FILE.UNSUPPORTED"],
    ["a self-extracting zip", joined([bytesOf("MZ"), makeZip([{ name: "a", content: "x" }])]), "FILE.UNSUPPORTED"],
    ["half a 7z", makeSevenZip(FILES).subarray(0, 500), "FILE.UNREADABLE"],
    ["half a tar", makeTar(FILES).subarray(0, 1536), "FILE.UNREADABLE"],
    ["half a .gz", new Uint8Array(gzipSync(SHEET)).subarray(0, 200), "FILE.UNREADABLE"],
    ["an empty 7z", sevenZipAround(new Uint8Array(), new Uint8Array()), "FILE.UNREADABLE"],
  ])("%s", async (_, archive, rule) => {
    const [result] = await readAll(archive, "报送");
    expect(result && "failure" in result.outcome && result.outcome.failure.rule).toBe(rule);
  });

  test.each(["年报.7z.001", "年报.zip.002", "年报.z01", "年报.r00"])(
    "a volume is told by its name: %s",
    async (name) => {
      const failure = await refusalOf(bytesOf("规章,36\n"), name);
      expect([failure.rule, failure.reason]).toEqual(["FILE.UNSUPPORTED", "这是分卷压缩包中的一卷，无法单独读取"]);
    },
  );

  test("links and devices hold nothing, and lead nowhere", async () => {
    const kinds = ["1", "2", "3", "6"].map((kind) => ({ name: `a${kind}.xlsx`, content: "", kind }));
    const sparse = [
      { name: "p", content: paxRecord("GNU.sparse.major", "1"), kind: "x" },
      { name: "s.xlsx", content: SHEET },
    ];
    const results = await saidOf(makeTar([...kinds, ...sparse, { name: "../../b.xlsx", content: SHEET }]));
    expect(results.slice(0, 4).every((one) => one.includes("链接"))).toBe(true);
    expect(results.slice(4)).toEqual([expect.stringMatching(/^s\.xlsx: FILE\.UNSUPPORTED/), "b.xlsx: 36"]);
  });

  test("one entry with another checksum does not take the others with it", async () => {
    for (const archive of [makeOldRar(FILES), makeRar(FILES)]) {
      const at = Buffer.from(archive).indexOf(Buffer.from("规章,36"));
      archive[at] = 0x30;
      const [first, second] = await saidOf(archive);
      expect(first).toBe("乡镇/象湖镇.xlsx: 36");
      expect(second).toContain("云石山乡.csv: FILE.UNREADABLE");
    }
  });

  test("two files of one name are refused in any packing", async () => {
    const twice = [FILES[0], FILES[0]] as readonly MadeFile[];
    for (const archive of [makeTar(twice), makeSevenZip(twice), makeRar(twice)])
      expect((await refusalOf(archive)).reason).toContain("重名");
  });
});

describe("sizes are counted as they come out", () => {
  const tight = { ...DEFAULT_LIMITS, inflatedBytes: 100_000 };
  const large = new Uint8Array(300_000).fill(0x30);

  test.each([
    ["gzip", new Uint8Array(gzipSync(large))],
    ["7z", makeSevenZip([{ name: "a.txt", content: large }], { method: [0x21] }, lzma2Stored(large))],
    ["rar", makeRar([{ name: "a.txt", content: large }])],
    ["rar that says it is small", makeRar([{ name: "a.txt", content: large }], 0, 10)],
  ])("%s", async (_, archive) => {
    const [result] = await readAll(archive, "大", tight);
    const rule = result && "failure" in result.outcome && result.outcome.failure.rule;
    expect(rule).toMatch(/^FILE\.(?:TOO_LARGE|UNREADABLE)$/);
  });

  test("a 7z that states another size than comes out is damaged", async () => {
    const packed = lzma2Stored(SHEET);
    for (const size of [SHEET.length - 1, SHEET.length + 1]) {
      const [one] = await readAll(makeSevenZip([{ name: "a.xlsx", content: SHEET }], { method: [0x21], size }, packed));
      expect(one && "failure" in one.outcome && one.outcome.failure.rule).toBe("FILE.UNREADABLE");
    }
  });

  test("more entries than are allowed, or than there can be, are refused", async () => {
    const few = { ...DEFAULT_LIMITS, entries: 2 };
    for (const archive of [makeTar(FILES), makeSevenZip(FILES), makeOldRar(FILES)])
      expect((await refusalOf(archive, "多", few)).rule).toBe("FILE.TOO_LARGE");
    expect((await refusalOf(makeSevenZip(FILES, { count: 1_000_000_000 }))).rule).toBe("FILE.TOO_LARGE");
  });

  // A tar has no checksum of its contents; for the others each entry is the right one, whatever its name, or refused.
  test("no byte that is turned makes an archive hang, crash or give another text", async () => {
    const packed = [BY_LZMA, BY_LZMA2].map((base64) => new Uint8Array(Buffer.from(base64, "base64")));
    for (const archive of [makeSevenZip(FILES), makeOldRar(FILES), makeRar(FILES), ...packed]) {
      const right = new Set((await saidOf(archive)).map(textOf));
      for (let at = 0; at < archive.length; at += 7) {
        const turned = archive.slice();
        turned[at] = (turned[at] as number) ^ 0x55;
        const others = (await saidOf(turned, "转")).map(textOf).filter((text) => !right.has(text));
        expect(others.filter((text) => !text.startsWith("FILE."))).toEqual([]);
      }
    }
  });

  test("no byte of a tar's heads that is turned makes it hang or crash", async () => {
    const archive = makeTar(FILES);
    for (let at = 0; at < 512; at += 5) {
      const turned = archive.slice();
      turned[at] = (turned[at] as number) ^ 0x55;
      expect((await saidOf(turned, "转")).length).toBeGreaterThan(0);
    }
  });
});

function textOf(one: string): string {
  return one.slice(one.indexOf(": ") + 2);
}
