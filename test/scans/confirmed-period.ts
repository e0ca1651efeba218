import { sha256 } from "../../src/bytes.js";
import { consolidatePeriod } from "../../src/consolidated-period.js";
import type { Consolidation } from "../../src/consolidation.js";
import { format } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { formsOf, type Schemas, type Unit } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import type { ReadDocument } from "../../src/grid.js";
import type { ScannedForm } from "../../src/scanned-form.js";
import { effectsWith } from "../effects.js";
import { consolidatedYear, PERIOD, schemasOf } from "../rules/made-year.js";
import { documentOf, entryBook, type Filling, filledDocument } from "./filled-entry.js";
import { cellPicture, type MadeScan, madeScan } from "./made-scan.js";

/** Of which nothing can be read: a picture. */
export const SCAN = cellPicture("0");
export const schemas: Schemas = loadSchemas(schemasOf({}));
export const [form] = formsOf(schemas, PERIOD);
export const unit = schemas.units[0]! as Unit;

const SEEN = {
  "applications.received.naturalPerson": "36",
  "applications.received.enterprise": "2",
  "applications.received.total": "38",
  "applications.granted.naturalPerson": "36",
  "applications.granted.enterprise": "2",
  "applications.granted.total": "38",
  "applications.outcomesTotal.naturalPerson": "36",
  "applications.outcomesTotal.enterprise": "2",
  "applications.outcomesTotal.total": "38",
  "proactive.fees.amount": "12.5",
  "disputes.reconsideration.pending": "",
};

const blank = consolidatedYear({ files: { "象湖镇.xlsx": null, "叶坪镇.xlsx": null, "市政府办.xlsx": null } });

export function scanOf(made: Partial<MadeScan> = {}): ScannedForm {
  return madeScan({ form, unit, sha256: sha256(SCAN), ...made, proposals: { ...SEEN, ...made.proposals } });
}

export async function bookOf(made: Partial<MadeScan> = {}): Promise<Uint8Array> {
  return entryBook(scanOf(made), await blank, schemas);
}

const written = new Map<string, Promise<ReadDocument>>();

/** The workbook as it is read, once for all tests that ask for the same. */
export function asMade(made: Partial<MadeScan> = {}): Promise<ReadDocument> {
  const key = JSON.stringify(made);
  const document = written.get(key) ?? bookOf(made).then(documentOf);
  written.set(key, document);
  return document;
}

export async function confirmed(filling: Filling = {}, made: Partial<MadeScan> = {}): Promise<ReadDocument> {
  return filledDocument(await asMade(made), filling);
}

export type Files = Readonly<Record<string, Uint8Array | ReadDocument>>;

/** A period in which the folder holds these files; those that were read already are not read again. */
export async function consolidated(files: Files): Promise<Consolidation> {
  const given = (path: string): Uint8Array => {
    const file = files[path]!;
    return "blocks" in file ? new TextEncoder().encode(path) : file;
  };
  const { read } = effectsWith({ schemas: async () => [], list: async () => [], bytes: async () => SCAN });
  const effects = effectsWith({
    schemas: async () => schemasOf({}),
    list: async ({ key }) => (key === PERIOD.key ? Object.keys(files).map((path) => ({ path, size: 1 })) : undefined),
    bytes: async (_, path) => given(path),
    read: async (job) => {
      const file = files[new TextDecoder().decode(job.bytes)];
      return file && "blocks" in file ? [{ outcome: { document: file } }] : read(job);
    },
  });
  return (await consolidatePeriod({ period: PERIOD }, schemas, effects)).consolidation;
}

export function share(consolidation: Consolidation, code: string) {
  const found = consolidation.figures.get(figureCode(code))?.contributions.find((one) => one.unit === unit.code);
  return { value: found?.value ? format(found.value) : null, source: found?.source ?? null };
}

export function rulesOf(consolidation: Consolidation, prefix = "SCAN."): readonly string[] {
  return consolidation.findings.filter(({ rule }) => rule.startsWith(prefix)).map(({ rule }) => rule);
}
