import type { Observation, SourceCell } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Entry, EntryCell } from "../../scan-entry.js";
import type { FilledSubmission } from "../submission.js";

/** 录入及其扫描件: what was confirmed, in which file, and the scan's path where it is at hand. */
export interface ScanAtHand {
  readonly entry: Entry;
  readonly file: string;
  readonly scan?: string;
}

/** 来源归到扫描件: figures and findings of a confirmed workbook, each from its place on the scan, with who confirmed it. */
export function atScan(one: FilledSubmission, hand: ScanAtHand): FilledSubmission {
  const places = placesOf(hand);
  const observations = [...one.filled.observations].map(([code, observation]): [typeof code, Observation] => [
    code,
    { ...observation, source: onScan(observation.source, places, hand) },
  ]);
  const findings = one.filled.findings.map(
    (finding): Finding => ({ ...finding, sources: finding.sources.map((source) => onScan(source, places, hand)) }),
  );
  return { ...one, filled: { ...one.filled, observations: new Map(observations), findings } };
}

/** By sheet and cell of the workbook, both where a figure is proposed and where it is typed. */
function placesOf({ entry }: ScanAtHand): ReadonlyMap<string, EntryCell> {
  return new Map(
    entry.mark.rows.flatMap(({ sheet, cells }) =>
      cells.flatMap((cell) => [cell.proposed, cell.typed].map((at) => [`${sheet}\u0001${at}`, cell] as const)),
    ),
  );
}

/** What nobody typed keeps the cell that it is to be typed into; so does a figure that was typed though it was not found on the scan. */
function onScan(
  source: SourceCell,
  places: ReadonlyMap<string, EntryCell>,
  { entry, file, scan }: ScanAtHand,
): SourceCell {
  const place = source.file === file ? places.get(`${source.sheet}\u0001${source.cell}`) : undefined;
  if (!place || (source.cell === place.typed && source.text.trim() === "")) return source;
  const confirmed = { by: entry.by, file, sheet: source.sheet, cell: source.cell };
  if (scan === undefined || place.page === null) return { ...source, confirmed };
  return { file: scan, sheet: `第${place.page}页`, cell: place.place, text: source.text, confirmed };
}
