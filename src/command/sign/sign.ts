import { join } from "node:path";
import { wrongUse } from "../../error.js";
import { acquireLock, addSignature, listRuns, type RunEntry, readSignatures, verifyRun } from "../../record/record.js";
import { type Series, spokenSeries } from "../../series.js";
import { jsonText } from "../../shown-text.js";
import { codeOf, isSignRole, SIGN_ROLES, type SignRole } from "../../sign-off.js";
import { checkSignOrder } from "../../signature-book.js";
import { checkConfiguration } from "../beforehand.js";
import { type Console, checkValues, foldersOf, type Given, seriesGiven } from "../command.js";
import { contentIn, listRecords } from "./records.js";

export interface SignGiven extends Given {
  readonly by?: string;
  readonly role?: string;
  readonly list?: boolean;
  readonly verify?: boolean;
}

/** 签署: a person's signature over the content of the newest run, or the record of all of them. `at` is the time of the signature. */
export async function sign(given: SignGiven, console: Console, at: string): Promise<number> {
  return given.list || given.verify ? listRecords(given, console) : addOne(given, console, at);
}

async function addOne(given: SignGiven, console: Console, at: string): Promise<number> {
  checkValues(given);
  const { by, role } = whoSigns(given);
  const folders = foldersOf(given);
  const schemas = await checkConfiguration(folders, undefined, console);
  const { order } = schemas.jurisdiction.approvals;
  const lock = await acquireLock(folders.outputs);
  try {
    const run = await newestOf(folders.outputs, seriesGiven(given, schemas));
    const content = await contentOf(folders.outputs, run);
    checkSignOrder(await readSignatures(folders.outputs), { role, content, series: run.series, order });
    await lock.stillHeld();
    const signature = { role, by, at: `${at.slice(0, 19)}Z`, content, period: run.series.key, run: run.id };
    const entry = await addSignature(folders.outputs, signature);
    if (given.json) console.say(jsonText({ exitCode: 0, signature: entry }));
    else {
      console.say(`已登记：${by}${role}${spokenSeries(run.series)}（运行编号 ${run.id}），校验码 ${codeOf(content)}`);
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

async function newestOf(outputs: string, series: Series | undefined): Promise<RunEntry> {
  const runs = await listRuns(outputs);
  const whole = runs.filter((run) => run.state === "whole" && (series === undefined || run.series.key === series.key));
  const newest = whole.at(-1);
  if (!newest) throw wrongUse(`${outputs} 中没有${series ? spokenSeries(series) : ""}运行记录，请先运行`);
  const { ok, problems } = await verifyRun(outputs, newest.id);
  if (!ok)
    throw wrongUse(
      `运行 ${newest.id} 的文件与记录不符（${problems.map(({ path }) => path).join("、")}），不能签署，请重新运行`,
    );
  return newest;
}

/** 所签的内容 of a run that is fit to be signed. */
async function contentOf(outputs: string, run: RunEntry): Promise<string> {
  const { content, ready } = await contentIn(outputs, run);
  if (!ready)
    throw wrongUse(`${spokenSeries(run.series)}还是草稿，不能签署；草稿原因见 ${join(outputs, run.series.key)}`);
  return content;
}
