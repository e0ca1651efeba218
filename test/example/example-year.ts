import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../src/effects.js";
import { yearPeriod } from "../../src/period.js";
import { effectsWith } from "../effects.js";
import { schemaFiles } from "../rules/made-year.js";

export const EXAMPLE = join(import.meta.dirname, "../../inputs/2022");
export const EXAMPLE_PERIOD = yearPeriod(2022);

/** 示例的运行条件: the shipped submissions, with some files' bytes replaced, in the order asked for. */
export function exampleEffects(
  changed: Readonly<Record<string, Uint8Array>> = {},
  ordered: (paths: readonly string[]) => readonly string[] = (paths) => paths,
): Effects {
  const paths = readdirSync(EXAMPLE, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(join(EXAMPLE, path)).isFile());
  return effectsWith({
    schemas: () => Promise.resolve(schemaFiles()),
    list: (period) =>
      Promise.resolve(
        period.key === EXAMPLE_PERIOD.key
          ? ordered(paths).map((path) => ({ path, size: statSync(join(EXAMPLE, path)).size }))
          : undefined,
      ),
    bytes: (_period, path) => Promise.resolve(changed[path] ?? new Uint8Array(readFileSync(join(EXAMPLE, path)))),
  });
}
