import { sha256 } from "../bytes.js";
import type { Problem, SchemaFile } from "./problem.js";

/** 年版目录: the files of one edition of a form, `schemas/<form>/<edition>/`. */
export interface EditionFolder {
  readonly form: string;
  readonly edition: string;
  readonly files: ReadonlyMap<EditionFileName, SchemaFile>;
}

type EditionFileName = "form.json" | "rules.json" | "outline.json";
type OfficeFileName = "jurisdiction.json" | "naming.json" | "units.csv";

/** 制度目录: which file is what; a file that nothing reads is a problem. */
export interface SchemaFolder {
  readonly office: ReadonlyMap<OfficeFileName, SchemaFile>;
  /** By form, the newest edition first. */
  readonly editions: readonly EditionFolder[];
  readonly problems: readonly Problem[];
}

const OFFICE: readonly string[] = ["jurisdiction.json", "naming.json", "units.csv"] satisfies OfficeFileName[];
const EDITION: readonly string[] = ["form.json", "rules.json", "outline.json"] satisfies EditionFileName[];

/** 不作制度文件: what editors, systems and people leave beside them, and the files that editors complete by. */
const BESIDE = /(?:^|\/)(?:~\$|\.|README)|(?:^|\/)(?:Thumbs\.db|desktop\.ini)$|\.tmp$|^json-schema\//i;

export function isSchemaFile(path: string): boolean {
  return !BESIDE.test(path);
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
    problems: [...problems, ...missing(office, editions)],
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
  const message = EDITION.includes(name)
    ? "应放在 schemas/<报表>/<年版>/ 目录，放在这里程序不会读取"
    : "程序不读取这个文件，请移走或改正名称";
  return { file: path, message };
}

function missing(
  office: ReadonlyMap<string, SchemaFile>,
  editions: ReadonlyMap<string, ReadonlyMap<EditionFileName, SchemaFile>>,
): readonly Problem[] {
  return [
    ...OFFICE.filter((name) => !office.has(name)).map((file) => ({ file, message: "缺少这个文件" })),
    ...(editions.size === 0 ? [{ file: "<报表>/<年版>/form.json", message: "没有任何报表制度" }] : []),
    ...[...editions]
      .filter(([, files]) => !files.has("form.json"))
      .map(([path]) => ({ file: `${path}/form.json`, message: "缺少这个文件，目录中的其他文件没有用处" })),
  ];
}
