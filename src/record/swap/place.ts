import { lstat, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Period } from "../../period.js";
import { copiedRun, runOfTarget } from "../history.js";
import { foreignPlace } from "../placement.js";
import { machineTrouble, systemCode } from "../trouble.js";

export type PeriodPlace =
  | { readonly kind: "absent" }
  | { readonly kind: "ours"; readonly run: string; readonly as: "link" | "copy" }
  | { readonly kind: "foreign"; readonly what: "folder" | "file" | "link" };

/** Examines outputs/<period>: nothing, our link or our copy with the run it shows, or something else. */
export async function placeOf(outputs: string, period: Period): Promise<PeriodPlace> {
  const path = join(outputs, period.key);
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return copyPlace(await copiedRun(outputs, period));
    if (!stat.isSymbolicLink()) return { kind: "foreign", what: "file" };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { kind: "absent" };
    throw machineTrouble(error, path);
  }
  const run = runOfTarget(await readlink(path), period);
  return run === undefined ? { kind: "foreign", what: "link" } : { kind: "ours", run, as: "link" };
}

function copyPlace(run: string | undefined): PeriodPlace {
  return run === undefined ? { kind: "foreign", what: "folder" } : { kind: "ours", run, as: "copy" };
}

/** The place, where it is free or ours. @throws CrossfootError (exit 3) for anything else in it */
export async function ownPlaceOf(
  outputs: string,
  period: Period,
): Promise<Exclude<PeriodPlace, { readonly kind: "foreign" }>> {
  const place = await placeOf(outputs, period);
  if (place.kind === "foreign") throw foreignPlace(join(outputs, period.key), place.what);
  return place;
}
