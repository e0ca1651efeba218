import { Document, Footer, Header, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { expect, test } from "vitest";
import { packedDocument } from "../../src/publish/word/package.js";
import { unzip, zipTimes } from "./reading.js";

/** Made anew each time: the library notes in a document what it has packed. */
function made(): Document {
  const cell = new TableCell({ children: [new Paragraph("受理数")] });
  return new Document({
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph("草稿")] }) },
        footers: { default: new Footer({ children: [new Paragraph("1")] }) },
        children: [new Paragraph("正文"), new Table({ rows: [new TableRow({ children: [cell] })] })],
      },
    ],
  });
}

const PROPERTIES = "docProps/core.xml";

test("a document has the very parts that the library packs, but for those that take their place", async () => {
  const bytes = packedDocument(made(), new Map([[PROPERTIES, "<own/>"]]));
  const library = unzip(await Packer.pack(made(), "uint8array", undefined, [{ path: PROPERTIES, data: "<own/>" }]));
  const files = [...library].filter(([name]) => !name.endsWith("/"));
  expect([...unzip(bytes)]).toEqual(files);
  expect(files.map(([name]) => name)).toContain("word/header1.xml");
  expect([...zipTimes(bytes)]).toEqual(["00002100"]);
});
