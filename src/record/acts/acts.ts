import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReceiptRecord } from "../../arrival.js";
import { type UnitCode, unitCode } from "../../figure.js";
import { actsBetween, type Decision, type OfficeAct, type OfficeMatter } from "../../office-act.js";
import type { Day } from "../../period.js";
import type { Series } from "../../series.js";
import { either, listOf, mapOf, natural, nothing, oneOf, parsedAs, record, text } from "../../shape.js";
import { jsonText } from "../../shown-text.js";
import { addToBook, type Book, type BookKind, type ChainEntry, readBook } from "../book/book.js";
import { listFolders, runFolder } from "../history.js";
import { parseRunId, type RunManifest } from "../manifest.js";
import type { WrittenFile } from "../writing.js";

/** 一次运行登记的事项. */
export interface RunActs {
  readonly period: string;
  readonly run: string;
  /** When the run began, `2026-01-05T06:00:00Z`. */
  readonly at: string;
  /** 运行日, by which lateness is judged. */
  readonly day: Day;
  /** 首次收到: the units of which this run was the first to see something usable. */
  readonly received: readonly string[];
  readonly acts: readonly OfficeAct[];
  /** What was wrong with the record when this was added to it. */
  readonly damage: readonly string[];
}

/** 办理记录的一条. */
export interface ActEntry extends RunActs, ChainEntry {}

/** 办理记录: all its entries, and what is wrong with it. */
export type ActBook = Pick<Book<ActEntry>, "entries" | "problems">;

/** 本次运行的办理: what is to be recorded with a run. */
export interface OfficeState {
  readonly at: string;
  readonly day: Day;
  /** The units of which something can be summed. */
  readonly received: readonly string[];
  readonly standing: readonly Decision[];
}

/** 随运行保存的办理: it lies in the run's folder before the run counts as whole, so that no run is without its entry. */
interface KeptActs {
  readonly entry: Omit<RunActs, "damage">;
  readonly standing: readonly Decision[];
}

const FILE = "办理.json";

const isContent = mapOf(text);
const isMatter = oneOf<OfficeMatter>({ 说明: true, 调整: true, 正文: true, 设置: true, 名录: true, 制度: true });
const isAct = record<OfficeAct>({
  matter: isMatter,
  key: text,
  before: either(isContent, nothing),
  after: either(isContent, nothing),
});
const SAID = { period: text, run: text, at: text, day: text, received: listOf(text), acts: listOf(isAct) };
const isEntry = record<ActEntry>({ ...SAID, damage: listOf(text), number: natural, previous: text, hash: text });
const isKept = record<KeptActs>({
  entry: record<KeptActs["entry"]>(SAID),
  standing: listOf(record<Decision>({ matter: isMatter, key: text, content: isContent })),
});

/** Beside the folder of runs, in which there are only runs and who signed them. */
const ACTS: BookKind<ActEntry> = { folder: "办理记录", name: "办理记录.jsonl", anchor: "末条.json", isEntry };

/** 读办理记录, with its chain checked. */
export function readActs(outputs: string): Promise<ActBook> {
  return readBook(outputs, ACTS);
}

/** 收件登记 of a period. A record that was damaged, now or when a later run was added to it, tells nothing. */
export async function receiptsOf(outputs: string, series: Series): Promise<ReceiptRecord> {
  const { entries, problems } = await readActs(outputs);
  const own = entries.filter((entry) => entry.period === series.key);
  const [first] = own;
  const damaged = problems[0]?.text ?? damageSince(entries, first);
  return {
    seen: firstSeen(own),
    ...(first && { firstRun: first.day }),
    ...(damaged !== undefined && { damaged }),
  };
}

function damageSince(entries: readonly ActEntry[], first: ActEntry | undefined): string | undefined {
  return first && entries.find(({ number, damage }) => number >= first.number && damage.length > 0)?.damage[0];
}

function firstSeen(entries: readonly RunActs[]): ReadonlyMap<UnitCode, Day> {
  return new Map(entries.toReversed().flatMap(({ day, received }) => received.map((unit) => [unitCode(unit), day])));
}

/** 随运行写的一份: what was decided since the former run, and what stands now. To be written into the run's folder with it. */
export async function actsFile(
  outputs: string,
  run: { readonly series: Series; readonly id: string; readonly former: RunManifest | undefined },
  { at, day, received, standing }: OfficeState,
): Promise<WrittenFile> {
  const { seen } = await receiptsOf(outputs, run.series);
  const before = run.former && (await keptActs(outputs, run.former.id))?.standing;
  const entry = {
    period: run.series.key,
    run: run.id,
    at,
    day,
    received: received.filter((unit) => !seen.has(unitCode(unit))),
    acts: before ? actsBetween(before, standing) : firstActs(standing),
  };
  return { path: FILE, bytes: new TextEncoder().encode(`${jsonText({ entry, standing }, 1)}\n`) };
}

/** With nothing to compare with, settings and roster are where the record begins, and not decided one by one. */
function firstActs(standing: readonly Decision[]): readonly OfficeAct[] {
  return actsBetween(
    [],
    standing.filter(({ matter }) => !BEGUN_WITH.has(matter)),
  );
}

const BEGUN_WITH: ReadonlySet<OfficeMatter> = new Set(["设置", "名录", "制度"]);

/**
 * 登记办理: adds the entries of whole runs that the record does not have yet, the last run's or those of a run that was killed before it came to this.
 * To be called under the lock.
 */
export async function recordActs(outputs: string): Promise<void> {
  const book = await readBook(outputs, ACTS);
  const last = Math.max(0, ...book.entries.map(({ run }) => parseRunId(run)?.sequence ?? 0));
  const folders = (await listFolders(outputs)).filter(({ marked, sequence }) => marked && sequence > last);
  const kept = await Promise.all(folders.map(({ id }) => keptActs(outputs, id)));
  const damage = book.problems.map((one) => one.text);
  const said = kept.flatMap((one): readonly RunActs[] => (one ? [{ ...one.entry, damage }] : []));
  for (const one of said) await addToBook(outputs, ACTS, await readBook(outputs, ACTS), one);
}

async function keptActs(outputs: string, id: string): Promise<KeptActs | undefined> {
  const json = await readFile(join(runFolder(outputs, id), FILE), "utf8").catch(() => undefined);
  return json === undefined ? undefined : parsedAs(isKept, json);
}
