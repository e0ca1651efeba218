import type { Effects } from "../../effects.js";
import type { Schemas } from "../../form/form.js";
import { pageEffects, type World } from "./effects.js";
import { loadedSchemas, schemaFiles } from "./schemas.js";

/** Does a piece of work with the schemas that hold and the page's effects; its reading threads are ended with it. */
export async function inWorld<T>(
  { placed, font, carried, log }: Omit<World, "schemas" | "files">,
  work: (schemas: Schemas, effects: Effects) => Promise<T>,
): Promise<T> {
  const files = await schemaFiles(placed.schemas, carried);
  const schemas = await loadedSchemas(files, carried);
  const { effects, close } = pageEffects({ placed, font, carried, schemas, files, log });
  try {
    return await work(schemas, effects);
  } finally {
    close();
  }
}
