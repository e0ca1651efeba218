import { z } from "zod";
import type { FigureCode } from "../figure.js";
import { code, LineSchema, ListSchema, nameText, wordings } from "./line-records.js";

export { type LeafRecord, LeafSchema, type LineRecord, nameText, UnitCodeSchema, wordings } from "./line-records.js";

/** 指标代码 as it stands in a file of schemas/; whether it names anything, the self-check tells. */
const FigureCodeSchema = z.string() as unknown as z.ZodType<FigureCode>;
/** 制度文件: the shapes of everything in `schemas/`, as it stands in the files. Whatever comes from outside JSON and CSV is parsed here. */

export const BasisSchema = z.strictObject({
  document: z.string().min(1).describe("文号，例如 国办公开办函〔2021〕30号"),
  title: z.string().optional(),
  clause: z.string().optional().describe("条款或表式位置"),
});

export const SectionSchema = z.strictObject({
  code: z.string().min(1),
  label: z.string().optional().describe("分表名称，如 第二十条第（一）项"),
  rowHeading: z.string().optional().describe("行标题栏名称，如 信息内容"),
  layout: z
    .enum(["matrix", "single-row", "leaf-row", "list", "fields"])
    .describe(
      "matrix：行×列；single-row：两级栏目横排一行；leaf-row：栏目下只有一行数字，行没有名称（rows 只写一行）；list：台账、名单，一行一条，条数不定（另写 list；rows 写合计和各分类）；fields：名称右边一格填内容，没有栏目标题（columns 只写一栏）",
    ),
  list: ListSchema.optional(),
  rows: z.array(LineSchema).min(1),
  columns: z.array(LineSchema).min(1),
});

export const TableSchema = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z0-9]*$/, "只能用字母和数字，以小写字母开头"),
  title: z.string().min(1),
  aliases: wordings,
  basis: BasisSchema,
  unit: z.string().min(1),
  note: z.string().optional(),
  columnsHeading: z.string().optional().describe("栏目总标题，如 申请人情况"),
  optional: z.boolean().optional().describe("可以不报的表"),
  blank: z
    .enum(["policy", "nothing"])
    .optional()
    .describe(
      "空白和未填：policy 空白按本级规定计，未填即缺数；nothing 不计入，也不算缺；可以不报的表默认 nothing，其他表默认 policy",
    ),
  sections: z.array(SectionSchema).min(1),
});

/** 月-日, the first one after the period's end, or +N, so many days after it. */
export const DEADLINE = /^(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|\+[1-9]\d{0,2})$/;
const DeadlineSchema = z.string().regex(DEADLINE, "应写作 月-日，例如 01-20，或 +天数，例如 +5");

export const FormSchema = z.strictObject({
  $schema: z.string().optional(),
  form: z.string().min(1),
  edition: z.string().min(1),
  accompanies: z
    .string()
    .min(1)
    .optional()
    .describe("随哪一种报表报送：该报表的目录名。它的数字与那种报表在同一份材料里"),
  title: nameText(100).describe("报表名称，如 某某工作年报"),
  titleWords: z.array(z.string().min(1)).min(1).optional().describe("文件名和标题中指称本报表的词，识别单位时略去"),
  basis: BasisSchema,
  inForce: z.strictObject({ from: z.int(), to: z.int().optional() }).describe("施行年度，自 from 至 to；to 不写为至今"),
  period: z
    .enum(["year", "half", "quarter", "month"])
    .optional()
    .describe("报告期：year 年报（默认）、half 半年报、quarter 季报、month 月报；随报的表与所随的报表相同，不写"),
  deadlines: z
    .strictObject({ submission: DeadlineSchema, publication: DeadlineSchema })
    .optional()
    .describe(
      "报送截止日、公布日，代替本级设置中的；写作 月-日（报告期结束以后的第一个），或 +天数（报告期结束以后几日）",
    ),
  reporters: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("填报单位：名录中的类别或单位代码；不写为名录中的全部单位"),
  tables: z.array(TableSchema).min(1),
});

/** 级别: 省, 设区的市, 县 (with 县级市 and 区), 乡镇. */
export const LevelSchema = z.enum(["country", "province", "city", "county", "township"]);

export const SeveritySchema = z.enum(["mandatory", "verification", "notice"]);

