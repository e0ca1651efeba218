import type { Book, BookKind } from "./book.js";
import type { ChainEntry } from "./chain.js";
import { wrongUse } from "./error.js";
import type { Series } from "./series.js";
import { either, natural, nothing, record, text } from "./shape.js";
import { isSignRole, type Signature, type SignatureRecord, type SignRole } from "./sign-off.js";

/** 一次签署, as it is to be entered. */
export interface SignatureSaid extends Signature {
  readonly period: string;
  readonly run: string;
  /** 原签署的内容: what this role had signed of this period before. */
  readonly before: string | null;
}

/** 签署记录的一条. */
export interface SignatureEntry extends SignatureSaid, ChainEntry {}

/** 签署记录: all its entries, and what is wrong with it. */
export type SignatureBook = Pick<Book<SignatureEntry>, "entries" | "problems">;

/** 签署记录, among the runs. */
export const SIGNATURES: BookKind<SignatureEntry> = {
  folder: "runs",
  name: "签署记录.jsonl",
  anchor: "签署记录.末条.json",
  isEntry: record<SignatureEntry>({
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
  }),
};

/** 一期的签署, for a run; of a damaged record none counts. */
export function signaturesIn({ entries, problems }: SignatureBook, series: Series): SignatureRecord {
  const [first] = problems;
  return {
    signatures: entries.flatMap(({ period: of, role, by, at, content }) =>
      of === series.key ? [{ role, by, at, content }] : [],
    ),
    ...(first && { damaged: first.text }),
  };
}

/**
 * 将登记的签署, beside what the role had signed before.
 * @param place where the record is, as a person is told of it
 * @throws CrossfootError (exit 2) where the record was tampered with
 */
export function signatureSaid(
  { entries, problems }: SignatureBook,
  signature: Omit<SignatureSaid, "before">,
  place: string,
): SignatureSaid {
  if (problems.length > 0)
    throw wrongUse(`签署记录 ${place} 被改动或不完整，不能再登记：${problems.map((one) => one.text).join("；")}`);
  const before = entries.findLast(({ period, role }) => period === signature.period && role === signature.role);
  return { ...signature, before: before?.content ?? null };
}

/** 所要的签署. */
export interface WantedSignature {
  readonly role: SignRole;
  readonly content: string;
  readonly series: Series;
  /** 先后: who signs after whom, as the settings say. */
  readonly order: readonly SignRole[];
}

/**
 * 核对先后: who comes before in the order has signed this very content.
 * @throws CrossfootError (exit 2) where somebody has not
 */
export function checkSignOrder({ entries }: SignatureBook, { role, content, series, order }: WantedSignature): void {
  const signed = new Set(
    entries.filter((one) => one.period === series.key && one.content === content).map((one) => one.role),
  );
  const place = order.indexOf(role);
  const lacking = order.slice(0, Math.max(0, place)).filter((one) => !signed.has(one));
  if (lacking.length > 0)
    throw wrongUse(
      `“${role}”须在${lacking.map((one) => `“${one}”`).join("、")}签署同一内容之后（本级设置 approvals.order）`,
    );
}
