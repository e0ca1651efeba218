import { readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { writeReview } from "../../src/publish/review.js";
import { reviewPublication } from "./review-making.js";
it("w", () => {
  const reviewScript = readFileSync("dist/review-page/page.js", "utf8");
  for (const [n, o] of Object.entries({ plain: {}, hostile: { hostile: true }, final: { draft: false, prior: false }, large: { units: 400 } }))
    writeFileSync(`/tmp/rv/${n}.html`, writeReview({ ...reviewPublication(o), reviewScript })[0]!.bytes);
});
