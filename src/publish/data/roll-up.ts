import { sha256 } from "../../bytes.js";
import type { Consolidation } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { GradedFinding } from "../../finding.js";
import { groupBy } from "../../grouping.js";
import { levelsBelow, ownSummary } from "../../levels.js";
import type { RolledFigure, RollUp } from "../../roll-up.js";
import { printRollUp } from "../../roll-up-file.js";
import type { OutputFile, Publication } from "../publication.js";

/** 上报: this consolidation as a submission to the level above; `consolidated` is the file in which its figures lead on to their cells. */
export function writeRollUp({ consolidation, schemas }: Publication, consolidated: Uint8Array): OutputFile {
  const { jurisdiction, government, period, forms, status, reasons, findings } = consolidation;
  const rollUp: RollUp = {
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
    levels: [ownSummary(consolidation, schemas.jurisdiction.level), ...levelsBelow(consolidation)],
    rules: countsByRule(findings),
    consolidated: sha256(consolidated),
  };
  return { path: "上报.json", bytes: new TextEncoder().encode(printRollUp(rollUp)) };
}

function rolledFigures({ figures }: Consolidation): RollUp["figures"] {
  const rows = [...figures.values()].map(({ figure, value, qualifier, state }): readonly [string, RolledFigure] => [
    figure,
    { value: value === null ? null : format(value), ...(qualifier && { qualifier }), state },
  ]);
  return Object.fromEntries(rows);
}

function countsByRule(findings: readonly GradedFinding[]): RollUp["rules"] {
  const counted = [...groupBy(findings, ({ rule }) => rule)].map(([rule, own]) => [rule, own.length] as const);
  return Object.fromEntries(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
}
