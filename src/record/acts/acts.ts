import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ACTS,
  type ActBook,
  KEPT_ACTS,
  type KeptActs,
  keptActs,
  keptActsText,
  type OfficeState,
  parseKeptActs,
  type RunActs,
  receiptsIn,
} from "../../act-book.js";
import type { ReceiptRecord } from "../../arrival.js";
import type { Series } from "../../series.js";
import { addToBook, readBook } from "../book/book.js";
import { listFolders, runFolder } from "../history.js";
import { parseRunId, type RunManifest } from "../manifest.js";
import type { WrittenFile } from "../writing.js";

/** 读办理记录, with its chain checked. */
export function readActs(outputs: string): Promise<ActBook> {
  return readBook(outputs, ACTS);
}

/** 收件登记 of a period. A record that was damaged, now or when a later run was added to it, tells nothing. */
export async function receiptsOf(outputs: string, series: Series): Promise<ReceiptRecord> {
  return receiptsIn(await readActs(outputs), series);
}

/**
 * 随运行写的一份: what was decided since the former run, and what stands now. It is written into the run's folder before the run counts as whole,
 * so that no run is without its entry.
 */
export async function actsFile(
  outputs: string,
  { series, id, former }: { readonly series: Series; readonly id: string; readonly former: RunManifest | undefined },
  state: OfficeState,
): Promise<WrittenFile> {
  const { seen } = await receiptsOf(outputs, series);
  const before = former && (await keptOf(outputs, former.id))?.standing;
  const kept = keptActs({ series, id, seen, before }, state);
  return { path: KEPT_ACTS, bytes: new TextEncoder().encode(keptActsText(kept)) };
}

/**
 * 登记办理: adds the entries of whole runs that the record does not have yet, the last run's or those of a run that was killed before it came to this.
 * To be called under the lock.
 */
export async function recordActs(outputs: string): Promise<void> {
  const book = await readBook(outputs, ACTS);
  const last = Math.max(0, ...book.entries.map(({ run }) => parseRunId(run)?.sequence ?? 0));
  const folders = (await listFolders(outputs)).filter(({ marked, sequence }) => marked && sequence > last);
  const kept = await Promise.all(folders.map(({ id }) => keptOf(outputs, id)));
  const damage = book.problems.map((one) => one.text);
  const said = kept.flatMap((one): readonly RunActs[] => (one ? [{ ...one.entry, damage }] : []));
  for (const one of said) await addToBook(outputs, ACTS, await readBook(outputs, ACTS), one);
}

async function keptOf(outputs: string, id: string): Promise<KeptActs | undefined> {
  const json = await readFile(join(runFolder(outputs, id), KEPT_ACTS), "utf8").catch(() => undefined);
  return json === undefined ? undefined : parseKeptActs(json);
}
