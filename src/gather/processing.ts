import type { Unstable } from "../effects.js";
import { type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { formsInForce, isMain, otherEditions, type Schemas } from "../form/form.js";
import type { ReadDocument } from "../grid.js";
import {
  headingYearFindings,
  type Received,
  type ReceivedDocument,
  type ReceivedFailure,
  receive,
  unitOf,
} from "../intake/intake.js";
import { type NormalizeRequest, normalize } from "../normalize/normalize.js";
import { type Period, yearPeriod } from "../period.js";
import { parseSubmissions, printSubmissions } from "./kept-submission.js";
import { type IntakeContext, readBytes, takeBytes } from "./reading.js";
import {
  acceptanceOfDocument,
  acceptanceOfFailure,
  type FailedSubmission,
  type FilledSubmission,
  type ProcessedSubmission,
} from "./submission.js";

/**
 * 处理一份文件: read it, tell whose each part is, find its figures. What a file gives depends on its bytes, its path, the year and the schemas;
 * what an earlier run kept under the same ones is recalled instead.
 */
export async function processFile(
  path: string,
  context: IntakeContext,
): Promise<readonly ProcessedSubmission[] | Unstable> {
  const { period, schemas, effects } = context;
  const taken = await takeBytes(path, context);
  if ("unstable" in taken) return taken;
  const version = `sent ${schemas.version}`;
  const key = `${period.key}/${path} ${taken.hash}`;
  const kept = await effects.recall(version, key);
  const known = kept === undefined ? undefined : parseSubmissions(kept, { file: `${period.key}/${path}`, schemas });
  if (known !== undefined) return known;
  const read = await readBytes(taken, context);
  const processed = read.flatMap((one) =>
    receive(one, context.index, period).map((part) => processPart(part, context)),
  );
  const printed = printSubmissions(processed);
  if (printed !== undefined) await effects.keep(version, key, printed);
  return processed;
}

function processPart(received: Received, context: IntakeContext): ProcessedSubmission {
  return "failure" in received ? failed(received) : filledIn(received, context);
}

function failed(received: ReceivedFailure): FailedSubmission {
  const { failure, file, identity } = received;
  const { rule, reason, advice } = failure;
  const unreadable: Finding = {
    code: rule,
    unit: unitOf(identity)?.code ?? null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { reason, advice },
  };
  // Nobody can tell whose it is without reading it: that it can't be read says enough.
  const known = identity.findings.filter((finding) => finding.code !== "UNIT.UNKNOWN");
  return { received, findings: [...known, unreadable], acceptance: acceptanceOfFailure(received) };
}

function filledIn(received: ReceivedDocument, { period, schemas }: IntakeContext): FilledSubmission {
  const { document, file, identity } = received;
  const unit = unitOf(identity)?.code ?? null;
  const reported = identity.owner.kind === "published" ? yearPeriod(identity.owner.year) : period;
  const filled = normalize({
    document,
    file,
    unit,
    period: reported,
    ...formsFor(schemas, reported),
    ...schemas.jurisdiction.policies,
  });
  const ofHeadings = headingYearFindings({ file, unit, period }, filled.years);
  return {
    received,
    filled,
    findings: [...identity.findings, ...ofHeadings, ...macroFindings(document, file, unit)],
    acceptance: acceptanceOfDocument(received, filled, { otherYear: ofHeadings.length > 0 }),
  };
}

/** The edition in force first, then the others that a unit may have used, and the forms that come with it. */
function formsFor(schemas: Schemas, period: Period): Pick<NormalizeRequest, "editions" | "accompanying"> {
  const [main, ...accompanying] = formsInForce(schemas, period) ?? [];
  return main
    ? { editions: [main, ...otherEditions(schemas, main)], accompanying }
    : { editions: schemas.forms.filter(isMain), accompanying };
}

function macroFindings({ remarks }: ReadDocument, file: string, unit: UnitCode | null): readonly Finding[] {
  return remarks
    .filter(({ kind }) => kind === "macros")
    .map(() => ({
      code: "FILE.MACROS",
      unit,
      figures: [],
      sources: [wholeFile(file)],
      facts: {},
    }));
}
