import pLimit from "p-limit";
import type { Decimal } from "./decimal.js";
import { sha256 } from "./effects.js";
import type { FigureCode, Observation } from "./figure.js";
import type { Finding } from "./finding.js";
import { type Form, formInForce, type ReadingLimits, type Schemas, unitsDue } from "./form/form.js";
import type { ReadResult } from "./grid.js";
import {
  discover,
  type Explanation,
  explanationsIn,
  headingYearFindings,
  indexRoster,
  type OfficePart,
  officePartsIn,
  type Received,
  receive,
} from "./intake/intake.js";
import { countedAs, normalize } from "./normalize/normalize.js";
import { type Placed, placeByUnit, publishedFinding, recordOf, type Sent } from "./placing.js";
import type { Effects } from "./run.js";
import type { ListedFile } from "./submission.js";

/** 一年的报送: what lies in a year's folder, read, placed and put in order, unit by unit. */
export interface Gathered extends Placed {
  readonly year: number;
  /** The jurisdiction's own published reports, by year. */
  readonly published: ReadonlyMap<number, ReadonlyMap<FigureCode, Decimal>>;
  readonly explanations: readonly Explanation[];
  readonly officeParts: readonly OfficePart[];
  readonly officeFigures: ReadonlyMap<FigureCode, Observation>;
  readonly officeFindings: readonly Finding[];
}

const READING_AT_ONCE = 8;

/**
 * 收件 → 读表 → 归位: discover → read → receive (whose, which year) → normalize → choose among several of one unit.
 * One file that can't be read never stops the others; whatever is wrong with it is a finding.
 */
export async function gather(year: number, schemas: Schemas, effects: Effects): Promise<Gathered> {
  const { submissions, office } = discover((await effects.list(year)) ?? []);
  const read = await readAll(year, submissions, effects, schemas.jurisdiction.limits);
  const index = indexRoster(schemas, unitsDue(schemas, year));
  const sent = read
    .flatMap(({ file, sha256: hash, outcome }) =>
      "unstable" in outcome ? [] : receive({ file, sha256: hash, outcome }, index, year),
    )
    .map((received) => fillIn(received, year, schemas));
  const own = sent.filter(({ received }) => received.identity.published === undefined);
  const placed = placeByUnit(own, year, schemas);
  const officeDocuments = await readAll(
    year,
    [...office.text, ...office.explanations],
    effects,
    schemas.jurisdiction.limits,
  );
  return {
    year,
    ...placed,
    findings: [
      ...read.flatMap(unstableFinding),
      ...placed.findings,
      ...sent.filter((one) => !own.includes(one)).map(publishedFinding),
    ],
    submissions: [
      ...placed.submissions,
      ...sent.filter((one) => !own.includes(one)).map((one) => recordOf(one, "published")),
    ].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    published: publishedFigures(sent, schemas),
    ...officeContents(officeDocuments, year, schemas),
  };
}

interface ReadOne {
  readonly file: string;
  readonly sha256: string;
  readonly outcome: ReadResult["outcome"] | { readonly unstable: string };
}

/** 未写完的文件: left for the next run, and said. */
function unstableFinding({ file, outcome }: ReadOne): readonly Finding[] {
  return "unstable" in outcome
    ? [
        {
          code: "FILE.UNSTABLE",
          unit: null,
          figures: [],
          sources: [{ file, sheet: "", cell: "", text: "" }],
          facts: { reason: outcome.unstable },
        },
      ]
    : [];
}

/** Reads several files at once; the answers come back in the order of the paths, whoever finished first. */
async function readAll(
  year: number,
  files: readonly ListedFile[],
  effects: Effects,
  limits: ReadingLimits | undefined,
): Promise<readonly ReadOne[]> {
  const limit = pLimit(READING_AT_ONCE);
  let done = 0;
  const results = await Promise.all(
    files.map(({ path }) =>
      limit(async () => {
        const read = await readOne(year, path, effects, limits);
        done += 1;
        effects.log({ event: "read", file: `${year}/${path}`, done, of: files.length });
        return read;
      }),
    ),
  );
  return results.flat();
}

