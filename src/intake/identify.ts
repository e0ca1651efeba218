import { type SourceCell, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Unit } from "../form/form.js";
import type { ReadDocument } from "../grid.js";
import type { Period } from "../period.js";
import type { FoundMark } from "../template-mark.js";
import type { Named } from "./entries.js";
import { type Evidence, evidenceIn, NO_EVIDENCE } from "./evidence.js";
import { listsUnits } from "./list.js";
import {
  indexRoster,
  isOrgan,
  nameWithin,
  nearestName,
  type RosterIndex,
  unitInNote,
  unitNamed,
  unitWithin,
} from "./naming/naming.js";
import { baseOf, foldersOf } from "./paths.js";
import { isPublished, wholeReport } from "./published.js";
import { yearFindings } from "./year.js";

/** 识别结果: whose submission it is, of which year, and what speaks against it. */
export interface Identity {
  readonly owner: Owner;
  /** The file says that it is another year's: a finding stands for it, and it is not summed. */
  readonly otherYear: boolean;
  readonly findings: readonly Finding[];
  /** 填报日期 that the document states, YYYY-MM-DD. */
  readonly dated: string | undefined;
}

/**
 * 归属: one unit of the roster; several, or one beside an organ that the roster does not know (`unit` is the only one of the roster); none;
 * or the jurisdiction itself, whose published report of some year it is. `lists`: several units stand in one row or column, as in a summary.
 */
export type Owner =
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "disputed"; readonly unit: Unit | undefined }
  | { readonly kind: "unnamed"; readonly lists: boolean }
  | { readonly kind: "published"; readonly year: number };

/** The unit that a finding about the file is addressed to, if there is one. */
export function unitOf({ owner }: Identity): Unit | undefined {
  return "unit" in owner ? owner.unit : undefined;
}

export interface IdentifyRequest {
  readonly index: RosterIndex;
  /** Path below the inputs folder; its file and folder names may name the unit. */
  readonly file: string;
  readonly document: ReadDocument | undefined;
  readonly period: Period;
  /** Sheets of one unit in a workbook of several: what stands in them names the unit, the file's name does not. */
  readonly shared: boolean;
  /** The sheets of a workbook of several units that belong to none of them. */
  readonly remainder?: boolean;
}

/** 识别: finds the unit by file name, folder, sheet name, title and cover, by equality only; the year by title, cover and period. */
export function identify(request: IdentifyRequest): Identity {
  const { index, document, shared } = request;
  const evidence: Evidence = document ? evidenceIn(document, index, request.period) : NO_EVIDENCE;
  const named = namesIn(request, evidence);
  const units = [...new Set(named.flatMap(({ unit }) => unit ?? []))];
  const unknownOrgans = unknownOrgansIn(named, units, index);
  const whole = shared ? undefined : wholeReport(request, evidence);
  const byFolder = named.find(({ place }) => place === "folder")?.unit;
  const byCoverAlone = named.every(({ unit, place }) => !unit || place === "cover" || place === "mark")
    ? units[0]
    : undefined;
  const lists = units.length === 0 && document !== undefined && listsUnits(document, index);
  if (
    whole &&
    !lists &&
    !(whole.bySite && units.length > 0) &&
    isPublished(whole, { units, byFolder, byCoverAlone, unknownOrgans, index })
  )
    return { owner: { kind: "published", year: whole.year }, otherYear: false, findings: [], dated: undefined };
  const owner = ownerAmong(units, unknownOrgans.length > 0, lists);
  const ofYear = yearFindings(request, evidence, units[0]);
  return {
    owner,
    otherYear: ofYear.length > 0,
    findings: [...ownerFindings(owner, request, { named, unknownOrgans }), ...ofYear],
    dated: evidence.dates[0],
  };
}

function ownerAmong(units: readonly Unit[], besideUnknown: boolean, lists: boolean): Owner {
  const [unit, ...others] = units;
  if (unit === undefined) return { kind: "unnamed", lists };
  if (others.length > 0) return { kind: "disputed", unit: undefined };
  return besideUnknown ? { kind: "disputed", unit } : { kind: "unit", unit };
}

interface NamedUnit {
  readonly place: "file" | "folder" | "sheet" | "title" | "cover" | "mark";
  readonly name: string;
  readonly unit: Unit | undefined;
  readonly source: SourceCell;
}

