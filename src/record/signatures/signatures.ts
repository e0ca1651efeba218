import type { Series } from "../../series.js";
import type { SignatureRecord } from "../../sign-off.js";
import {
  SIGNATURES,
  type SignatureBook,
  type SignatureEntry,
  type SignatureSaid,
  signatureSaid,
  signaturesIn,
} from "../../signature-book.js";
import { addToBook, bookPath, readBook } from "../book/book.js";

/** 读签署记录, with its chain checked. */
export function readSignatures(outputs: string): Promise<SignatureBook> {
  return readBook(outputs, SIGNATURES);
}

/** 一期的签署, for a run; of a damaged record none counts. */
export async function signaturesOf(outputs: string, series: Series): Promise<SignatureRecord> {
  return signaturesIn(await readSignatures(outputs), series);
}

/**
 * 登记签署: adds an entry that carries the hash of the one before. To be called under the lock.
 * @throws CrossfootError (exit 2) where the record was tampered with
 */
export async function addSignature(outputs: string, signature: Omit<SignatureSaid, "before">): Promise<SignatureEntry> {
  const book = await readBook(outputs, SIGNATURES);
  const said = signatureSaid(book, signature, bookPath(outputs, SIGNATURES));
  return addToBook(outputs, SIGNATURES, book, said);
}
