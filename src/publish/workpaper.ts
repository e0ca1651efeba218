import type { OutputFile, Publication } from "./publish.js";
import type { Sheet } from "./sheet.js";
import { comparisonSheet } from "./workpaper-comparison.js";
import { coverSheet } from "./workpaper-cover.js";
import { coverageSheet } from "./workpaper-coverage.js";
import { findingsSheet } from "./workpaper-findings.js";
import { sourceLinks, sourceSheets } from "./workpaper-sources.js";
import { totalsSheets } from "./workpaper-totals.js";
import { unitsSheet } from "./workpaper-units.js";
import { writeWorkbook } from "./xlsx.js";

/** 汇总底稿: the office's own workbook: from every consolidated figure to the cells of the units it came from. Not for publication. */
export async function writeWorkpaper(publication: Publication): Promise<readonly OutputFile[]> {
  const { government, date } = publication.consolidation;
  const bytes = await writeWorkbook({ author: government, date, sheets: workpaperSheets(publication) });
  return [{ path: "汇总底稿.xlsx", bytes }];
}

function workpaperSheets({ consolidation, schemas }: Publication): readonly Sheet[] {
  const links = sourceLinks(consolidation);
  const sheets = [
    ...totalsSheets(consolidation, links),
    unitsSheet(consolidation, links),
    findingsSheet(consolidation, schemas),
    coverageSheet(consolidation),
    comparisonSheet(consolidation),
    ...sourceSheets(consolidation),
  ];
  return [coverSheet(consolidation, schemas, sheets), ...sheets];
}
