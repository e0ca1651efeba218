import { base64Of, bytesOfBase64 } from "../../base64.js";
import { isFigureCode, isUnitCode } from "../../figure.js";
import type {
  PixelBox,
  ScanDoubt,
  ScannedCell,
  ScannedFooting,
  ScannedForm,
  ScannedPage,
  ScannedPlace,
  ScanTrouble,
} from "../../scanned-form.js";
import { either, flag, listOf, natural, nothing, oneOf, optional, record, text } from "../../shape.js";

/** 留存的识别结果: the pictures as base64. */
export type KeptScan = Omit<ScannedForm, "cells"> & { readonly cells: readonly KeptCell[] };

type KeptCell = Omit<ScannedCell, "picture"> & { readonly picture: string };

export function keptScan({ cells, ...scan }: ScannedForm): KeptScan {
  return { ...scan, cells: cells.map((cell) => ({ ...cell, picture: base64Of(cell.picture) })) };
}

/** Undefined where a picture is none. */
export function scanOf({ cells, ...scan }: KeptScan): ScannedForm | undefined {
  const own = cells.flatMap((cell): readonly ScannedCell[] => {
    const picture = bytesOf(cell.picture);
    return picture ? [{ ...cell, picture }] : [];
  });
  return own.length === cells.length ? { ...scan, cells: own } : undefined;
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return bytesOfBase64(base64);
  } catch {
    return undefined;
  }
}

const isTrouble = oneOf<ScanTrouble>({ noGrid: true, notOfForm: true, noPicture: true });

const isScanDoubt = oneOf<ScanDoubt>({
  unsure: true,
  disagreeing: true,
  seal: true,
  touching: true,
  count: true,
  blank: true,
  noDigits: true,
  label: true,
  money: true,
});

export const isKeptScan = record<KeptScan>({
  file: text,
  sha256: text,
  unit: either(isUnitCode, nothing),
  form: record<ScannedForm["form"]>({ id: text, edition: text }),
  pages: listOf(
    record<ScannedPage>({
      number: natural,
      width: natural,
      height: natural,
      tables: natural,
      trouble: optional(isTrouble),
    }),
  ),
  cells: listOf(
    record<KeptCell>({
      figure: isFigureCode,
      page: natural,
      box: record<PixelBox>({ left: natural, top: natural, right: natural, bottom: natural }),
      place: record<ScannedPlace>({ table: natural, row: natural, column: natural }),
      proposal: either(text, nothing),
      doubts: listOf(isScanDoubt),
      picture: text,
    }),
  ),
  footings: listOf(record<ScannedFooting>({ rule: text, figures: listOf(isFigureCode), holds: flag })),
});
