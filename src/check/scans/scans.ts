import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Form } from "../../form/form.js";
import { weigh } from "../../relation.js";
import { amountIn } from "../../scan-entry.js";
import type { ScannedFooting, ScannedForm } from "../../scanned-form.js";
import { relationsOf } from "../relations.js";

/**
 * 识别结果的勾稽: a scan with the form's own relations over what is proposed. Only those count whose figures are all proposed; a cell that seems
 * to be empty is nothing.
 */
export function withFootings(scan: ScannedForm, forms: readonly Form[]): ScannedForm {
  const own = forms.filter(({ id, edition }) => id === scan.form.id && edition === scan.form.edition);
  const proposed = new Map(
    scan.cells.map(({ figure, proposal }) => [figure, proposal === null ? undefined : amountIn(proposal)]),
  );
  const footings = own.flatMap((form) =>
    relationsOf(form, form.rules.values()).flatMap(
      ({ rule, left, right, before, minus }): readonly ScannedFooting[] => {
        if (before !== undefined || minus !== undefined) return [];
        const balance = weigh(valuesOf(left, proposed), valuesOf(right, proposed));
        return balance.kind === "undecided"
          ? []
          : [{ rule, figures: [...left, ...right], holds: balance.kind === "satisfied" }];
      },
    ),
  );
  return { ...scan, footings };
}

function valuesOf(
  codes: readonly FigureCode[],
  proposed: ReadonlyMap<FigureCode, Decimal | undefined>,
): readonly (Decimal | undefined)[] {
  return codes.map((code) => proposed.get(code));
}
