import { z } from "zod";
import type { LineFormat } from "../text-format.js";
import { LevelSchema, nameText, SeveritySchema, UnitCodeSchema, wordings } from "./records.js";

/** 本级制度文件: what the office itself sets: its jurisdiction, names, outline and roster. */

/** 月-日, 年-月-日 and whole numbers as they stand in the settings. */
export const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const DATE = /^\d{4}-\d{2}-\d{2}$/;
export const DIGITS = /^\d+$/;

const monthDay = z.string().regex(MONTH_DAY, "应写作 月-日，例如 01-31");
const digits = z.string().max(30, "不能超过 30 位").regex(DIGITS, "应为整数");

/** 本级设置. Each setting's title is its label in the settings workbook, its description the explanation beside it. */
export const JurisdictionSchema = z.strictObject({
  $schema: z.string().optional(),
  name: nameText(60).meta({ title: "名称", description: "行政区名称，如 某某市" }),
  aliases: wordings.meta({ title: "简称", description: "行政区的其他叫法，如 某某" }),
  within: wordings.meta({ title: "上级", description: "上级行政区名称，识别单位时略去，如 江西省、赣州市" }),
  level: LevelSchema.meta({
    title: "级别",
    description: "级别：国家、省、设区的市、县（含县级市、区）、乡镇",
    enumDescriptions: ["国家级", "省级", "市级", "县级", "乡镇级"],
  }),
  government: nameText(60).optional().meta({ title: "报告主体", description: "报告主体，默认为名称加“人民政府”" }),
  oversightOffice: UnitCodeSchema.optional().meta({
    title: "主管部门",
    description: "政府信息公开工作主管部门，写单位名录中的代码、名称或别名",
  }),
  forms: z.array(z.string().min(1)).min(1).optional().meta({
    title: "报表次序",
    description:
      "同一报告期有几种报表时的次序，写报表的目录名：第一种直接放在报告期的目录里，其他的各有一个目录；只有一种的不必写",
  }),
  deadlines: z.strictObject({
    submission: monthDay.meta({ title: "报送截止日", description: "各单位报送截止日（次年）" }),
    publication: monthDay.meta({ title: "公布日", description: "本级报告公布日（次年）" }),
  }),
  contact: nameText(200).optional().meta({ title: "联系人", description: "联系人，写在通知单上" }),
  phone: nameText(200).optional().meta({ title: "联系电话", description: "联系电话，写在通知单上" }),
  replyBy: monthDay.optional().meta({ title: "答复截止日", description: "各单位答复通知单的截止日（次年）" }),
  replyDays: z.int().min(1).max(90).optional().meta({
    title: "答复天数",
    description: "收到通知单后几日内答复；与答复截止日（replyBy）填一项即可",
  }),
  policies: z.strictObject({
    blank: z.enum(["zero", "unreadable"]).meta({
      title: "空白的处理",
      description: "空白和 / — 无 等记号：按 0 计（zero），或者须由单位补填（unreadable）",
      enumDescriptions: ["按0计", "须补填"],
    }),
    ceilings: z
      .strictObject({
        count: digits
          .default("1000000000")
          .meta({ title: "件数上限", description: "一个单位一项件数的上限，超过的须核实" }),
        amount: digits
          .default("100000000")
          .meta({ title: "金额上限", description: "一个单位一项金额的上限，按表式的计量单位，超过的须核实" }),
      })
      .prefault({})
      .describe("一个单位一项数字的上限，超过的须核实（电话号码、证件号码误填入数字栏）；默认值省级也不会超过"),
  }),
  rules: z
    .array(
      z.strictObject({
        id: z.string().meta({ title: "规则编号", description: "规则的编号，见《规则目录》，如 YEAR.SWING" }),
        severity: z.enum([...SeveritySchema.options, "off"]).meta({
          title: "调整为",
          description: "调整后的审核级别；强制性的规则不能调整",
          enumDescriptions: ["强制性", "核实性", "提示性", "停用"],
        }),
        reason: z.string().min(1).meta({ title: "理由", description: "为什么调整，写入汇总底稿" }),
        date: z
          .string()
          .regex(DATE, "应写作 年-月-日，例如 2023-01-05")
          .meta({ title: "日期", description: "决定调整的日期" }),
      }),
    )
    .optional()
    .meta({ title: "规则调整", description: "对个别规则的调整，须写明理由和日期" }),
  approvals: z
    .strictObject({
      explanations: z.boolean().default(true).meta({
        title: "说明须审核",
        description: "说明须有填写人以外的审核人才算数；不要求的写 否（false）",
      }),
      order: z
        .array(z.enum(["填报", "审核", "签发"]))
        .default(["填报", "审核", "签发"])
        .meta({
          title: "签署先后",
          description: "签署的先后：后一环节须在前一环节之后签署同一内容；不讲先后的写 无（[]）",
        }),
      issue: z.boolean().default(false).meta({ title: "定稿须签发", description: "定稿须经签发：没有签发的是草稿" }),
    })
    .prefault({})
    .describe("审核、签发的要求"),
  fonts: z
    .strictObject({
      pdf: z.string().min(1).meta({ title: "PDF字体", description: "PDF 通篇所用的字体文件" }),
    })
    .partial()
    .optional()
    .describe("PDF 通篇所用的字体文件；不写时按公文格式取已安装的字体"),
  keepRuns: z
    .int()
    .min(1)
    .optional()
    .meta({ title: "保留运行次数", description: "每个年度保留的运行次数，默认全部保留；签署过的运行总是保留" }),
  limits: z
    .strictObject({
      fileMegabytes: z.int().min(1).meta({ title: "文件大小上限", description: "读取的一个文件的大小，MB" }),
      inflatedMegabytes: z.int().min(1).meta({ title: "解压大小上限", description: "一个文件解压后的大小，MB" }),
      ratio: z.int().min(10).meta({ title: "压缩比上限", description: "一个文件解压后与压缩时大小之比" }),
      entries: z.int().min(10).meta({ title: "条目数上限", description: "一个压缩包里的文件数" }),
      cells: z.int().min(1000).meta({ title: "单元格数上限", description: "一个文件的单元格数" }),
      seconds: z.int().min(1).meta({ title: "用时上限", description: "处理一个文件的时间，秒" }),
      memoryMegabytes: z.int().min(64).meta({ title: "内存上限", description: "处理一个文件的内存，MB" }),
    })
    .partial()
    .optional()
    .describe("读取一个文件的上限：文件大小、解压后大小、压缩比、条目数、单元格数、时间、内存"),
  threads: z.int().min(1).max(256).optional().meta({
    title: "线程数",
    description: "同时处理文件的线程数，默认与处理器核数相同；结果与线程数无关",
  }),
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

/** 提纲; one that is a Word file says how its lines are set, by their texts with the codes in them. */
export type Outline = z.infer<typeof OutlineSchema> & {
  readonly formats?: readonly (readonly [text: string, format: LineFormat])[];
};

const year = z.string().regex(/^(\d{4})?$/, "应为四位年份");

/** 名录的栏目: each column's title is its heading in the roster workbook, its description the explanation there. */
export const UnitSchema = z.object({
  code: z
    .string()
    .min(1)
    .max(40, "不能超过 40 个字符")
    .regex(/^[A-Za-z0-9_-]*$/, "只能用字母和数字")
    .meta({ title: "代码", description: "单位的编号，每个单位不同，如 T01；一经使用不要改动" }),
  name: nameText(100).meta({ title: "名称", description: "单位全称" }),
  aliases: z
    .string()
    .optional()
    .meta({ title: "别名", description: "单位的简称、旧称等，几个之间用分号隔开；文件名和标题中这样写也能认出" }),
  category: nameText(100).meta({ title: "类别", description: "单位的分组，如 乡镇、部门" }),
  from: year.optional().meta({ title: "起始年度", description: "从哪一年度起报送，如 2022；一直报送的不填" }),
  to: year.optional().meta({ title: "终止年度", description: "报送到哪一年度为止；还在报送的不填" }),
  contact: z.string().max(200, "不能超过 200 字").optional().meta({ title: "联系人", description: "单位的联系人" }),
  phone: z.string().max(200, "不能超过 200 字").optional().meta({ title: "联系电话", description: "单位的联系电话" }),
});

/** 名录栏目的名称, by key. */
export const ROSTER_LABELS: Readonly<Record<keyof typeof UnitSchema.shape, string>> = labelsOf(UnitSchema.shape);

function labelsOf<K extends string>(shape: Readonly<Record<K, z.ZodType>>): Readonly<Record<K, string>> {
  const keys = Object.keys(shape) as K[];
  return Object.fromEntries(keys.map((key) => [key, shape[key].meta()?.title ?? key])) as Record<K, string>;
}

/** 通用规则: what is observed of any form; a form that is a workbook takes them, with its own basis. */
export const ObservationsSchema = z.strictObject({
  $schema: z.string().optional(),
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      severity: SeveritySchema,
      title: z.string().min(1),
      advice: z.string().min(1),
      patterns: z.array(z.string()).optional().describe("未替换的占位内容的写法"),
    }),
  ),
});

export type Observations = z.infer<typeof ObservationsSchema>["rules"];
