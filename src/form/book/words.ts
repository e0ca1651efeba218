/** 表式工作簿的写法: the sheets, headings and words of 表式.xlsx, for whoever reads it and whoever writes it. */

export const ITEM_SHEET = "项目";
export const RELATION_SHEET = "关系";
export const SETTING_SHEET = "设置";

export const ITEM_HEADINGS = [
  "类别",
  "位置",
  "名称",
  "代码",
  "类型",
  "小数位数",
  "计量单位",
  "汇总方式",
  "属于",
  "其他写法",
  "选项",
  "要求",
] as const;
export type ItemHeading = (typeof ITEM_HEADINGS)[number];

/** Columns that a workbook of before may lack: nothing is written in them then. */
export const LATER_HEADINGS: readonly ItemHeading[] = ["选项", "要求"];

export const RELATION_HEADINGS = ["编号", "关系", "容许差", "级别", "名称", "依据", "怎么改"] as const;
export type RelationHeading = (typeof RELATION_HEADINGS)[number];

export const SETTING_HEADINGS = ["项目", "填写", "说明"] as const;

/** 类别: what a line of 项目 speaks of. A table's lines follow it; 格 is a single cell beside its name. */
export const LEVELS = ["表", "分表", "行", "栏", "格"] as const;
export type Level = (typeof LEVELS)[number];

export const NOT_READ = "不取数";

/** 数的类型. What is not read takes no part at all. */
export const NUMBER_KINDS = ["整数", "小数", "整数（可为负）", "小数（可为负）", NOT_READ] as const;

/** 不是数的类型. */
export const ANSWER_KINDS = {
  文字: "text",
  日期: "date",
  是否: "yesNo",
  选项: "choice",
  "选项（可选几项）": "choice",
} as const;
export const SEVERAL = "选项（可选几项）" as const;

export const KINDS: readonly string[] = [...NUMBER_KINDS, ...Object.keys(ANSWER_KINDS)];

/** 要求 of what is no number. */
export const MAY_BE_BLANK = "可不填";
export const WITHIN_PERIOD = "报告期内";
export const REQUIREMENTS = `${MAY_BE_BLANK}、${WITHIN_PERIOD}、不超过50字`;

/** 分表的类型: how its figures stand; rows × columns where nothing is written. */
export const LAYOUTS = { 行列表: "matrix", 单行表: "leaf-row", 台账: "list", 成对表: "fields" } as const;
export type LayoutWord = keyof typeof LAYOUTS;

/** 台账的文字栏: what an entry is told by, a unit of the roster by which it is told, of which kind it is; all else that is no number. */
export const LIST_KINDS = ["编号", "名录单位", "分类", "文字", "日期", "是否", "选项", SEVERAL] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** 要求 of a list's texts, which may be blank where nothing is said. */
export const REQUIRED = "必填";

/** 待定: what the proposal was not sure of. Nothing is run while one is left. */
export const OPEN = "待定";

/** What stands between the headings of a path: 城市／人数. */
export const PATH_SIGN = "／";

/** 设置, in the order in which they are written. */
export const SETTINGS = {
  title: { label: "报表名称", explanation: "报表的全称，写在汇总报告和输出的文件名上" },
  titleWords: { label: "标题用语", explanation: "文件名、标题中指称本报表的其他词，用顿号隔开；没有的不填" },
  document: { label: "依据", explanation: "布置这张报表的文件的文号或名称，写在审核意见里" },
  period: { label: "报告期", explanation: "年报、半年报、季报或月报" },
  from: { label: "施行起始年度", explanation: "从哪一年起使用这张表，四位年度" },
  to: { label: "施行终止年度", explanation: "用到哪一年为止；还在使用的不填" },
  submission: {
    label: "报送截止日",
    explanation: "01-20 是报告期结束以后的第一个1月20日，+5 是报告期结束以后5日；不填的，按本级设置",
  },
  publication: { label: "公布日", explanation: "写法同报送截止日；两项都填或者都不填" },
  reporters: { label: "填报单位", explanation: "单位名录中的类别或代码，用顿号隔开；全部单位都报的不填" },
} as const;
export type SettingKey = keyof typeof SETTINGS;

export const PERIODS = { 年报: "year", 半年报: "half", 季报: "quarter", 月报: "month" } as const;
export const SEVERITIES = { 强制性: "mandatory", 核实性: "verification", 提示性: "notice" } as const;
export const COMBINING = {
  相加: "sum",
  不汇总: "none",
  取最小: "min",
  取最大: "max",
  取最晚: "latest",
  汇总单位填报: "office",
} as const;
export const ROUNDING = { 四舍五入: "halfUp", 四舍六入五成双: "halfEven" } as const;
