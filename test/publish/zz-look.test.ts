import { readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { writeDocx } from "../../src/publish/docx.js";
import { writeHtml } from "../../src/publish/html.js";
import { writePdf } from "../../src/publish/pdf.js";
import { madePublication } from "./making.js";
it("writes", async () => {
  const pdfFont = { name: "x", bytes: readFileSync("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf") };
  const final = madePublication({ pdfFont });
  const draft = madePublication({ pdfFont, missing: true, undivided: true, officeText: [], withoutValue: ["applications.received.enterprise"] });
  for (const [name, p] of Object.entries({ final, draft })) {
    writeFileSync(`/tmp/pub/${name}.docx`, await writeDocx(p));
    writeFileSync(`/tmp/pub/${name}.html`, writeHtml(p));
    writeFileSync(`/tmp/pub/${name}-pdfmake.pdf`, (await writePdf(p))!);
  }
});
