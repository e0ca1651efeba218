import { BY_LABELS } from "./by-labels.js";
import type { TableReading } from "./reading.js";
import { SIDE_BY_SIDE } from "./side-by-side.js";
import { SPLIT_COLUMNS } from "./split-columns.js";
import { TRANSPOSED } from "./transposed.js";

export { isWhole, withReading } from "./reading.js";

/** 读法 in the order in which they are tried, after each table was read as it stands. */
export const READINGS: readonly TableReading[] = [SIDE_BY_SIDE, SPLIT_COLUMNS, TRANSPOSED, BY_LABELS];
