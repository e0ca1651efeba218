import type { ReadDocument } from "../../grid.js";
import type { Budget } from "../limits.js";

export { readFlatOds, readOds } from "../ods/ods.js";
export { readDesigns, type SheetDesign } from "./blank.js";
export { plainNumber } from "./plain-number.js";
export { readSpreadsheetMl } from "./spreadsheetml.js";
export { readXlsx } from "./xlsx.js";

/** 旧版电子表格（.xls, WPS .et）. Its library is large and loaded only when such a file comes. */
export async function readXls(bytes: Uint8Array, budget: Budget): Promise<ReadDocument> {
  const library = await import("./xls.js");
  return library.readXls(bytes, budget);
}
