import { ACTS, type ActEntry, KEPT_ACTS, type KeptActs, parseKeptActs } from "../../act-book.js";
import { type Book, type BookKind, type BookTexts, bookOf } from "../../book.js";
import type { ChainEntry } from "../../chain.js";
import { wrongUse } from "../../error.js";
import type { Series } from "../../series.js";
import { SIGNATURES, type SignatureEntry } from "../../signature-book.js";
import type { Placed } from "../placing.js";
import type { MadeFile } from "../talk.js";
import { neededBytes } from "./files.js";

/** 登记簿 that were put in or go on in this page. */
export interface Records {
  readonly acts: Book<ActEntry>;
  readonly signatures: Book<SignatureEntry>;
  /** 随运行保存的办理 of the run that was entered last of a series, if it is there. */
  readonly keptBefore: (series: Series) => Promise<KeptActs | undefined>;
}

/** @throws CrossfootError where a record that was put in and the one that this page has written do not follow from one another */
export async function recordsOf(placed: Placed): Promise<Records> {
  const acts = bookOf(ACTS, await textsOf(ACTS, placed));
  return {
    acts,
    signatures: bookOf(SIGNATURES, await textsOf(SIGNATURES, placed)),
    keptBefore: async (series) => {
      const last = acts.entries.findLast(({ period }) => period === series.key);
      const kept = last && parseKeptActs(await textOf(keptPath(series, last.run), placed));
      return kept?.entry.run === last?.run ? kept : undefined;
    },
  };
}

/** 本页的运行 leaves no folder among the runs, so its id is none of theirs: 网页-2022-3fa9c1d2. */
export function pageRun({ key }: Series, content: string): string {
  return `${PAGE}${key}-${content.slice(0, 8)}`;
}

const PAGE = "网页-";

/** Where what a run keeps lies, below outputs: in its folder, or beside the record of acts if it was this page's. */
export function keptPath({ key }: Series, run: string): string {
  return run.startsWith(PAGE) ? `${ACTS.folder}/${PAGE}${key}.json` : `${SIGNATURES.folder}/${run}/${KEPT_ACTS}`;
}

/** The newer of the two, which begins with the other. */
async function textsOf<T extends ChainEntry>(
  { folder, name, anchor }: BookKind<T>,
  placed: Placed,
): Promise<BookTexts> {
  const texts = async (files: Placed["records"]): Promise<BookTexts> => ({
    lines: await textIn(files, `${folder}/${name}`),
    anchor: await textIn(files, `${folder}/${anchor}`),
  });
  const [putIn, made] = [await texts(placed.records), await texts(placed.madeRecords)];
  if (made.lines.startsWith(putIn.lines)) return made.lines === "" ? putIn : made;
  if (putIn.lines.startsWith(made.lines)) return putIn;
  throw wrongUse(
    `放入的“${name}”与本页登记的不相接，可能是另一次登记的；请先按“保存全部”存下本页登记的，再在“本页填写和登记的文件”中按“不用”，或者清空后不放入 outputs 文件夹`,
  );
}

async function textOf(path: string, { records, madeRecords }: Placed): Promise<string> {
  const made = await textIn(madeRecords, path);
  return made === "" ? textIn(records, path) : made;
}

async function textIn(files: Placed["records"], path: string): Promise<string> {
  const file = files.get(path);
  return file ? new TextDecoder().decode(await neededBytes(file, path)) : "";
}

/** 登记簿的两个文件, as they lie in the working folder. */
export function recordFiles<T extends ChainEntry>(
  { folder, name, anchor }: BookKind<T>,
  texts: BookTexts,
): readonly MadeFile[] {
  return [recordFile(`${folder}/${name}`, texts.lines), recordFile(`${folder}/${anchor}`, texts.anchor)];
}

export function recordFile(path: string, text: string): MadeFile {
  return { path: `outputs/${path}`, content: new Blob([text]) };
}
