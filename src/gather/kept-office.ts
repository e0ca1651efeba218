import type { AdjustmentColumn, AdjustmentRow } from "../adjustment.js";
import type { Explanation } from "../intake/intake.js";
import type { OfficeParagraph, OfficeSection } from "../office-text.js";
import { listOf, natural, optional, parsedAs, record, text } from "../shape.js";
import { areFindings, isKeptFigure, isTrue, type KeptFigure } from "./kept-shape.js";
import { type KeptFor, keptFigure, observationsOf } from "./kept-submission.js";
import type { OfficeFile } from "./office-file.js";

type KeptOfficeFile = Omit<OfficeFile, "observations"> & { readonly observations: readonly KeptFigure[] };

/** 交出: what a file of the office gave, as text. */
export function printOfficeFiles(files: readonly OfficeFile[]): string {
  return JSON.stringify(
    files.map((one) => ({ ...one, observations: one.observations.map((given) => keptFigure([given.figure, given])) })),
  );
}

const isRow = record<Readonly<Record<AdjustmentColumn, string>>>({
  类型: text,
  单位: text,
  指标: text,
  原数: text,
  新数: text,
  理由: text,
  依据: text,
  经办人: text,
  日期: text,
});

const isPartOfRow = record<NonNullable<AdjustmentRow["unclear"]>>({
  类型: optional(text),
  单位: optional(text),
  指标: optional(text),
  原数: optional(text),
  新数: optional(text),
  理由: optional(text),
  依据: optional(text),
  经办人: optional(text),
  日期: optional(text),
});

const areOfficeFiles = listOf(
  record<KeptOfficeFile>({
    file: text,
    explanations: listOf(
      record<Explanation>({
        id: text,
        unit: text,
        rule: text,
        figures: text,
        values: text,
        text,
        by: text,
        reviewer: text,
        source: record<Explanation["source"]>({ file: text, sheet: text, cell: text }),
        unclear: optional(listOf(text)),
      }),
    ),
    adjustments: listOf(
      record<AdjustmentRow>({
        texts: isRow,
        file: text,
        sheet: text,
        row: natural,
        cells: isRow,
        unclear: optional(isPartOfRow),
      }),
    ),
    sections: listOf(
      record<OfficeSection>({
        heading: text,
        file: text,
        paragraphs: listOf(record<OfficeParagraph>({ text, place: text, subheading: optional(isTrue) })),
      }),
    ),
    observations: listOf(isKeptFigure),
    findings: areFindings,
  }),
);

/** 取回: the same again. Undefined for a text that is damaged, or speaks of another file or another form. */
export function parseOfficeFiles(json: string, { file: wanted, schemas }: KeptFor): readonly OfficeFile[] | undefined {
  const kept = parsedAs(areOfficeFiles, json);
  const files = kept?.flatMap((one): readonly OfficeFile[] => {
    const isOfFile = one.file === wanted || one.file.startsWith(`${wanted}!/`);
    const observations = observationsOf(one.file, one.observations, schemas);
    return isOfFile && observations ? [{ ...one, observations: [...observations.values()] }] : [];
  });
  return files && files.length === kept?.length ? files : undefined;
}
