import pLimit from "p-limit";
import type { Decimal } from "../decimal.js";
import type { Effects, ListedFile, Unstable } from "../effects.js";
import { type FigureCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { figureNamed, type Schemas, unitsDue } from "../form/form.js";
import { type Discovered, discover, indexRoster } from "../intake/intake.js";
import { countedAs, openLayouts } from "../normalize/normalize.js";
import type { Period } from "../period.js";
import type { PendingScan } from "../scanned-form.js";
import { seriesOf } from "../series.js";
import { type Assigned, assignToUnits } from "./assigning.js";
import { type OfficeContents, officeContents, processOfficeFile } from "./office-contents.js";
import { openShared } from "./packed/packed.js";
import { processFile } from "./processing.js";
import { besidePages, publishedPages } from "./published-pages.js";
import type { IntakeContext } from "./reading.js";
import { besideScans, pendingOf, scansAlone } from "./scans/scans.js";
import { specialFindings, specialSubmissions } from "./special.js";
import { bundleFindings, type ProcessedSubmission, recordOf, strayFinding } from "./submission.js";

export { openLayouts } from "../normalize/normalize.js";
export type { OfficeContents } from "./office-contents.js";
export { processedText } from "./processing.js";
export {
  type JobAnswer,
  openThreadWork,
  type ThreadData,
  type ThreadJob,
  type ThreadReading,
  throughThreads,
} from "./thread-work.js";

/** 一期的报送: what a period's folder holds, read and assigned to the units. */
export interface Gathered extends Assigned, OfficeContents {
  readonly period: Period;
  /** 待核的扫描件. */
  readonly scans: readonly PendingScan[];
  /** The jurisdiction's own published reports, by year. */
  readonly published: ReadonlyMap<number, ReadonlyMap<FigureCode, Decimal>>;
}

/** At least so many files are taken at once, and two for each thread: while one is processed, the next one's bytes are read. */
const AT_ONCE = 8;
/** In bytes: a larger file is held in memory with no other large one beside it. */
const LARGE = 8 * 1024 * 1024;

/**
 * 收件 → 读表 → 归位 → 分户: discover → read → receive (whose, which year) → normalize → choose among several of one unit.
 * One file that can't be read never stops the others; whatever is wrong with it is a finding.
 */
export async function gather(period: Period, schemas: Schemas, effects: Effects): Promise<Gathered> {
  const listed = discover((await effects.list(period)) ?? [], schemas.folders);
  const { submissions, office, published } = withoutSpecial(listed);
  const context = {
    period,
    schemas,
    effects,
    index: indexRoster(schemas, unitsDue(schemas, period)),
    layouts: openLayouts(),
    shared: openShared(),
  };
  const taken = await takeAll(submissions, context, processFile);
  const adjustmentsTaken = await takeAll(office.adjustments, context, processOfficeFile("adjustments"));
  const officeTaken = [
    ...(await takeAll(office.text, context, processOfficeFile("text"))),
    ...(await takeAll(office.explanations, context, processOfficeFile("explanations"))),
    ...adjustmentsTaken,
  ];
  const pagesTaken = await takeAll(published, context, processFile);
  const onPages = pagesTaken.flatMap(({ got }) => ("unstable" in got ? [] : got));
  const pages = publishedPages(onPages, listed.published.filter(isSpecial), period.key);
  const special = specialSubmissions(listed.submissions, context);
  const received = (of: typeof taken) =>
    besideScans([...of.flatMap(({ got }) => ("unstable" in got ? [] : got)), ...special]);
  const alone = scansAlone(received(taken));
  const scans = submissions.filter(({ path }) => alone.has(`${period.key}/${path}`));
  const recognised = await takeAll(scans, { ...context, recognise: true }, processFile);
  const looked = new Map(recognised.map((one) => [one.file, one]));
  const sent = taken.map((one) => looked.get(one.file) ?? one);
  const processed = received(sent);
  const assigned = assignToUnits(processed, period, schemas);
  const outputs = `outputs/${seriesOf(period, schemas.folders?.suffix).key}`;
  const pending = pendingOf(processed, { schemas, outputs });
  // 本级报告 is last year's wherever it lies.
  const ofGovernment = [...processed, ...onPages].filter(({ acceptance }) => acceptance.state === "published");
  return {
    period,
    ...assigned,
    scans: pending.scans,
    reports: besidePages(assigned.reports, pages),
    documents: [...assigned.documents, ...pages.documents],
    findings: [
      ...[...sent, ...officeTaken, ...pagesTaken].flatMap(({ file, got }) =>
        "unstable" in got ? [unstableFinding(file, got)] : [],
      ),
      ...adjustmentsTaken.flatMap(({ file, got }) => ("unstable" in got ? [unreadAdjustments(file, got)] : [])),
      ...specialFindings(allOf(listed.office), period.key),
      ...bundleFindings(listed.bundled.map(({ path }) => `${period.key}/${path}`)),
      ...assigned.findings,
      ...pending.findings,
      ...pages.findings,
      // Reported, because a unit may have sent its own form under the jurisdiction's name.
      ...ofGovernment.map(({ received }) => strayFinding(received, "published")),
    ],
    submissions: [
      ...assigned.submissions,
      ...ofGovernment.map(({ received }) => recordOf({ received }, { status: "published" })),
    ].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    published: publishedFigures(ofGovernment, schemas),
    ...officeContents(officeTaken.flatMap(({ got }) => ("unstable" in got ? [] : got))),
  };
}

function allOf(office: Discovered["office"]): readonly ListedFile[] {
  return [...office.text, ...office.explanations, ...office.adjustments];
}

function withoutSpecial({ submissions, office, bundled: others, published }: Discovered): Discovered {
  return {
    published: withoutLinks(published),
    bundled: withoutLinks(others),
    submissions: withoutLinks(submissions),
    office: {
      explanations: withoutLinks(office.explanations),
      text: withoutLinks(office.text),
      adjustments: withoutLinks(office.adjustments),
    },
  };
}

function withoutLinks(files: readonly ListedFile[]): readonly ListedFile[] {
  return files.filter((file) => !isSpecial(file));
}

function isSpecial({ special }: ListedFile): boolean {
  return special !== undefined;
}

/** Takes several files at once. The results are in the order of the paths, whichever is finished first. */
async function takeAll<T>(
  files: readonly ListedFile[],
  context: IntakeContext,
  take: (file: ListedFile, context: IntakeContext) => Promise<T | Unstable>,
): Promise<readonly { readonly file: string; readonly got: T | Unstable }[]> {
  const { period, schemas, effects } = context;
  const threads = schemas.jurisdiction.threads ?? effects.processors ?? 1;
  const limits = { small: pLimit(Math.max(AT_ONCE, 2 * threads)), large: pLimit(1) };
  let done = 0;
  return Promise.all(
    files.map((listed) =>
      limits[listed.size > LARGE ? "large" : "small"](async () => {
        const file = `${period.key}/${listed.path}`;
        const got = await take(listed, context);
        done += 1;
        effects.log({ event: "read", file, done, of: files.length });
        return { file, got };
      }),
    ),
  );
}

/** 没有读到的调整: the sums lack what it would change, so that the report can't be final. */
function unreadAdjustments(file: string, { unstable }: Unstable): Finding {
  const facts = { about: [], reason: `${unstable}，这次没有读取` };
  return { code: "ADJUSTMENT.REFUSED", unit: null, figures: [], sources: [wholeFile(file)], facts };
}

/** 未写完的文件: left for the next run, with a notice. */
function unstableFinding(file: string, { unstable }: Unstable): Finding {
  return {
    code: "FILE.UNSTABLE",
    unit: null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { reason: unstable },
  };
}

/** 本级已公布的数字: last year's figures as the jurisdiction published them, never a unit's. Of several reports of a year the first counts. */
function publishedFigures(processed: readonly ProcessedSubmission[], schemas: Schemas): Gathered["published"] {
  const published = new Map<number, ReadonlyMap<FigureCode, Decimal>>();
  for (const one of processed) {
    if (one.acceptance.state !== "published" || !("filled" in one) || one.filled.tables.length === 0) continue;
    const { year } = one.acceptance;
    if (published.has(year)) continue;
    const values = [...one.filled.observations].flatMap(([code, { amount }]) => {
      if (figureNamed(schemas.forms, code)?.answer) return [];
      const value = countedAs(amount, schemas.jurisdiction.policies.blank);
      return value ? [[code, value] as const] : [];
    });
    if (values.length > 0) published.set(year, new Map(values));
  }
  return published;
}
