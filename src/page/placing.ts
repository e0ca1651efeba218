import { ACTS, KEPT_ACTS } from "../act-book.js";
import { inOrder, type Period, type PeriodKind, periodNamed } from "../period.js";
import { seriesOfKey } from "../series.js";
import { SIGNATURES } from "../signature-book.js";

/** 放入的文件, with its path below what was dropped or chosen. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** 各归其位: what the files that were put in are, by where they lie. */
export interface Placed {
  /** Files of a period's folder by their paths below it, by the period's key. */
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, File>>;
  /** Files of `schemas/`, their paths below it. */
  readonly schemas: readonly GivenFile[];
  /** consolidated.json of former outputs, by the key of their series. */
  readonly former: ReadonlyMap<string, File>;
  /** 签署记录、办理记录 and what runs keep of it, by their paths below `outputs/`. */
  readonly records: ReadonlyMap<string, File>;
  /** The same, written by this page: they go on from those that were put in. */
  readonly madeRecords: ReadonlyMap<string, File>;
}

export const NOTHING: Placed = {
  inputs: new Map(),
  schemas: [],
  former: new Map(),
  records: new Map(),
  madeRecords: new Map(),
};

/** The office's own files, which may also be put in by themselves. */
const OFFICE_FILES: ReadonlySet<string> = new Set([
  "设置.xlsx",
  "units.xlsx",
  "units.csv",
  "jurisdiction.json",
  "naming.json",
  "observations.json",
]);

/** Files that stand for one another: whoever brings one does without the other. */
export const INSTEAD: Readonly<Record<string, string>> = {
  "设置.xlsx": "jurisdiction.json",
  "jurisdiction.json": "设置.xlsx",
  "units.xlsx": "units.csv",
  "units.csv": "units.xlsx",
};

/** 叠加: files made in the page take the place of those put in, and of those that stand for them. */
export function overlaid(placed: Placed, made: Placed): Placed {
  const inputs = new Map(placed.inputs);
  for (const [key, files] of made.inputs) inputs.set(key, new Map([...(inputs.get(key) ?? []), ...files]));
  const replaced = new Set(made.schemas.flatMap(({ path }) => [path, INSTEAD[path] ?? path]));
  return {
    inputs,
    schemas: [...placed.schemas.filter(({ path }) => !replaced.has(path)), ...made.schemas],
    former: placed.former,
    records: placed.records,
    madeRecords: made.records,
  };
}

type Place =
  | { readonly kind: "inputs"; readonly period: string; readonly path: string }
  | { readonly kind: "schemas"; readonly path: string }
  | { readonly kind: "former"; readonly series: string }
  | { readonly kind: "record"; readonly path: string }
  | { readonly kind: "outputs" };

/** 归位的依据: where what lies in no period's folder belongs, and of which kinds there are forms: `2023-03` is a name like any other where none is monthly. */
export interface Placing {
  readonly chosen: Pick<Period, "key">;
  readonly kinds: readonly PeriodKind[];
}

/**
 * 归位: sorts what was put in. A folder named like a period is that period's, `inputs`, `schemas` and `outputs` are what they are on a disk, and
 * what lies in none of them belongs to the period that the clerk has chosen.
 */
export function placed(files: readonly GivenFile[], { chosen, kinds }: Placing): Placed {
  const inputs = new Map<string, Map<string, File>>();
  const schemas: GivenFile[] = [];
  const former = new Map<string, File>();
  const records = new Map<string, File>();
  const around = { common: commonFolder(files), results: resultFolders(files), chosen: chosen.key, kinds };
  for (const { path, file } of files) {
    const place = placeOf(path, around);
    if (place.kind === "schemas") schemas.push({ path: place.path, file });
    else if (place.kind === "former") former.set(place.series, file);
    else if (place.kind === "record") records.set(place.path, file);
    else if (place.kind === "inputs")
      // A file that is put in again takes the place of the former.
      inputs.set(place.period, (inputs.get(place.period) ?? new Map<string, File>()).set(place.path, file));
  }
  return { inputs, schemas, former, records, madeRecords: new Map() };
}

