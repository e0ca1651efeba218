// 编制的材料: a case of so many units, for whoever measures the page; the same number gives the same bytes.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMATS, schemasOf, submissionOf } from "../submissions.mjs";

/** Writes inputs/2022 and units.csv below the folder. `mixed` is one format after another, each unit's file typed in a manner of its own. */
export async function writeCase(folder, { units, format }) {
  if (format !== "mixed" && !FORMATS.includes(format)) throw new Error(`no format ${format}: ${FORMATS}, mixed`);
  const { files, schemas } = await schemasOf(units);
  mkdirSync(join(folder, "inputs/2022"), { recursive: true });
  writeFileSync(join(folder, "units.csv"), files.find(({ path }) => path === "units.csv").text);
  for (let at = 0; at < units; at += 1) {
    const kind = format === "mixed" ? FORMATS[at % FORMATS.length] : format;
    const { path, bytes } = await submissionOf({ format: kind, messy: format === "mixed" }, at, schemas);
    writeFileSync(join(folder, "inputs/2022", path), bytes);
  }
  return folder;
}