const ruleHead = {
  id: z.string().regex(/^[A-Z][A-Z0-9]*\.[A-Z_]+$/, "应为 大写字母.大写字母 的写法，例如 T3.BALANCE"),
  severity: SeveritySchema,
  title: z.string().min(1),
  basis: BasisSchema,
  advice: z.string().min(1).describe("请填报单位怎么做"),
};

const term = z
  .string()
  .regex(
    /^-?(?:(?:previous|previousInYear|sameLastYear):)?(?:[A-Za-z][A-Za-z0-9_-]*\/)?[a-z][A-Za-z0-9]*(?:\.(?:[a-z][A-Za-z0-9]*|\*))+$/,
    "应为指标代码，例如 relief.town.people；另一种报表的写作 报表的目录名/指标代码",
  )
  .describe(
    "指标代码，* 代表每一行或每一栏；前面写 - 为减去，写 previous: 为上期的数，写 previousInYear: 为同一年里上期的数（每年第一期计为0），写 sameLastYear: 为上年同期的数；另一种报表的，在代码前写它的目录名和 /，例如 enforcement/cases.all.number",
  );

export type Severity = z.infer<typeof SeveritySchema>;
export type Basis = z.infer<typeof BasisSchema>;

export const RuleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...ruleHead,
    kind: z.literal("cross-footing"),
    table: z.string(),
    left: z.array(code).min(1),
    right: z.array(code).min(1),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("total"),
    table: z.string(),
    along: z.enum(["rows", "columns"]),
    line: code,
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("roll-forward"),
    table: z.string(),
    rows: z.array(code).min(1),
    closing: code,
    plus: z.array(code),
    minus: z.array(code),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("at-most"),
    table: z.string(),
    rows: z.array(code).min(1),
    lesser: code.describe("不应更大的一栏"),
    greater: code.describe("不应更小的一栏"),
  }),
  z.strictObject({ ...ruleHead, kind: z.literal("carry-over"), table: z.string(), opening: code, closing: code }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("swing"),
    relative: z
      .string()
      .regex(/^\d+(\.\d+)?$/, "应为数字")
      .describe("与上年相比的倍数，例如 3 即变为三倍以上或三分之一以下"),
    absolute: z
      .string()
      .regex(/^\d+(\.\d+)?$/, "应为数字")
      .describe("同时相差不少于该数"),
    figures: z.array(z.string()).min(1).describe("参加比较的指标"),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("copy"),
    against: z.enum(["lastYear", "otherUnits"]),
    minimumNonZero: z.int().min(1).describe("相同且不为零的数字至少有几个"),
    minimumDigits: z.int().min(1).describe("这些数字的位数合计至少几位"),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("competence"),
    table: z.string(),
    row: code,
    levels: z.array(LevelSchema).min(1).describe("无权制定的级别"),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("narrative"),
    check: z.enum(["figures", "otherYear", "placeholders", "requiredText"]),
    phrases: z
      .array(
        z.strictObject({
          words: z
            .array(z.string())
            .min(1)
            .describe("写法：* 代表几个字，# 代表数字；没有 # 的，数字在后。例如 收到*申请"),
          figures: z.array(FigureCodeSchema).min(1).describe("所指的指标；几项的，为各项之和；可用 *"),
          context: z.array(z.string().min(1)).min(1).optional().describe("同一段里至少有其中一个词才比较"),
          measures: z.array(z.string().min(1)).min(1).optional().describe("计量单位，默认 件、宗、份、起、例"),
        }),
      )
      .optional(),
    partWords: wordings.describe("附近有这些词的，说的是一部分或别的单位，不比较"),
    patterns: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("compare"),
    left: z.array(term).min(1),
    sign: z.enum(["=", "<=", ">="]),
    right: z.array(term).min(1),
    tolerance: z
      .string()
      .regex(/^\d+(\.\d+)?$/, "应为数字")
      .optional()
      .describe("容许的差，例如四舍五入造成的 0.01；不写为 0"),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("together"),
    figures: z.array(term).min(2).describe("同时为零，或者同时不为零"),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal("implies"),
    when: term.describe("这一项不为零的"),
    also: term.describe("这一项也不应为零"),
  }),
  z.strictObject({ ...ruleHead, kind: z.literal("observation") }),
]);

export type RuleRecord = z.infer<typeof RuleSchema>;

export type FormRecord = z.infer<typeof FormSchema>;

export const RulesSchema = z.strictObject({ $schema: z.string().optional(), rules: z.array(RuleSchema) });
