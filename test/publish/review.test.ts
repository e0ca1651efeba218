import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { decimal } from "../../src/decimal.js";
import { type UnitCode, unitCode } from "../../src/figure.js";
import type { Unit } from "../../src/form/form.js";
import { placeOfAddress } from "../../src/publish/review/address.js";
import type { ReviewContributions, ReviewCore, ReviewFinding, ReviewGrid } from "../../src/publish/review/model.js";
import { outliersOf } from "../../src/publish/review/outliers.js";
import { ruleRelations } from "../../src/publish/review/relations.js";
import { writeReview } from "../../src/publish/review/review.js";
import { shownText } from "../../src/shown-text.js";
import { HARM, reviewPublication } from "../browser/review-making.js";
import { madeSchemas } from "./making.js";

const SCRIPT = "document.title = '审核';";

function written(making: Parameters<typeof reviewPublication>[0] = {}): string {
  const [file] = writeReview({ ...reviewPublication(making), reviewScript: SCRIPT });
  expect(file?.path).toBe("review.html");
  return new TextDecoder().decode(file!.bytes);
}

function piece<T>(html: string, id: string): T {
  const start = html.indexOf(`<script type="application/json" id="${id}">`);
  return JSON.parse(html.slice(html.indexOf(">", start) + 1, html.indexOf("</script>", start))) as T;
}

