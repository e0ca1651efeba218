import { mainForms, periodKinds } from "../../form/form.js";
import type { Period } from "../../period.js";
import type { Placed } from "../placing.js";
import type { Carried, Choices } from "../talk.js";
import { loadedSchemas, schemaFiles } from "./schemas.js";

/**
 * 可以办的报表 in each of the periods, by the schemas that were put in, else those that the page brings with it.
 * @throws CrossfootError as `loadSchemas` does
 */
export async function choicesOf(
  { placed, periods }: { readonly placed: Placed; readonly periods: readonly Period[] },
  carried: Carried,
): Promise<Choices> {
  const schemas = await loadedSchemas(await schemaFiles(placed.schemas, carried), carried);
  return {
    kinds: periodKinds(schemas),
    tasks: periods.flatMap((period) =>
      mainForms(schemas, period).map(({ id, title }) => ({ period, form: id, title })),
    ),
  };
}
