import { sha256 } from "../../bytes.js";
import type { Consolidation } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { GradedFinding } from "../../finding.js";
import type { Severity } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import type { LevelSummary, RolledFigure, RollUp } from "../../roll-up.js";
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
    levels: levelsOf(consolidation, schemas.jurisdiction.level),
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

/** 各级情况: this level's own units, then what the levels below sent up of theirs, level by level. */
export function levelsOf(
  { coverage, findings, below }: Pick<Consolidation, "coverage" | "findings" | "below">,
  level: string,
): readonly LevelSummary[] {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const own: LevelSummary = {
    level,
    due: coverage.due.length,
    received: coverage.received.length,
    missing: coverage.missing.length,
    returned: coverage.returned.length,
    late: coverage.late.length,
    mandatory: count("mandatory"),
    verification: count("verification"),
    notice: count("notice"),
  };
  const sent = below.flatMap(({ rollUp }) => rollUp.levels);
  return [own, ...[...groupBy(sent, (one) => one.level).values()].map(added)];
}

function added(levels: readonly LevelSummary[]): LevelSummary {
  return levels.reduce((a, b) => ({
    level: a.level,
    due: a.due + b.due,
    received: a.received + b.received,
    missing: a.missing + b.missing,
    returned: a.returned + b.returned,
    late: a.late + b.late,
    mandatory: a.mandatory + b.mandatory,
    verification: a.verification + b.verification,
    notice: a.notice + b.notice,
  }));
}
