import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { writePdf } from "../../src/publish/pdf/pdf.js";
import { hashOfFiles, type Publication, publish, signedContent, signedFiles } from "../../src/publish/publish.js";
import { paperOf } from "../../src/publish/report/report.js";
import { writeStatutoryWorkbook } from "../../src/publish/statutory/statutory.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { type Signature, type SignOff, signOffOf } from "../../src/sign-off.js";
import { oneTypeface } from "../../src/typeface.js";
import { madePublication } from "./making.js";
import { partsOf, sheetjsBook, textRows } from "./parts.js";

const CONTENT = "8d150d550d011c95".padEnd(64, "0");
const CODE = "8D15-0D55-0D01-1C95";
const BY: Signature = { role: "签发", by: "张三", at: "2023-03-30T01:02:03Z", content: CONTENT };
const LAPSED = "签署后内容有变化，下列签署已失效：签发：张三（2023-03-30）。";

function signed(content: string, signatures: readonly Signature[]): Publication {
  const made = madePublication();
  const signOff: SignOff = signOffOf(content, true, { signatures });
  return { ...made, consolidation: { ...made.consolidation, signOff } };
}

async function lastOfWord(publication: Publication): Promise<string | undefined> {
  const parts = await partsOf({ path: "a.docx", bytes: writeDocx(paperOf(publication)) });
  const document = parts.find(({ name }) => name.endsWith("word/document.xml"))!.text;
  return [...document.matchAll(/<w:p[ >].*?<\/w:p>/gs)].at(-1)?.[0].replace(/<[^>]*>/g, "");
}

describe.each([
  ["the code where the content is the signed one", CONTENT, `校验码：${CODE}`],
  ["that the signature has lapsed where it is not", "0".repeat(64), LAPSED],
])("a signed report bears %s", (_, content, line) => {
  const publication = signed(content, [BY]);

  test("in Word below the date, and on the page", async () => {
    expect(await lastOfWord(publication)).toBe(line);
    expect(writeHtml(publication)).toContain(`<p class="note">${line}</p>`);
  });

  test("on every sheet of the workbook, for a sheet may be printed alone", () => {
    const book = sheetjsBook(writeStatutoryWorkbook(publication)[0]!);
    expect(book.SheetNames.length).toBeGreaterThan(2);
    for (const name of book.SheetNames) expect(textRows(book.Sheets[name]).at(-1)?.[0], name).toBe(line);
  });
});

test("the PDF prints the code in one line", async () => {
  const path = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
  const pdfFonts = oneTypeface({ name: "Roboto", bytes: new Uint8Array(readFileSync(path)) });
  const bytes = await writePdf(paperOf(signed(CONTENT, [BY])), pdfFonts);
  const [{ text } = { text: "" }] = await partsOf({ path: "a.pdf", bytes });
  expect(text).toContain(CODE);
});

test("a report that nobody has signed says nothing of it", async () => {
  const publication = signed(CONTENT, []);
  expect(await lastOfWord(publication)).toBe("2023年3月31日");
  expect(writeHtml(publication)).not.toContain("校验码");
});

test("what is signed is the content before anybody has, and sha256sum of its files comes to the same", async () => {
  const unsigned = madePublication();
  const content = signedContent(unsigned);
  expect(signedContent(signed(content, [BY]))).toBe(content);
  const files = (await publish(unsigned)).map(({ path, bytes }) => ({ path, sha256: sha256(bytes) }));
  expect(signedFiles(files)).toHaveLength(3);
  expect(hashOfFiles(signedFiles(files))).toBe(content);
});
