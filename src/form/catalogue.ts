import type { FigureCode } from "../figure.js";
import {
  type Axis,
  figureNamed,
  type Jurisdiction,
  parsedTerm,
  type Rule,
  ruleNamed,
  type Schemas,
  type Severity,
  type Table,
  TERM_PERIODS,
  tableNamed,
} from "./form.js";

const SEVERITY: Readonly<Record<Severity | "off", string>> = {
  mandatory: "强制性",
  verification: "核实性",
  notice: "提示性",
  off: "停用",
};

const ANSWER: Readonly<Record<Severity | "off", string>> = {
  mandatory: "由填报单位改正后重新报送；不能用说明代替。",
  verification: "数字有误的改正重报；属实的在 说明.csv（或 .xlsx）写明具体原因和填写人。数字再变动，说明即失效。",
  notice: "不需要答复，也不影响发布。",
  off: "本级已停用，不再提出。",
};

const KIND: Readonly<Record<Rule["kind"], string>> = {
  "cross-footing": "两边相等",
  total: "分项相加",
  "roll-forward": "上年数加减本年发生数",
  "at-most": "两栏大小",
  "carry-over": "与上年衔接",
  compare: "两边比较",
  together: "同有同无",
  implies: "有此必有彼",
  swing: "与上年相比",
  copy: "数字雷同",
  competence: "职权范围",
  narrative: "文字与表格",
  observation: "读表、收件时发现",
};

