import { grade } from "../check/check.js";
import type { Consolidation } from "../consolidation.js";
import type { Finding } from "../finding.js";
import type { Schemas } from "../form/form.js";
import { type SignOff, signatureText } from "../sign-off.js";

/** 失效的签署, as one finding. */
function voidSignatures({ lapsed, damaged }: SignOff): readonly Finding[] {
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
export function withSignOff(consolidation: Consolidation, signOff: SignOff, schemas: Schemas): Consolidation {
  const { findings, reasons, status, forms } = consolidation;
  const issued = !schemas.jurisdiction.approvals.issue || signOff.signed.some(({ role }) => role === "签发");
  const voided = grade({
    findings: voidSignatures(signOff),
    explanations: [],
    schemas,
    forms,
    valueOf: () => null,
    labelOf: (code) => code,
  });
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

const NOT_ISSUED = "还没有签发（网页上在“签署”处登记，命令行用 crossfoot sign）";
