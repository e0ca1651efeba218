import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const HEAP = new URL("../../dist/machine/heap.js", import.meta.url).href;

/** Whether kept code fits the engine's settings: before, with a heap that is looked at, and after; and what was said on the way. */
function seen(megabytes: number): readonly boolean[] {
  const script = `
    import vm from "node:vm";
    const { openHeap } = await import(process.argv[1]);
    const source = "(function answer() { return 42; })";
    const cachedData = new vm.Script(source).createCachedData();
    let asked = 0;
    const fits = () => !new vm.Script(source, { cachedData, filename: "asked" + asked++ }).cachedDataRejected;
    const held = Array.from({ length: ${megabytes} }, (_, at) => new Array(1024 * 128).fill(at));
    const heap = openHeap();
    const before = fits();
    heap.look();
    heap.look();
    const meanwhile = fits();
    heap.leave();
    heap.leave();
    console.log(JSON.stringify([before, meanwhile, fits(), held.length === ${megabytes}]));`;
  const given = ["--input-type=module", "-e", script, HEAP];
  // An engine that does not know the setting says so on the standard error.
  return JSON.parse(execFileSync(process.execPath, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
}

test("a small heap is left to the engine", () => {
  expect(seen(1)).toEqual([true, true, true, true]);
});

test("a large one is cleared in time until the run is done", () => {
  expect(seen(150)).toEqual([true, false, true, true]);
});
