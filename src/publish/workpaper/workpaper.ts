import type { OutputFile, Publication } from "../publication.js";
import { type Sheet, writeWorkbook } from "../workbook/workbook.js";
import { comparisonSheet } from "./comparison.js";
import { coverSheet } from "./cover.js";
import { coverageSheet } from "./coverage.js";
import { findingsSheet } from "./findings.js";
import { levelsSheet } from "./levels.js";
import { sourceLinks, sourceSheets } from "./sources.js";
import { totalsSheets } from "./totals.js";
import { unitsSheet } from "./units.js";

/** 汇总底稿: the office's own workbook: from every consolidated figure to the cells of the units it came from. Not for publication. */
export async function writeWorkpaper(publication: Publication): Promise<readonly OutputFile[]> {
  const { government, date } = publication.consolidation;
  const bytes = await writeWorkbook({ author: government, date, sheets: workpaperSheets(publication) });
  return [{ path: "汇总底稿.xlsx", bytes }];
}

function workpaperSheets({ consolidation }: Publication): readonly Sheet[] {
  const links = sourceLinks(consolidation);
  const sheets = [
    ...totalsSheets(consolidation, links),
    unitsSheet(consolidation, links),
    findingsSheet(consolidation),
    coverageSheet(consolidation),
    ...levelsSheet(consolidation),
    comparisonSheet(consolidation),
    ...sourceSheets(consolidation),
  ];
  return [coverSheet(consolidation, sheets), ...sheets];
}
