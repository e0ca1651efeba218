import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CrossfootError } from "../../src/error.js";
import { isSchemaFile, loadSchemas, type SchemaFile } from "../../src/form/load.js";

const FOLDER = new URL("../../schemas/", import.meta.url);

/** The shipped schemas as the machine hands them over: paths below the folder, decoded text. Forms that are workbooks are left out. */
export function shippedFiles(): readonly SchemaFile[] {
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.slice(fileURLToPath(FOLDER).length)}/${entry.name}`.replace(/^\//, ""))
    .filter((path) => isSchemaFile(path) && !path.endsWith(".xlsx"))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, FOLDER), "utf8") }));
}

/** The shipped schemas with one file's text changed. */
export function withText(path: string, change: (text: string) => string): readonly SchemaFile[] {
  const files = shippedFiles();
  const before = files.find((file) => file.path === path)?.text;
  if (before === undefined) throw new Error(`no schema ${path}`);
  const after = change(before);
  if (after === before) throw new Error(`the change does not apply to ${path}`);
  return files.map((file) => (file.path === path ? { path, text: after } : file));
}

/** What the loader throws for the files it refuses; the exit code must be 2. */
export function errorOf(files: readonly SchemaFile[]): CrossfootError {
  try {
    loadSchemas(files);
  } catch (error) {
    if (error instanceof CrossfootError && error.exitCode === 2) return error;
    throw error;
  }
  throw new Error("the schemas were accepted");
}

/** What the loader says of the files it refuses. */
export function refusalOf(files: readonly SchemaFile[]): string {
  return errorOf(files).message;
}

/** The line (from 1) on which a text first stands. */
export function lineOf(files: readonly SchemaFile[], path: string, words: string): number {
  const text = files.find((file) => file.path === path)?.text ?? "";
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`“${words}” is not in ${path}`);
  return text.slice(0, at).split("\n").length;
}

/** The shipped schemas with a file more. */
export function withFile(path: string, text = "{}"): readonly SchemaFile[] {
  return [...shippedFiles(), { path, text }];
}

/** The problems that the loader names, one a line, whether there is one or several. */
export function problemsOf(files: readonly SchemaFile[]): readonly string[] {
  const lines = refusalOf(files).split("\n");
  return lines.length > 1 ? lines.slice(1) : lines;
}
