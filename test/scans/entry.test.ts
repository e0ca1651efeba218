import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/bytes.js";
import type { ReadDocument } from "../../src/grid.js";
import { entryIn } from "../../src/scan-entry.js";
import { exceljsBook } from "../publish/parts.js";
import {
  asMade,
  bookOf,
  confirmed,
  consolidated,
  type Files,
  form,
  rulesOf,
  SCAN,
  share,
  unit,
} from "./confirmed-period.js";
import { entryOf, filledBook, withCells } from "./filled-entry.js";
import { cellPicture } from "./made-scan.js";

describe("the workbook of a scan", () => {
  it("has every figure of the form once, each with what was recognised", async () => {
    const { mark, by } = entryOf(await asMade());
    expect(by).toBe("");
    const figures = mark.rows.flatMap(({ cells }) => cells.map(({ figure }) => figure));
    const asked = [...form.figures.values()].filter(({ optional }) => !optional).map(({ code }) => code);
    expect([...figures].sort()).toEqual([...asked].sort());
    const shown = mark.rows.flatMap(({ cells }) => cells.map((cell) => [cell.figure, cell.shown]));
    expect(Object.fromEntries(shown)).toMatchObject({
      "applications.received.enterprise": "2？",
      "applications.received.total": "照图填",
      "disputes.reconsideration.pending": "空？",
    });
  });

  it("sets apart what is doubtful, what foots and what was not found", async () => {
    const { mark } = entryOf(
      await asMade({
        proposals: { "applications.carriedIn.total": "1", "applications.granted.naturalPerson": null },
        doubts: { "disputes.reconsideration.total": ["seal"] },
        without: ["applications.carriedOut"],
      }),
    );
    const sheets = Object.fromEntries(mark.rows.map(({ code, sheet, how }) => [code, `${sheet} ${how}`]));
    expect(sheets).toMatchObject({
      "applications.received": "整行核对 total",
      "applications.carriedIn": "逐格核对 each",
      "applications.granted": "逐格核对 each",
      "disputes.reconsideration": "逐格核对 each",
      "disputes.litigationDirect": "整行核对 total",
      "proactive.fees": "逐格核对 each",
      "applications.carriedOut": "照原件填 each",
    });
    const first = mark.rows.map(({ code }) => code).slice(0, 3);
    expect(first).toEqual(["applications.carriedIn", "applications.granted", "disputes.reconsideration"]);
  });

  it("has room for all that is doubtful of a row", async () => {
    const codes = [...form.figures.keys()].filter((code) => code.startsWith("applications.granted."));
    const doubts = Object.fromEntries(codes.map((code) => [code, ["unsure", "seal", "touching", "blank"] as const]));
    const book = await exceljsBook({ path: "录入.xlsx", bytes: await bookOf({ doubts }) });
    const sheet = book.getWorksheet("逐格核对")!;
    const rows = Array.from({ length: sheet.rowCount }, (_, at) => sheet.getRow(at + 1));
    const at = rows.findIndex((row) => row.values.toString().includes("有印章盖住"));
    const lines = rows[at]!.values.toString().split("\n").length;
    expect(lines).toBe(codes.length);
    // Each line is wider than the column and takes two.
    const room = rows.slice(at, at + 3).reduce((sum, { height }) => sum + height, 0);
    expect(room).toBeGreaterThanOrEqual(2 * codes.length * 12.5);
  });
});

describe("what a person confirmed", () => {
  it("is summed from its place on the scan, with who confirmed it", async () => {
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await filledBook(await bookOf()) });
    expect(result.coverage.received).toContain(unit.code);
    const { value, source } = share(result, "applications.received.naturalPerson");
    expect(value).toBe("36");
    expect(source).toMatchObject({
      file: "2022/象湖镇.png",
      sheet: "第2页",
      cell: expect.stringMatching(/^第1个表格第\d+行第\d+列$/),
      text: "36",
      confirmed: { by: "张三", file: "2022/录入.xlsx", sheet: "整行核对" },
    });
    expect(share(result, "proactive.fees.amount").value).toBe("12.5");
    expect(share(result, "disputes.reconsideration.pending").value).toBe("0");
    expect(rulesOf(result)).toEqual(["SCAN.CONFIRMED"]);
    expect(rulesOf(result, "FILE.")).toEqual([]);
    const mandatory = result.findings.filter((one) => one.unit === unit.code && one.severity === "mandatory");
    expect(mandatory.map(({ message }) => message)).toEqual([]);
  });

  it("may be other than what was recognised", async () => {
    const typed = { "proactive.fees.amount": "21.5", "applications.received.enterprise": "3" };
    const result = await consolidated({
      "象湖镇.png": SCAN,
      "录入.xlsx": await confirmed({ typed: { ...typed, "applications.received.total": "39" } }),
    });
    expect(share(result, "proactive.fees.amount").value).toBe("21.5");
    expect(share(result, "applications.received.enterprise").value).toBe("3");
    expect(share(result, "applications.received.naturalPerson").value).toBe("36");
    expect(rulesOf(result)).toEqual(["SCAN.CONFIRMED"]);
  });
});

