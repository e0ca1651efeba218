import type { Effects } from "../../effects.js";
import type { Schemas } from "../../form/form.js";
import { schemasOf } from "../../form/one-form.js";
import type { Task } from "../../run.js";
import { pageEffects, type World } from "./effects.js";
import { loadedSchemas, schemaFiles } from "./schemas.js";

/**
 * Does a piece of work with the schemas of the form that it is for, and the page's effects; its reading threads are ended with it, or when nothing
 * is left to be read.
 * @throws CrossfootError where no form is in force
 */
export async function inWorld<T>(
  { task, placed, font, carried, log }: Omit<World, "schemas" | "files"> & { readonly task: Task },
  work: (schemas: Schemas, effects: Effects, endReading: () => void) => Promise<T>,
): Promise<T> {
  const files = await schemaFiles(placed.schemas, carried);
  const schemas = schemasOf(loadedSchemas(files), task.period, task.form);
  const { effects, close } = pageEffects({ placed, font, carried, schemas, files, log });
  try {
    return await work(schemas, effects, close);
  } finally {
    close();
  }
}
