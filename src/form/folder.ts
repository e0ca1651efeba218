import { sha256 } from "../bytes.js";
import { decoded } from "../bytes-text.js";
import { MOST_BYTES, MOST_TEXT_BYTES } from "./bounds.js";
import type { Problem, SchemaFile } from "./problem.js";

/** 年版目录: the files of one edition of a form, `schemas/<form>/<edition>/`. */
export interface EditionFolder {
  readonly form: string;
  readonly edition: string;
  readonly files: ReadonlyMap<EditionFileName, SchemaFile>;
}

type EditionFileName = "form.json" | "表式.xlsx" | "rules.json" | "outline.json" | "报告提纲.docx";
type OfficeFileName =
  | "jurisdiction.json"
  | "设置.xlsx"
  | "naming.json"
  | "units.csv"
  | "units.xlsx"
  | "observations.json";

/** 制度目录: which file is what; a file that nothing reads is a problem. */
export interface SchemaFolder {
  readonly office: ReadonlyMap<OfficeFileName, SchemaFile>;
  /** By form, the newest edition first. */
  readonly editions: readonly EditionFolder[];
  readonly problems: readonly Problem[];
}

/** 本级文件: the settings and the roster may each be one of two kinds of file; the first is named where neither is there. */
const OFFICE_KINDS: readonly (readonly OfficeFileName[])[] = [
  ["jurisdiction.json", "设置.xlsx"],
  ["naming.json"],
  ["units.csv", "units.xlsx"],
];
/** Only forms that are workbooks need the last one. */
const OFFICE: readonly string[] = [...OFFICE_KINDS.flat(), "observations.json"];
const EDITION: readonly string[] = [
  "form.json",
  "表式.xlsx",
  "rules.json",
  "outline.json",
  "报告提纲.docx",
] satisfies EditionFileName[];

/** 不作制度文件: what editors, systems and people leave beside them, and the files that editors complete by. */
const BESIDE = /(?:^|\/)(?:~\$|\.|README)|(?:^|\/)(?:Thumbs\.db|desktop\.ini)$|\.tmp$|^json-schema\//i;

export function isSchemaFile(path: string): boolean {
  return !BESIDE.test(path);
}

/** What a file of `schemas/` is read as: text, a workbook, or nothing, of which only the name is needed to say that nothing reads it. */
export function schemaKind(path: string): "text" | "workbook" | "unread" {
  if (/\.(?:json|csv)$/.test(path)) return "text";
  return /^[^/]+\.xlsx$|\/表式\.xlsx$|\.docx$/.test(path) ? "workbook" : "unread";
}

/** 过大的制度文件: named, and not even taken into memory. Undefined for one that may be read. */
export function oversizedFile(path: string, size: number): SchemaFile | undefined {
  const most = schemaKind(path) === "text" ? MOST_TEXT_BYTES : MOST_BYTES;
  if (schemaKind(path) === "unread" || size <= most) return undefined;
  return { path, text: String(size), refused: `文件超过 ${most / 1_000_000} MB，不像制度文件` };
}

/** 制度文件: one file of `schemas/` from its bytes. */
export function schemaFileOf(path: string, bytes: Uint8Array): SchemaFile {
  const oversized = oversizedFile(path, bytes.length);
  if (oversized) return oversized;
  if (schemaKind(path) === "text") return { path, text: decoded(bytes) };
  return schemaKind(path) === "workbook" ? { path, text: sha256(bytes), bytes } : { path, text: "" };
}

/** 制度版本: one digest over all files of `schemas/`, in whatever order they come. */
export function schemaVersion(files: readonly SchemaFile[]): string {
  const parts = files
    .filter(({ path }) => isSchemaFile(path))
    .map((file) => `${file.path}\u0000${file.text}`)
    .sort();
  return sha256(new TextEncoder().encode(parts.join("\u0001"))).slice(0, 16);
}

