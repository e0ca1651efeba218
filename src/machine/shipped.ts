import { cp, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isMissing } from "./disk.js";

/** The schemas that come with the program. */
const SHIPPED = fileURLToPath(new URL("../../schemas/", import.meta.url));
/** What a place sets for itself is the example's, and never copied. */
const OF_THE_PLACE: ReadonlySet<string> = new Set(["jurisdiction.json", "units.csv", "units.xlsx", "设置.xlsx"]);

/** 备好报表制度: copies the forms that come with the program into a folder that has none. Says whether it did. */
export async function provideForms(schemas: string): Promise<boolean> {
  if (await holdsForms(schemas)) return false;
  await cp(SHIPPED, schemas, {
    recursive: true,
    force: false,
    filter: (source) => !OF_THE_PLACE.has(relative(SHIPPED, source)),
  });
  return true;
}

async function holdsForms(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    if (entry.name === "naming.json") return true;
    if (!entry.isDirectory()) continue;
    const below = await readdir(join(folder, entry.name), { recursive: true });
    if (below.some((path) => /(?:form\.json|表式\.xlsx)$/.test(path))) return true;
  }
  return false;
}
