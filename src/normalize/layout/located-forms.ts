import type { Form } from "../../form/form.js";
import type { Block, ReadDocument } from "../../grid.js";
import { lexiconsOf } from "../lexicon.js";
import { locate } from "../locate.js";
import { isOverfull, type Located } from "../located.js";

/** 所求表式: the editions of one form, the one in force first, and the forms that come in the same submissions. */
export interface WantedForms {
  readonly editions: readonly Form[];
  readonly accompanying: readonly Form[];
  readonly document: Pick<ReadDocument, "format">;
}

/** One form and what was found of it. */
export interface LocatedForm {
  readonly form: Form;
  readonly located: Located;
}

/** 各表定位结果: the edition that was used, and the forms beside it. */
export interface LocatedForms {
  readonly used: LocatedForm;
  readonly beside: readonly LocatedForm[];
}

/** Finds every form that is asked for in the blocks of a document; none but the first in one that is refused for what was found. */
export function locateForms(blocks: readonly Block[], wanted: WantedForms): LocatedForms {
  const { accompanying, document } = wanted;
  const used = editionUsed(blocks, wanted);
  if (isOverfull(used.located)) return { used, beside: [] };
  return {
    used,
    beside: accompanying.map((form) => ({ form, located: locate(blocks, lexiconsOf(form), document.format) })),
  };
}

/**
 * 版本: the edition of which most figures were found, the first of them if several gave as many. Another than the one in force counts only
 * if it gave a figure that the latter lacks. An edition that has no more figures than were found already is not looked for.
 */
function editionUsed(
  blocks: readonly Block[],
  { editions, document: { format } }: Pick<WantedForms, "editions" | "document">,
): LocatedForm {
  const [inForce, ...others] = editions;
  let used = { form: inForce!, located: locate(blocks, lexiconsOf(inForce!), format) };
  if (isOverfull(used.located)) return used;
  let most = breadth(used.located);
  for (const form of others) {
    if (form.figures.size <= most) continue;
    const located = locate(blocks, lexiconsOf(form), format);
    if (breadth(located) <= most || located.cells.every((cell) => inForce!.figures.has(cell.figure))) continue;
    used = { form, located };
    most = breadth(located);
  }
  return used;
}

/** How many different figures were found. */
function breadth(located: Located): number {
  return new Set(located.cells.map((cell) => cell.figure)).size;
}
