import { z } from "zod";
import { LevelSchema, SeveritySchema, UnitCodeSchema, wordings } from "./records.js";

/** 本级制度文件: what the office itself sets: its jurisdiction, names, outline and roster. */

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "应写作 月-日，例如 01-31");

export const JurisdictionSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).describe("行政区名称，如 某某市"),
  aliases: wordings,
  within: wordings.describe("上级行政区名称，识别单位时略去，如 江西省、赣州市"),
  level: LevelSchema.describe("级别：国家、省、设区的市、县（含县级市、区）、乡镇"),
  government: z.string().min(1).optional().describe("报告主体，默认为名称加“人民政府”"),
  oversightOffice: UnitCodeSchema.optional().describe("政府信息公开工作主管部门的单位代码"),
  deadlines: z.strictObject({
    submission: monthDay.describe("各单位报送截止日（次年）"),
    publication: monthDay.describe("本级报告公布日（次年）"),
  }),
  contact: z.string().min(1).optional().describe("联系人，写在通知单上"),
  phone: z.string().min(1).optional().describe("联系电话，写在通知单上"),
  replyBy: monthDay.optional().describe("各单位答复通知单的截止日（次年）"),
  replyDays: z.int().min(1).max(90).optional().describe("收到通知单后几日内答复；与 replyBy 填一项即可"),
  policies: z.strictObject({
    blank: z.enum(["zero", "unreadable"]).describe("空白和 / — 无 等记号：zero 按 0 计，unreadable 须补填"),
    ceilings: z
      .strictObject({
        count: z.string().regex(/^\d+$/, "应为整数").default("1000000000").describe("件数"),
        amount: z.string().regex(/^\d+$/, "应为整数").default("100000000").describe("金额，按表式的计量单位"),
      })
      .prefault({})
      .describe("一个单位一项数字的上限，超过的须核实（电话号码、证件号码误填入数字栏）；默认值省级也不会超过"),
  }),
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        severity: z.union([SeveritySchema, z.literal("off")]),
        reason: z.string().min(1),
        date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "应写作 年-月-日，例如 2023-01-05"),
      }),
    )
    .optional()
    .describe("对个别规则的调整，须写明理由和日期"),
  approvals: z
    .strictObject({
      explanations: z.boolean().default(true).describe("说明须有填写人以外的审核人才算数；不要求的写 false"),
      order: z
        .array(z.enum(["填报", "审核", "签发"]))
        .default(["填报", "审核", "签发"])
        .describe("签署的先后：后一环节须在前一环节之后签署同一内容；不讲先后的写 []"),
      issue: z.boolean().default(false).describe("定稿须经签发：没有签发的是草稿"),
    })
    .prefault({})
    .describe("审核、签发的要求"),
  fonts: z
    .strictObject({ pdf: z.string().min(1) })
    .partial()
    .optional()
    .describe("PDF 通篇所用的字体文件；不写时按公文格式取已安装的字体"),
  limits: z
    .strictObject({
      fileMegabytes: z.int().min(1),
      inflatedMegabytes: z.int().min(1),
      ratio: z.int().min(10),
      entries: z.int().min(10),
      cells: z.int().min(1000),
      seconds: z.int().min(1),
      memoryMegabytes: z.int().min(64),
    })
    .partial()
    .optional()
    .describe("读取一个文件的上限：文件大小、解压后大小、压缩比、条目数、单元格数、时间、内存"),
  keepRuns: z.int().min(1).optional().describe("每个年度保留的运行次数，默认全部保留"),
});

export type Jurisdiction = z.infer<typeof JurisdictionSchema>;

/** 数额上限: what no unit's figure of a kind of measure exceeds. */
export type Ceilings = Jurisdiction["policies"]["ceilings"];

/** 读取上限, as the jurisdiction sets them. */
export type ReadingLimits = NonNullable<Jurisdiction["limits"]>;

const words = z.array(z.string().min(1)).min(1);

export const NamingSchema = z.strictObject({
  $schema: z.string().optional(),
  surroundingWords: words.describe("文件名和标题中不属于单位名称的词；指称报表的词写在报表的 titleWords"),
  correctionWords: words.describe("表明是更正稿的词"),
  finalWords: words.describe("表明是终稿的词"),
  earlierWords: words.describe("表明是先前的、已不作数的材料的词"),
  notYetWords: words.describe("放在更正稿、终稿用语之前，表明还不是更正稿的字"),
  repeatedWords: words.describe("放在更正稿用语之前，表明是第二次更正的词"),
  citationWords: words.describe("带有这些词的一行是引用文件，不是标题"),
  innerOffices: words.describe("封面上可以代替单位名称的内设机构"),
  scanWords: words.describe("表明是盖章扫描件的词"),
  unitHeadings: words.describe("封面上填报单位一栏的名称"),
  periodHeadings: words.describe("封面上统计期限一栏的名称"),
  dateHeadings: words.describe("封面上填报日期一栏的名称"),
  organEndings: words.describe("机关、单位名称常见的结尾"),
  omissibleEndings: words.optional().describe("名称末尾可以省略的字：某镇人民政府也称某镇"),
  siteWords: words.optional().describe("网页标题中网站、栏目名称的结尾，不是单位名称"),
  trailWords: words.optional().describe("网页上导航路径的开头，这一行不是标题"),
  emptyExplanations: words.describe("不成其为说明的套话"),
  stockWords: z
    .array(z.string().min(1))
    .default([])
    .describe("说明中不增加内容的词：除去套话和这些词几乎没有剩下的，不成其为说明"),
});

/** 称谓用语: the words around a unit's name in file names, titles and covers. */
export type Naming = z.infer<typeof NamingSchema>;

export const OutlineSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1),
  preamble: z.array(z.string()),
  parts: z
    .array(
      z.strictObject({
        heading: z.string().min(1),
        paragraphs: z
          .array(
            z.union([
              z.string(),
              z.strictObject({ heading: z.string().min(1) }),
              z.strictObject({ text: z.string().min(1), needs: z.array(z.string()).min(1) }),
            ]),
          )
          .optional(),
        table: z.string().optional(),
        office: z.boolean().optional().describe("由汇总单位另行撰写（正文.md 或 正文.docx 同名标题下的文字）"),
        fallback: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});

export type Outline = z.infer<typeof OutlineSchema>;

export const UnitSchema = z.object({
  code: z.string().regex(/^[A-Za-z0-9_-]+$/, "只能用字母和数字"),
  name: z.string().min(1),
  aliases: z.string().optional(),
  category: z.string().min(1),
  contact: z.string().optional(),
  phone: z.string().optional(),
  from: z
    .string()
    .regex(/^(\d{4})?$/, "应为四位年份")
    .optional(),
  to: z
    .string()
    .regex(/^(\d{4})?$/, "应为四位年份")
    .optional(),
});
