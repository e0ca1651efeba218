import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { RunNames } from "./changes-text.js";
import { findRun, runFolder } from "./history.js";

/**
 * 运行中的名称: the names of figures and units as the runs' own files give them, for they may be older than the schemas are now.
 * A later run's name counts before an earlier one's; a file that is not there names nothing.
 */
export async function readNames(outputs: string, runs: readonly string[]): Promise<RunNames> {
  const figures: Record<string, string> = {};
  const units: Record<string, string> = {};
  for (const run of runs) {
    const { id, series } = await findRun(outputs, run);
    const data = join(runFolder(outputs, id), series.key, "data");
    for (const row of await rowsOf(join(data, "figures.csv"))) name(figures, row["code"], row["label"]);
    for (const file of ["findings.csv", "submissions.csv"])
      for (const row of await rowsOf(join(data, file))) name(units, row["unit_code"], row["unit_name"]);
  }
  return { figures, units };
}

function name(names: Record<string, string>, code: string | undefined, text: string | undefined): void {
  if (code && text) names[code] = text;
}

async function rowsOf(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return parse(text, { bom: true, columns: true, relax_column_count: true });
}
