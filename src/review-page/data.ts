import { periodWords } from "../period.js";
import type {
  ReviewBlock,
  ReviewContributions,
  ReviewCore,
  ReviewFigure,
  ReviewFinding,
  ReviewScanRow,
  ReviewUnit,
} from "../publish/review/model.js";
import { type Series, seriesOfKey } from "../series.js";

const read = new Map<string, unknown>();

/** A piece of the page's data; undefined where there is none, or while the page is still loading. */
function piece(id: string): unknown {
  if (read.has(id)) return read.get(id);
  const text = document.getElementById(id)?.textContent;
  if (!text) return undefined;
  const data: unknown = JSON.parse(text);
  read.set(id, data);
  return data;
}

export const core = piece("core") as ReviewCore;

/** 报告期 of the page. */
export const period = (seriesOfKey(core.series) as Series).period;

/** 本年 and 上年, or 本期 and 上期. */
export const words = periodWords(period);

const figurePlaces = new Map(core.figures.map((figure, index) => [figure.code, index]));
const unitPlaces = new Map(core.units.map((unit, index) => [unit.code, index]));

export function textAt(place: number): string {
  return ((piece("texts") as readonly string[] | undefined) ?? [])[place] ?? "";
}

export function allFindings(): readonly ReviewFinding[] {
  return (piece("findings") as readonly ReviewFinding[] | undefined) ?? [];
}

export function figureAt(place: number): ReviewFigure {
  return core.figures[place] as ReviewFigure;
}

export function unitAt(place: number): ReviewUnit | undefined {
  return core.units[place];
}

export function figurePlace(code: string): number | undefined {
  return figurePlaces.get(code);
}

export function unitPlace(code: string): number | undefined {
  return unitPlaces.get(code);
}

export function unitName(place: number): string {
  return unitAt(place)?.name ?? "汇总数或未识别单位";
}

/** 出处: a cell of a file that a figure or a finding names. */
export interface PlaceInFile {
  /** Place in the list of files. */
  readonly file: number;
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

/** 单位数: what one unit gave for one figure. */
export interface UnitShare {
  readonly unit: number;
  readonly value: string | null;
  /** 答复 of what is no number. */
  readonly answer: string | null;
  readonly qualifier: string;
  readonly before: string | null;
  readonly source: PlaceInFile | null;
  /** 核对录入, of a figure that was read off a scan. */
  readonly confirmed: string;
  readonly outlier: "high" | "low" | null;
}

const shares = new Map<number, readonly UnitShare[]>();

/** Contributions of a figure in the roster's order; a unit that has none is left out. */
export function sharesOf(figure: number): readonly UnitShare[] {
  const known = shares.get(figure);
  if (known) return known;
  const packed = piece(`figure-${figure}`) as ReviewContributions | undefined;
  if (!packed) return [];
  const unpacked = unpackedShares(packed);
  shares.set(figure, unpacked);
  return unpacked;
}

/** One unit's contribution, without decoding the others. */
export function shareOf(figure: number, unit: number): UnitShare | undefined {
  const known = shares.get(figure);
  if (known) return known.find((share) => share.unit === unit);
  const packed = piece(`figure-${figure}`) as ReviewContributions | undefined;
  const value = packed?.v[unit];
  if (!packed || value === undefined || value < -1) return undefined;
  let at = unit;
  while (at > 0 && (packed.s[at] ?? -1) < 0) at -= 1;
  return unpackedShare(packed, unit, textAt(packed.s[at] ?? -1));
}

function unpackedShares(packed: ReviewContributions): readonly UnitShare[] {
  let sheet = "";
  const list: UnitShare[] = [];
  packed.v.forEach((value, unit) => {
    const sheetPlace = packed.s[unit] ?? -1;
    if (sheetPlace >= 0) sheet = textAt(sheetPlace);
    if (value >= -1) list.push(unpackedShare(packed, unit, sheet));
  });
  return list;
}

function unpackedShare(packed: ReviewContributions, unit: number, sheet: string): UnitShare {
  const value = packed.v[unit] ?? -1;
  const before = packed.p[unit] ?? -1;
  const beside = textOfUnit(packed.q, unit);
  return {
    unit,
    value: value < 0 ? null : textAt(value),
    answer: value < 0 && beside !== "" ? beside : null,
    qualifier: beside,
    before: before < 0 ? null : textAt(before),
    source: sourceOf(packed, unit, sheet),
    confirmed: textOfUnit(packed.c ?? [], unit),
    outlier: packed.high.includes(unit) ? "high" : packed.low.includes(unit) ? "low" : null,
  };
}

function textOfUnit(pairs: readonly number[], unit: number): string {
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === unit) return textAt(pairs[at + 1] ?? -1);
  return "";
}

function sourceOf(packed: ReviewContributions, unit: number, sheet: string): PlaceInFile | null {
  const address = packed.a[unit] ?? -1;
  if (address < 0) return null;
  const file = packed.f[unit] ?? -1;
  const typed = packed.t[unit] ?? -1;
  return {
    file: file < 0 ? (unitAt(unit)?.file ?? -1) : file,
    sheet,
    cell: textAt(address),
    text: textAt(typed < 0 ? (packed.v[unit] ?? -1) : typed),
  };
}

export function sourcesOf(finding: ReviewFinding): readonly PlaceInFile[] {
  const list: PlaceInFile[] = [];
  for (let at = 0; at < finding.sources.length; at += 4) {
    const [file = -1, sheet = -1, cell = -1, text = -1] = finding.sources.slice(at, at + 4);
    list.push({ file, sheet: textAt(sheet), cell: textAt(cell), text: textAt(text) });
  }
  return list;
}

/** 待核的扫描件: the rows of one, by its place in the core. */
export function scanRows(scan: number): readonly ReviewScanRow[] {
  return (piece(`scan-${scan}`) as readonly ReviewScanRow[] | undefined) ?? [];
}

/** The parts of a file that the page holds; undefined where the file was not counted. */
export function blocksOf(file: number): readonly ReviewBlock[] | undefined {
  return piece(`file-${file}`) as readonly ReviewBlock[] | undefined;
}
