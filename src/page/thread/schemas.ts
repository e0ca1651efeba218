import { bytesOfBase64 } from "../../base64.js";
import { mainForms, periodKinds, type Schemas } from "../../form/form.js";
import { loadSchemas, type SchemaFile, schemaFileOf } from "../../form/load.js";
import type { Period } from "../../period.js";
import { withContents } from "../../read/read.js";
import { type GivenFile, INSTEAD, type Placed } from "../placing.js";
import type { Carried, Choices } from "../talk.js";
import { neededBytes } from "./files.js";

/** A whole folder of schemas, which takes the place of all that is shipped. */
const isForm = ({ path }: GivenFile): boolean => /\/(?:form\.json|表式\.xlsx)$/.test(path);

/** 制度文件: what the page brings with it, and in its place what the clerk has put in. */
export async function schemaFiles(given: readonly GivenFile[], carried: Carried): Promise<readonly SchemaFile[]> {
  const own = await Promise.all(given.map(async ({ path, file }) => schemaFileOf(path, await neededBytes(file, path))));
  const replaced = new Set(own.flatMap(({ path }) => [path, INSTEAD[path] ?? path]));
  const shipped = given.some(isForm) ? [] : shippedFiles(carried);
  const both = [...shipped.filter(({ path }) => !replaced.has(path)), ...own];
  return both.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A shipped file as the page carries it: a workbook by its bytes. */
interface CarriedFile {
  readonly path: string;
  readonly text: string;
  readonly base64?: string;
}

function shippedFiles({ schemas }: Carried): readonly SchemaFile[] {
  return (JSON.parse(schemas) as readonly CarriedFile[]).map(({ path, text, base64 }) =>
    base64 === undefined ? { path, text } : schemaFileOf(path, bytesOfBase64(base64)),
  );
}

/** @throws CrossfootError as `loadSchemas` does */
export function loadedSchemas(files: readonly SchemaFile[]): Schemas {
  return loadSchemas(withContents(files));
}

/**
 * 可以办的报表 in each of the periods, by the schemas that were put in, else those that the page brings with it.
 * @throws CrossfootError as `loadSchemas` does
 */
export async function choicesOf(
  { placed, periods }: { readonly placed: Placed; readonly periods: readonly Period[] },
  carried: Carried,
): Promise<Choices> {
  const schemas = loadedSchemas(await schemaFiles(placed.schemas, carried));
  return {
    kinds: periodKinds(schemas),
    tasks: periods.flatMap((period) =>
      mainForms(schemas, period).map(({ id, title }) => ({ period, form: id, title })),
    ),
  };
}
