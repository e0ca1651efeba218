import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { wrongUse } from "../../error.js";
import type { Period } from "../../period.js";
import { either, natural, nothing, parsedAs, record, text } from "../../shape.js";
import { jsonText } from "../../shown-text.js";
import { isSignRole, type Signature, type SignatureRecord } from "../../sign-off.js";
import { replaceDurably } from "../durable.js";
import { type Anchor, anchorOf, type ChainEntry, type ChainProblem, chained, chainProblems } from "./chain.js";

export type { ChainEntry, ChainProblem } from "./chain.js";

/** 签署记录的一条. */
export interface SignatureEntry extends Signature, ChainEntry {
  readonly period: string;
  readonly run: string;
  /** 原签署的内容: what this role had signed of this period before. */
  readonly before: string | null;
}

/** 签署记录: all its entries, and what is wrong with it. */
export interface SignatureBook {
  readonly entries: readonly SignatureEntry[];
  readonly problems: readonly ChainProblem[];
}

const BOOK = "签署记录.jsonl";
const ANCHOR = "签署记录.末条.json";

/** 读签署记录, with its chain checked. */
export async function readSignatures(outputs: string): Promise<SignatureBook> {
  const lines = (await textOf(join(outputs, "runs", BOOK))).split("\n").filter((line) => line !== "");
  const anchor = parsedAs(isAnchor, await textOf(join(outputs, "runs", ANCHOR)));
  const parsed = lines.map((line) => parsedAs(isEntry, line));
  return {
    entries: parsed.filter((entry) => entry !== undefined),
    problems: chainProblems(lines, parsed, anchor),
  };
}

/** 一期的签署, for a run; of a damaged record none counts. */
export async function signaturesOf(outputs: string, period: Period): Promise<SignatureRecord> {
  const { entries, problems } = await readSignatures(outputs);
  const [first] = problems;
  return {
    signatures: entries.flatMap(({ period: of, role, by, at, content }) =>
      of === period.key ? [{ role, by, at, content }] : [],
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
  const { entries, problems } = await readSignatures(outputs);
  if (problems.length > 0)
    throw wrongUse(
      `签署记录 ${join(outputs, "runs", BOOK)} 被改动或不完整，不能再登记：${problems.map((one) => one.text).join("；")}`,
    );
  const before = entries.findLast(({ period, role }) => period === signature.period && role === signature.role);
  const entry = chained({ ...signature, before: before?.content ?? null }, entries.at(-1));
  const lines = [...entries, entry].map((one) => `${jsonText(one)}\n`).join("");
  await mkdir(join(outputs, "runs"), { recursive: true });
  await writeAnchor(outputs, anchorOf(entries.at(-1)));
  await replaceDurably(join(outputs, "runs", BOOK), encoded(lines));
  await writeAnchor(outputs, anchorOf(entry));
  return entry;
}

function writeAnchor(outputs: string, anchor: Anchor): Promise<void> {
  return replaceDurably(join(outputs, "runs", ANCHOR), encoded(`${jsonText(anchor)}\n`));
}

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

const isAnchor = record<Anchor>({ entries: natural, last: text });

function encoded(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
