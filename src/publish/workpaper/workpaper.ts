import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { type Sheet, withDistinctNames, workbookPieces } from "../workbook/workbook.js";
import { adjustmentsSheet } from "./adjustments.js";
import { comparisonSheet } from "./comparison.js";
import { coverSheet } from "./cover.js";
import { coverageSheet } from "./coverage.js";
import { entrySheets } from "./entries.js";
import { findingsSheet } from "./findings.js";
import { levelsSheet } from "./levels.js";
import { sourceLinks, sourceSheets } from "./sources.js";
import { totalsSheets } from "./totals.js";
import { unitsSheet } from "./units.js";

/** 汇总底稿: the office's own workbook: from every consolidated figure to the cells of the units it came from. Not for publication. */
export function writeWorkpaper(publication: Publication): readonly OutputFile[] {
  const { government, date } = publication.consolidation;
  return [
    fileInPieces("汇总底稿.xlsx", () =>
      workbookPieces({ author: government, date, sheets: workpaperSheets(publication) }),
    ),
  ];
}

function workpaperSheets({ consolidation, schemas }: Publication): readonly Sheet[] {
  const links = sourceLinks(consolidation);
  // Links lead to the sheets of sources by name, and no table is named like one of those.
  const sheets = withDistinctNames([
    ...totalsSheets(consolidation, links),
    unitsSheet(consolidation, links),
    ...entrySheets(consolidation),
    ...adjustmentsSheet(consolidation),
    findingsSheet(consolidation),
    coverageSheet(consolidation),
    ...levelsSheet(consolidation),
    comparisonSheet(consolidation),
    ...sourceSheets(consolidation),
  ]);
  return [coverSheet(consolidation, sheets, schemas.jurisdiction), ...sheets];
}
