import type { Adjustment } from "./adjustment.js";
import type { AnswerCount } from "./answer.js";
import type { Arrivals } from "./arrival.js";
import { type Decimal, sum } from "./decimal.js";
import type { FigureCode, FigureState, Observation, SourceCell, UnitCode } from "./figure.js";
import type { GradedFinding } from "./finding.js";
import type { FindingCode } from "./finding-facts.js";
import type { Forms, Unit } from "./form/form.js";
import type { Block } from "./grid.js";
import type { ListEntry } from "./list-entry.js";
import type { Day, Period } from "./period.js";
import type { RollUp } from "./roll-up.js";
import type { PendingScan } from "./scanned-form.js";
import type { Series } from "./series.js";
import type { SignOff } from "./sign-off.js";

/** 单位数: what one unit gave to a consolidated figure. A null value was sent but can't be read, or was not sent. */
export interface Contribution {
  readonly unit: UnitCode;
  readonly value: Decimal | null;
  /** 答复: what the unit gave for a figure that is no number; its value is null. */
  readonly answer?: string;
  /** 按答复计数, of a jurisdiction below: how many of its units gave each answer. */
  readonly answers?: readonly AnswerCount[];
  /** 余, 约: kept beside an approximate figure. */
  readonly qualifier?: string;
  /** Null where the unit sent nothing for this figure. Of a derived figure: the cell of the printed total. */
  readonly source: SourceCell | null;
}

/** 指标状态, as people call them. */
export const FIGURE_STATE_NAME: Readonly<Record<FigureState, string>> = {
  final: "已核定",
  provisional: "待核实",
  incomplete: "不完整",
  notReported: "未填报（可以不报）",
};

/** 汇总指标: a null value = nobody reported it, which is not 0. */
export interface ConsolidatedFigure {
  readonly figure: FigureCode;
  readonly value: Decimal | null;
  readonly qualifier?: string;
  readonly state: FigureState;
  /** 按答复计数 of a figure that is no number. */
  readonly answers?: readonly AnswerCount[];
  /** 最晚的日期 of those that units gave, where the form takes it. */
  readonly latest?: Day;
  /** One a unit, in the roster's order. */
  readonly contributions: readonly Contribution[];
  /** Of a derived figure: the sum of the totals as the units printed them. */
  readonly printed?: Decimal;
  /** 各单位数之和, beside a value that adjustments make another. */
  readonly plain?: Decimal | null;
  /** 采用的调整, of a total those of its parts; what they change and the contributions add up to the value. */
  readonly adjustments?: readonly Adjustment[];
}

/** 调整后的单位数: the contributions with what was adjusted in each unit's own. An adjustment of the figure as a whole is no unit's. */
export function adjustedShares({ contributions, adjustments = [] }: ConsolidatedFigure): readonly Contribution[] {
  if (adjustments.length === 0) return contributions;
  return contributions.map((one) => {
    const changes = adjustments.flatMap(({ unit, change }) => (unit === one.unit ? [change] : []));
    return changes.length === 0 ? one : { ...one, value: sum([...(one.value ? [one.value] : []), ...changes]) };
  });
}

/** 报送情况. `received` and `missing` partition `due`; `returned` and `late` lie in `received`. */
export interface Coverage {
  readonly due: readonly UnitCode[];
  readonly received: readonly UnitCode[];
  readonly missing: readonly UnitCode[];
  readonly returned: readonly UnitCode[];
  readonly late: readonly UnitCode[];
}

/** 报送材料记录: one submitted file, or one unit's part of it, and what became of it. */
export type SubmissionRecord = SubmissionFate & {
  readonly unit: UnitCode | null;
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
  /** 录入: of a workbook that was typed from a scan, the scan and who confirmed it. */
  readonly confirmed?: { readonly scan: string; readonly by: string };
  /** What was read of it, summed or not; nothing of a file that could not be read. */
  readonly observations?: ReadonlyMap<FigureCode, Observation>;
};

/**
 * 采用情况, decided once, by the stage that decides it. Counted: its figures are summed; complement: it adds tables to another file of its unit;
 * published: the jurisdiction's own report; duplicate: an equal copy; superseded: replaced by a correction; refused; stray: no submission at all.
 * What is not accepted names the findings that say why.
 */