describe("what nobody confirmed", () => {
  it("is no figure, and every such cell is said", async () => {
    const open = ["applications.received.total", "proactive.fees.amount"];
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ open }) });
    expect(share(result, "applications.received.naturalPerson").value).toBeNull();
    expect(share(result, "proactive.fees.amount").value).toBeNull();
    const findings = result.findings.filter(({ rule }) => rule === "SCAN.UNCONFIRMED");
    expect(findings.map(({ figures }) => figures.length).sort()).toEqual([1, 7]);
    expect(findings.map(({ message }) => message).join()).toContain("“总计”没有照图填写");
    expect(result.status).toBe("draft");
  });

  it("does not become one by a total that is another than the proposals'", async () => {
    const typed = { "applications.received.total": "39" };
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ typed }) });
    expect(share(result, "applications.received.naturalPerson").value).toBeNull();
    expect(result.findings.find(({ rule }) => rule === "SCAN.UNCONFIRMED")?.message).toContain(
      "照图填的“总计”39与各分项之和38不符，须逐格填写",
    );
  });

  it("is nothing in the workbook as it was made", async () => {
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await asMade() });
    expect(result.coverage.missing).toContain(unit.code);
    expect(rulesOf(result)).toEqual(["SCAN.REFUSED"]);
    const given = [...result.figures.values()].flatMap(({ contributions }) => contributions.map(({ value }) => value));
    expect(given.filter((value) => value !== null)).toEqual([]);
  });

  it("is nothing where a name stands and nothing else", async () => {
    const book = await confirmed({ nothingElse: true });
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": book });
    const given = [...result.figures.values()].flatMap(({ contributions }) => contributions.map(({ value }) => value));
    expect(given.filter((value) => value !== null)).toEqual([]);
  });

  it("can't be read by a person either", async () => {
    const typed = { "proactive.fees.amount": "看不清" };
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ typed }) });
    expect(share(result, "proactive.fees.amount").value).toBeNull();
    expect(rulesOf(result, "VALUE.UNREADABLE")).toHaveLength(1);
  });
});

describe("a workbook that is not taken", () => {
  const refused = async (files: Files, words: string): Promise<void> => {
    const result = await consolidated(files);
    const own = result.findings.filter(({ rule }) => rule === "SCAN.REFUSED");
    expect(own.map(({ message }) => message).join()).toContain(words);
    expect(result.coverage.missing).toContain(unit.code);
    expect(share(result, "applications.received.naturalPerson").value).toBeNull();
  };

  it("names nobody", async () => {
    await refused({ "象湖镇.png": SCAN, "象湖镇录入.xlsx": await confirmed({ by: "" }) }, "没有填写核对人");
  });

  it("was made of a scan that has changed since", async () => {
    await refused({ "象湖镇.png": cellPicture("1"), "录入.xlsx": await confirmed() }, "换过");
  });

  it("has lost its mark", async () => {
    const whole = await confirmed();
    const lost = { ...whole, blocks: whole.blocks.filter(({ sheet }) => sheet !== "录入标记") };
    await refused({ "象湖镇.png": SCAN, "象湖镇.xlsx": lost }, "标记页没有了");
  });

  it("was printed", async () => {
    const { blocks, ...whole } = await confirmed();
    const sheets = blocks.filter(({ sheet }) => sheet !== "录入标记");
    const printed = sheets.flatMap((block): ReadDocument["blocks"] => {
      if (block.kind !== "grid") return [block];
      const lines = block.cells.flatMap(({ row, text }) => (row < 1 && text !== "" ? [{ text, place: "第1行" }] : []));
      return [
        { kind: "text", sheet: block.sheet, lines },
        { ...block, cells: block.cells.filter(({ row }) => row >= 1) },
      ];
    });
    const document = { ...whole, blocks: printed };
    await refused({ "象湖镇.png": SCAN, "象湖镇.pdf": document }, "标记页没有了");
  });

  const changed = async (from: string, to: string): Promise<ReadDocument> =>
    withCells(await confirmed(), (_, cell) => (cell.text === from ? { ...cell, text: to } : cell));

  it("had its mark changed", async () => {
    const hash = await changed(sha256(SCAN), "b".repeat(64));
    await refused({ "象湖镇.png": SCAN, "象湖镇.xlsx": hash }, "不完整或被改动");
  });

  it("had a row moved", async () => {
    const moved = withCells(await confirmed(), ({ sheet }, cell) =>
      sheet === "整行核对" && cell.row > 3 ? { ...cell, row: cell.row + 1 } : cell,
    );
    await refused({ "象湖镇.png": SCAN, "象湖镇.xlsx": moved }, "移动过");
  });

  it("had a proposal changed", async () => {
    await refused({ "象湖镇.png": SCAN, "象湖镇.xlsx": await changed("2？", "3？") }, "识别结果被改动");
  });

  it("names another unit than the file does", async () => {
    const result = await consolidated({ "象湖镇.png": SCAN, "叶坪镇.xlsx": await confirmed() });
    expect(rulesOf(result, "UNIT.CONFLICT")).toHaveLength(1);
    expect(share(result, "applications.received.naturalPerson").value).toBeNull();
  });
});

