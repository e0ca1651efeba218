import type { Decimal } from "./decimal.js";
import type { FigureCode, Observation, SourceCell } from "./figure.js";
import type { Unit } from "./form/form.js";
import type { ListEntry } from "./list-entry.js";
import type { RollUp } from "./roll-up.js";

/** 单位报送数: the figures of one unit, all its accepted submissions taken together. */
export interface UnitFigures {
  readonly unit: Unit;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
}

/** 单位已公布的一份报告: compared with what the unit sent, and never summed. */
export interface PublishedPage {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
}

/** 单位报送表: what one unit reported, with its running text and its own figures of last year. */
export interface UnitReport extends UnitFigures {
  readonly narratives: readonly {
    readonly file: string;
    readonly lines: readonly { readonly text: string; readonly sheet: string; readonly place: string }[];
  }[];
  /** 台账的各条记录, in the order of the files. */
  readonly entries?: readonly ListEntry[];
  /** Undefined where there is no last year to compare with. */
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  /** 上年同期的数, where a rule asks for them. */
  readonly sameLastYear?: ReadonlyMap<FigureCode, Decimal>;
  /** The cells of last year's figures, as far as they are known. */
  readonly cellsBefore?: ReadonlyMap<FigureCode, SourceCell>;
  /** 已公布的报告: what the unit itself has published of the period, where it was given. */
  readonly pages?: readonly PublishedPage[];
  /** 下级的上报, where the unit is itself a jurisdiction and sent one, with its file. */
  readonly rolledUp?: { readonly file: string; readonly rollUp: RollUp };
}
