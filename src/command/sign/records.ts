import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ActBook, ActEntry } from "../../act-book.js";
import { beijingTime } from "../../beijing.js";
import { wrongUse } from "../../error.js";
import { actText } from "../../office-act.js";
import { hashOfFiles, signedFiles } from "../../publish/publish.js";
import { listRuns, type RunEntry, readActs, readSignatures, verifyRun } from "../../record/record.js";
import { spokenSeries } from "../../series.js";
import { flag, optional, parsedAs, record, text } from "../../shape.js";
import { jsonText, shownName } from "../../shown-text.js";
import { codeOf, signatureText } from "../../sign-off.js";
import type { SignatureBook } from "../../signature-book.js";
import { type Console, foldersOf, type Given } from "../command.js";

/** 签署记录和办理记录; with `verify` also whether they are whole, and whether the files are still the signed ones. Exit 1 where they are not. */
export async function listRecords(given: Given & { readonly verify?: boolean }, console: Console): Promise<number> {
  const { outputs } = foldersOf(given);
  const [signatures, acts] = [await readSignatures(outputs), await readActs(outputs)];
  const verify = given.verify === true;
  const files = verify ? await signedRuns(outputs, signatures) : [];
  if (given.json) console.say(jsonText(facts(signatures, acts, verify ? files : undefined)));
  else for (const line of lines(signatures, acts, verify ? files : undefined)) console.say(line);
  const wrong =
    signatures.problems.length + acts.problems.length + files.filter(({ altered }) => altered.length > 0).length;
  return verify && wrong > 0 ? 1 : 0;
}

/** 所签一期现在的文件. */
interface SignedRun {
  readonly period: string;
  readonly run: string;
  /** 改动的文件, each with what happened to it. */
  readonly altered: readonly { readonly path: string; readonly problem: "missing" | "changed" | "extra" }[];
  /** Its content is the one that was signed last. */
  readonly signed: boolean;
}

/** 核对文件: of each period that somebody has signed, the newest run's files with what the run itself wrote. */
async function signedRuns(outputs: string, { entries }: SignatureBook): Promise<readonly SignedRun[]> {
  const newest = new Map(entries.map(({ period, content }) => [period, content]));
  const runs = (await listRuns(outputs)).filter(({ state }) => state === "whole");
  const found: SignedRun[] = [];
  for (const [key, content] of newest) {
    const run = runs.findLast(({ series }) => series.key === key);
    if (!run) continue;
    const { problems } = await verifyRun(outputs, run.id);
    const own = await contentIn(outputs, run).catch(() => undefined);
    found.push({ period: spokenSeries(run.series), run: run.id, altered: problems, signed: own?.content === content });
  }
  return found;
}

/**
 * 内容摘要 of a run, as the run itself names it, or by its files where nobody had signed before it; and whether it is fit to be signed.
 * @throws CrossfootError (exit 2) where the run can't be read
 */
export async function contentIn(
  outputs: string,
  { id, series, manifest }: RunEntry,
): Promise<{ readonly content: string; readonly ready: boolean }> {
  const path = join(outputs, "runs", id, series.key, "consolidated.json");
  const written = parsedAs(isConsolidated, await readFile(path, "utf8"));
  if (!written) throw wrongUse(`${path} 不能读取，请重新运行`);
  return (
    written.signOff ?? {
      content: hashOfFiles(signedFiles(manifest?.outputs ?? [])),
      ready: written.status === "final",
    }
  );
}

const isConsolidated = record<{
  readonly status: string;
  readonly signOff?: { readonly content: string; readonly ready: boolean };
}>({ status: text, signOff: optional(record({ content: text, ready: flag })) });

function facts(
  { entries, problems }: SignatureBook,
  acts: ActBook,
  files: readonly SignedRun[] | undefined,
): Readonly<Record<string, unknown>> {
  if (!files) return { entries, acts: acts.entries };
  return { entries, problems, acts: acts.entries, actProblems: acts.problems, files };
}

function lines(signatures: SignatureBook, acts: ActBook, files: readonly SignedRun[] | undefined): readonly string[] {
  const signed = signatures.entries.map((entry) => {
    const { number, period, run, content, before } = entry;
    const changed = before === null || before === content ? "" : `，原签 ${codeOf(before)}`;
    return `${number}  ${period}  ${signatureText(entry)}  校验码 ${codeOf(content)}${changed}  运行编号 ${run}`;
  });
  return [
    ...(signed.length === 0 ? ["没有签署记录"] : signed),
    ...(files ? verdict("签署记录", signatures.problems) : []),
    ...(files ?? []).map(fileLine),
    ...(acts.entries.length === 0 ? ["没有办理记录"] : ["办理记录："]),
    ...acts.entries.flatMap(actLines),
    ...(files && acts.entries.length + acts.problems.length > 0 ? verdict("办理记录", acts.problems) : []),
  ];
}

function verdict(what: string, problems: SignatureBook["problems"]): readonly string[] {
  return problems.length === 0 ? [`${what}完整，逐条相接`] : problems.map((one) => `${what}有误：${one.text}`);
}

const PROBLEM = { missing: "缺少", changed: "内容有改动", extra: "多出" } as const;

function fileLine({ period, run, altered, signed }: SignedRun): string {
  const wrong = altered.map(({ path, problem }) => `${shownName(path)}（${PROBLEM[problem]}）`).join("、");
  if (wrong !== "") return `${period}的文件有改动（运行编号 ${run}）：${wrong}`;
  const whose = signed ? "就是所签的内容" : "不是所签的内容：签署后又有变化，须重新签署";
  return `${period}的文件没有改动（运行编号 ${run}），${whose}`;
}

/** 一次运行的办理, under the time and the run. */
function actLines({ number, period, run, at, received, acts, damage }: ActEntry): readonly string[] {
  const head = `${number}  ${period}  ${beijingTime(at)}  运行编号 ${run}`;
  const came = received.length === 0 ? [] : [`首次收到${received.length}个单位：${received.join("、")}`];
  const wrong = damage.length === 0 ? [] : [`登记时此前的记录有误：${damage.join("；")}`];
  return [head, ...[...wrong, ...came, ...acts.map(actText)].map((line) => `    ${shownName(line)}`)];
}
