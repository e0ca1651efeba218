import { countsRecord } from "../../answer.js";
import { openSha256 } from "../../bytes.js";
import type { Consolidation } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { GradedFinding } from "../../finding.js";
import { groupBy } from "../../grouping.js";
import { levelsBelow, ownSummary } from "../../levels.js";
import type { RolledFigure, RollUp } from "../../roll-up.js";
import { printRollUp } from "../../roll-up-file.js";
import { jsonText } from "../../shown-text.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";

/** A file in pieces and its SHA-256, which is known once it was written, and else made by writing it nowhere. */
export function hashedFile(
  path: string,
  pieces: () => Iterable<Uint8Array>,
): { readonly file: OutputFile; readonly sha256: () => string } {
  let known: string | undefined;
  function* hashed(): Iterable<Uint8Array> {
    const hash = openSha256();
    for (const piece of pieces()) {
      hash.add(piece);
      yield piece;
    }
    known = hash.hex();
  }
  const sha256 = (): string => {
    if (known === undefined) for (const _piece of hashed());
    return known!;
  };
  return { file: fileInPieces(path, hashed), sha256 };
}

/** 上报: this consolidation as a submission to the level above; `consolidated` gives the hash of the file in which its figures lead on to their cells. */
export function writeRollUp(publication: Publication, consolidated: () => string): OutputFile {
  return fileInPieces("上报.json", () => [
    new TextEncoder().encode(printRollUp(rollUpOf(publication, consolidated()))),
  ]);
}

function rollUpOf({ consolidation, schemas }: Publication, consolidated: string): RollUp {
  const { jurisdiction, government, period, forms, status, reasons, findings } = consolidation;
  return {
    unit: { name: jurisdiction, government, level: schemas.jurisdiction.level },
    period: period.key,
    forms: forms.map(({ id, edition, title, tables }) => ({
      id,
      edition,
      title,
      tables: tables.map(({ code }) => code),
    })),
    status,
    reasons,
    figures: rolledFigures(consolidation),
    ...rolledEntries(consolidation),
    levels: [ownSummary(consolidation, schemas.jurisdiction.level), ...levelsBelow(consolidation)],
    rules: countsByRule(findings),
    consolidated,
  };
}

function rolledFigures({ figures }: Consolidation): RollUp["figures"] {
  const rows = [...figures.values()].map((one): readonly [string, RolledFigure] => {
    const { figure, value, qualifier, state, answers } = one;
    const own = { value: value === null ? null : format(value), ...(qualifier && { qualifier }), state };
    return [figure, answers ? { ...own, answers: countsRecord(answers) } : own];
  });
  return Object.fromEntries(rows);
}

/** In signs: a larger file would not be read above. The sums are there in any case. */
const LONGEST_ENTRIES = 4_000_000;

function rolledEntries({ entries, units }: Consolidation): Pick<RollUp, "entries" | "entriesLeftOut"> {
  if (entries.length === 0) return {};
  const names = new Map(units.map(({ code, name }) => [code, name]));
  const rolled = entries.map(({ unit, entry: { source, ...own } }) => ({
    ...own,
    unit: names.get(unit) ?? unit,
    file: source.file,
    sheet: source.sheet,
    cell: source.cell,
  }));
  return jsonText(rolled).length > LONGEST_ENTRIES ? { entriesLeftOut: rolled.length } : { entries: rolled };
}

function countsByRule(findings: readonly GradedFinding[]): RollUp["rules"] {
  const counted = [...groupBy(findings, ({ rule }) => rule)].map(([rule, own]) => [rule, own.length] as const);
  return Object.fromEntries(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
}
