import { figureCode, unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import type { Publication } from "../../src/publish/publish.js";
import { type MakingOptions, madePublication } from "./making.js";

/** A broken balance of 象湖镇, with everything a finding can say. */
export function mandatoryFinding(changes: Partial<GradedFinding> = {}): GradedFinding {
  return {
    id: "T3.BALANCE-T01-0123456789ab",
    rule: "T3.BALANCE",
    severity: "mandatory",
    unit: unitCode("T01"),
    figures: [figureCode("applications.received.naturalPerson"), figureCode("applications.carriedIn.naturalPerson")],
    message: "自然人 列：新收加结转，不等于办理结果总计加结转下年度。",
    expected: "36",
    actual: "35",
    difference: "-1",
    sources: [
      { file: "2022/原件-T01.xlsx", sheet: "原表-applications", cell: "C3", text: "4件（原填）" },
      { file: "2022/原件-T01.xlsx", sheet: "原表-applications", cell: "C4", text: "0" },
    ],
    cause: "T01-自然人",
    explanation: null,
    advice: "请核对自然人列各行。",
    suspects: ["上年结转由0改为1"],
    ...changes,
  };
}

export function verificationFinding(changes: Partial<GradedFinding> = {}): GradedFinding {
  return mandatoryFinding({
    id: "YEAR.SWING-T01-0123456789ab",
    rule: "YEAR.SWING",
    severity: "verification",
    message: "本年与上年相比变动很大。",
    expected: null,
    actual: null,
    difference: null,
    cause: null,
    suspects: [],
    ...changes,
  });
}

/** What a unit might name itself or type to do harm or by accident. */
export const HOSTILE_TEXTS = [
  "=cmd|'/C calc'!A0",
  "<script>alert(1)</script>",
  "@SUM(1+1)*cmd",
  "第一行\r\n第二行",
  "长".repeat(40_000),
  "a\u0000b\u0007c\ud800d\uffff",
  "_x0041_",
  "+1+1",
  "\t=1",
] as const;

export function hostilePublication(options: MakingOptions = {}): Publication {
  const findings = HOSTILE_TEXTS.map((text, index) =>
    mandatoryFinding({
      id: `H-${index}`,
      message: text,
      advice: text,
      suspects: [text],
      sources: [{ file: text, sheet: text, cell: text, text }],
    }),
  );
  const publication = madePublication({ unitName: HOSTILE_TEXTS[0], findings, ...options });
  const { consolidation } = publication;
  const figures = new Map(
    [...consolidation.figures].map(([code, figure], index) => {
      const text = HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] ?? "";
      const contributions = figure.contributions.map((one) => ({
        ...one,
        source: one.source && { ...one.source, text, sheet: text.slice(0, 31) },
      }));
      return [code, { ...figure, contributions }];
    }),
  );
  return { ...publication, consolidation: { ...consolidation, figures } };
}
