import type { Consolidation } from "../consolidation.js";
import type { Finding, GradedFinding } from "../finding.js";
import { type SignOff, signatureText } from "../sign-off.js";

/** 失效的签署, as one finding. */
export function voidSignatures({ lapsed, damaged }: SignOff): readonly Finding[] {
  if (lapsed.length === 0 && damaged === undefined) return [];
  return [
    {
      code: "SIGN.VOID",
      unit: null,
      figures: [],
      sources: [],
      facts: { signed: lapsed.map(signatureText), ...(damaged !== undefined && { damaged }) },
    },
  ];
}

/** 签署情况 of a consolidation. Where a final report has to be issued by somebody, it is a draft until that is done. */
export function withSignOff(
  consolidation: Consolidation,
  given: { readonly signOff: SignOff; readonly voided: readonly GradedFinding[]; readonly issue: boolean },
): Consolidation {
  const { signOff, voided, issue } = given;
  const { findings, reasons, status } = consolidation;
  const issued = !issue || signOff.signed.some(({ role }) => role === "签发");
  // What is about no unit stands before what is about the first.
  const own = findings.findIndex(({ unit }) => unit !== null);
  const at = own < 0 ? findings.length : own;
  return {
    ...consolidation,
    signOff,
    findings: [...findings.slice(0, at), ...voided, ...findings.slice(at)],
    ...(!issued && { reasons: [...reasons, NOT_ISSUED] }),
    status: issued ? status : "draft",
  };
}

const NOT_ISSUED = "还没有签发（签发用 crossfoot sign）";
