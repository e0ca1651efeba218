/**
 * Makes schemas/relief/2022/表式.xlsx from its blank, and inputs/2022-11 and inputs/2022-12 for it. The same bytes every time; run with
 * `npm run example`.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OPEN } from "../../dist/form/book/book.js";
import { proposeForm } from "../../dist/form/proposal/proposal.js";
import { installedPdfFiles } from "../../dist/machine/machine.js";
import { formBook } from "../../dist/publish/publish.js";
import { DEFAULT_LIMITS, readBlankDesigns, readSubmission } from "../../dist/read/read.js";
import { ANSWERS, blankBytes, MONTHS, submissionOf } from "./month.mjs";

/** 待定的都有答复: an open cell that nobody answers stops the making. */
function settled(proposal) {
  const answered = (record, answer) =>
    Object.fromEntries(
      Object.entries(record).map(([heading, text]) => {
        if (!text.startsWith(OPEN)) return [heading, text];
        const given = answer(heading, record);
        if (given === undefined) throw new Error(`${heading} is open: ${text}`);
        return [heading, given];
      }),
    );
  return {
    ...proposal,
    items: proposal.items.map((item) =>
      answered(item, (heading, { 位置 }) => (heading === "汇总方式" ? ANSWERS.combine[位置] : undefined)),
    ),
    relations: proposal.relations.map((one) =>
      answered(one, (heading) => (heading === "级别" ? ANSWERS.severity : undefined)),
    ),
    settings: answered({ ...proposal.settings, ...ANSWERS.settings }, () => undefined),
  };
}

/** Writes below `root`, for the townships among the units. */
export async function makeMonth(root, units) {
  const bytes = await blankBytes();
  const [{ outcome }] = await readSubmission(bytes, "空白表.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  const [grid] = outcome.document.blocks;
  const [{ formulas, widths }] = readBlankDesigns(bytes);
  const design = { grid, formulas, widths };
  const proposal = settled(proposeForm(design, "2022"));
  await put(join(root, "schemas/relief/2022/表式.xlsx"), await formBook({ design, proposal, date: "2022-11-01" }));
  const townships = units.filter(({ category }) => category === "乡镇");
  for (const month of MONTHS) {
    await rm(join(root, "inputs", month), { recursive: true, force: true });
    for (const [place, unit] of townships.entries()) {
      const { path, bytes: content } = await submissionOf(unit, place, month);
      await put(join(root, "inputs", month, path), content);
    }
  }
}

async function put(path, content) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
