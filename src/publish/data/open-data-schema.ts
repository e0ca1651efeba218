const FIGURE = {
  type: "object",
  description: "一项指标",
  required: ["code", "label", "unit", "value"],
  additionalProperties: false,
  properties: {
    code: { type: "string", description: "指标代码：表.行.列", pattern: "^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+$" },
    label: { type: "string", description: "指标名称" },
    unit: { type: "string", description: "计量单位" },
    value: {
      type: ["string", "null"],
      description: "数值，十进制文本；null 表示没有数据，不等于零",
      pattern: "^-?\\d+(\\.\\d+)?$",
    },
    qualifier: { type: "string", description: "约数标记，如 余" },
  },
} as const;

const ANSWERS = {
  type: "object",
  description: "是否、选项类指标：每个选项有几个单位选",
  additionalProperties: { type: "integer", minimum: 0 },
} as const;

/** 开放数据的 JSON Schema (draft 2020-12), published beside the figures it describes. */
export function figuresSchema(
  report: string,
  status: "final" | "draft",
  { answered, inYear }: { readonly answered: boolean; readonly inYear: boolean },
): object {
  const figure = answered ? { ...FIGURE, properties: { ...FIGURE.properties, answers: ANSWERS } } : FIGURE;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `${report}指标数据${status === "draft" ? "（草稿 draft）" : ""}`,
    type: "object",
    required: ["jurisdiction", "year", ...(inYear ? ["period"] : []), "status", "figures"],
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      jurisdiction: { type: "string", description: "行政区名称" },
      year: { type: "integer", description: "报告年度" },
      ...(inYear && { period: { type: "string", description: "报告期，如 2022-12、2022-Q4、2022-H2" } }),
      status: { enum: ["final", "draft"], description: "final 为正式数据，draft 为草稿，不得引用" },
      form: {
        type: "object",
        description: "报表制度",
        required: ["title", "edition", "basis"],
        additionalProperties: false,
        properties: {
          title: { type: "string" },
          edition: { type: "string" },
          basis: { type: "string", description: "文号" },
        },
      },
      figures: { type: "array", items: figure },
    },
  } as const;
}
