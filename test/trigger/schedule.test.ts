import { describe, expect, it, vi } from "vitest";
import { nextTimes, scheduleRuns } from "../../src/trigger/schedule.js";

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 60_000, interval: 20 });

describe("nextTimes", () => {
  it("tells the times of the zone, whatever zone the machine is in", () => {
    const after = new Date("2026-03-30T00:00:00Z");
    expect(nextTimes("0 6 * 1-3 *", "Asia/Shanghai", 3, after)).toEqual([
      "2026-03-31 06:00:00",
      "2027-01-01 06:00:00",
      "2027-01-02 06:00:00",
    ]);
    expect(nextTimes("30 17 L * *", "Asia/Shanghai", 2, after)).toEqual(["2026-03-31 17:30:00", "2026-04-30 17:30:00"]);
  });

  it.each(["", "0 6 * *", "61 6 * * *", "每天六点"])(
    "refuses the pattern %j with an example of a right one",
    (pattern) => {
      expect(() => nextTimes(pattern, "Asia/Shanghai", 1)).toThrow(/例如“0 6 \* 1-3 \*”/);
    },
  );

  it("refuses a zone that does not exist", () => {
    expect(() => nextTimes("0 6 * * *", "北京", 1)).toThrow(/Asia\/Shanghai/);
  });

  it("gives nothing for a time that never comes", async () => {
    expect(nextTimes("0 6 31 2 *", "Asia/Shanghai", 3)).toEqual([]);
    const never = {
      pattern: "0 6 31 2 *",
      timezone: "Asia/Shanghai",
      onDue: async () => undefined,
      signal: new AbortController().signal,
    };
    await expect(scheduleRuns(never)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("scheduleRuns", () => {
  it("runs when due, lives through a failure, and ends with the signal", async () => {
    const abort = new AbortController();
    const troubles: unknown[] = [];
    let due = 0;
    const scheduled = scheduleRuns({
      pattern: "* * * * * *",
      timezone: "Asia/Shanghai",
      onDue: async () => {
        due += 1;
        if (due === 1) throw new Error("失败");
      },
      onTrouble: (error) => troubles.push(error),
      signal: abort.signal,
    });
    await until(() => expect(due).toBeGreaterThanOrEqual(2));
    abort.abort();
    await scheduled;
    expect(troubles.map(String)).toEqual(["Error: 失败"]);
  });

  it("leaves out the time that comes while a run is under way, says so, and ends after the run", async () => {
    const abort = new AbortController();
    let [running, most, skipped, ended] = [0, 0, 0, 0];
    let finish: () => void = () => undefined;
    const scheduled = scheduleRuns({
      pattern: "* * * * * *",
      timezone: "Asia/Shanghai",
      onDue: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        running -= 1;
        ended += 1;
      },
      onSkipped: () => {
        skipped += 1;
      },
      signal: abort.signal,
    });
    await until(() => expect(skipped).toBeGreaterThanOrEqual(1));
    expect(most).toBe(1);
    abort.abort();
    finish();
    await scheduled;
    expect(ended).toBe(1);
  });

  it("comes back at once when the signal has ended it before", async () => {
    const signal = AbortSignal.abort();
    await scheduleRuns({ pattern: "0 6 * * *", timezone: "Asia/Shanghai", onDue: async () => undefined, signal });
    expect(signal.aborted).toBe(true);
  });
});
