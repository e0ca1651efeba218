import { writeFileSync } from "node:fs";
import { it } from "vitest";
import { writeDocx } from "../../src/publish/docx.js";
import { madePublication } from "./making.js";
it("writes", async () => {
  writeFileSync("/tmp/pub/final.docx", await writeDocx(madePublication()));
  writeFileSync("/tmp/pub/draft.docx", await writeDocx(madePublication({ missing: true, undivided: true, officeText: [], withoutValue: ["applications.received.enterprise"] })));
});
