import { z } from "zod";
import type { UnitCode } from "../figure.js";

/** 单位代码 as it stands in a file of schemas/; whether it names a unit, the self-check tells. */
export const UnitCodeSchema = z.string().min(1) as unknown as z.ZodType<UnitCode>;

/** 行、栏的记录: rows and columns of a table, what stands in them, and how it combines. */

export const code = z
  .string()
  .max(100, "不能超过 100 个字符")
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/, "只能用字母和数字，以小写字母开头，以点分隔");

/** 名称: one line, short enough for a sentence, and without controls or marks of writing direction, by which it would read as another. */
export function nameText(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most, `不能超过 ${most} 字`)
    .regex(/^[^\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, "不能换行，也不能含有看不见的记号，请重新输入");
}

export const wordings = z.array(z.string().min(1)).optional();

const measure = {
  unit: z.string().min(1).optional().describe("计量单位：件、万元"),
  kind: z
    .enum(["count", "amount", "text", "date", "yesNo", "choice"])
    .optional()
    .describe("count 整数，amount 小数，text 文字，date 日期，yesNo 是否，choice 选项；后四种不是数，不相加"),
  choices: z.array(z.string().min(1)).min(2).optional().describe("可选项，kind 为 choice 的必填"),
  several: z.boolean().optional().describe("可选几项"),
  longest: z.int().min(1).optional().describe("文字最多几字"),
  withinPeriod: z.boolean().optional().describe("日期应在报告期内"),
  mayBeBlank: z.boolean().optional().describe("文字、日期、是否、选项可以不填"),
  decimals: z.int().min(0).max(9).optional().describe("小数位数上限"),
  signed: z.boolean().optional().describe("可以为负（增减数）"),
  doubtfulFrom: z
    .string()
    .regex(/^\d+$/, "应为整数")
    .optional()
    .describe("整数且不小于该数时，疑为计量单位填错，需核实"),
};

const rounding = z
  .enum(["halfUp", "halfEven"])
  .describe("修约规则：halfUp 四舍五入；halfEven 四舍六入五成双（GB/T 8170—2008）");

const CombineSchema = z.union([
  z.enum(["sum", "none", "min", "max", "latest", "office"]),
  z.strictObject({ from: UnitCodeSchema }),
  z.strictObject({
    ratio: z.strictObject({
      of: code.describe("分子：同一行的栏、同一栏的行，或者整个指标代码"),
      over: code.describe("分母"),
      times: z
        .string()
        .regex(/^1(0{0,6})$/, "应为 1、100、1000 等")
        .optional()
        .describe("乘数：百分比写 100，千分比写 1000；不写为 1"),
    }),
    rounding,
  }),
  z.strictObject({ weightedBy: code.describe("权数：同一行的栏、同一栏的行，或者整个指标代码"), rounding }),
]);

export const LeafSchema = z.strictObject({
  code,
  label: z.string().min(1).max(300, "不能超过 300 字").describe("官方名称，一字不差"),
  aliases: wordings.describe("见过的其他写法"),
  sumOf: z.array(code).min(1).optional().describe("由哪些项相加得出（合计项）"),
  ...measure,
  approximate: z.boolean().optional().describe("允许约数，如 300余"),
  otherSource: z
    .string()
    .min(1)
    .optional()
    .describe("数字不取自各单位所报，由汇总单位在 调整.* 中以“其他来源”填写：这里写明来源，例如 财政部门决算"),
  combine: CombineSchema.optional().describe(
    "汇总方式：sum 相加；none 不汇总，只列各单位数；min、max 取最小、最大；latest 日期取最晚；office 由汇总单位填报；from 取自某一单位，oversightOffice 为本级主管部门；ratio 由汇总后的两项相除；weightedBy 按另一项加权平均",
  ),
});

export type LeafRecord = z.infer<typeof LeafSchema>;

export interface BranchRecord {
  readonly label: string;
  readonly aliases?: readonly string[] | undefined;
  /** 本行: a group that bears figures itself, in place of its items. */
  readonly own?: string | undefined;
  readonly lines: readonly LineRecord[];
}

export type LineRecord = LeafRecord | BranchRecord;

export const LineSchema: z.ZodType<LineRecord> = z.lazy(() =>
  z.union([
    LeafSchema,
    z.strictObject({
      label: z.string().min(1),
      aliases: wordings,
      own: code.optional().describe("该组只填一行、不分项时的代码"),
      lines: z.array(LineSchema).min(1),
    }),
  ]),
);

/** 台账的文字栏. Its figures stand in `columns`, as in any other table; its rows are the kinds by which they are summed. */
export const ListSchema = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        code,
        label: z.string().min(1).describe("栏目名称，一字不差"),
        aliases: z.array(z.string().min(1)).optional().describe("见过的其他写法"),
        role: z
          .enum(["key", "category", "text"])
          .describe(
            "key 认定一条记录的栏，不得空白、重复，可以有几栏；category 分类，填的是 rows 中的名称；text 其他文字",
          ),
        required: z.boolean().optional().describe("必填"),
        kind: z.enum(["date", "yesNo", "choice"]).optional().describe("text 栏填的是日期、是否或选项，不写为任意文字"),
        choices: measure.choices,
        several: measure.several,
        withinPeriod: measure.withinPeriod,
      }),
    )
    .min(1),
  names: z.literal("roster").optional().describe("key 栏填的是单位名录中的单位；不写为任意名称"),
  count: code.optional().describe("条数：columns 中由程序数出、不在表上填写的一栏"),
});

export type ListRecord = z.infer<typeof ListSchema>;
