import type { ReadDocument, ReadFailure } from "../grid.js";
import { type Identity, identify } from "./identify.js";
import type { RosterIndex } from "./naming.js";
import { splitByUnit } from "./split.js";

export { type Discovered, discover } from "./discover.js";
export type { Identity } from "./identify.js";
export { indexRoster, type RosterIndex } from "./naming.js";
export {
  type Explanation,
  explanationsIn,
  hasExplanationHeadings,
  officeSectionsIn,
} from "./office.js";
export { isLaterByName } from "./order.js";
export { type Choice, choose } from "./supersede.js";
export { tableOf, tablesOf } from "./tables.js";
export { headingYearFindings } from "./year.js";

/** 收到的一份材料: a file, or one unit's part of it, and whose it is. */
export interface Received {
  /** Path below the inputs folder. */
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
  readonly document: ReadDocument | undefined;
  readonly failure: ReadFailure | undefined;
  readonly identity: Identity;
}

export interface ReadFile {
  readonly file: string;
  readonly sha256: string;
  readonly outcome: { readonly document: ReadDocument } | { readonly failure: ReadFailure };
}

/** 收件: a workbook of several units is taken apart, and each part's unit and year are told. */
export function receive(read: ReadFile, index: RosterIndex, year: number): readonly Received[] {
  const { file, sha256, outcome } = read;
  if ("failure" in outcome) {
    const identity = identify({ index, file, document: undefined, year, shared: false });
    return [{ file, sha256, format: formatOfName(file), document: undefined, failure: outcome.failure, identity }];
  }
  return splitByUnit(outcome.document, index, year).map(
    ({ document, ...part }): Received => ({
      file,
      sha256,
      format: document.format,
      document,
      failure: undefined,
      identity: identify({ index, file, document, year, ...part }),
    }),
  );
}

function formatOfName(file: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(file)?.[1]?.toLowerCase() ?? "";
}
