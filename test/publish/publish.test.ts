import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Consolidation } from "../../src/consolidation.js";
import { decimal } from "../../src/decimal.js";
import { unitCode } from "../../src/figure.js";
import { type OutputFile, type Publication, publish } from "../../src/publish/publish.js";
import { oneTypeface } from "../../src/typeface.js";
import { madePublication } from "./making.js";
import { mandatoryFinding, verificationFinding } from "./making-findings.js";
import { partsOf } from "./parts.js";
import { attribute, elementsOf } from "./reading.js";

const fontPath = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
const pdfFonts = oneTypeface({ name: "Roboto", bytes: new Uint8Array(readFileSync(fontPath)) });
const findings = [mandatoryFinding(), verificationFinding({ unit: unitCode("D01") })];

/** What is the office's own; everything else is published and held to the line below. */
const INTERNAL = /^(汇总底稿\.xlsx|review\.html|说明-待填\.xlsx|consolidated\.json|findings\.json|(returns|data)\/.*)$/;

/** Unmistakable in any output: a file's and a sheet's name, a typed text, and values no total could have. The outline tells the shares of one figure. */
const FILE = "SECRETFILE";
const SHEET = "SECRETSHEET";
const TYPED = "SECRETTEXT";
const SHARE = "71717";
const TOLD_BY_OUTLINE = "applications.received.total";

function secretPublication(missing: boolean): Publication {
  const publication = madePublication({ findings, missing, pdfFonts });
  return { ...publication, consolidation: withSecrets(publication.consolidation) };
}

function withSecrets(consolidation: Consolidation): Consolidation {
  const source = { file: `2022/${FILE}.xlsx`, sheet: SHEET, cell: "C3", text: TYPED };
  const figures = [...consolidation.figures].map(([code, figure], index) => {
    const value = decimal(`${SHARE}${index}`);
    const contributions = figure.contributions.map((one) => ({
      ...one,
      source,
      value: code === TOLD_BY_OUTLINE ? one.value : value,
    }));
    return [code, { ...figure, contributions }] as const;
  });
  return {
    ...consolidation,
    figures: new Map(figures),
    findings: consolidation.findings.map((finding) => ({ ...finding, sources: [source] })),
    submissions: consolidation.submissions.map((one) => ({ ...one, file: source.file })),
    documents: consolidation.documents.map((one) => ({ ...one, file: source.file })),
  };
}

async function containing(files: readonly OutputFile[], secret: string): Promise<readonly string[]> {
  const parts = await Promise.all(files.map(partsOf));
  return parts
    .flat()
    .filter((part) => part.text.includes(secret))
    .map((part) => part.name);
}

function hashes(files: readonly OutputFile[]): ReadonlyMap<string, string> {
  return new Map(files.map((file) => [file.path, createHash("sha256").update(file.bytes).digest("hex")]));
}

/** Where the page's links lead that leave it, below its own folder. */
function linksOf(files: readonly OutputFile[]): readonly string[] {
  const page = files.find((file) => /报告\.html$/.test(file.path));
  const links = elementsOf(new TextDecoder().decode(page?.bytes), "a").map((one) => attribute(one, "href") ?? "");
  const base = "https://example.org/reports/2022/";
  return links
    .filter((link) => !link.startsWith("#"))
    .map((link) => decodeURIComponent(new URL(link, base).href.replace(base, "")));
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("publish", () => {
  it("writes every output of the contract, in the order of their paths", async () => {
    const paths = (await publish(madePublication({ findings, pdfFonts }))).map((file) => file.path);
    const title = "瑞金市人民政府2022年政府信息公开工作年度报告";
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["docx", "html", "pdf", "xlsx"].map((ending) => `${title}.${ending}`),
        "consolidated.json",
        "findings.json",
        "汇总底稿.xlsx",
        "说明-待填.xlsx",
        "returns/象湖镇人民政府.xlsx",
        "returns/瑞金市政府办公室.xlsx",
        ...["figures", "contributions", "findings", "submissions"].map((name) => `data/${name}.csv`),
        ...["figures.json", "figures-2021.json", "figures.schema.json", "figures.csv", "datapackage.json"].map(
          (name) => `open-data/${name}`,
        ),
      ]),
    );
    expect(paths).toEqual([...new Set(paths)].sort());
  });

  it("leaves the PDF out without a font", async () => {
    const files = await publish(madePublication());
    expect(files.some((file) => file.path.endsWith(".pdf"))).toBe(false);
    expect(linksOf(files)).toHaveLength(4);
    expect(files.map((file) => file.path)).toEqual(expect.arrayContaining([...linksOf(files)]));
  });

  it("links from the page to the other forms of the report, which are there", async () => {
    const files = await publish(madePublication({ findings, pdfFonts, government: "甲#乙%市&人民政府" }));
    const links = linksOf(files);
    expect(links.map((link) => link.split(".").at(-1))).toEqual(["docx", "pdf", "xlsx", "csv", "json"]);
    expect(files.map((file) => file.path)).toEqual(expect.arrayContaining([...links]));
  });

  it.each([false, true])(
    "lets no file name, typed text or unit's share into what is public (draft: %s)",
    async (missing) => {
      const files = await publish(secretPublication(missing));
      const open = files.filter((file) => !INTERNAL.test(file.path));
      expect(open.length).toBeGreaterThanOrEqual(9);
      for (const secret of [FILE, SHEET, TYPED, SHARE]) {
        expect(await containing(open, secret), secret).toEqual([]);
        expect(
          (await containing(files, secret)).length,
          `${secret} should stand in the office's own papers`,
        ).toBeGreaterThan(0);
      }
    },
  );

  it("writes the same bytes at another time, in another time zone and locale", async () => {
    const first = hashes(await publish(madePublication({ findings, pdfFonts })));
    vi.stubEnv("TZ", "America/St_Johns");
    vi.stubEnv("LANG", "de_DE.UTF-8");
    vi.useFakeTimers({ now: new Date("2031-06-05T23:59:59Z"), toFake: ["Date"] });
    expect(hashes(await publish(madePublication({ findings, pdfFonts })))).toEqual(first);
  });
});