function namesIn(request: IdentifyRequest, evidence: Evidence): readonly NamedUnit[] {
  const { index, file, shared } = request;
  const at = (place: NamedUnit["place"], text: string, source: SourceCell): NamedUnit => ({
    place,
    name: nameWithin(text, index.schemas),
    unit: unitWithin(index, text) ?? (place === "file" || place === "title" ? unitInNote(index, text) : undefined),
    source,
  });
  const whole = wholeFile(file);
  const inside = [
    ...firstTitles(evidence.titles).map((one) => at("title", one.text, { file, ...one })),
    ...evidence.laterTitles.map((one) => at("title", one.text, { file, ...one })).filter(({ unit }) => unit),
    ...evidence.cover.map((one) => at("cover", one.text, { file, ...one })),
    ...sheetsOf(request)
      .map((sheet) => at("sheet", sheet, { ...whole, sheet }))
      .filter(({ unit }) => unit),
    ...(request.remainder ? [] : evidence.marks).map((mark) => markedUnit(mark, request)),
  ];
  const own = shared
    ? inside
    : [at("file", baseOf(file), whole), ...inside].filter((one) => one.unit || one.place !== "file");
  if (shared || own.some((one) => one.unit)) return own;
  const byFolder = foldersOf(file)
    .map((folder) => at("folder", folder, whole))
    .find((one) => one.unit);
  return byFolder ? [byFolder, ...own] : own;
}

/** 空白表标记: the unit that the workbook was handed out to. A code that the roster has given to another unit since then names none. */
function markedUnit({ name, unit, sheet, cells }: FoundMark, { index, file }: IdentifyRequest): NamedUnit {
  const known = unitNamed(index, name);
  return {
    place: "mark",
    name,
    unit: known?.code === unit ? known : undefined,
    source: { file, sheet, cell: cells.unit, text: unit },
  };
}

/** The names of the sheets that are read. A CSV has none of its own: its sheet is called after the file. */
function sheetsOf({ document }: IdentifyRequest): readonly string[] {
  if (!document || document.format === "csv") return [];
  return document.blocks.flatMap((block) =>
    block.kind === "grid" && block.addressing === "A1" && !block.hidden && block.cells.length > 0 ? [block.sheet] : [],
  );
}

/** Only the first title is the document's own: a web page's menu may list other reports below it. */
function firstTitles(titles: readonly Named[]): readonly Named[] {
  return titles.slice(0, 1);
}

/** Organs that the title or the cover names and the roster does not know. Beside one of them it is not certain that the file is the unit's. */
function unknownOrgansIn(
  named: readonly NamedUnit[],
  units: readonly Unit[],
  index: RosterIndex,
): readonly NamedUnit[] {
  return named.filter(
    (one) =>
      one.unit === undefined &&
      (one.place === "title" || one.place === "cover") &&
      isOrgan(one.name, index.schemas) &&
      !isInnerOffice(one.name, units, index),
  );
}

/** 内设机构: the office within a unit that filled in the form, such as 党政办公室 or 水利局办公室. */
function isInnerOffice(name: string, units: readonly Unit[], index: RosterIndex): boolean {
  return index.schemas.naming.innerOffices.some(
    (office) =>
      name === office ||
      (name.endsWith(office) && units.some((unit) => unitNamed(index, name.slice(0, -office.length)) === unit)),
  );
}

function ownerFindings(
  { kind }: Owner,
  request: IdentifyRequest,
  found: { readonly named: readonly NamedUnit[]; readonly unknownOrgans: readonly NamedUnit[] },
): readonly Finding[] {
  const { named, unknownOrgans } = found;
  const sources = named.filter((one) => one.unit || unknownOrgans.includes(one)).map((one) => one.source);
  switch (kind) {
    case "unnamed":
      return [unknownUnit(request, named, sources)];
    case "disputed": {
      const words = [...named.filter((one) => one.unit), ...unknownOrgans].map(
        (one) => `${PLACES[one.place]}写的是“${one.unit?.name ?? one.name}”`,
      );
      return [{ code: "UNIT.CONFLICT", unit: null, figures: [], sources, facts: { named: [...new Set(words)] } }];
    }
    default:
      return [];
  }
}

function unknownUnit(request: IdentifyRequest, named: readonly NamedUnit[], sources: readonly SourceCell[]): Finding {
  const { index, file, remainder } = request;
  const names = [...new Set([nameWithin(baseOf(file), index.schemas), ...named.map((one) => one.name)])].filter(
    (name) => name.length >= 2,
  );
  const all = indexRoster(index.schemas, index.schemas.units);
  const notDue = [baseOf(file), ...names].map((name) => unitWithin(all, name)).find((unit) => unit !== undefined);
  const nearest = notDue ? undefined : names.map((name) => nearestName(index, name)).find((name) => name !== undefined);
  const whole = (remainder ? sheetsOf(request) : [""]).map((sheet) => ({ file, sheet, cell: "", text: "" }));
  return {
    code: "UNIT.UNKNOWN",
    unit: null,
    figures: [],
    sources: sources.length > 0 ? sources : whole,
    facts: { named: names, ...(nearest && { nearest }), ...(notDue && { notDue: notDue.name }) },
  };
}

const PLACES: Readonly<Record<NamedUnit["place"], string>> = {
  file: "文件名",
  folder: "文件夹",
  sheet: "工作表名",
  title: "标题",
  cover: "封面",
  mark: "空白表标记",
};
