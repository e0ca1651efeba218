import { readFileSync } from "node:fs";
import { OPEN } from "../../src/form/book/book.js";
import type { SchemaFile } from "../../src/form/load.js";
import { type Proposal, proposeForm } from "../../src/form/proposal/proposal.js";
import { formBook } from "../../src/publish/publish.js";
import { DEFAULT_LIMITS, readBlankDesigns, readSubmission, withContents } from "../../src/read/read.js";
import { shippedFiles } from "../form/schema-files.js";

const NO_PDF = (): Promise<Uint8Array> => Promise.reject(new Error("no file"));

export async function gridsOf(bytes: Uint8Array) {
  const [result] = await readSubmission(bytes, "空白表.xlsx", DEFAULT_LIMITS, NO_PDF);
  if (!result || !("document" in result.outcome)) throw new Error("the workbook can't be read");
  return result.outcome.document.blocks.flatMap((block) => (block.kind === "grid" ? [block] : []));
}

export async function designOf(bytes: Uint8Array) {
  const [grid] = await gridsOf(bytes);
  const [shape] = readBlankDesigns(bytes);
  if (!grid || !shape) throw new Error("the blank has no sheet");
  return { grid, formulas: shape.formulas, widths: shape.widths };
}

export async function proposalOf(bytes: Uint8Array): Promise<Proposal> {
  const proposal = proposeForm(await designOf(bytes), "2022");
  if (!proposal) throw new Error("no table was found");
  return proposal;
}

/** A proposal as lines of text: 行|4|一、城市低保|r4. */
export function lines({ items }: Proposal): readonly string[] {
  return items.map((item) => Object.values(item).join("|").replace(/\|+$/, ""));
}

/** 改填: answers by what is open, `单元格的项目: 答复`; what is open and has no answer stays. */
export function settled(proposal: Proposal, answer: (text: string, heading: string) => string | undefined): Proposal {
  const filled = <T extends Readonly<Partial<Record<string, string>>>>(record: T): T =>
    Object.fromEntries(
      Object.entries(record).map(([heading, text]) => [
        heading,
        text?.startsWith(OPEN) ? (answer(text, heading) ?? text) : text,
      ]),
    ) as T;
  return {
    ...proposal,
    items: proposal.items.map(filled),
    relations: proposal.relations.map(filled).filter((one) => one.级别 !== ""),
    settings: filled(proposal.settings),
  };
}

/** The shipped schemas with a workbook's form beside them. */
export async function schemasWith(path: string, bytes: Uint8Array): Promise<readonly SchemaFile[]> {
  const book = { path, text: "workbook", bytes };
  return withContents([...shippedFiles(), book]);
}

export async function bookOf(blank: Uint8Array, proposal: Proposal): Promise<Uint8Array> {
  return formBook({ design: await designOf(blank), proposal, date: "2022-01-01" });
}

export const SHIPPED_OBSERVATIONS = readFileSync(new URL("../../schemas/observations.json", import.meta.url), "utf8");
