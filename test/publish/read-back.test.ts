import { describe, expect, it } from "vitest";
import { format } from "../../src/decimal.js";
import { otherEditions } from "../../src/form/form.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { normalize } from "../../src/normalize/normalize.js";
import type { Publication } from "../../src/publish/publish.js";
import { paperOf } from "../../src/publish/report/report.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { type MakingOptions, madePublication } from "./making.js";

/** 回读: the report is read as a submission, and every figure comes back from its cell. */
async function readBack(publication: Publication, bytes: Uint8Array, name: string) {
  const { schemas, consolidation } = publication;
  const [result] = await readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles);
  if (!result || "failure" in result.outcome) throw new Error(`${name} can't be read`);
  const request = { document: result.outcome.document, file: name, unit: null, period: consolidation.period };
  const [main, ...accompanying] = consolidation.forms;
  const editions = [main, ...otherEditions(schemas, main)];
  return normalize({ ...request, editions, accompanying, blank: "zero" });
}

async function expectSame(publication: Publication, bytes: Uint8Array, name: string) {
  const { observations } = await readBack(publication, bytes, name);
  const { forms, figures } = publication.consolidation;
  const [form] = forms;
  const read = [...observations]
    .filter(([code]) => form.figures.has(code))
    .map(([code, { amount }]) => [code, amount.kind === "reported" ? format(amount.value) : amount.kind]);
  const wanted = [...figures.values()]
    .filter((one) => form.figures.has(one.figure) && one.value)
    .map((one) => [one.figure, one.value && format(one.value)]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(wanted));
}

const CASES: readonly MakingOptions[] = [{}, { edition: "2019" }];

describe("the report read back as a submission", () => {
  it.each(CASES)("loses no figure in Word: %o", async (options) => {
    const publication = madePublication(options);
    await expectSame(publication, writeDocx(paperOf(publication)), "年报.docx");
  });

  it.each(CASES)("loses no figure in the web page: %o", async (options) => {
    const publication = madePublication(options);
    await expectSame(publication, new TextEncoder().encode(writeHtml(publication)), "年报.html");
  });
});