/** 规则目录: every rule of the schemas in words, for people; the shipped docs/规则目录.md is this text. Of several editions the newest speaks. */
export function ruleCatalogue(schemas: Schemas): string {
  const ids = new Set(schemas.forms.flatMap((form) => [...form.rules.keys()]));
  const rules = [...ids].flatMap((id) => ruleNamed(schemas.forms, id) ?? []);
  const kinds = Object.keys(KIND) as Rule["kind"][];
  const groups = kinds.map((kind) => ({
    kind,
    rules: rules.filter((rule) => rule.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));
  return [
    "# 规则目录",
    "",
    "本文件由 `npm run docs` 从 `schemas/` 中的规则生成，请勿手改；改规则请改 `schemas/`，写法见 [schemas/README.md](../schemas/README.md)。",
    "",
    `共 ${rules.length} 条规则：${(["mandatory", "verification", "notice"] as const).map((one) => `${SEVERITY[one]} ${rules.filter((rule) => gradeOf(rule) === one).length} 条`).join("，")}。`,
    "强制性意见必须改正，有一条未改正就不能发布；核实性意见改正或说明；提示性意见只告知。",
    "关系中有一项不能读出时，该关系不判断（提示 `RULE.UNDECIDED`），不算通过，也不算违反。",
    "",
    "| 编号 | 级别 | 名称 |",
    "|---|---|---|",
    ...groups
      .flatMap((group) => group.rules)
      .map((rule) => `| [${rule.id}](#${anchorOf(rule)}) | ${SEVERITY[gradeOf(rule)]} | ${rule.title} |`),
    ...groups
      .filter((group) => group.rules.length > 0)
      .flatMap((group) => [
        "",
        `## ${KIND[group.kind]}（${group.kind}）`,
        ...group.rules.flatMap((rule) => entry(rule, schemas)),
      ]),
    "",
  ].join("\n");
}

function gradeOf(rule: Rule): Severity | "off" {
  return rule.regraded?.to ?? rule.severity;
}

/** What GitHub and most editors make of a heading: lower case, no dots. */
function anchorOf(rule: Rule): string {
  return rule.id.toLowerCase().replaceAll(".", "");
}

function entry(rule: Rule, schemas: Schemas): readonly string[] {
  const { regraded } = rule;
  return [
    "",
    `### ${rule.id}`,
    "",
    `${rule.title}。`,
    "",
    `- 级别：${SEVERITY[gradeOf(rule)]}${regraded ? `（原为${SEVERITY[rule.severity]}；${regraded.date} 调整：${regraded.reason}）` : ""}`,
    `- 依据：${basisOf(rule, schemas)}`,
    `- 审核内容：${comparison(rule, schemas)}`,
    `- 怎么改：${rule.advice}`,
    `- 怎么答复：${ANSWER[gradeOf(rule)]}`,
  ];
}

/** 依据: one for all editions, or one each where they differ. */
function basisOf({ id }: Rule, { forms }: Schemas): string {
  const bases = forms.flatMap(({ title, edition, rules }) => {
    const rule = rules.get(id);
    if (!rule) return [];
    const { document, clause } = rule.basis;
    return [{ of: `${title}${edition}年版`, text: `${document}${clause ? `，${clause}` : ""}` }];
  });
  const texts = [...new Set(bases.map(({ text }) => text))];
  return texts.length === 1 ? texts.join() : bases.map(({ of, text }) => `${of}：${text}`).join("；");
}

/** 审核内容: what the rule compares, with its parameters. */
function comparison(rule: Rule, schemas: Schemas): string {
  switch (rule.kind) {
    case "cross-footing":
      return inTable(
        rule.table,
        schemas,
        (table) =>
          `“${table.title}”每一栏：${joined(table, "rows", rule.left, "＋")} ＝ ${joined(table, "rows", rule.right, "＋")}。`,
      );
    case "total":
      return inTable(rule.table, schemas, (table) => totalWords(table, rule.along, rule.line));
    case "roll-forward":
      return inTable(rule.table, schemas, (table) => {
        const changes = [
          ...rule.plus.map((code) => `＋ 本年${labelOf(table, "columns", code)}`),
          ...rule.minus.map((code) => `－ 本年${labelOf(table, "columns", code)}`),
        ];
        const closing = labelOf(table, "columns", rule.closing);
        return `“${table.title}”${joined(table, "rows", rule.rows, "、")}：本年${closing} ＝ 上年${closing} ${changes.join(" ")}。`;
      });
    case "at-most":
      return inTable(
        rule.table,
        schemas,
        (table) =>
          `“${table.title}”${joined(table, "rows", rule.rows, "、")}：${labelOf(table, "columns", rule.lesser)} ≤ ${labelOf(table, "columns", rule.greater)}。`,
      );
    case "carry-over":
      return inTable(
        rule.table,
        schemas,
        (table) =>
          `“${table.title}”每一栏：本年${labelOf(table, "rows", rule.opening)} ＝ 上年${labelOf(table, "rows", rule.closing)}。`,
      );
    case "swing":
      return `比上年增至${rule.relative}倍以上或减至${rule.relative}分之一以下（一年为0也算），并且相差不少于${rule.absolute}，两个条件同时具备才提出。比较的指标：${codes(rule.figures)}。`;
    case "copy":
      return `与${rule.against === "lastYear" ? "本单位上年" : "其他单位本年"}的填报数相同且不为零的至少有${rule.minimumNonZero}个，位数合计至少${rule.minimumDigits}位（数字太少太小时可能是巧合，不提出）。`;
    case "competence":
      return inTable(
        rule.table,
        schemas,
        (table) =>
          `“${table.title}”${labelOf(table, "rows", rule.row)}行大于0，而本级是${rule.levels.map((level) => LEVEL[level]).join("、")}。`,
      );
    case "compare": {
      const [left, right] = [rule.left, rule.right].map((side) => termWords(side, schemas));
      const within = rule.tolerance === undefined ? "" : `，相差不超过${rule.tolerance}的不提出`;
      return `${left} ${SIGNS[rule.sign]} ${right}${within}。`;
    }
    case "together":
      return `${rule.figures.map((term) => termWords([term], schemas)).join("、")}：同时为零，或者同时不为零。`;
    case "implies":
      return `${termWords([rule.when], schemas)}不为零的，${termWords([rule.also], schemas)}也不应为零。`;
    case "narrative":
      return narrativeWords(rule, schemas);
    case "observation":
      return "收件、读表、归位时发现即提出，不作计算。";
  }
}

const LEVEL: Readonly<Record<Jurisdiction["level"], string>> = {
  country: "国家级",
  province: "省级",
  city: "设区的市级",
  county: "县级",
  township: "乡镇级",
};

const SIGNS = { "=": "＝", "<=": "≤", ">=": "≥" } as const;

/** A figure by its label; one with a star by its code, for it stands for several. */
function termWords(terms: readonly string[], { forms }: Schemas): string {
  return terms
    .map((term, at) => {
      const { form, figure, from, subtracted } = parsedTerm(term);
      const of = form === undefined ? forms : forms.filter(({ id }) => id === form);
      const label = figureNamed(of, figure)?.label;
      const title = form === undefined ? "" : `《${of[0]?.title ?? form}》`;
      const sign = subtracted ? "－" : at > 0 ? "＋" : "";
      return `${sign}${TERM_PERIODS[from]}${title}${label === undefined ? `\`${figure}\`` : `“${label}”`}`;
    })
    .join("");
}

function inTable(code: string, { forms }: Schemas, words: (table: Table) => string): string {
  const table = tableNamed(forms, code);
  return table ? words(table) : code;
}

function axisWith(table: Table, axis: "rows" | "columns", code: string): Axis | undefined {
  return table.sections.map((section) => section[axis]).find(({ lines }) => lines.some((line) => line.code === code));
}

function labelOf(table: Table, axis: "rows" | "columns", code: string): string {
  const line = axisWith(table, axis, code)?.lines.find((one) => one.code === code);
  return `“${line?.label ?? code}”`;
}

function joined(table: Table, axis: "rows" | "columns", lines: readonly string[], sign: string): string {
  return lines.map((code) => labelOf(table, axis, code)).join(sign === "、" ? sign : ` ${sign} `);
}

function totalWords(table: Table, along: "rows" | "columns", line: string): string {
  const lines = axisWith(table, along, line)?.lines ?? [];
  const own = new Set(lines.filter((one) => one.insteadOf.length > 0).map((one) => one.code));
  const parts = (lines.find((one) => one.code === line)?.sumOf ?? []).filter((part) => !own.has(part));
  const listed =
    parts.length <= 8
      ? joined(table, along, parts, "＋")
      : `其上各项（共${parts.length}项，从${labelOf(table, along, parts[0] ?? "")}到${labelOf(table, along, parts.at(-1) ?? "")}）之和`;
  return `“${table.title}”每一${along === "columns" ? "行（组）" : "栏"}：${listed} ＝ ${labelOf(table, along, line)}。`;
}

function narrativeWords(rule: Extract<Rule, { kind: "narrative" }>, schemas: Schemas): string {
  switch (rule.check) {
    case "figures": {
      const label = (code: FigureCode): string => figureNamed(schemas.forms, code)?.label ?? code;
      const phrases = (rule.phrases ?? []).map(
        ({ words, figures }) =>
          `${words.map((word) => `“${word}”`).join("、")}之后的件数应等于${figures.map((code) => `〔${label(code)}〕`).join("＋")}`,
      );
      return `${phrases.join("；")}。写明“其中”“本机关”“同比”等的句子不比较。`;
    }
    case "otherYear":
      return "文字部分的年度、单位名称与本报告不是同一年度、同一单位，且不是在作比较或引用文件。";
    case "placeholders":
      return `文字部分有下列样式的字：${(rule.patterns ?? []).map((pattern) => `\`${pattern}\``).join("、")}。`;
    case "requiredText":
      return "第五部分没有内容或不足10个字；第六部分没有报告收取信息处理费的情况。没有文字部分的材料不检查。";
  }
}

function codes(patterns: readonly string[]): string {
  return patterns.map((pattern) => `\`${pattern}\``).join("、");
}
