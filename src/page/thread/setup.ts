import { schemaFileOf } from "../../form/load.js";
import { parseRoster, parseSettings } from "../../form/office/office.js";
import type { Problem } from "../../form/problem.js";
import { type SetupWords, setupNow, typedSetupWorkbooks } from "../../publish/publish.js";
import { withContents } from "../../read/read.js";
import { NOTHING, overlaid, type Placed } from "../placing.js";
import type { Carried, MadeFile, SetupProblem, SetupRequest } from "../talk.js";
import { loadedSchemas, schemaFiles } from "./schemas.js";

/**
 * 名录和设置的现状: those put in, else those that the page brings with it.
 * @throws CrossfootError as `loadSchemas` does
 */
export async function setupOf({ schemas }: Placed, carried: Carried): Promise<SetupWords> {
  return setupNow(loadedSchemas(await schemaFiles(schemas, carried)));
}

/**
 * 填写的名录和设置, as workbooks that the loader takes; else what it finds wrong with them.
 * @throws CrossfootError for what contradicts the rest of the schemas
 */
export async function writtenSetup(
  { placed, units, settings, wanted, date }: SetupRequest,
  carried: Carried,
): Promise<{ readonly files: readonly MadeFile[]; readonly problems: readonly SetupProblem[] }> {
  const books = await typedSetupWorkbooks({ units, settings, author: settings.settings[0] ?? "", date });
  const bytes = { "units.xlsx": books.roster, "设置.xlsx": books.settings };
  const problems: SetupProblem[] = [];
  for (const file of wanted) {
    const [read] = withContents([schemaFileOf(file, bytes[file])]);
    if (!read) continue;
    const found = file === "units.xlsx" ? parseRoster(read).problems : parseSettings(read).problems;
    problems.push(...found.map((problem) => placedProblem(problem, file, books.firstRow)));
  }
  if (problems.length > 0) return { files: [], problems };
  const files = wanted.map((file) => ({ path: file, content: new Blob([new Uint8Array(bytes[file])]) }));
  const schemas = files.map(({ path, content }) => ({ path, file: new File([content], path) }));
  const all = overlaid(placed, { ...NOTHING, schemas });
  loadedSchemas(await schemaFiles(all.schemas, carried));
  return { files: files.map(({ path, content }) => ({ path: `schemas/${path}`, content })), problems };
}

function placedProblem({ line, place, message }: Problem, file: SetupProblem["file"], firstRow: number): SetupProblem {
  const sheet = /^“(.+)”/.exec(place ?? "")?.[1];
  return {
    file,
    ...(sheet !== undefined && { sheet }),
    ...(line !== undefined && line >= firstRow && { entry: line - firstRow }),
    message: place === undefined ? message : `${place}：${message}`,
  };
}
