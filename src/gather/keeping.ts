import { decimal, format } from "../decimal.js";
import type { Amount, FigureCode, Observation } from "../figure.js";
import type { FilledForm } from "../normalize/normalize.js";
import type { Sent } from "./placing.js";

/** One observation as it is kept: code, kind, value, qualifier, sheet, cell, text. The file is the submission's own. */
type Row = readonly [FigureCode, Amount["kind"], string, string | null, string, string, string];

interface KeptForm extends Omit<FilledForm, "observations"> {
  readonly observations: readonly Row[];
}

interface KeptSent extends Omit<Sent, "filled"> {
  readonly filled: KeptForm;
}

/** 存: what a file gave, as text. Undefined where it failed to: why it did may be the moment's (time, memory), and is found out anew. */
export function printSent(sent: readonly Sent[]): string | undefined {
  const kept = sent.flatMap(({ received, filled, findings }): readonly KeptSent[] =>
    filled ? [{ received, findings, filled: { ...filled, observations: [...filled.observations].map(rowOf) } }] : [],
  );
  return kept.length === sent.length && sent.length > 0 ? JSON.stringify(kept) : undefined;
}

/** 取: the same again. */
export function parseSent(text: string): readonly Sent[] {
  const kept = JSON.parse(text) as readonly KeptSent[];
  return kept.map(({ received, findings, filled }) => ({
    received,
    findings,
    filled: { ...filled, observations: new Map(filled.observations.map((row) => entryOf(row, received.file))) },
  }));
}

function rowOf([code, { amount, source }]: readonly [FigureCode, Observation]): Row {
  const { value, qualifier } = amount.kind === "reported" ? amount : { value: undefined, qualifier: undefined };
  return [
    code,
    amount.kind,
    value === undefined ? "" : format(value),
    qualifier ?? null,
    source.sheet,
    source.cell,
    source.text,
  ];
}

function entryOf(
  [figure, kind, value, qualifier, sheet, cell, text]: Row,
  file: string,
): readonly [FigureCode, Observation] {
  return [figure, { figure, amount: amountOf(kind, value, qualifier), source: { file, sheet, cell, text } }];
}

function amountOf(kind: Amount["kind"], text: string, qualifier: string | null): Amount {
  if (kind !== "reported") return { kind };
  return { kind, value: decimal(text), ...(qualifier !== null && { qualifier }) };
}
