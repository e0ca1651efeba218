import { expect, test } from "vitest";
import { BODIES, LEAVES, LEDGER } from "./blanks.js";
import { lines, proposalOf } from "./made.js";

test("x", async () => {
  for (const blank of [LEAVES, LEDGER, BODIES]) {
    const p = await proposalOf(blank);
    console.log(lines(p).join("\n"), p.relations, p.settings);
  }
  expect(1).toBe(1);
});
