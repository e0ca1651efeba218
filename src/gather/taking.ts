import { sha256 } from "../bytes.js";
import type { Effects, Unstable } from "../effects.js";
import { wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Form, formInForce, type ReadingLimits, type Schemas } from "../form/form.js";
import type { ReadResult } from "../grid.js";
import { headingYearFindings, type ReadFile, type Received, type RosterIndex, receive } from "../intake/intake.js";
import { normalize } from "../normalize/normalize.js";
import { parseSent, printSent } from "./keeping.js";
import type { Sent } from "./placing.js";

/** For which year, by which roster and schemas, and with what. */
export interface Taking {
  readonly year: number;
  readonly schemas: Schemas;
  readonly index: RosterIndex;
  readonly effects: Effects;
}

/**
 * 收取一份文件: read it, tell whose each part is, and fill its figures in. What a file gave depends on its bytes, its path, the year and the schemas;
 * under the same ones it is recalled instead.
 */
export async function takeFile(path: string, taking: Taking): Promise<readonly Sent[] | Unstable> {
  const { year, schemas, effects } = taking;
  const bytes = await effects.bytes(year, path);
  if ("unstable" in bytes) return bytes;
  const hash = sha256(bytes);
  const version = `sent ${schemas.version}`;
  const key = `${year}/${path} ${hash}`;
  const known = await effects.recall(version, key);
  if (known !== undefined) return parseSent(known);
  const read = await readBytes({ bytes, hash, path }, taking);
  const sent = read.flatMap((one) => receive(one, taking.index, year).map((received) => fillIn(received, taking)));
  const kept = printSent(sent);
  if (kept !== undefined) await effects.keep(version, key, kept);
  return sent;
}

/** 读: what lies at a path, and nothing made of it (the office's own files). */
export async function readFile(path: string, taking: Taking): Promise<readonly ReadFile[] | Unstable> {
  const bytes = await taking.effects.bytes(taking.year, path);
  return "unstable" in bytes ? bytes : readBytes({ bytes, hash: sha256(bytes), path }, taking);
}

interface Given {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly path: string;
}

async function readBytes(
  { bytes, hash, path }: Given,
  { year, schemas, effects }: Taking,
): Promise<readonly ReadFile[]> {
  const name = path.split("/").at(-1) ?? path;
  const results = await readOnce({ bytes, hash, name }, schemas.jurisdiction.limits, effects);
  return results.map(({ inner, sha256: innerHash, outcome }) => ({
    file: inner === undefined ? `${year}/${path}` : `${year}/${path}!/${inner}`,
    sha256: innerHash ?? hash,
    outcome,
  }));
}

/** Bytes once read need not be read again for another roster; the name decides how some formats are read. A failure may be the moment's and is not kept. */
async function readOnce(
  { bytes, hash, name }: { readonly bytes: Uint8Array; readonly hash: string; readonly name: string },
  limits: ReadingLimits | undefined,
  effects: Effects,
): Promise<readonly ReadResult[]> {
  const version = `read ${JSON.stringify(limits ?? {})}`;
  const key = `${hash} ${name}`;
  const known = await effects.recall(version, key);
  if (known !== undefined) return JSON.parse(known) as readonly ReadResult[];
  const results = await effects.read({ bytes, name, limits });
  if (results.every(({ outcome }) => "document" in outcome)) await effects.keep(version, key, JSON.stringify(results));
  return results;
}

/** The form in force first, then the other editions a unit may have used. */
function editionsFor(schemas: Schemas, year: number): readonly Form[] {
  const inForce = formInForce(schemas, year);
  return inForce ? [inForce, ...schemas.editions.filter((form) => form !== inForce)] : schemas.editions;
}

function fillIn(received: Received, { year, schemas }: Taking): Sent {
  const unit = received.identity.unit?.code ?? null;
  const { document, failure, file, identity } = received;
  if (failure) {
    const { rule, reason, advice } = failure;
    return {
      received,
      filled: undefined,
      findings: [
        // Whose it is can't be told of a file that gives nothing; that it gives nothing is told once.
        ...identity.findings.filter((finding) => finding.code !== "UNIT.UNKNOWN"),
        {
          code: rule,
          unit,
          figures: [],
          sources: [wholeFile(file)],
          facts: { reason, advice },
        },
      ],
    };
  }
  const filled = normalize({
    document: document!,
    file,
    unit,
    year: identity.published ?? year,
    editions: editionsFor(schemas, identity.published ?? year),
    overview: schemas.overview,
    ...schemas.jurisdiction.policies,
  });
  const remarks = document!.remarks.flatMap((remark): readonly Finding[] =>
    remark.kind === "macros" ? [{ code: "FILE.MACROS", unit, figures: [], sources: [wholeFile(file)], facts: {} }] : [],
  );
  return {
    received,
    filled,
    findings: [...identity.findings, ...headingYearFindings(file, unit, year, filled.years), ...remarks],
  };
}
