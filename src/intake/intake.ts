import type { ReadDocument, ReadFailure, ReadResult } from "../grid.js";
import { withoutMarks } from "../marked-copy.js";
import type { Period } from "../period.js";
import { type Identity, identify } from "./identify.js";
import type { RosterIndex } from "./naming/naming.js";
import { splitByUnit } from "./split.js";

export { bundled } from "./bundle.js";
export { type Discovered, discover } from "./discover.js";
export { type Identity, type Owner, unitOf } from "./identify.js";
export { indexRoster, nearestName, type RosterIndex, unitNamed } from "./naming/naming.js";
export {
  adjustmentsIn,
  type Explanation,
  explanationsIn,
  hasAdjustmentHeadings,
  hasExplanationHeadings,
  officeSectionsIn,
} from "./office/office.js";
export { isLaterByName } from "./order.js";
export { type Choice, choose } from "./supersede.js";
export { tablesOf } from "./tables.js";
export { headingYearFindings } from "./year.js";

/** 收到的一份材料: a file, or one unit's part of it, read or not, and whose it is. */
export type Received = ReceivedDocument | ReceivedFailure;

/** 能读取的材料. */
export interface ReceivedDocument extends Arrival {
  readonly document: ReadDocument;
}

/** 不能读取的材料: a sealed scan, an encrypted workbook, a damaged archive. */
export interface ReceivedFailure extends Arrival {
  readonly failure: ReadFailure;
}

interface Arrival {
  /** Path below the inputs folder. */
  readonly file: string;
  readonly sha256: string;
  /** The format that was read; of a file that can't be read, the ending of its name. */
  readonly format: string;
  readonly identity: Identity;
}

/** 读过的文件: one file of a folder, or one entry of an archive, with what reading it gave. */
export interface ReadFile {
  readonly file: string;
  readonly sha256: string;
  readonly outcome: ReadResult["outcome"];
}

/** 收件: takes a workbook of several units apart and tells the unit and the year of each part. */
export function receive(read: ReadFile, index: RosterIndex, period: Period): readonly Received[] {
  const { file, sha256, outcome } = read;
  if ("failure" in outcome) {
    const identity = identify({ index, file, document: undefined, period, shared: false });
    return [{ file, sha256, format: endingOf(file), failure: outcome.failure, identity }];
  }
  return splitByUnit(withoutMarks(outcome.document), index).map(({ document, ...part }) => ({
    file,
    sha256,
    format: document.format,
    document,
    identity: identify({ index, file, document, period, ...part }),
  }));
}

/** 2022/水利局.XLSX → xlsx. */
function endingOf(file: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(file)?.[1]?.toLowerCase() ?? "";
}
