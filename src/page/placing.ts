import { periodNamed } from "../period.js";

/** 放入的文件, with its path below what was dropped or chosen. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** 各归其位: what the files that were put in are, by where they lie. */
export interface Placed {
  /** Files of a year's folder by their paths below it, by year. */
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, File>>;
  /** Files of `schemas/`, their paths below it. */
  readonly schemas: readonly GivenFile[];
  /** consolidated.json of former years' outputs, by year. */
  readonly former: ReadonlyMap<string, File>;
}

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
  for (const [year, files] of made.inputs) inputs.set(year, new Map([...(inputs.get(year) ?? []), ...files]));
  const replaced = new Set(made.schemas.flatMap(({ path }) => [path, INSTEAD[path] ?? path]));
  return {
    inputs,
    schemas: [...placed.schemas.filter(({ path }) => !replaced.has(path)), ...made.schemas],
    former: placed.former,
  };
}

type Place =
  | { readonly kind: "inputs"; readonly year: string; readonly path: string }
  | { readonly kind: "schemas"; readonly path: string }
  | { readonly kind: "former"; readonly year: string }
  | { readonly kind: "outputs" };

/**
 * 归位: sorts what was put in. A folder named like a year is that year's, `inputs`, `schemas` and `outputs` are what they are on a disk, and
 * what lies in none of them belongs to the year that the clerk has chosen.
 */
export function placed(files: readonly GivenFile[], chosen: number): Placed {
  const inputs = new Map<string, Map<string, File>>();
  const schemas: GivenFile[] = [];
  const former = new Map<string, File>();
  const common = commonFolder(files);
  for (const { path, file } of files) {
    const place = placeOf(path, common, String(chosen));
    if (place.kind === "schemas") schemas.push({ path: place.path, file });
    else if (place.kind === "former") former.set(place.year, file);
    else if (place.kind === "inputs")
      // A file that is put in again takes the place of the former.
      inputs.set(place.year, (inputs.get(place.year) ?? new Map<string, File>()).set(place.path, file));
  }
  return { inputs, schemas, former };
}

/** The years whose folders were put in, ascending. */
export function yearsIn(files: readonly GivenFile[]): readonly number[] {
  const years = files.flatMap(({ path }) => yearFolder(path.split("/").slice(0, -1))?.year ?? []);
  return [...new Set(years)].map(Number).sort((a, b) => a - b);
}

function placeOf(path: string, common: string, chosen: string): Place {
  const steps = path.split("/");
  const folders = steps.slice(0, -1);
  const outputs = folders.slice(0, 2).indexOf("outputs");
  if (outputs >= 0) return outputPlace(steps.slice(outputs + 1));
  const schemas = folders.slice(0, 2).indexOf("schemas");
  if (schemas >= 0) return { kind: "schemas", path: steps.slice(schemas + 1).join("/") };
  const year = yearFolder(folders);
  if (year) return { kind: "inputs", year: year.year, path: steps.slice(year.at + 1).join("/") };
  const own = path.slice(common.length);
  return OFFICE_FILES.has(own) ? { kind: "schemas", path: own } : { kind: "inputs", year: chosen, path: own };
}

/** Of former outputs only the result counts. */
function outputPlace([folder = "", name = "", ...deeper]: readonly string[]): Place {
  const period = periodNamed(folder);
  return period && name === "consolidated.json" && deeper.length === 0
    ? { kind: "former", year: period.key }
    : { kind: "outputs" };
}

/** The year's folder among the outermost three: 项目/inputs/2022年. */
function yearFolder(folders: readonly string[]): { readonly at: number; readonly year: string } | undefined {
  for (const [at, name] of folders.slice(0, 3).entries()) {
    const period = periodNamed(name);
    if (period?.kind === "year" && period.key >= "2000") return { at, year: period.key };
  }
  return undefined;
}

/** The one folder in which everything lies, which then has no meaning: `报送材料/`. */
function commonFolder(files: readonly GivenFile[]): string {
  const first = files[0]?.path ?? "";
  const folder = first.slice(0, first.indexOf("/") + 1);
  return files.every(({ path }) => path.startsWith(folder)) ? folder : "";
}
