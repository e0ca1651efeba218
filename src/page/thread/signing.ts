import { continued } from "../../book.js";
import { sha256 } from "../../bytes.js";
import { wrongUse } from "../../error.js";
import type { Schemas } from "../../form/form.js";
import type { RunResult } from "../../pipeline.js";
import { hashOfFiles, signedFiles } from "../../publish/publish.js";
import { spokenSeries } from "../../series.js";
import { signatureText } from "../../sign-off.js";
import { checkSignOrder, SIGNATURES, signatureSaid } from "../../signature-book.js";
import type { MadeFile, Signing, SignRequest } from "../talk.js";
import { pageRun, recordFiles, recordsOf } from "./records.js";

/** 签署情况 of a run. Where nobody has signed before, the run itself has not hashed what there is to sign. */
export async function signingOf(
  { consolidation }: RunResult,
  files: readonly MadeFile[],
  { jurisdiction }: Schemas,
): Promise<Signing> {
  const { series, status, signOff } = consolidation;
  const content = signOff?.content ?? (await contentOf(files));
  return {
    content,
    ready: signOff?.ready ?? status === "final",
    run: pageRun(series, content),
    order: jurisdiction.approvals.order,
    signed: (signOff?.signed ?? []).map(signatureText),
    lapsed: (signOff?.lapsed ?? []).map(signatureText),
    ...(signOff?.damaged !== undefined && { damaged: signOff.damaged }),
  };
}

async function contentOf(files: readonly MadeFile[]): Promise<string> {
  const hashed = signedFiles(files).map(async ({ path, content }) => {
    return { path, sha256: sha256(new Uint8Array(await content.arrayBuffer())) };
  });
  return hashOfFiles(await Promise.all(hashed));
}

/**
 * 登记签署, as the command's `sign` does: the record with one entry more.
 * @throws CrossfootError for a draft, without a name, out of the order, or where the record was tampered with
 */
export async function signedRecord({
  placed,
  series,
  signing: { content, ready, run, order },
  by,
  role,
  at,
}: SignRequest): Promise<readonly MadeFile[]> {
  if (!ready) throw wrongUse(`${spokenSeries(series)}还是草稿，不能签署`);
  if (by === "") throw wrongUse("请填写签署人的姓名");
  const { signatures } = await recordsOf(placed);
  checkSignOrder(signatures, { role, content, series, order });
  const signature = { role, by, at, content, period: series.key, run };
  const said = signatureSaid(signatures, signature, SIGNATURES.name);
  return recordFiles(SIGNATURES, continued(signatures, said).texts);
}
