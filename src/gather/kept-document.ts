import type {
  Block,
  Cell,
  CellKind,
  Doubt,
  FileFormat,
  Grid,
  ReadDocument,
  ReadResult,
  Remark,
  TextLine,
} from "../grid.js";
import { isRollUp } from "../roll-up-file.js";
import { either, flag, listOf, natural, oneOf, optional, parsedAs, record, type Shape, text } from "../shape.js";

/** 留存的读取结果: reads what an earlier run read from a file's bytes. Undefined for any other text. Failures are not kept. */
export function parseReadResults(json: string): readonly ReadResult[] | undefined {
  const results = parsedAs(isReadResults, json);
  return results?.length === 0 ? undefined : results;
}

const isCellKind = oneOf<CellKind>({
  text: true,
  number: true,
  percent: true,
  date: true,
  yuan: true,
  scaled: true,
  boolean: true,
  error: true,
  uncalculated: true,
  blank: true,
});

const isDoubt = oneOf<Doubt>({
  struck: true,
  unseen: true,
  conditional: true,
  covered: true,
  stale: true,
  contradicted: true,
  distorted: true,
  inText: true,
  sometimes: true,
  changing: true,
  scripted: true,
  linked: true,
  unproven: true,
  numbered: true,
  embedded: true,
});

const isCell = record<Cell>({
  row: natural,
  column: natural,
  rowSpan: natural,
  columnSpan: natural,
  text,
  kind: isCellKind,
  formula: optional(flag),
  shown: optional(text),
  unseen: optional(text),
  doubt: optional(isDoubt),
  place: optional(text),
});

const isGrid = record<Grid>({
  kind: oneOf<"grid">({ grid: true }),
  sheet: text,
  addressing: oneOf<Grid["addressing"]>({ A1: true, RC: true, line: true }),
  rows: natural,
  columns: natural,
  cells: listOf(isCell),
  hiddenRows: listOf(natural),
  hiddenColumns: listOf(natural),
  hidden: flag,
  fields: optional(listOf(natural)),
});

const isTextLine = record<TextLine>({ text, place: text, unsure: optional(flag) });

const isBlock: Shape<Block> = either(
  isGrid,
  record<Exclude<Block, Grid>>({ kind: oneOf<"text">({ text: true }), sheet: text, lines: listOf(isTextLine) }),
);

const isRemark: Shape<Remark> = either(
  record<Extract<Remark, { kind: "macros" }>>({ kind: oneOf<"macros">({ macros: true }) }),
  record<Extract<Remark, { kind: "pictures" }>>({ kind: oneOf<"pictures">({ pictures: true }), pages: listOf(text) }),
  record<Extract<Remark, { kind: "signed" }>>({ kind: oneOf<"signed">({ signed: true }) }),
  record<Extract<Remark, { kind: "attached" }>>({ kind: oneOf<"attached">({ attached: true }), names: listOf(text) }),
  record<Extract<Remark, { kind: "damagedPart" }>>({ kind: oneOf<"damagedPart">({ damagedPart: true }), part: text }),
);

export const isReadDocument = record<ReadDocument>({
  format: oneOf<FileFormat>({
    xlsx: true,
    xls: true,
    ods: true,
    csv: true,
    docx: true,
    doc: true,
    odt: true,
    rtf: true,
    html: true,
    markdown: true,
    text: true,
    pdf: true,
    ofd: true,
    json: true,
  }),
  blocks: listOf(isBlock),
  remarks: listOf(isRemark),
  rollUp: optional(isRollUp),
  marked: optional(text),
});

const isReadResults = listOf(
  record<ReadResult>({
    inner: optional(text),
    sha256: optional(text),
    outcome: record<Extract<ReadResult["outcome"], { document: unknown }>>({ document: isReadDocument }),
  }),
);
