import { type Mutant, mutantOf, type Recipe, recipeOf } from "./mutant.js";
import type { Failure } from "./oracle.js";
import { shrunk } from "./shrink.js";
import type { World } from "./world.js";

/** 发现: a failure with the least that brings it about. */
export interface Found {
  readonly index: number;
  readonly recipe: Recipe;
  readonly mutant: Mutant;
  readonly failure: Failure;
}

export interface Tally {
  readonly runs: number;
  readonly found: readonly Found[];
  /** Failures of a kind that was found already. */
  readonly alike: number;
  readonly slowest: { readonly milliseconds: number; readonly index: number };
  readonly memory: number;
}

export interface Campaign {
  readonly seed: number;
  readonly runs: number;
  /** The first run: a campaign may be continued. */
  readonly from?: number;
  readonly threads: number;
  readonly onProgress?: (tally: Tally) => void;
  readonly onFound?: (found: Found) => void;
}

const PROGRESS_EVERY = 5000;

/** 试验: as many mutants as asked for, one a thread at a time; a failure of a new kind is made as small as it gets. */
export async function campaign(world: World, options: Campaign): Promise<Tally> {
  const { seed, runs, from = 0, threads, onProgress, onFound } = options;
  const found: Found[] = [];
  const kinds = new Set<string>();
  let [done, alike, next, memory] = [0, 0, from, 0];
  let slowest = { milliseconds: 0, index: 0 };
  const tally = (): Tally => ({ runs: done, found, alike, slowest, memory });
  const worker = async (): Promise<void> => {
    for (let index = next++; index < from + runs; index = next++) {
      const recipe = recipeOf(seed, index);
      const { failure, milliseconds } = await world.tried(mutantOf(recipe, world.schemas));
      done += 1;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
      if (done % 100 === 0) memory = Math.max(memory, process.memoryUsage.rss());
      if (failure && kinds.has(kindOf(recipe, failure))) alike += 1;
      else if (failure) {
        kinds.add(kindOf(recipe, failure));
        const least = await smallest(world, recipe, failure);
        if (kinds.has(kindOf(least.recipe, least.failure)) && least.recipe.steps.length < recipe.steps.length)
          alike += 1;
        else {
          found.push({ index, ...least });
          onFound?.({ index, ...least });
        }
        kinds.add(kindOf(least.recipe, least.failure));
      }
      if (done % PROGRESS_EVERY === 0) onProgress?.(tally());
    }
  };
  await Promise.all(Array.from({ length: threads * 2 }, worker));
  return tally();
}

/** Failures of one kind in one format after the same changes are one matter. */
function kindOf({ format, steps }: Recipe, { kind }: Failure): string {
  return [kind, format, ...steps.map(({ level, change }) => `${level} ${change}`)].join(" | ");
}

/** First the changes; then, where any bytes would do, the bytes themselves. */
async function smallest(world: World, recipe: Recipe, failure: Failure): Promise<Omit<Found, "index">> {
  const fails = async (mutant: Mutant): Promise<Failure | undefined> => {
    const trial = await world.tried(mutant);
    return trial.failure?.kind === failure.kind ? trial.failure : undefined;
  };
  const made = (steps: Recipe["steps"]): Mutant => mutantOf({ ...recipe, steps }, world.schemas);
  const steps = await shrunk(recipe.steps, async (fewer) => (await fails(made(fewer))) !== undefined);
  const mutant = made(steps);
  const least =
    failure.kind === "silent" ? mutant : await fewerBytes(mutant, async (one) => (await fails(one)) !== undefined);
  return { recipe: { ...recipe, steps }, mutant: least, failure: (await fails(least)) ?? failure };
}

async function fewerBytes(mutant: Mutant, stillFails: (mutant: Mutant) => Promise<boolean>): Promise<Mutant> {
  const made = (bytes: readonly number[]): Mutant => ({ ...mutant, bytes: Uint8Array.from(bytes) });
  return made(await shrunk([...mutant.bytes], (fewer) => stillFails(made(fewer))));
}