describe("a workbook and its scan", () => {
  it("is asked for the scan that is not there", async () => {
    const result = await consolidated({ "录入.xlsx": await confirmed() });
    expect(share(result, "applications.received.naturalPerson")).toMatchObject({
      value: "36",
      source: { file: "2022/录入.xlsx", sheet: "整行核对", confirmed: { by: "张三" } },
    });
    const [finding] = result.findings.filter(({ rule }) => rule === "SCAN.SOURCE_MISSING");
    expect(finding).toMatchObject({ severity: "verification", unit: null });
    expect(finding?.message).toContain("2022/象湖镇.png");
    expect(result.status).toBe("draft");
  });

  it("finds a scan that was renamed by what it holds", async () => {
    const result = await consolidated({ "扫描/象湖镇盖章.png": SCAN, "录入.xlsx": await confirmed() });
    expect(share(result, "applications.received.naturalPerson").source?.file).toBe("2022/扫描/象湖镇盖章.png");
    expect(rulesOf(result)).toEqual(["SCAN.CONFIRMED"]);
  });

  it("counts once where two are the same, and not at all where two differ", async () => {
    const [one, other] = [await confirmed(), await confirmed({ typed: { "proactive.fees.amount": "21.5" } })];
    const twice = await consolidated({ "象湖镇.png": SCAN, "甲.xlsx": one, "乙.xlsx": one });
    expect(share(twice, "proactive.fees.amount").value).toBe("12.5");
    expect(rulesOf(twice, "UNIT.TWICE")).toHaveLength(1);
    const differing = await consolidated({ "象湖镇.png": SCAN, "甲.xlsx": one, "乙.xlsx": other });
    expect(share(differing, "proactive.fees.amount").value).toBeNull();
    expect(rulesOf(differing, "UNIT.AMBIGUOUS")).toHaveLength(1);
  });

  it("is one of several that together make the form", async () => {
    const [second, hash] = [cellPicture("2"), sha256(cellPicture("2"))];
    const rows = [...new Set([...form.figures.values()].map(({ table, row }) => `${table}.${row}`))];
    const lower = rows.filter((row) => row > "applications.received");
    const upper = rows.filter((row) => !lower.includes(row));
    const result = await consolidated({
      "象湖镇1.png": SCAN,
      "象湖镇2.png": second,
      "上.xlsx": await confirmed({}, { without: lower, file: "2022/象湖镇1.png" }),
      "下.xlsx": await confirmed({}, { without: upper, file: "2022/象湖镇2.png", sha256: hash }),
    });
    expect(share(result, "applications.received.naturalPerson").source?.file).toBe("2022/象湖镇1.png");
    expect(share(result, "proactive.fees.amount").source?.file).toBe("2022/象湖镇2.png");
    const mandatory = result.findings.filter((one) => one.unit === unit.code && one.severity === "mandatory");
    expect(mandatory.map(({ message }) => message)).toEqual([]);
  });

  it("keeps the cell of a figure that was typed though it was not found on the scan", async () => {
    const without = ["proactive.fees"];
    const typed = { "proactive.fees.amount": "7" };
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ typed }, { without }) });
    expect(share(result, "proactive.fees.amount")).toMatchObject({
      value: "7",
      source: { file: "2022/录入.xlsx", sheet: "照原件填", confirmed: { by: "张三" } },
    });
  });
});

describe("any other document", () => {
  it("is no such workbook", () => {
    expect(entryIn({ format: "xlsx", blocks: [], remarks: [] })).toBeUndefined();
  });
});
