import type { ReadDocument } from "./grid.js";

/** 问题清单: the sheet that stands first in a marked copy of a unit's workbook. */
export const MARKED_SHEET = "问题清单";

/** Its first cell, by which it is known again whatever program saved the file and in whatever format. */
export const MARKED_SHEET_HEAD = "问题清单（审核时加上的，不是填报内容；改正后连同本页报送即可）";

/** 标注件作为报送材料: the marked copy that comes back, without the sheet that was put before the unit's own. */
export function withoutMarks(document: ReadDocument): ReadDocument {
  const own = document.blocks.filter(
    (block) => block.kind !== "grid" || block.cells.find(({ text }) => text !== "")?.text !== MARKED_SHEET_HEAD,
  );
  return own.length === document.blocks.length || own.length === 0 ? document : { ...document, blocks: own };
}
