import { type SourceCell, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Schemas, Unit } from "../form/form.js";
import type { ReadDocument } from "../grid.js";
import { type Evidence, evidenceIn, type Named } from "./evidence.js";
import { listsUnits } from "./list.js";
import { indexRoster, nameWithin, nearestName, type RosterIndex, unitInNote, unitNamed, unitWithin } from "./naming.js";
import { baseOf, foldersOf } from "./paths.js";
import { isPublished, wholeReport } from "./published.js";
import { yearFindings } from "./year.js";

/** 识别结果: whose submission it is, and whether it may be summed. */
export interface Identity {
  readonly unit: Unit | undefined;
  /** The jurisdiction's own report of this year or another. */
  readonly published: number | undefined;
  readonly findings: readonly Finding[];
  /** The date of filling in that the document states, YYYY-MM-DD. */
  readonly dated: string | undefined;
  /** No roster unit is named anywhere. */
  readonly nameless: boolean;
  /** No unit is named as the sender's, but several stand in one row or column: a list or a summary. */
  readonly lists: boolean;
}

export interface IdentifyRequest {
  readonly index: RosterIndex;
  /** Path below the inputs folder, and the folder and file names that may name the unit. */
  readonly file: string;
  readonly document: ReadDocument | undefined;
  readonly year: number;
  /** Sheets of one unit in a workbook of several: what stands in them names it, the file's name names nobody. */
  readonly shared: boolean;
  /** Sheets that are left when those of several units have been taken out. */
  readonly left?: boolean;
}

/** 识别: the unit by file name, sheet name, title and cover, by equality; the year by title, cover, period and table headings. */
export function identify(request: IdentifyRequest): Identity {
  const { index, document, shared } = request;
  const evidence: Evidence = document
    ? evidenceIn(document, index, request.year)
    : { titles: [], cover: [], periods: [], dates: [] };
  const named = namesIn(request, evidence);
  const units = [...new Set(named.flatMap(({ unit }) => unit ?? []))];
  const strangers = strangersIn(named, units, index);
  const whole = shared ? undefined : wholeReport(request, evidence);
  const byFolder = named.find(({ place }) => place === "folder")?.unit;
  const byCoverAlone = named.every(({ unit, place }) => !unit || place === "cover") ? units[0] : undefined;
  const lists = units.length === 0 && document !== undefined && listsUnits(document, index);
  if (whole && !lists && isPublished(whole, { units, byFolder, byCoverAlone, strangers, index }))
    return { unit: undefined, published: whole.year, findings: [], dated: undefined, nameless: false, lists };
  const findings = [
    ...unitFindings(request, { units, named, strangers }),
    ...yearFindings(request, evidence, units[0]),
  ];
  const unit = units.length === 1 ? units[0] : undefined;
  return { unit, published: undefined, findings, dated: evidence.dates[0], nameless: units.length === 0, lists };
}

interface NamedUnit {
  readonly place: "file" | "folder" | "sheet" | "title" | "cover";
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
    ...evidence.cover.map((one) => at("cover", one.text, { file, ...one })),
    ...sheetsOf(request)
      .map((sheet) => at("sheet", sheet, { ...whole, sheet }))
      .filter(({ unit }) => unit),
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

/** Sheets that are read, by their names; a CSV's one sheet has the file's. */
function sheetsOf({ document }: IdentifyRequest): readonly string[] {
  if (!document || document.format === "csv") return [];
  return document.blocks.flatMap((block) =>
    block.kind === "grid" && block.addressing === "A1" && !block.hidden && block.cells.length > 0 ? [block.sheet] : [],
  );
}

/** A page's menu may list the titles of other years and other units below its own; the first title is the document's. */
function firstTitles(titles: readonly Named[]): readonly Named[] {
  return titles.slice(0, 1);
}

/** Organs that title or cover name and the roster does not know: then the file is not certainly the unit's. */
function strangersIn(named: readonly NamedUnit[], units: readonly Unit[], index: RosterIndex): readonly NamedUnit[] {
  return named.filter(
    (one) =>
      one.unit === undefined &&
      (one.place === "title" || one.place === "cover") &&
      isOrgan(one.name, index.schemas) &&
      !isInnerOffice(one.name, units, index),
  );
}

function isOrgan(name: string, { naming }: Schemas): boolean {
  return (
    name.length >= 3 &&
    !/^[我本该各某]|[XＸ×*]{2}/i.test(name) &&
    naming.organEndings.some((ending) => name.endsWith(ending))
  );
}

/** 党政办公室, 水利局办公室: the office within the unit that filled the form in. */
function isInnerOffice(name: string, units: readonly Unit[], index: RosterIndex): boolean {
  return index.schemas.naming.innerOffices.some(
    (office) =>
      name === office ||
      (name.endsWith(office) && units.some((unit) => unitNamed(index, name.slice(0, -office.length)) === unit)),
  );
}

function unitFindings(
  request: IdentifyRequest,
  found: { units: readonly Unit[]; named: readonly NamedUnit[]; strangers: readonly NamedUnit[] },
): readonly Finding[] {
  const { units, named, strangers } = found;
  const sources = named.filter((one) => one.unit || strangers.includes(one)).map((one) => one.source);
  if (units.length > 1 || (units.length === 1 && strangers.length > 0)) {
    const words = [...named.filter((one) => one.unit), ...strangers].map(
      (one) => `${PLACES[one.place]}写的是“${one.unit?.name ?? one.name}”`,
    );
    return [{ code: "UNIT.CONFLICT", unit: null, figures: [], sources, facts: { named: [...new Set(words)] } }];
  }
  return units.length === 1 ? [] : [unknownUnit(request, named, sources)];
}

function unknownUnit(request: IdentifyRequest, named: readonly NamedUnit[], sources: readonly SourceCell[]): Finding {
  const { index, file, left } = request;
  const names = [...new Set([nameWithin(baseOf(file), index.schemas), ...named.map((one) => one.name)])].filter(
    (name) => name.length >= 2,
  );
  const all = indexRoster(index.schemas, index.schemas.units);
  const notDue = [baseOf(file), ...names].map((name) => unitWithin(all, name)).find((unit) => unit !== undefined);
  const nearest = notDue ? undefined : names.map((name) => nearestName(index, name)).find((name) => name !== undefined);
  const whole = (left ? sheetsOf(request) : [""]).map((sheet) => ({ file, sheet, cell: "", text: "" }));
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
};
