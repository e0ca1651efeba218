import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { times } from "../times.js";
import { campaign } from "./campaign.js";
import { mutantOf, type Recipe, recipeOf } from "./mutant.js";
import { regressions } from "./regression.js";
import { shrunk } from "./shrink.js";
import { openWorld, type World } from "./world.js";
import { FORMATS, type Format } from "./writing.js";

const ROOT = new URL("../../", import.meta.url);
const SEED = 20230131;

let world: World;
beforeAll(async () => {
  world = await openWorld(ROOT, 1);
});
afterAll(() => world.close());

const untouched = (format: Format): Recipe => ({ extent: ["two", "local"], figures: 3, format, steps: [] });

describe("the fuzzer itself", () => {
  test.each(Object.keys(FORMATS) as Format[])(
    "a file that nothing happened to is right, and a wrong figure is seen: %s",
    async (format) => {
      const mutant = mutantOf(untouched(format), world.schemas);
      expect((await world.tried(mutant)).failure).toBeUndefined();
      const codes = ["proactive.penalties.decisions", "overview.interpretations.value"];
      for (const code of codes) {
        const truth = new Map([...mutant.truth, [code, "123456"]]);
        expect((await world.tried({ ...mutant, truth })).failure).toMatchObject({ kind: "silent" });
      }
    },
  );

  test("the same seed gives the same files", () => {
    for (let index = 0; index < 20; index += 1) {
      const [one, other] = [1, 2].map(() => mutantOf(recipeOf(SEED, index), world.schemas));
      expect(other).toEqual(one);
    }
    expect(recipeOf(SEED, 1)).not.toEqual(recipeOf(SEED + 1, 1));
  });

  test("a failure is made as small as it gets", async () => {
    const items = Array.from({ length: 40 }, (_, at) => at);
    expect(await shrunk(items, async (fewer) => fewer.includes(7) && fewer.includes(31))).toEqual([7, 31]);
  });
});

test(`${times(150, 5000)} files that went wrong on their way: no crash, no silent wrong figure`, async () => {
  const { runs, found } = await campaign(world, { seed: SEED, runs: times(150, 5000), threads: 1 });
  expect(runs).toBe(times(150, 5000));
  expect(found.map(({ index, recipe, failure }) => ({ index, recipe, failure }))).toEqual([]);
});

test.each(regressions(ROOT))("what went wrong once: $name", async ({ mutant }) => {
  expect((await world.tried(mutant)).failure).toBeUndefined();
});