export type SubmissionFate =
  | { readonly status: "counted" | "complement" | "published" }
  | {
      readonly status: "duplicate" | "superseded" | "refused" | "stray";
      readonly reasons: readonly FindingCode[];
    };

export type SubmissionStatus = SubmissionFate["status"];

/** 上年数: last year's figures and where they come from. */
export interface PriorYear {
  readonly period: Period;
  readonly origin: "submissions" | "consolidation" | "published";
  readonly figures: ReadonlyMap<FigureCode, Decimal>;
  readonly byUnit: ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, Decimal>>;
  /** The cells that units' figures of last year stand in, as far as they are known. */
  readonly cells?: ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, SourceCell>>;
  /** Figures whose origin is another than that of most: what one source lacked, the next knew. */
  readonly otherOrigins?: ReadonlyMap<FigureCode, PriorYear["origin"]>;
}

/** 原件: a counted file as it was read, for showing a cell where it stands. */
export interface SourceDocument {
  readonly unit: UnitCode;
  readonly file: string;
  readonly blocks: readonly Block[];
}

/** 下级上报: a unit that is itself a jurisdiction, with the consolidation that it sent up and the file it came in. */
export interface Below {
  readonly unit: UnitCode;
  readonly file: string;
  readonly rollUp: RollUp;
}

/** 另一种报表的汇总数: what another form of the same period came to, for sentences and relations that name its figures. */
export interface OtherTotals {
  readonly id: string;
  readonly title: string;
  /** Undefined where the form is not in force in the period. */
  readonly totals?: {
    readonly forms: Forms;
    /** The units that report it. */
    readonly units: readonly Unit[];
    /** Whether any of them has sent it. */
    readonly isSent: boolean;
    /** 没有指明指标的意见 on what was sent that are still open: any of its figures may be wrong by them. */
    readonly unplaced: number;
    readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
    /** What jurisdictions below sent up of it: a figure is traced on from there. */
    readonly below: readonly Below[];
  };
}

/** 汇总结果: everything the outputs are written from. */
export interface Consolidation {
  readonly period: Period;
  /** 汇总系列: by whose key the outputs are called. */
  readonly series: Series;
  readonly jurisdiction: string;
  /** 报告主体: 瑞金市人民政府. */
  readonly government: string;
  /** 政府信息公开工作主管部门, where the settings name one. */
  readonly oversightOffice?: UnitCode;
  /** The documents' date, YYYY-MM-DD. */
  readonly date: string;
  /** 运行日: the day of the run, where it was given. */
  readonly today?: string;
  /** The main form first, then those that accompany it. */
  readonly forms: Forms;
  readonly units: readonly Unit[];
  /** 引用的报表: what the forms came to whose figures the rules or the outline name. */
  readonly others?: readonly OtherTotals[];
  readonly status: "final" | "draft";
  readonly reasons: readonly string[];
  readonly coverage: Coverage;
  /** When each received unit came, as far as that is known. */
  readonly arrivals: Arrivals;
  /** By form, the main one first, each in its own order; behind them the optional ones that a unit gave. */
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly findings: readonly GradedFinding[];
  readonly submissions: readonly SubmissionRecord[];
  readonly prior: PriorYear | undefined;
  readonly documents: readonly SourceDocument[];
  /** 台账: the units' entries, in roster order. */
  readonly entries: readonly { readonly unit: UnitCode; readonly entry: ListEntry }[];
  /** In roster order. */
  readonly below: readonly Below[];
  /** 待核的扫描件, by file; absent where there is none. */
  readonly scans?: readonly PendingScan[];
  /** 签署情况, where somebody has signed or somebody has to. */
  readonly signOff?: SignOff;
}

/** 现数: a unit's figure as it is now, or the consolidated one where `unit` is null. A figure is indexed when it is first asked for. */
export function presentValues(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): (unit: UnitCode | null, code: FigureCode) => Decimal | null {
  const asked = new Map<FigureCode, ReadonlyMap<UnitCode, Decimal | null>>();
  return (unit, code) => {
    const figure = figures.get(code);
    if (!figure || unit === null) return figure?.value ?? null;
    const byUnit = asked.get(code) ?? new Map(figure.contributions.map((one) => [one.unit, one.value]));
    asked.set(code, byUnit);
    return byUnit.get(unit) ?? null;
  };
}
