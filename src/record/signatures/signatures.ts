import { wrongUse } from "../../error.js";
import type { Series } from "../../series.js";
import { either, natural, nothing, record, text } from "../../shape.js";
import { isSignRole, type Signature, type SignatureRecord } from "../../sign-off.js";
import { addToBook, type Book, type BookKind, bookPath, type ChainEntry, readBook } from "../book/book.js";

/** 签署记录的一条. */
export interface SignatureEntry extends Signature, ChainEntry {
  readonly period: string;
  readonly run: string;
  /** 原签署的内容: what this role had signed of this period before. */
  readonly before: string | null;
}

/** 签署记录: all its entries, and what is wrong with it. */
export type SignatureBook = Pick<Book<SignatureEntry>, "entries" | "problems">;

const isEntry = record<SignatureEntry>({
  number: natural,
  period: text,
  run: text,
  role: isSignRole,
  by: text,
  at: text,
  content: text,
  before: either(text, nothing),
  previous: text,
  hash: text,
});

const SIGNATURES: BookKind<SignatureEntry> = {
  folder: "runs",
  name: "签署记录.jsonl",
  anchor: "签署记录.末条.json",
  isEntry,
};

/** 读签署记录, with its chain checked. */
export function readSignatures(outputs: string): Promise<SignatureBook> {
  return readBook(outputs, SIGNATURES);
}

/** 一期的签署, for a run; of a damaged record none counts. */
export async function signaturesOf(outputs: string, series: Series): Promise<SignatureRecord> {
  const { entries, problems } = await readSignatures(outputs);
  const [first] = problems;
  return {
    signatures: entries.flatMap(({ period: of, role, by, at, content }) =>
      of === series.key ? [{ role, by, at, content }] : [],
    ),
    ...(first && { damaged: first.text }),
  };
}

/**
 * 登记签署: adds an entry that carries the hash of the one before. To be called under the lock.
 * @throws CrossfootError (exit 2) where the record was tampered with
 */
export async function addSignature(
  outputs: string,
  signature: Omit<SignatureEntry, keyof ChainEntry | "before">,
): Promise<SignatureEntry> {
  const book = await readBook(outputs, SIGNATURES);
  const { entries, problems } = book;
  if (problems.length > 0)
    throw wrongUse(
      `签署记录 ${bookPath(outputs, SIGNATURES)} 被改动或不完整，不能再登记：${problems.map((one) => one.text).join("；")}`,
    );
  const before = entries.findLast(({ period, role }) => period === signature.period && role === signature.role);
  return addToBook(outputs, SIGNATURES, book, { ...signature, before: before?.content ?? null });
}
