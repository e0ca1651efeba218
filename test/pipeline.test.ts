import { describe, expect, test } from "vitest";
import type { Effects, RunEvent } from "../src/effects.js";
import { CrossfootError } from "../src/error.js";
import { figureCode } from "../src/figure.js";
import { loadSchemas } from "../src/form/load.js";
import { yearPeriod } from "../src/period.js";
import { run } from "../src/pipeline.js";
import { effectsOf, type MadeYear, PERIOD, schemasOf } from "./rules/made-year.js";

const WHOLE: MadeYear = {
  files: {
    "象湖镇.xlsx": {
      typed: {
        "applications.received.naturalPerson": "3",
        "applications.received.total": "3",
        "applications.granted.naturalPerson": "3",
        "applications.granted.total": "3",
        "applications.outcomesTotal.naturalPerson": "3",
        "applications.outcomesTotal.total": "3",
      },
    },
  },
};

async function written(made: MadeYear, changed: Partial<Effects> = {}) {
  const { consolidation, files } = await run({ period: PERIOD }, loadSchemas(schemasOf(made)), {
    ...effectsOf(made),
    ...changed,
  });
  return { consolidation, files: new Map((await files()).map(({ path, bytes }) => [path, bytes])) };
}

const decoded = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("one pass", () => {
  test("goes through the stages in order and gives every output, touching nothing but its effects", async () => {
    const events: RunEvent[] = [];
    const { consolidation, files } = await written(WHOLE, { log: (event) => events.push(event) });
    expect(events.flatMap((event) => (event.event === "stage" ? [event.stage] : []))).toEqual([
      "gather",
      "check",
      "consolidate",
      "publish",
    ]);
    expect(events.filter(({ event }) => event === "read").length).toBeGreaterThanOrEqual(3);
    expect(consolidation.status).toBe("final");
    for (const path of ["consolidated.json", "findings.json", "汇总底稿.xlsx", "data/figures.csv"])
      expect([...files.keys()]).toContain(path);
    const { figures } = JSON.parse(decoded(files.get("consolidated.json"))) as {
      figures: Record<string, { value: string }>;
    };
    expect(figures["applications.received.total"]?.value).toBe("3");
  });

  test("the same bytes in whatever order the folder lists the files and whichever is read first", async () => {
    const effects = effectsOf(WHOLE);
    const first = await written(WHOLE);
    const turned = await written(WHOLE, {
      list: async (period) => (await effects.list(period))?.toReversed(),
      read: async (job) => {
        await new Promise((resolve) => setTimeout(resolve, job.name.length * 3));
        return effects.read(job);
      },
    });
    expect([...turned.files.keys()]).toEqual([...first.files.keys()]);
    for (const [path, bytes] of first.files)
      expect(Buffer.compare(Buffer.from(bytes), Buffer.from(turned.files.get(path)!)), path).toBe(0);
  });

  test("a file that is still being written is left out and said; its unit is missing", async () => {
    const { consolidation } = await written({ files: { "象湖镇.xlsx": { unstable: "文件正在写入" } } });
    expect(consolidation.status).toBe("draft");
    expect(consolidation.coverage.missing).toEqual(["T01"]);
    expect(consolidation.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["FILE.UNSTABLE", "UNIT.MISSING"]),
    );
    expect(consolidation.figures.get(figureCode("applications.received.total"))).toMatchObject({ state: "incomplete" });
  });

  test("an empty year has every unit missing and no figure, which is not nought", async () => {
    const { consolidation } = await written({
      files: { "象湖镇.xlsx": null, "叶坪镇.xlsx": null, "市政府办.xlsx": null },
    });
    expect(consolidation.coverage).toMatchObject({ received: [], missing: ["T01", "T02", "D01"] });
    expect(consolidation.figures.get(figureCode("applications.received.naturalPerson"))?.value).toBeNull();
  });

  test("a year in which no form was in force is wrong use", async () => {
    await expect(run({ period: yearPeriod(2001) }, loadSchemas(schemasOf({})), effectsOf({}))).rejects.toSatisfy(
      (error) => error instanceof CrossfootError && error.exitCode === 2,
    );
  });

  test("what breaks in a reader is a bug and is thrown, never a finding", async () => {
    const broken = written(WHOLE, { read: () => Promise.reject(new Error("a reader that throws")) });
    await expect(broken).rejects.toThrow("a reader that throws");
  });
});