async function readOne(
  year: number,
  path: string,
  effects: Effects,
  limits: ReadingLimits | undefined,
): Promise<readonly ReadOne[]> {
  const bytes = await effects.bytes(year, path);
  if ("unstable" in bytes) return [{ file: `${year}/${path}`, sha256: "", outcome: bytes }];
  const hash = sha256(bytes);
  const results = await effects.read({ bytes, name: path.split("/").at(-1) ?? path, sha256: hash, limits });
  return results.map(({ inner, sha256: innerHash, outcome }) => ({
    file: inner === undefined ? `${year}/${path}` : `${year}/${path}!/${inner}`,
    sha256: innerHash ?? hash,
    outcome,
  }));
}

/** The form in force first, then the other editions a unit may have used. */
function editionsFor(schemas: Schemas, year: number): readonly Form[] {
  const inForce = formInForce(schemas, year);
  return inForce ? [inForce, ...schemas.editions.filter((form) => form !== inForce)] : schemas.editions;
}

function fillIn(received: Received, year: number, schemas: Schemas): Sent {
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
          sources: [{ file, sheet: "", cell: "", text: "" }],
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
    blank: schemas.jurisdiction.policies.blank,
  });
  const remarks = document!.remarks.flatMap((remark): readonly Finding[] =>
    remark.kind === "macros"
      ? [{ code: "FILE.MACROS", unit, figures: [], sources: [{ file, sheet: "", cell: "", text: "" }], facts: {} }]
      : [],
  );
  return {
    received,
    filled,
    findings: [...identity.findings, ...headingYearFindings(file, unit, year, filled.years), ...remarks],
  };
}

/** The jurisdiction's own report is kept apart: it is last year's figures, never a unit's. */
function publishedFigures(sent: readonly Sent[], schemas: Schemas): Gathered["published"] {
  const published = new Map<number, ReadonlyMap<FigureCode, Decimal>>();
  for (const { received, filled } of sent) {
    const year = received.identity.published;
    if (year === undefined || !filled || filled.tables.length === 0 || published.has(year)) continue;
    const values = [...filled.observations].flatMap(([code, { amount }]) => {
      const value = countedAs(amount, schemas.jurisdiction.policies.blank);
      return value ? [[code, value] as const] : [];
    });
    if (values.length > 0) published.set(year, new Map(values));
  }
  return published;
}

function officeContents(
  read: readonly ReadOne[],
  year: number,
  schemas: Schemas,
): Pick<Gathered, "explanations" | "officeParts" | "officeFigures" | "officeFindings"> {
  const failures = read.flatMap(({ file, outcome }): readonly Finding[] =>
    "failure" in outcome
      ? [
          {
            code: outcome.failure.rule,
            unit: null,
            figures: [],
            sources: [{ file, sheet: "", cell: "", text: "" }],
            facts: outcome.failure,
          },
        ]
      : [],
  );
  const documents = read.flatMap(({ file, outcome }) =>
    "document" in outcome ? [{ file, document: outcome.document }] : [],
  );
  const text = documents.filter(({ file }) => file.startsWith(`${year}/正文.`));
  const { overview } = schemas;
  const figures = overview
    ? text.flatMap(({ file, document }) => [
        ...normalize({ document, file, unit: null, year, editions: [overview], overview: undefined, blank: "zero" })
          .observations,
      ])
    : [];
  return {
    officeFindings: failures,
    explanations: documents
      .filter(({ file }) => file.startsWith(`${year}/说明.`))
      .flatMap(({ file, document }) => explanationsIn(document, file)),
    officeParts: text.flatMap(({ file, document }) => officePartsIn(document, file, schemas.outline)),
    officeFigures: new Map(figures),
  };
}