/** The periods whose folders were put in, in their order. */
export function periodsIn(files: readonly GivenFile[], kinds: readonly PeriodKind[]): readonly Period[] {
  const around = { common: "", results: resultFolders(files), chosen: "", kinds };
  const found = files.flatMap(({ path }) => {
    const place = placeOf(path, around);
    return place.kind === "inputs" ? (periodNamed(place.period) ?? []) : [];
  });
  return inOrder([...new Map(found.map((period) => [period.key, period])).values()]);
}

interface Around {
  /** The one folder in which everything lies. */
  readonly common: string;
  /** Folders that hold what a run wrote. */
  readonly results: ReadonlySet<string>;
  readonly chosen: string;
  readonly kinds: readonly PeriodKind[];
}

function placeOf(path: string, { common, results, chosen, kinds }: Around): Place {
  const steps = path.split("/");
  const folders = steps.slice(0, -1);
  const outputs = folders.slice(0, 2).indexOf("outputs");
  if (outputs >= 0) return outputPlace(steps.slice(outputs + 1));
  const result = folders.findIndex((_, at) => results.has(steps.slice(0, at + 1).join("/")));
  if (result >= 0) return outputPlace(steps.slice(result));
  const schemas = folders.slice(0, 2).indexOf("schemas");
  if (schemas >= 0) return { kind: "schemas", path: steps.slice(schemas + 1).join("/") };
  const own = periodFolder(folders, kinds);
  if (own) return { kind: "inputs", period: own.period.key, path: steps.slice(own.at + 1).join("/") };
  const rest = path.slice(common.length);
  return OFFICE_FILES.has(rest) ? { kind: "schemas", path: rest } : { kind: "inputs", period: chosen, path: rest };
}

/** Of former outputs only the results and the records count. */
function outputPlace(steps: readonly string[]): Place {
  if (isRecord(steps)) return { kind: "record", path: steps.join("/") };
  const [folder = "", name = "", ...deeper] = steps;
  const series = seriesOfKey(folder) ?? periodNamed(folder);
  return series && name === "consolidated.json" && deeper.length === 0
    ? { kind: "former", series: series.key }
    : { kind: "outputs" };
}

function isRecord([folder = "", name = "", inner, ...deeper]: readonly string[]): boolean {
  if (deeper.length > 0) return false;
  if (inner !== undefined) return folder === SIGNATURES.folder && inner === KEPT_ACTS;
  return (
    folder === ACTS.folder || (folder === SIGNATURES.folder && [SIGNATURES.name, SIGNATURES.anchor].includes(name))
  );
}

/** A saved result that lies outside `outputs/` has a period's name as its inputs have; only a run writes these two side by side. */
function resultFolders(files: readonly GivenFile[]): ReadonlySet<string> {
  const paths = new Set(files.map(({ path }) => path));
  const holding = files.flatMap(({ path }) => (path.endsWith("/consolidated.json") ? path.slice(0, -18) : []));
  return new Set(holding.filter((folder) => paths.has(`${folder}/review.html`)));
}

/** The period's folder among the outermost three: 项目/inputs/2022年. */
function periodFolder(
  folders: readonly string[],
  kinds: readonly PeriodKind[],
): { readonly at: number; readonly period: Period } | undefined {
  for (const [at, name] of folders.slice(0, 3).entries()) {
    const period = periodNamed(name);
    if (period && kinds.includes(period.kind) && period.key >= "2000") return { at, period };
  }
  return undefined;
}

/** The one folder in which everything lies, which then has no meaning: `报送材料/`. */
function commonFolder(files: readonly GivenFile[]): string {
  const first = files[0]?.path ?? "";
  const folder = first.slice(0, first.indexOf("/") + 1);
  return files.every(({ path }) => path.startsWith(folder)) ? folder : "";
}
