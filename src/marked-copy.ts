import { sha256 } from "./bytes.js";
import { format } from "./decimal.js";
import type { FigureCode, Observation } from "./figure.js";
import type { Grid, ReadDocument } from "./grid.js";

/** 问题清单: the sheet that stands first in a marked copy of a unit's workbook. */
export const MARKED_SHEET = "问题清单";

/** Its first cell, by which it is known again whatever program saved the file and in whatever format. */
export const MARKED_SHEET_HEAD = "问题清单（审核时加上的，不是填报内容；改正后连同本页报送即可）";

/** 校验码一行: below the list, the digest of the figures that were marked. */
export function digestLine(digest: string): string {
  return `校验码（请勿改动）：${digest}`;
}

/** 数字的摘要: the same for the same figures, wherever in a file and in whatever kind of file they stand. */
export function figuresDigest(observations: ReadonlyMap<FigureCode, Observation>): string {
  const figures = [...observations].map(([code, { amount }]) => {
    if (amount.kind === "answered") return `${code}=${amount.answer}`;
    return amount.kind === "reported" ? `${code}=${format(amount.value)}` : `${code} ${amount.kind}`;
  });
  return sha256(new TextEncoder().encode(figures.sort().join("\n")));
}

/** 标注件作为报送材料: the marked copy that comes back, without the sheet that was put before the unit's own, and the digest that stood on it. */
export function withoutMarks(document: ReadDocument): ReadDocument {
  const lists = document.blocks.filter((block): block is Grid => block.kind === "grid" && isList(block));
  if (lists.length === 0 || lists.length === document.blocks.length) return document;
  const own = document.blocks.filter((block) => block.kind !== "grid" || !isList(block));
  const [marked, ...others] = new Set(lists.flatMap(digestsOn));
  return { ...document, blocks: own, ...(marked !== undefined && others.length === 0 && { marked }) };
}

function isList({ cells }: Grid): boolean {
  return cells.find(({ text }) => text !== "")?.text === MARKED_SHEET_HEAD;
}

function digestsOn({ cells }: Grid): readonly string[] {
  return cells.flatMap(({ text }) => /^校验码（请勿改动）：([0-9a-f]{64})$/.exec(text)?.[1] ?? []);
}
