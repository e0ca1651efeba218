// From bytes to checked figures and their sums, in this process or in threads.

import { consolidatePeriod } from "../../dist/consolidated-period.js";
import { format } from "../../dist/decimal.js";
import { installedPdfFiles } from "../../dist/machine/pdf-files.js";
import { openReading } from "../../dist/machine/reading.js";
import { yearPeriod } from "../../dist/period.js";
import { DEFAULT_LIMITS, readSubmission } from "../../dist/read/read.js";
import { figuresOf } from "../submissions.mjs";

const period = yearPeriod(2022);

export const read = ({ bytes, path }) => readSubmission(bytes, path, DEFAULT_LIMITS, installedPdfFiles);

function effectsOf(submissions, more) {
  const byPath = new Map(submissions.map(({ path, bytes }) => [path, bytes]));
  return {
    schemas: async () => [],
    list: async ({ key }) =>
      key === period.key ? submissions.map(({ path, bytes }) => ({ path, size: bytes.length })) : undefined,
    bytes: async (_, path) => byPath.get(path),
    read: ({ bytes, name }) => read({ bytes, path: name }),
    recall: async () => undefined,
    keep: async () => undefined,
    formerConsolidation: async () => undefined,
    pdfFonts: async () => undefined,
    reviewScript: async () => undefined,
    log: () => {},
    ...more,
  };
}

/** 读到审核: the consolidation of these submissions. A unit that is not received is no measurement. */
export async function check(submissions, schemas, more = {}) {
  const { consolidation } = await consolidatePeriod({ period }, schemas, effectsOf(submissions, more));
  const received = consolidation.coverage.received.length;
  if (received !== submissions.length) throw new Error(`${received} of ${submissions.length} units received`);
  return consolidation;
}

/** Holds every sum of the annual report against the figures that were typed. */
export function holdAgainstTruth(consolidation, { forms }) {
  const [form, overview] = [forms.find((one) => one.edition === "2021"), forms.find((one) => one.accompanies)];
  const units = consolidation.coverage.received.map((code) => figuresOf(form, overview, Number(code.slice(1))));
  for (const code of [...form.figures.values()].filter((figure) => !figure.optional).map((figure) => figure.code)) {
    const truth = units.reduce((sum, exact) => sum + Number(exact(code)), 0);
    const { value } = consolidation.figures.get(code);
    const sum = value === null ? "missing" : format(value);
    if (sum !== String(truth)) throw new Error(`${code} is ${sum} and not ${truth}`);
  }
}

/** Threads that stay open between the rounds: their start is no cost of a file. */
export function openThreads(schemas, threads) {
  const given = { ...schemas, jurisdiction: { ...schemas.jurisdiction, threads } };
  const reading = openReading(async () => given);
  return {
    check: (submissions) => check(submissions, given, { read: reading.read, process: reading.process }),
    close: reading.close,
  };
}
