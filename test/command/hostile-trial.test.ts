import { expect, test } from "vitest";
import { kind, wholeReport } from "../hostile/kind.js";
import { trial } from "../hostile/trial.js";

const NO_LIMITS = { seconds: 600, megabytes: 4_000 };

test("a trial says what a run said of the file, what it cost, and which promise was not kept", async () => {
  const torn = kind("torn", ".xlsx", () => "PK\u0003\u0004");
  const outcome = await trial(torn.files(), { seconds: 0.1, megabytes: 10 });
  expect(outcome).toMatchObject({
    exitCode: 1,
    rules: ["FILE.UNREADABLE"],
    wrong: ["more than 0.1 s", "more than 10 MB"],
  });
  expect(outcome.megabytes).toBeGreaterThan(50);
});

test("a trial finds nothing wrong with a report that is read", async () => {
  const outcome = await trial(kind("good", ".csv", wholeReport).files(), NO_LIMITS);
  expect(outcome).toMatchObject({ exitCode: 1, wrong: [] });
});
