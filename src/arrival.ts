import { beijingDay } from "./beijing.js";
import type { UnitCode } from "./figure.js";
import { type Day, daysBetween, spokenDay } from "./period.js";

/** 收件登记 of a period: when runs first saw something usable of each unit. */
export interface ReceiptRecord {
  /** The day of the period's first recorded run; undefined before any. */
  readonly firstRun?: Day;
  readonly seen: ReadonlyMap<UnitCode, Day>;
  /** The day of the run that is under way; undefined where nothing will be recorded. */
  readonly now?: Day;
  /** What is wrong with the record, for which nothing in it counts. */
  readonly damaged?: string;
}

export const NO_RECEIPTS: ReceiptRecord = { seen: new Map() };

/** 报到日: the day, and how it is known: a run first saw it, or the submission itself states it. */
export interface Arrival {
  readonly day: Day;
  readonly by: "run" | "text";
}

/** 迟报的判断: of the units received, when each came as far as that can be known, and why the runs can't tell where they can't. */
export interface Arrivals {
  /** 报送截止日. */
  readonly deadline: Day;
  readonly days: ReadonlyMap<UnitCode, Arrival>;
  readonly untold?: Untold;
}

/** 无从知道的原因: no run of the period is on record, the first came after the deadline, or the record is damaged. */
export type Untold = "notRun" | "lateStart" | "damaged";

/**
 * 判断何时报来: by the run that first saw something usable of the unit. Where the first run was later than the deadline, or the record is damaged,
 * runs can't tell who was late; the day that the submission states then counts, and without one nothing is known.
 */
export function arrivalsOf(units: readonly UnitCode[], { receipts, dated, deadline }: ArrivalSources): Arrivals {
  const began = receipts.firstRun ?? receipts.now;
  const isKnown = receipts.damaged === undefined && began !== undefined && began <= deadline;
  const days = units.flatMap((unit): readonly (readonly [UnitCode, Arrival])[] => {
    const seen = isKnown ? (receipts.seen.get(unit) ?? receipts.now) : undefined;
    if (seen !== undefined) return [[unit, { day: seen, by: "run" }]];
    const stated = dated.get(unit);
    return stated === undefined ? [] : [[unit, { day: stated, by: "text" }]];
  });
  if (isKnown) return { deadline, days: new Map(days) };
  const untold = receipts.damaged !== undefined ? "damaged" : began === undefined ? "notRun" : "lateStart";
  return { deadline, days: new Map(days), untold };
}

export interface ArrivalSources {
  readonly receipts: ReceiptRecord;
  /** 填报日期: the earliest day that a unit's usable submissions state. */
  readonly dated: ReadonlyMap<UnitCode, Day>;
  /** 报送截止日. */
  readonly deadline: Day;
}

const WHY: Readonly<Record<Untold, string>> = {
  notRun: "还没有运行记录",
  lateStart: "本期首次运行已在报送截止日以后，此前何时报来无从知道",
  damaged: "办理记录被改动或不完整，其中的收件登记不能采用",
};

/** 迟报的依据 where runs can't tell it: why, and of how many units nothing is known; undefined where the runs know. */
export function untoldText({ days, untold }: Arrivals, received: readonly UnitCode[]): string | undefined {
  if (untold === undefined || received.length === 0) return undefined;
  const unknown = received.filter((unit) => !days.has(unit)).length;
  const rest = unknown === 0 ? "" : `，没有写明日期的${unknown}个单位不能判断`;
  return `${WHY[untold]}，迟报按材料写明的日期判断${rest}`;
}

/** 迟报的天数 of a unit; undefined of one that is not known to be late. */
export function daysLate({ deadline, days }: Arrivals, unit: UnitCode): number | undefined {
  const arrival = days.get(unit);
  return arrival && arrival.day > deadline ? daysBetween(deadline, arrival.day) : undefined;
}

/** 迟报几日, and by what that is known: `迟报5日（2023年2月5日的运行首次收到）`; undefined of a unit that is not known to be late. */
export function lateText(arrivals: Arrivals, unit: UnitCode): string | undefined {
  const [late, arrival] = [daysLate(arrivals, unit), arrivals.days.get(unit)];
  if (late === undefined || !arrival) return undefined;
  const day = spokenDay(arrival.day);
  return `迟报${late}日（${arrival.by === "run" ? `${day}的运行首次收到` : `材料写明${day}`}）`;
}

/**
 * 运行日: the day of a run in Beijing, by which the deadlines of the law run. A day given for the documents counts where it is earlier, so that a
 * former day can be gone through again; a later one is only the date that is printed.
 */
export function dayOfRun(startedAt: string, today: Day | undefined): Day {
  const day = beijingDay(startedAt);
  return today !== undefined && today < day ? today : day;
}
