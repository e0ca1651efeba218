import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { wrongUse } from "../error.js";
import { type Period, spokenLabel } from "../period.js";
import { hashOfFiles, signedFiles } from "../publish/publish.js";
import {
  acquireLock,
  addSignature,
  listRuns,
  type RunEntry,
  readSignatures,
  type SignatureBook,
  verifyRun,
} from "../record/record.js";
import { flag, optional, parsedAs, record, text } from "../shape.js";
import { jsonText } from "../shown-text.js";
import { codeOf, isSignRole, SIGN_ROLES, type SignRole, signatureText } from "../sign-off.js";
import { checkConfiguration } from "./beforehand.js";
import { type Console, checkValues, foldersOf, type Given, periodGiven } from "./command.js";

export interface SignGiven extends Given {
  readonly by?: string;
  readonly role?: string;
  readonly list?: boolean;
  readonly verify?: boolean;
}

/** 签署: a person's signature over the content of the newest run, or the record of all of them. `at` is the time of the signature. */
export async function sign(given: SignGiven, console: Console, at: string): Promise<number> {
  return given.list || given.verify ? listSignatures(given, console) : addOne(given, console, at);
}

async function addOne(given: SignGiven, console: Console, at: string): Promise<number> {
  checkValues(given);
  const { by, role } = whoSigns(given);
  const folders = foldersOf(given);
  const { jurisdiction } = await checkConfiguration(folders, undefined, console);
  const lock = await acquireLock(folders.outputs);
  try {
    const run = await newestOf(folders.outputs, periodGiven(given));
    const content = await contentOf(folders.outputs, run);
    await checkOrder(folders.outputs, { role, content, period: run.period, order: jurisdiction.approvals.order });
    await lock.stillHeld();
    const signature = { role, by, at: `${at.slice(0, 19)}Z`, content, period: run.period.key, run: run.id };
    const entry = await addSignature(folders.outputs, signature);
    if (given.json) console.say(jsonText({ exitCode: 0, signature: entry }));
    else {
      console.say(`已登记：${by}${role}${spokenLabel(run.period)}（运行编号 ${run.id}），校验码 ${codeOf(content)}`);
      console.say("  再次运行后，报告上印有校验码；内容有任何变化，签署即失效");
    }
    return 0;
  } finally {
    await lock.release();
  }
}

function whoSigns({ by = "", role }: SignGiven): { readonly by: string; readonly role: SignRole } {
  const name = by.trim();
  if (name === "" || !isSignRole(role))
    throw wrongUse(`签署须写明签署人和环节，例如 crossfoot sign --by 张三 --role ${SIGN_ROLES.join(" 或 ")}`);
  return { by: name, role };
}

async function newestOf(outputs: string, period: Period | undefined): Promise<RunEntry> {
  const runs = await listRuns(outputs);
  const whole = runs.filter((run) => run.state === "whole" && (period === undefined || run.period.key === period.key));
  const newest = whole.at(-1);
  if (!newest) throw wrongUse(`${outputs} 中没有${period ? spokenLabel(period) : ""}运行记录，请先运行`);
  const { ok, problems } = await verifyRun(outputs, newest.id);
  if (!ok)
    throw wrongUse(
      `运行 ${newest.id} 的文件与记录不符（${problems.map(({ path }) => path).join("、")}），不能签署，请重新运行`,
    );
  return newest;
}

/** 所签的内容: as the run itself names it, or by its files where nobody had signed before it. */
async function contentOf(outputs: string, { id, period, manifest }: RunEntry): Promise<string> {
  const path = join(outputs, "runs", id, period.key, "consolidated.json");
  const written = parsedAs(isConsolidated, await readFile(path, "utf8"));
  if (!written) throw wrongUse(`${path} 不能读取，请重新运行`);
  if (!(written.signOff?.ready ?? written.status === "final"))
    throw wrongUse(`${spokenLabel(period)}还是草稿，不能签署；草稿原因见 ${join(outputs, period.key)}`);
  return written.signOff?.content ?? hashOfFiles(signedFiles(manifest?.outputs ?? []));
}

const isConsolidated = record<{
  readonly status: string;
  readonly signOff?: { readonly content: string; readonly ready: boolean };
}>({ status: text, signOff: optional(record({ content: text, ready: flag })) });

/** 先后: who comes before in the order has signed this very content. */
async function checkOrder(
  outputs: string,
  wanted: {
    readonly role: SignRole;
    readonly content: string;
    readonly period: Period;
    readonly order: readonly SignRole[];
  },
): Promise<void> {
  const { entries } = await readSignatures(outputs);
  const signed = new Set(
    entries
      .filter(({ period, content }) => period === wanted.period.key && content === wanted.content)
      .map(({ role }) => role),
  );
  const place = wanted.order.indexOf(wanted.role);
  const lacking = wanted.order.slice(0, Math.max(0, place)).filter((role) => !signed.has(role));
  if (lacking.length > 0)
    throw wrongUse(
      `“${wanted.role}”须在${lacking.map((role) => `“${role}”`).join("、")}签署同一内容之后（本级设置 approvals.order）`,
    );
}

/** 签署记录, with --verify also whether it is whole. Exit 1 where it is not. */
async function listSignatures(given: SignGiven, console: Console): Promise<number> {
  const book = await readSignatures(foldersOf(given).outputs);
  const problems = given.verify ? book.problems : [];
  if (given.json) console.say(jsonText({ entries: book.entries, ...(given.verify && { problems }) }));
  else for (const line of bookLines(book, given.verify === true)) console.say(line);
  return problems.length > 0 ? 1 : 0;
}

function bookLines({ entries, problems }: SignatureBook, verify: boolean): readonly string[] {
  const listed = entries.map((entry) => {
    const { number, period, run, content, before } = entry;
    const changed = before === null || before === content ? "" : `，原签 ${codeOf(before)}`;
    return `${number}  ${period}  ${signatureText(entry)}  校验码 ${codeOf(content)}${changed}  运行编号 ${run}`;
  });
  const verdict =
    problems.length === 0 ? ["签署记录完整，逐条相接"] : problems.map((one) => `签署记录有误：${one.text}`);
  return [...(listed.length === 0 ? ["没有签署记录"] : listed), ...(verify ? verdict : [])];
}
