import type { SourceCell } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Schemas, Unit } from "../form/form.js";
import type { ReadDocument } from "../grid.js";
import { plainText } from "../wording.js";
import { type Evidence, evidenceIn, type Named } from "./evidence.js";
import { indexRoster, nameWithin, nearestName, type RosterIndex, unitNamed, yearsNamed } from "./naming.js";

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
}

export interface IdentifyRequest {
  readonly index: RosterIndex;
  /** Path below the inputs folder, and the folder and file names that may name the unit. */
  readonly file: string;
  readonly document: ReadDocument | undefined;
  readonly year: number;
  /** The unit that a sheet of a workbook of several units names: then the file's name names nobody. */
  readonly sheetOf?: Unit | undefined;
}

/** 识别: the unit by file name, title and cover, by equality; the year by title, cover, period and table headings. */
export function identify(request: IdentifyRequest): Identity {
  const { index, document, sheetOf } = request;
  const evidence: Evidence = document
    ? evidenceIn(document, index.schemas)
    : { titles: [], cover: [], periods: [], dates: [] };
  const named = sheetOf ? [] : namesIn(request, evidence);
  const units = sheetOf ? [sheetOf] : [...new Set(named.flatMap(({ unit }) => unit ?? []))];
  const published =
    !sheetOf &&
    (units.length === 0 || units.every((unit) => !named.some((one) => one.unit === unit && one.place !== "folder")))
      ? publishedYear(request, evidence)
      : undefined;
  if (published !== undefined) return { unit: undefined, published, findings: [], dated: undefined, nameless: false };
  const strangers = named.filter(
    (one) => one.unit === undefined && one.place === "title" && isOrgan(one.name, index.schemas),
  );
  const findings = [
    ...unitFindings(request, { units, named, strangers }),
    ...yearFindings(request, evidence, units[0]),
  ];
  const unit = units.length === 1 ? units[0] : undefined;
  return { unit, published: undefined, findings, dated: evidence.dates[0], nameless: units.length === 0 };
}

interface NamedUnit {
  readonly place: "file" | "folder" | "title" | "cover";
  readonly name: string;
  readonly unit: Unit | undefined;
  readonly source: SourceCell;
}

function namesIn({ index, file }: IdentifyRequest, evidence: Evidence): readonly NamedUnit[] {
  const parts = file.split("!/").flatMap((path) => path.split("/"));
  const base = (parts.at(-1) ?? "").replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const at = (place: NamedUnit["place"], text: string, source: SourceCell): NamedUnit => {
    const name = nameWithin(text, index.schemas);
    const noted =
      place === "file" && name === ""
        ? noteNames(text)
            .map((note) => unitNamed(index, note))
            .find((unit) => unit !== undefined)
        : undefined;
    return { place, name, unit: unitNamed(index, plainText(text)) ?? unitNamed(index, name) ?? noted, source };
  };
  const whole = { file, sheet: "", cell: "", text: "" };
  const cells = (place: "title" | "cover", list: readonly Named[]): readonly NamedUnit[] =>
    list.map((one) => at(place, one.text, { file, ...one }));
  const inside = [...cells("title", firstTitles(evidence.titles)), ...cells("cover", evidence.cover)];
  const own = [at("file", base, whole), ...inside].filter(
    (one) => one.unit || one.place === "title" || one.place === "cover",
  );
  if (own.some((one) => one.unit)) return own;
  return [
    ...parts
      .slice(1, -1)
      .reverse()
      .map((folder) => at("folder", folder, whole))
      .filter((one) => one.unit)
      .slice(0, 1),
    ...own,
  ];
}

/** 2023年年报（水利局）: where nothing else is left of a file's name, a bracket may hold the unit's. */
function noteNames(text: string): readonly string[] {
  return [...plainText(text).matchAll(/[([【〔]([^()[\]【】〔〕]+)[)\]】〕]/g)].map((match) => match[1] ?? "");
}

/** A page's menu may list the titles of other years and other units below its own; the first title is the document's. */
function firstTitles(titles: readonly Named[]): readonly Named[] {
  return titles.slice(0, 1);
}

