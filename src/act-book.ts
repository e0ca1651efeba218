import type { ReceiptRecord } from "./arrival.js";
import type { Book, BookKind } from "./book.js";
import type { ChainEntry } from "./chain.js";
import { type UnitCode, unitCode } from "./figure.js";
import { actsBetween, type Decision, type OfficeAct, type OfficeMatter } from "./office-act.js";
import type { Day } from "./period.js";
import type { Series } from "./series.js";
import { either, listOf, mapOf, natural, nothing, oneOf, parsedAs, record, text } from "./shape.js";
import { jsonText } from "./shown-text.js";

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

/** 随运行保存的办理: what the run enters, and all that stood in it, for the next run to be compared with. */
export interface KeptActs {
  readonly entry: Omit<RunActs, "damage">;
  readonly standing: readonly Decision[];
}

const isContent = mapOf(text);
const isMatter = oneOf<OfficeMatter>({ 说明: true, 调整: true, 正文: true, 设置: true, 名录: true, 制度: true });
const isAct = record<OfficeAct>({
  matter: isMatter,
  key: text,
  before: either(isContent, nothing),
  after: either(isContent, nothing),
});
const SAID = { period: text, run: text, at: text, day: text, received: listOf(text), acts: listOf(isAct) };
const isKept = record<KeptActs>({
  entry: record<KeptActs["entry"]>(SAID),
  standing: listOf(record<Decision>({ matter: isMatter, key: text, content: isContent })),
});

/** 办理记录, beside the folder of runs, in which there are only runs and who signed them. */
export const ACTS: BookKind<ActEntry> = {
  folder: "办理记录",
  name: "办理记录.jsonl",
  anchor: "末条.json",
  isEntry: record<ActEntry>({ ...SAID, damage: listOf(text), number: natural, previous: text, hash: text }),
};

/** 收件登记 of a period. A record that was damaged, now or when a later run was added to it, tells nothing. */
export function receiptsIn({ entries, problems }: ActBook, series: Series): ReceiptRecord {
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
  return new Map([...entries].reverse().flatMap(({ day, received }) => received.map((unit) => [unitCode(unit), day])));
}

/** The run that acts are kept of: its series and id, what was seen before it, and what stood in the run before, if that is known. */
export interface ActingRun {
  readonly series: Series;
  readonly id: string;
  readonly seen: ReceiptRecord["seen"];
  readonly before: KeptActs["standing"] | undefined;
}

/** 本次的办理: what was decided and first received since the run before, and what stands now. */
export function keptActs(
  { series, id, seen, before }: ActingRun,
  { at, day, received, standing }: OfficeState,
): KeptActs {
  return {
    entry: {
      period: series.key,
      run: id,
      at,
      day,
      received: received.filter((unit) => !seen.has(unitCode(unit))),
      acts: before ? actsBetween(before, standing) : firstActs(standing),
    },
    standing,
  };
}

/** With nothing to compare with, settings and roster are where the record begins, and not decided one by one. */
function firstActs(standing: readonly Decision[]): readonly OfficeAct[] {
  return actsBetween(
    [],
    standing.filter(({ matter }) => !BEGUN_WITH.has(matter)),
  );
}

const BEGUN_WITH: ReadonlySet<OfficeMatter> = new Set(["设置", "名录", "制度"]);

/** Where a run keeps them, in its own folder. */
export const KEPT_ACTS = "办理.json";

export function keptActsText(kept: KeptActs): string {
  return `${jsonText(kept, 1)}\n`;
}

/** Undefined for any other text. */
export function parseKeptActs(json: string): KeptActs | undefined {
  return parsedAs(isKept, json);
}
