import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { type Adjustment, WHOLE } from "../../adjustment.js";
import type { ConsolidatedFigure, Consolidation, Contribution } from "../../consolidation.js";
import { type Decimal, format } from "../../decimal.js";
import { unitCode } from "../../figure.js";
import { combiningName, type Figure, figureNamed } from "../../form/form.js";
import { type Names, namesOf } from "../naming.js";

/** 小数位数 of the column `value`, unless a form allows its figures more. */
const LEAST_SCALE = 6;
const PRECISION = 38;
const DECIMAL_BYTES = 16;
const ROWS_AT_ONCE = 50_000;

type Value = string | bigint | boolean | null;

/** One column of the table: what it holds for a figure and one unit's contribution to it. */
interface Column {
  readonly name: string;
  readonly type: "STRING" | "DECIMAL" | "BOOLEAN";
  readonly of: (row: Row) => Value;
}

interface Row {
  readonly consolidation: Consolidation;
  readonly scale: number;
  readonly names: Names;
  readonly figure: Figure;
  readonly consolidated: ConsolidatedFigure;
  readonly share: Contribution;
  readonly kind: string;
}

/** 单位数表: one row a figure and unit, and one an adjustment. `value` is exact; `value_text` says the same as a text for engines whose decimals are shorter. */
const COLUMNS: readonly Column[] = [
  { name: "period", type: "STRING", of: ({ consolidation }) => consolidation.period.key },
  { name: "jurisdiction", type: "STRING", of: ({ consolidation }) => consolidation.jurisdiction },
  { name: "figure", type: "STRING", of: ({ figure }) => figure.code },
  { name: "label", type: "STRING", of: ({ figure }) => figure.label },
  { name: "measure", type: "STRING", of: ({ figure }) => figure.unit },
  { name: "derived", type: "BOOLEAN", of: ({ figure }) => figure.parts.length > 0 },
  {
    name: "combine",
    type: "STRING",
    of: ({ figure }) => combiningName(figure),
  },
  { name: "state", type: "STRING", of: ({ consolidated }) => consolidated.state },
  { name: "unit", type: "STRING", of: ({ share }) => share.unit },
  { name: "unit_name", type: "STRING", of: ({ share, names }) => names.unit(share.unit) },
  { name: "value", type: "DECIMAL", of: ({ share, scale }) => share.value && scaled(share.value, scale) },
  { name: "value_text", type: "STRING", of: ({ share }) => share.value && format(share.value) },
  { name: "answer", type: "STRING", of: ({ share }) => share.answer ?? null },
  { name: "qualifier", type: "STRING", of: ({ share }) => share.qualifier ?? null },
  { name: "file", type: "STRING", of: ({ share }) => share.source?.file ?? null },
  { name: "sheet", type: "STRING", of: ({ share }) => share.source?.sheet ?? null },
  { name: "cell", type: "STRING", of: ({ share }) => share.source?.cell ?? null },
  { name: "text", type: "STRING", of: ({ share }) => share.source?.text ?? null },
  { name: "kind", type: "STRING", of: ({ kind }) => kind },
];

/** 单位数导出: the contributions as Parquet, for an analytical engine. In groups of rows, so that no column is held twice as a whole. */
export function writeParquet(consolidation: Consolidation): Uint8Array {
  const writer = new ByteWriter();
  const scale = scaleOf(consolidation);
  const parquet = new ParquetWriter({ writer, schema: schemaOf(COLUMNS, scale), createdBy: "crossfoot" });
  let rows: Row[] = [];
  const flush = (): void => {
    const columnData = COLUMNS.map(({ name, of }) => ({ name, data: rows.map(of) }));
    if (rows.length > 0) parquet.write({ columnData, rowGroupSize: rows.length });
    rows = [];
  };
  for (const group of rowsOf(consolidation, scale)) {
    rows.push(...group);
    if (rows.length >= ROWS_AT_ONCE) flush();
  }
  flush();
  parquet.finish();
  return writer.getBytes();
}

function scaleOf({ forms }: Consolidation): number {
  return Math.max(
    LEAST_SCALE,
    ...forms.flatMap(({ figures }) => [...figures.values()].map(({ decimals }) => decimals)),
  );
}

function* rowsOf(consolidation: Consolidation, scale: number): Iterable<readonly Row[]> {
  const names = namesOf(consolidation);
  for (const consolidated of consolidation.figures.values()) {
    const figure = figureNamed(consolidation.forms, consolidated.figure);
    if (!figure) continue;
    const row = { consolidation, scale, names, figure, consolidated };
    yield [
      ...consolidated.contributions.map((share) => ({ ...row, share, kind: "reported" })),
      ...(consolidated.adjustments ?? []).map((one) => ({ ...row, ...adjustmentShare(one) })),
    ];
  }
}

/** 调整: a row of its own, so that the values of a figure still add up. */
function adjustmentShare({ type, unit, change, source }: Adjustment): Pick<Row, "share" | "kind"> {
  return {
    share: { unit: unit ?? unitCode(WHOLE), value: change, source },
    kind: type === "其他来源" ? "otherSource" : "adjusted",
  };
}

/** 32064.23 with six decimals → 32064230000n. */
function scaled({ coefficient, scale }: Decimal, decimals: number): bigint {
  if (scale > decimals) throw new RangeError(`a figure with ${scale} decimals`);
  return coefficient * 10n ** BigInt(decimals - scale);
}

function schemaOf(columns: readonly Column[], scale: number): SchemaElement[] {
  return [
    { name: "contributions", num_children: columns.length },
    ...columns.map((column) => elementOf(column, scale)),
  ];
}

function elementOf({ name, type }: Column, scale: number): SchemaElement {
  const field = { name, repetition_type: "OPTIONAL" as const };
  if (type === "STRING") return { ...field, type: "BYTE_ARRAY", converted_type: "UTF8" };
  if (type === "BOOLEAN") return { ...field, type: "BOOLEAN" };
  return {
    ...field,
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: DECIMAL_BYTES,
    converted_type: "DECIMAL",
    logical_type: { type: "DECIMAL", precision: PRECISION, scale },
    precision: PRECISION,
    scale,
  };
}
