import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { campaign, type Found, type Tally } from "./campaign.js";
import { keepRegression, REGRESSIONS } from "./regression.js";
import { openWorld } from "./world.js";

const USAGE = "npm run fuzz -- [--runs N] [--seed S] [--from N] [--threads N]";

/** 模糊测试 from the command line. Failing files are kept as regressions; it ends with 1 if there are any. */
export async function main(args: readonly string[], root = pathToFileURL(`${process.cwd()}/`)): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      threads: { type: "string", default: String(availableParallelism()) },
    },
  });
  const [runs, seed, from, threads] = [values.runs, values.seed, values.from, values.threads].map(Number);
  if (![runs, seed, from, threads].every(Number.isSafeInteger)) throw new Error(USAGE);
  const begun = performance.now();
  const world = await openWorld(root, threads!);
  const told = (tally: Tally): void => console.log(inWords(tally, (performance.now() - begun) / 1000));
  const onFound = (found: Found): void => {
    console.log(describe(found, seed!));
    keepRegression(new URL(`${REGRESSIONS}${seed}-${found.index}/`, root), found.mutant, found.failure);
  };
  const options = { runs: runs!, seed: seed!, from: from!, threads: threads! };
  const tally = await campaign(world, { ...options, onProgress: told, onFound });
  await world.close();
  told(tally);
  return tally.found.length > 0 ? 1 : 0;
}

function inWords({ runs, found, alike, slowest, memory }: Tally, seconds: number): string {
  const pace = `${(runs / seconds).toFixed(0)} a second`;
  const slow = `slowest ${slowest.milliseconds.toFixed(0)} ms (run ${slowest.index})`;
  return `${runs} runs in ${seconds.toFixed(0)} s (${pace}), ${found.length} failures and ${alike} like them, ${slow}, ${(memory / 2 ** 20).toFixed(0)} MB`;
}

function describe({ index, recipe, failure }: Found, seed: number): string {
  const steps = recipe.steps.map(({ level, change }) => `${level}: ${change}`).join(" + ");
  return `seed ${seed} run ${index}: ${failure.kind}, ${recipe.format} of ${recipe.extent.join("+")}, ${steps}\n  ${failure.detail.slice(0, 600)}`;
}
