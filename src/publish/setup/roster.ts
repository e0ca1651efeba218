import type { Unit } from "../../form/form.js";
import { rosterColumns } from "../../form/office/office.js";
import { acrossRow, type Sheet, textRow, titleRow } from "../workbook/workbook.js";

const BLANK_ROWS = 120;
const WIDTHS: Readonly<Record<string, number>> = { name: 34, aliases: 34 };
const USUAL_WIDTH = 13;
const HEAD_ROWS = 3;
const NOTE = "一个单位一行；代码、名称、类别必填。各栏的意思见“填写说明”表。可以在右边另加栏目，程序不读取。";

/** units.xlsx: a roster to be filled in, or with the units given, and what its columns mean. */
export function rosterSheets(units: readonly (readonly string[])[] = []): readonly Sheet[] {
  const columns = rosterColumns();
  return [
    {
      name: "单位名录",
      widths: columns.map(({ key }) => WIDTHS[key] ?? USUAL_WIDTH),
      landscape: true,
      frozen: { rows: HEAD_ROWS, columns: 2 },
      repeatRows: `${HEAD_ROWS}:${HEAD_ROWS}`,
      rows: [
        titleRow("单位名录"),
        { cells: [{ value: NOTE, style: "plain" }], height: 24 },
        textRow(
          columns.map(({ label }) => label),
          "heading",
        ),
        ...Array.from({ length: Math.max(BLANK_ROWS, units.length) }, (_, at) =>
          textRow(
            columns.map((_, column) => units[at]?.[column] ?? ""),
            "answer",
          ),
        ),
      ],
      merges: [acrossRow(1, columns.length), acrossRow(2, columns.length)],
    },
    {
      name: "填写说明",
      widths: [16, 70],
      rows: [
        textRow(["栏目", "说明"], "heading"),
        ...columns.map(({ label, explanation }) => textRow([label, explanation], "label")),
      ],
    },
  ];
}

/** 名录各行, as a person types them, column by column. */
export function rosterTexts(units: readonly Unit[]): readonly (readonly string[])[] {
  return units.map((unit) => rosterColumns().map(({ key }) => textOf(Reflect.get(unit, key))));
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join("；") : String(value ?? "");
}