describe("the review page", () => {
  it("is left out where its script is not there", () => {
    expect(writeReview(reviewPublication())).toEqual([]);
  });

  it("forbids everything but its own script, by the hash of that script", () => {
    const hash = Buffer.from(sha256(new TextEncoder().encode(SCRIPT)), "hex").toString("base64");
    const html = written();
    expect(html).toContain(
      `content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).toContain(`<script>${SCRIPT}</script>`);
    expect(html).not.toMatch(/https?:|\bsrc=|<link|@import|url\(/);
  });

  it("refuses a script that would end its own element", () => {
    expect(() => writeReview({ ...reviewPublication(), reviewScript: "'</script>'" })).toThrow(RangeError);
  });

  it("is the same, byte for byte, for the same consolidation", () => {
    expect(written({ hostile: true })).toBe(written({ hostile: true }));
  });

  it("holds what units wrote as data in which nothing can end the element", () => {
    const html = written({ hostile: true });
    const elements = html.match(/<\/?[a-z!][^>]*>/gi) ?? [];
    const opened = elements.filter((tag) => tag.startsWith("<script"));
    expect(
      opened.filter(
        (tag) => !/^<script( type="application\/json" id="(core|texts|findings|(figure|file)-\d+)")?>$/.test(tag),
      ),
    ).toEqual([]);
    expect(opened).toHaveLength(elements.filter((tag) => tag === "</script>").length);
    expect(html).not.toContain("\u2028");
    expect(elements.filter((tag) => /^<(img|b|svg|a)\b|^<!--/.test(tag))).toEqual([]);
    const core = piece<ReviewCore>(html, "core");
    expect(core.units.slice(0, HARM.length).map((unit) => unit.name)).toEqual(
      HARM.map((harm, index) => shownText(`${harm}${index + 1}`)),
    );
  });

  it("gives every figure, contribution and finding back as they were", () => {
    const { consolidation } = reviewPublication();
    const html = written();
    const core = piece<ReviewCore>(html, "core");
    const texts = piece<readonly string[]>(html, "texts");
    expect(core.figures.map((figure) => figure.code)).toEqual([...consolidation.figures.keys()]);
    for (const [place, figure] of [...consolidation.figures.values()].entries()) {
      const packed = piece<ReviewContributions>(html, `figure-${place}`);
      expect(packed.v.map((at) => (at < 0 ? null : decimal(texts[at]!)))).toEqual(
        figure.contributions.map((one) => one.value),
      );
      expect(packed.a.map((at) => texts[at])).toEqual(figure.contributions.map((one) => one.source?.cell));
    }
    const findings = piece<readonly ReviewFinding[]>(html, "findings");
    expect(findings.map((finding) => finding.id)).toEqual(consolidation.findings.map((finding) => finding.id));
    expect(core.findings).toEqual({
      mandatory: { all: 4, open: 4 },
      verification: { all: 2, open: 1 },
      notice: { all: 1, open: 0 },
    });
    expect(core.units.filter((unit) => unit.slip).map((unit) => unit.slip)).toEqual([
      "returns/第1乡人民政府.xlsx",
      "returns/第2乡人民政府.xlsx",
      "returns/第12乡人民政府.xlsx",
    ]);
  });

  it("keeps of a sheet only what stands around the cells that are named", () => {
    const made = reviewPublication();
    const long = made.consolidation.documents.map((document) => ({
      ...document,
      blocks: document.blocks.map((block) =>
        block.kind === "text"
          ? block
          : {
              ...block,
              rows: 5000,
              cells: [
                ...block.cells,
                ...Array.from({ length: 4000 }, (_, row) => ({
                  row: row + 900,
                  column: 2,
                  rowSpan: 1,
                  columnSpan: 1,
                  text: `远处${row}`,
                  kind: "text" as const,
                })),
              ],
            },
      ),
    }));
    const [file] = writeReview({
      ...made,
      consolidation: { ...made.consolidation, documents: long },
      reviewScript: SCRIPT,
    });
    const html = new TextDecoder().decode(file!.bytes);
    expect(html).not.toContain("远处");
    const core = piece<ReviewCore>(html, "core");
    const blocks = piece<readonly ReviewGrid[]>(html, `file-${core.documents[0]}`);
    expect(Math.max(...blocks.flatMap((block) => block.shownRows ?? []))).toBeLessThan(60);
  });
});

describe("addresses", () => {
  it.each([
    ["A1", 0, 0],
    ["J6", 5, 9],
    ["AA10", 9, 26],
    ["R5C7", 4, 6],
    ["R1C1", 0, 0],
  ] as const)("reads %s", (address, row, column) => {
    expect(placeOfAddress(address)).toEqual({ row, column });
  });

  it.each(["第17行", "第12段", "", "a1", "R5C", "A0x"])("leaves %s to the block", (address) => {
    expect(placeOfAddress(address)).toBeUndefined();
  });
});

describe("outliers", () => {
  const units = new Map<UnitCode, Unit>(
    Array.from({ length: 20 }, (_, index) => [
      unitCode(`U${index}`),
      { code: unitCode(`U${index}`), name: `${index}`, aliases: [], category: index < 12 ? "乡镇" : "部门" },
    ]),
  );
  const given = (values: readonly (string | null)[]): Parameters<typeof outliersOf>[0] =>
    values.map((value, index) => ({
      unit: unitCode(`U${index}`),
      value: value === null ? null : decimal(value),
      source: null,
    }));

  it("marks what stands far above and far below the others of its category", () => {
    expect(outliersOf(given(["50", "52", "48", "55", "51", "49", "500", "4.5", "53", "50", "0", null]), units)).toEqual(
      { high: ["U6"], low: ["U7"] },
    );
  });

  it("says nothing where most are zero or there are few", () => {
    expect(outliersOf(given(["0", "0", "0", "0", "0", "0", "900", "0", "0", "0", "0", "0"]), units)).toEqual({
      high: [],
      low: [],
    });
  });

  it("does not take a unit of another category for an outlier", () => {
    const towns = Array.from({ length: 12 }, (_, index) => String(5 + (index % 3)));
    const offices = Array.from({ length: 8 }, (_, index) => String(500 + index));
    expect(outliersOf(given([...towns, ...offices]), units)).toEqual({ high: [], low: [] });
  });
});

describe("the rules of a figure", () => {
  const schemas = madeSchemas();
  const form = schemas.forms.find((one) => one.edition === "2021")!;
  const relations = ruleRelations(form);
  const count = (rule: string): number => relations.filter((one) => one.rule === rule).length;

  it("are the 42 relations of the form, and those with last year", () => {
    expect([count("T3.BALANCE"), count("T3.ROW_TOTAL"), count("T3.OUTCOMES_TOTAL"), count("T4.ROW_TOTAL")]).toEqual([
      7, 25, 7, 3,
    ]);
    expect([count("T2.IN_FORCE"), count("YEAR.CARRIED_IN")]).toEqual([2, 7]);
  });

  it("name figures that the form has", () => {
    const named = relations.flatMap((one) => [
      ...one.figures,
      ...[...one.left, ...one.right].map((term) => term.figure),
    ]);
    expect(named.filter((code) => !form.figures.has(code))).toEqual([]);
  });

  it("leave out a rule that is switched off", () => {
    const rule = form.rules.get("T3.BALANCE")!;
    const regraded = { to: "off" as const, reason: "试", date: "2022-01-01" };
    const rules = new Map(form.rules).set("T3.BALANCE", { ...rule, regraded });
    expect(ruleRelations({ ...form, rules }).some((one) => one.rule === "T3.BALANCE")).toBe(false);
  });
});
