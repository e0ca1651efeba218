import type { SchemaFile } from "../../src/form/load.js";

/** A small form beside the annual report: by default a monthly one, of the townships and one department. */
export const RELIEF = {
  form: "relief",
  edition: "2022",
  title: "困难群众救助月报",
  period: "month",
  deadlines: { submission: "+5", publication: "+10" },
  reporters: ["乡镇", "D01"],
  basis: { document: "某民〔2022〕1号" },
  inForce: { from: 2022 },
  tables: [
    {
      code: "relief",
      title: "救助情况",
      basis: { document: "某民〔2022〕1号" },
      unit: "人",
      sections: [
        {
          code: "relief",
          rowHeading: "类别",
          layout: "matrix",
          rows: [{ code: "allowance", label: "最低生活保障" }],
          columns: [
            { code: "people", label: "人数" },
            { code: "women", label: "其中女性" },
          ],
        },
      ],
    },
  ],
};

/** The same as a yearly form. */
export const YEARLY = { ...RELIEF, period: "year", deadlines: { submission: "01-15", publication: "02-15" } };

const PART = {
  id: "RELIEF.WOMEN",
  kind: "compare",
  left: ["relief.*.women"],
  sign: "<=",
  right: ["relief.*.people"],
  severity: "mandatory",
  title: "其中女性不大于人数",
  basis: RELIEF.basis,
  advice: "请核对这两个数。",
};

/** The form's folder, with the general rules of the annual report and one of its own. */
export function reliefFiles(form: object, annualRules: string): readonly SchemaFile[] {
  const { rules } = JSON.parse(annualRules) as { rules: { id: string; kind: string }[] };
  const general = rules.filter(({ id, kind }) => kind === "observation" || id === "TEXT.PLACEHOLDER");
  const outline = {
    title: "{government}{period}困难群众救助报告",
    preamble: [],
    parts: [{ heading: "一、救助", paragraphs: ["{period}保障{relief.allowance.people}人。"], table: "relief" }],
  };
  return [
    { path: "relief/2022/form.json", text: JSON.stringify(form) },
    { path: "relief/2022/rules.json", text: JSON.stringify({ rules: [...general, PART] }) },
    { path: "relief/2022/outline.json", text: JSON.stringify(outline) },
  ];
}
