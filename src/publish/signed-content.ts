import { sha256 } from "../bytes.js";
import type { Consolidation } from "../consolidation.js";
import { writeData } from "./data/data.js";
import { digestOf, type Publication } from "./publication.js";
import { reportFileName } from "./report/report.js";
import { writeHtml } from "./web/web.js";

/** 所签的文件: figures, findings, and the report's text as its page holds it. All other outputs are made from these. */
const SIGNED = ["consolidated.json", "findings.json"];

/**
 * 内容摘要: what a signature is over. SHA-256 over the lines that `sha256sum` prints (hash, two blanks, name) for consolidated.json, findings.json
 * and the report's page, in this order, as they are before anybody has signed.
 */
export function signedContent(publication: Publication): string {
  const { signOff: _later, ...consolidation }: Consolidation = publication.consolidation;
  const unsigned = { ...publication, consolidation };
  const files = writeData(unsigned).filter(({ path }) => SIGNED.includes(path));
  const page = { path: pageName(unsigned), bytes: new TextEncoder().encode(writeHtml(unsigned)) };
  return hashOfFiles([...files, page].map((file) => ({ path: file.path, sha256: digestOf(file) })));
}

function pageName(publication: Publication): string {
  return `${reportFileName(publication)}.html`;
}

/** The signed ones among the files of a run, in their order. The report's page stands at the top, beside the office's own. */
export function signedFiles<F extends { readonly path: string }>(files: readonly F[]): readonly F[] {
  const page = files.find(({ path }) => /^[^/]+\.html$/.test(path) && path !== "review.html");
  return [...SIGNED.flatMap((name) => files.find(({ path }) => path === name) ?? []), ...(page ? [page] : [])];
}

/** The same from the files of a run that nobody has signed. */
export function hashOfFiles(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map((file) => `${file.sha256}  ${file.path}\n`).join("");
  return sha256(new TextEncoder().encode(lines));
}