/** 整理: tells what each file of `schemas/` is by where it lies. */
export function sortOut(given: readonly SchemaFile[]): SchemaFolder {
  const files = given.filter(({ path }) => isSchemaFile(path));
  const office = new Map<OfficeFileName, SchemaFile>();
  const editions = new Map<string, Map<EditionFileName, SchemaFile>>();
  const problems: Problem[] = [];
  for (const file of files) {
    const [form = "", edition = "", name = "", ...deeper] = file.path.split("/");
    if (OFFICE.includes(file.path)) office.set(file.path as OfficeFileName, file);
    else if (EDITION.includes(name) && deeper.length === 0)
      editions.set(`${form}/${edition}`, within(editions, `${form}/${edition}`).set(name as EditionFileName, file));
    else problems.push(unread(file));
  }
  return {
    office,
    editions: [...editions].map(([path, own]) => folderOf(path, own)).sort(byFormThenNewest),
    problems: [...problems, ...twoRosters(office), ...twoForms(editions), ...missing(office, editions)],
  };
}

function within<K, V>(maps: ReadonlyMap<string, Map<K, V>>, path: string): Map<K, V> {
  return maps.get(path) ?? new Map<K, V>();
}

function folderOf(path: string, files: ReadonlyMap<EditionFileName, SchemaFile>): EditionFolder {
  const [form = "", edition = ""] = path.split("/");
  return { form, edition, files };
}

function byFormThenNewest(a: EditionFolder, b: EditionFolder): number {
  if (a.form !== b.form) return a.form < b.form ? -1 : 1;
  return a.edition < b.edition ? 1 : -1;
}

function unread({ path }: SchemaFile): Problem {
  const name = path.split("/").at(-1) ?? path;
  if (/^(?:设置|units)\.(?:xls|xlsm|et|ods)$/i.test(path))
    return { file: path, message: "程序不读取这种工作簿，请打开后另存为 .xlsx" };
  const message = EDITION.includes(name)
    ? "应放在 schemas/<报表>/<年版>/ 目录，放在这里程序不会读取"
    : "程序不读取这个文件，请移走或改正名称";
  return { file: path, message };
}

/** 两份名录: nobody could tell which of them holds. */
function twoRosters(office: ReadonlyMap<string, SchemaFile>): readonly Problem[] {
  if (!office.has("units.csv") || !office.has("units.xlsx")) return [];
  return [{ file: "units.xlsx", message: "与 units.csv 同时存在，单位名录只能有一份，请移走其中一份" }];
}

/** 两份表式: a form is a workbook or JSON, and nobody could tell which of both holds. */
function twoForms(editions: ReadonlyMap<string, ReadonlyMap<EditionFileName, SchemaFile>>): readonly Problem[] {
  return [...editions]
    .filter(([, files]) => files.has("表式.xlsx"))
    .flatMap(([path, files]) =>
      (["form.json", "rules.json"] as const)
        .filter((name) => files.has(name))
        .map((name) => ({
          file: `${path}/${name}`,
          message: "与 表式.xlsx 同时存在：表式和规则都写在工作簿里，请移走其中一份",
        })),
    );
}

function missing(
  office: ReadonlyMap<string, SchemaFile>,
  editions: ReadonlyMap<string, ReadonlyMap<EditionFileName, SchemaFile>>,
): readonly Problem[] {
  return [
    ...OFFICE_KINDS.filter((names) => !names.some((name) => office.has(name))).map(([file = "", other]) => ({
      file,
      message: `缺少这个文件${other === undefined ? "" : `（也可以是 ${other}）`}`,
    })),
    ...(editions.size === 0 ? [{ file: "<报表>/<年版>/form.json", message: "没有任何报表制度" }] : []),
    ...[...editions]
      .filter(([, files]) => !files.has("form.json") && !files.has("表式.xlsx"))
      .map(([path]) => ({
        file: `${path}/form.json`,
        message: "缺少这个文件（也可以是 表式.xlsx），目录中的其他文件没有用处",
      })),
  ];
}