function isOrgan(name: string, { naming }: Schemas): boolean {
  return name.length >= 3 && !/^[我本该各]/.test(name) && naming.organEndings.some((ending) => name.endsWith(ending));
}

function unitFindings(
  { index, file }: IdentifyRequest,
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
  if (units.length === 1) return [];
  const names = [
    ...new Set([
      nameWithin((file.split("/").at(-1) ?? "").replace(/\.[A-Za-z0-9]{1,5}$/, ""), index.schemas),
      ...named.map((one) => one.name),
    ]),
  ].filter((name) => name.length >= 2);
  const whole = indexRoster(index.schemas, index.schemas.units);
  const notDue = names.map((name) => unitNamed(whole, name)).find((unit) => unit !== undefined);
  const nearest = notDue ? undefined : names.map((name) => nearestName(index, name)).find((name) => name !== undefined);
  return [
    {
      code: "UNIT.UNKNOWN",
      unit: null,
      figures: [],
      sources: sources.length > 0 ? sources : [{ file, sheet: "", cell: "", text: "" }],
      facts: { named: names, ...(nearest && { nearest }), ...(notDue && { notDue: notDue.name }) },
    },
  ];
}

const PLACES: Readonly<Record<NamedUnit["place"], string>> = {
  file: "文件名",
  folder: "文件夹",
  title: "标题",
  cover: "封面",
};

/** The report of the whole jurisdiction: its title names the government itself, and no unit. */
function publishedYear({ index, file, year }: IdentifyRequest, evidence: Evidence): number | undefined {
  const { jurisdiction } = index.schemas;
  const own = new Set(
    [jurisdiction.government ?? `${jurisdiction.name}人民政府`, jurisdiction.name].map((name) => plainText(name)),
  );
  const base = (file.split("/").at(-1) ?? "").replace(/\.[A-Za-z0-9]{1,5}$/, "");
  for (const text of [...evidence.titles.slice(0, 1).map((title) => title.text), base]) {
    if (own.has(nameWithin(text, index.schemas))) return yearsNamed(text)[0] ?? year;
  }
  return undefined;
}

/** A table heading that gives another year (本年(2021)制发件数): the file is not summed. */
export function headingYearFindings(
  file: string,
  unit: string | null,
  year: number,
  years: readonly { readonly year: number; readonly source: Named }[],
): readonly Finding[] {
  const other = years.filter((one) => one.year !== year);
  const first = other[0];
  if (!first) return [];
  return [
    {
      code: "YEAR.MISMATCH",
      unit,
      figures: [],
      sources: other.map(({ source }) => ({ file, sheet: source.sheet, cell: source.cell, text: source.text })),
      facts: { found: String(first.year), wanted: String(year) },
    },
  ];
}

/** Title, cover or period that gives another year: the file is not summed. */
function yearFindings({ file, year }: IdentifyRequest, evidence: Evidence, unit: Unit | undefined): readonly Finding[] {
  const said = [
    ...evidence.titles.slice(0, 1).flatMap((title) =>
      yearsNamed(title.text)
        .slice(0, 1)
        .map((named) => ({ named, source: title })),
    ),
    ...[...evidence.cover, ...evidence.periods].flatMap((one) =>
      yearsNamed(one.text)
        .slice(0, 1)
        .map((named) => ({ named, source: one })),
    ),
  ];
  const base = (file.split("/").at(-1) ?? "").replace(/20\d{6}|20\d{2}[-._年]\d{1,2}(?:[-._月]\d{1,2}日?|月)/g, "");
  const inName =
    said.length === 0
      ? yearsNamed(base)
          .slice(0, 1)
          .map((named) => ({ named, source: { sheet: "", cell: "", text: "" } }))
      : [];
  const other = [...said, ...inName].filter(({ named }) => named !== year);
  const first = other[0];
  if (!first) return [];
  return [
    {
      code: "YEAR.MISMATCH",
      unit: unit?.code ?? null,
      figures: [],
      sources: other.map(({ source }) => ({ file, sheet: source.sheet, cell: source.cell, text: source.text })),
      facts: { found: String(first.named), wanted: String(year) },
    },
  ];
}
