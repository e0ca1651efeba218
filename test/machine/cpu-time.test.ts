import { describe, expect, test } from "vitest";
import { helperThreads, processorTime, threadNumber, timeTaken } from "../../src/machine/cpu-time.js";

/** Keeps the processor busy for so long, in milliseconds of processor time. */
function compute(milliseconds: number): void {
  const from = process.cpuUsage();
  while (process.cpuUsage(from).user / 1000 < milliseconds);
}

describe("the processor time of a file", () => {
  test("is its thread's and its share of what was done for all of them", () => {
    const from = { own: 1000, shared: 400 };
    expect(timeTaken(from, { own: 1500, shared: 600 }, 1)).toBe(700);
    expect(timeTaken(from, { own: 1500, shared: 600 }, 2)).toBe(600);
  });

  test("does not become less where a helper has ended", () => {
    expect(timeTaken({ own: 0, shared: 900 }, { own: 50, shared: 0 }, 1)).toBe(50);
  });

  test("of a thread that computes grows as its own, and where threads are not counted as everybody's", () => {
    const counted = threadNumber();
    const from = { known: processorTime(counted, []), unknown: processorTime(undefined, []) };
    compute(60);
    const to = { known: processorTime(counted, []), unknown: processorTime(undefined, []) };
    expect(timeTaken(from.unknown, to.unknown, 1)).toBeGreaterThanOrEqual(60);
    expect(to.unknown.own).toBe(0);
    expect(timeTaken(from.known, to.known, 1)).toBeGreaterThanOrEqual(30);
  });

  test.runIf(process.platform === "linux")("counts the engine's helpers, and never the main thread among them", () => {
    const helpers = helperThreads();
    expect(helpers.length).toBeGreaterThan(0);
    expect(helpers).not.toContain(process.pid);
    const from = processorTime(threadNumber(), helpers);
    const kept: object[] = [];
    for (let at = 0; at < 400_000; at += 1) kept.push({ at, text: `${at}` });
    expect(kept).toHaveLength(400_000);
    expect(processorTime(threadNumber(), helpers).shared).toBeGreaterThanOrEqual(from.shared);
  });
});
