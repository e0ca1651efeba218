import { base64Of } from "../../base64.js";
import type { Consolidation } from "../../consolidation.js";
import type { Figure, Form } from "../../form/form.js";
import { shownProposal } from "../../scan-entry.js";
import { pageText, placeText, SCAN_DOUBT } from "../../scan-words.js";
import type { ScannedCell, ScannedForm } from "../../scanned-form.js";
import { formRows } from "../scans/scans.js";
import type { ReviewCore, ReviewScanCell, ReviewScanRow } from "./model.js";
import type { ReviewPlaces } from "./places.js";

/** In signs of base64: the pictures of all scans together; those of further scans are in their workbooks alone. */
const LARGEST = 16 * 1024 * 1024;

/** 待核的扫描件 as the page lists them. */
export function scansOf({ scans = [] }: Consolidation, places: ReviewPlaces): Pick<ReviewCore, "scans"> {
  if (scans.length === 0) return {};
  return {
    scans: scans.map(({ scan, workbook }) => ({
      unit: places.unit(scan.unit),
      file: scan.file,
      workbook,
      pages: scan.pages.map(pageText),
    })),
  };
}

/** 各扫描件的行, what needs the most care first; a piece each. */
export function* scanPieces({ scans = [], units, forms }: Consolidation): Iterable<readonly [string, unknown]> {
  let signs = 0;
  for (const [at, { scan }] of scans.entries()) {
    const own = forms.filter((form) => isOf(scan, form) || scan.cells.some(({ figure }) => form.figures.has(figure)));
    const unit = units.find(({ code }) => code === scan.unit);
    const pictures = new Map(scan.cells.map(({ figure, picture }) => [figure, base64Of(picture)]));
    for (const picture of pictures.values()) signs += picture.length;
    const rows = unit ? own.flatMap((form) => formRows(scan, form, unit)) : [];
    const packed = rows.map(
      ({ table, label, state, figures, seen }): ReviewScanRow => ({
        table: table.title,
        label,
        state,
        cells: figures.map((figure) =>
          packedCell(figure, seen.get(figure.code), signs <= LARGEST ? pictures.get(figure.code) : undefined),
        ),
      }),
    );
    yield [`scan-${at}`, packed];
  }
}

function isOf({ form }: ScannedForm, { id, edition }: Form): boolean {
  return id === form.id && edition === form.edition;
}

function packedCell(figure: Figure, cell: ScannedCell | undefined, picture: string | undefined): ReviewScanCell {
  const column = figure.columnLabel;
  if (!cell) return { column, proposal: "", doubts: "", place: "" };
  return {
    column,
    proposal: shownProposal(cell.proposal),
    doubts: cell.doubts.map((doubt) => SCAN_DOUBT[doubt]).join("、"),
    place: `第${cell.page}页${placeText(cell.place)}`,
    ...(picture !== undefined && { picture }),
  };
}
