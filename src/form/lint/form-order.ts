import type { BareForm } from "../compile.js";
import type { Jurisdiction } from "../form.js";
import type { Contradiction } from "../problem.js";

/** 报表次序自查: the settings name main forms that are there, and tell which comes first where several are collected for one kind of period. */
export function lintFormOrder(jurisdiction: Jurisdiction, forms: readonly BareForm[]): readonly Contradiction[] {
  const main = forms.filter(({ accompanies }) => accompanies === undefined);
  const order = jurisdiction.forms ?? [];
  const wrong = order.flatMap((id, index): readonly Contradiction[] => {
    const path = ["forms", index];
    if (order.indexOf(id) < index) return [{ message: `报表“${id}”写了两次`, path }];
    if (main.some((form) => form.id === id)) return [];
    const known = [...new Set(main.map((form) => form.id))].join("、");
    return [{ message: `没有报表“${id}”，可以写的是：${known}`, path }];
  });
  return [...wrong, ...undecided(main, order)];
}

/** Where several forms are in force for one kind of period, somebody has to say which of them needs no folder of its own. */
function undecided(main: readonly BareForm[], order: readonly string[]): readonly Contradiction[] {
  const first = main.find((form) =>
    main.some((other) => meet(form, other) && !order.includes(form.id) && !order.includes(other.id)),
  );
  const other = first && main.find((one) => meet(first, one));
  if (!first || !other) return [];
  const message = `“${first.title}”与“${other.title}”的报告期相同，请在 forms（报表次序）中写明先后，例如 ${first.id}、${other.id}`;
  return [{ message, path: [] }];
}

function meet(a: BareForm, b: BareForm): boolean {
  return a.id !== b.id && a.periodKind === b.periodKind && overlap(a, b);
}

export function overlap(a: BareForm, b: BareForm): boolean {
  return a.inForce.from <= (b.inForce.to ?? 9999) && b.inForce.from <= (a.inForce.to ?? 9999);
}
