import type { SourceCell } from "./figure.js";
import type { Finding } from "./finding.js";
import type {
  CellFacts,
  CellsFacts,
  FileFacts,
  FindingCode,
  FindingFacts,
  LabelsFacts,
  LinesFacts,
  RelationFacts,
} from "./finding-facts.js";
import { LIST_SENTENCES } from "./list-words.js";
import { periodWords } from "./period.js";
import { SCAN_SENTENCES } from "./scan-words.js";
import { shownName, shownText } from "./shown-text.js";
import { STRAYS } from "./stray-words.js";

/** 审核意见用语: one sentence a code, in plain official Chinese: what is wrong, what was found, what was expected. */
const SENTENCES: { readonly [C in FindingCode]: (facts: FindingFacts[C]) => string } = {
  RELATION: relation,
  "YEAR.SWING": swing,
  BOUND: ({ title, where, lesser, greater }) => `${where}不符合“${title}”：前者为${lesser}，后者为${greater}`,
  "RULE.UNDECIDED": ({ title, missing }) => `“${title}”无法判断：${missing}`,
  "VALUE.UNREADABLE": cell("不能确定是什么数"),
  "ANSWER.UNREADABLE": cell("不能确定填的是什么"),
  "VALUE.NOT_WHOLE": cell("应为整数"),
  "VALUE.NEGATIVE": cell("不应为负数"),
  "VALUE.FORMULA_ERROR": cell("公式计算出错"),
  "VALUE.NO_CACHED_RESULT": cell("只有公式，文件中没有保存计算结果"),
  "VALUE.TOTAL_NOT_STATED": cells("合计栏未填或公式没有可用的结果，已按各分项相加计算"),
  "VALUE.BLANK_AS_ZERO": cells("空白或“/、—、无”等记号，已按规定计为0"),
  "VALUE.CLEANED": cleaned,
  "VALUE.UNIT_CONVERTED": ({ figure, text, from, to, value }) =>
    `“${figure}”填写为“${text}”，单位是${from}，表式要求${to}，已换算为${value}${to}`,
  "VALUE.TOO_LARGE": ({ figure, text, ceiling }) =>
    `“${figure}”填写为“${text}”，超过上限${ceiling}，疑为误填（如电话号码、证件号码）`,
  "VALUE.UNIT_DOUBTFUL": ({ figure, text, unit, suspected, stated }) =>
    stated === undefined
      ? `“${figure}”填写为“${text}”，按${unit}计数额过大，疑为以${suspected}填报`
      : `“${figure}”填写为“${text}”，表式要求${unit}，而表旁写有“${stated}”，疑为以${suspected}填报`,
  "FORM.TABLE_MISSING": ({ table, headings }) =>
    `没有找到“${table}”的表格（按栏目名称“${headings.slice(0, SHOWN_LINES).join("”“")}”${headings.length > SHOWN_LINES ? "等" : ""}查找），该表各项数字缺失（缺失不等于零）`,
  "FORM.TABLE_NOT_SENT": ({ table }) => `没有填报“${table}”（可以不报），该表各项数字不含本单位`,
  "FORM.ROW_MISSING": lines("缺少下列行，所列各行数字缺失（缺失不等于零）"),
  "FORM.COLUMN_MISSING": lines("缺少下列栏目，或该行单元格个数与栏目个数不符"),
  "FORM.ROW_TWICE": lines("下列行出现两次且数字不同，不能确定以哪一个为准"),
  "FORM.TABLE_BLANK": ({ tables, all }) =>
    all ? "各表全部空白，请确认是零报告还是漏填" : `“${tables.join("”“")}”整表空白，已按零报告处理，请确认不是漏填`,
  "FORM.ROW_UNKNOWN": ({ table, lines: unknown, nearest }) =>
    `“${table}”中有表式以外的行或栏填了数字：${unknown.join("、")}${nearest ? `（是否为“${nearest}”？）` : ""}，未予采用`,
  "FORM.COLUMNS_ASSUMED": lines("下列行没有可用的栏目标题，因单元格个数与表式一致且合计相符，按法定栏目顺序读取"),
  "LABEL.ALIAS": labelsReadAs,
  "ROLLUP.DRAFT": ({ name, reasons }) =>
    `${name}上报的是草稿，不是定稿${reasons.length > 0 ? `（${reasons.join("；")}）` : ""}，其数字已计入，但都是待核实的`,
  "ROLLUP.INCOMPLETE": ({ table, count, examples }) =>
    `“${table}”有${count}项在报送单位那里不完整或没有数（如${examples.map((one) => `“${one}”`).join("、")}），没有计入（缺失不等于零）`,
  "ROLLUP.OTHER_FORM": ({ found, wanted }) => `上报的是${found}，本期应为${wanted}，未予采用`,
  "FORM.OLD_EDITION": ({ edition, wanted, lost }) =>
    `使用了${edition}年版表式，应使用${wanted}年版${lost > 0 ? `；其中${lost}项指标在旧表式中没有，无法取得` : ""}`,
  "FILE.UNREADABLE": file,
  "FILE.ENCRYPTED": file,
  "FILE.TOO_LARGE": file,
  "FILE.UNSUPPORTED": file,
  "FILE.NOT_A_SUBMISSION": ({ kind }) => STRAYS[kind],
  "FILE.UNSTABLE": ({ reason }) => `${reason}，留待下次运行时读取`,
  "FILE.MACROS": () => "文件含有宏，宏不会被运行，只读取单元格内容",
  "FILE.SIGNED": () => "文件带有电子签名或签章，本程序不核验，只读取页面上的内容",
  "FILE.ATTACHMENTS": ({ names }) => `文件内带有附件，没有读取：${names.join("、")}`,
  "FILE.PICTURES": pictured,
  "FILE.HIDDEN_CONTENT": ({ what, notZero }) => `${what}${notZero ? "，其中有不为零的数字，已一并读取，请确认" : ""}`,
  "UNIT.UNKNOWN": unknownUnit,
  "UNIT.CONFLICT": ({ named }) =>
    `文件名、工作表名、标题、封面或空白表标记写的不是同一个单位：${named.join("；")}，未计入汇总`,
  "UNIT.TWICE": ({ used, leftOut, why, differing }) =>
    `同一单位报送了多份材料${used.length > 0 ? `，采用《${used.join("》《")}》` : ""}${leftOut.length > 0 ? `，未采用《${leftOut.join("》《")}》` : ""}：${why}${differencesOf(differing)}`,
  "UNIT.AMBIGUOUS": ({ files, differing }) =>
    `同一单位报送了多份数字不同的材料（《${files.join("》《")}》），不能确定以哪一份为准，均未计入汇总${differencesOf(differing)}`,
  "UNIT.MISSING": ({ name, why }) => `${name}${why}`,
  "YEAR.MISMATCH": ({ found, wanted }) =>
    `材料写明的${found.includes("月") ? "统计时段" : "年度"}是${inYears(found)}，应为${inYears(wanted)}，未计入汇总`,
  "COPY.LAST_YEAR": ({ count, period }) => {
    const { former } = periodWords({ kind: period });
    return `有${count}个不为零的数字与本单位${former}所报完全相同，疑为照抄${former}`;
  },
  "COPY.OTHER_UNIT": ({ other, count }) => `有${count}个不为零的数字与${other}所报完全相同，疑为误报他单位数据`,
  "TEXT.FIGURE_MISMATCH": ({ figure, words, written, table }) =>
    `文字部分写“${words}”（${written}），表格“${figure}”为${table}，两者不一致`,
  "TEXT.OTHER_YEAR": ({ words }) => `文字部分出现了其他年度或其他单位的内容：“${words}”`,
  "TEXT.PLACEHOLDER": ({ words, beside }) =>
    beside
      ? `表旁、标题或工作表名写有“${words}”，不能确定所填的是不是正式报送的数`
      : `文字部分留有未替换的占位内容：“${words}”`,
  "TEXT.SECTION_MISSING": ({ what }) => what,
  "PUBLISHED.DIFFERS": ({ figure, reported, published }) =>
    `“${figure}”报送的是${reported}，单位自己公布的报告中是${published}`,
  "PUBLISHED.NOT_COMPARED": ({ reason }) => `已公布的报告没有与报送数核对：${reason}`,
  "SCOPE.REGULATIONS": ({ figure, value }) => `“${figure}”填写为${value}，但该单位无规章制定权`,
  "EXPLANATION.REFUSED": ({ id, about, reason }) => `${explanation(id, about)}不予采纳：${reason}`,
  "EXPLANATION.LAPSED": ({ id, about, reason }) => `${explanation(id, about)}已失效：${reason}`,
  "ADJUSTMENT.REFUSED": ({ about, reason }) => `${adjustment(about)}不予采用：${reason}`,
  "ADJUSTMENT.LAPSED": ({ about, reason }) => `${adjustment(about)}已失效，没有采用：${reason}`,
  "ADJUSTMENT.MISSING": ({ figure, source, sum }) =>
    `“${figure}”取自${source}，汇总单位还没有填写${sum === undefined ? "" : `（各单位所报合计为${sum}，不作为该项的数）`}`,
  "ADJUSTMENT.UNBALANCED": ({ name, title, where, left, right }) =>
    `调整后，${name}的${where}不符合“${title}”：${left}，${right}`,
  "SIGN.VOID": ({ signed, damaged }) =>
    damaged === undefined
      ? `签署后内容有变化，下列签署已失效：${signed.join("，")}`
      : `签署记录不可信（${damaged}），${signed.length > 0 ? `下列签署都不算数：${signed.join("，")}` : "其中的签署都不算数"}`,
  "OFFICE.VALUE": ({ figure, text, reason }) =>
    `汇总单位填写的“${figure}”${text.trim() === "" ? "" : `是“${text}”，`}${reason ?? "不能确定是什么数"}，未予采用`,
  "OUTLINE.SENTENCE_DROPPED": ({ heading, words, missing }) =>
    `报告“${heading}”中的“${words.join("”“")}”不能写入正式报告：${missing.join("；")}`,
  "OUTLINE.OTHER_PLACE": ({ words, where }) => `${where}写有“${words}”，不是本行政区、上级行政区，也不是名录中的单位`,
  "FORM.UNDIVIDED": ({ table, row, parts }) =>
    `“${table}”的“${row}”没有分项填写，只填了一行；表式分为：${parts.join("、")}。已计入总计，各分项缺数`,
  "OUTLINE.TEXT_MISSING": ({ headings }) => `报告的“${headings.join("”“")}”由汇总单位另行撰写，现在还没有`,
  ...LIST_SENTENCES,
  ...SCAN_SENTENCES,
  "OUTLINE.PLACEHOLDER": ({ words, reason }) => `正文中的“${words}”有误：${reason}`,
};

/** Every kind of finding there is. */
export const FINDING_CODES: readonly FindingCode[] = Object.keys(SENTENCES) as FindingCode[];

/** 2022 → 2022年; another period stands with its own words. */
function inYears(named: string): string {
  return /^\d+$/.test(named) ? `${named}年` : named;
}

function swing({ figure, now, before, measure, drivers, period }: FindingFacts["YEAR.SWING"]): string {
  const { own, former } = periodWords({ kind: period });
  const from = drivers.length > 0 ? `，主要来自：${drivers.join("、")}` : "";
  return `“${figure}”${own}为${now}，${former}为${before}，变动很大（${measure}）${from}`;
}

function relation({ title, where, left, right }: RelationFacts): string {
  return `${where}不符合“${title}”：${left}，${right}`;
}

function explanation(id: string, about: readonly string[]): string {
  if (id === "" && about.length === 0) return "说明文件";
  const words = about.filter((text) => text !== "").map((text) => `“${shortened(text)}”`);
  return `${id === "" ? "未填编号的说明" : `编号${id}的说明`}${words.length > 0 ? `（${words.join("，")}）` : ""}`;
}

function adjustment(about: readonly string[]): string {
  const words = about.filter((text) => text !== "").map((text) => `“${shortened(text)}”`);
  return words.length === 0 ? "调整文件" : `调整（${words.join("，")}）`;
}

function pictured({ pages }: FindingFacts["FILE.PICTURES"]): string {
  if (pages.length === 0) return "文件中主要是图片，图片中的内容没有读取；缺少的数字可能在图片上";
  const more = pages.length > SHOWN_LINES ? `等${pages.length}页` : "";
  return `${pages.slice(0, SHOWN_LINES).join("、")}${more}有图片（或者整页没有文字），图片上的内容没有读取；缺少的数字可能在那里`;
}

function cell(what: string): (facts: CellFacts) => string {
  return ({ figure, text, reason }) =>
    text.trim() === ""
      ? `“${figure}”${reason ?? what}，未予采用`
      : `“${figure}”填写为“${text}”，${reason ?? what}，未予采用`;
}

function cells(what: string): (facts: CellsFacts) => string {
  return ({ table, count, examples }) =>
    `“${table}”有${count}处${what}${examples.length > 0 ? `（如 ${examples.join("、")}）` : ""}`;
}

/** A format or the dust of binary arithmetic was put right; everything else was typed and left out. */
function cleaned(facts: CellsFacts): string {
  const done = (facts.done ?? []).join("、");
  return cells(`数字经规范后采用${done === "" ? "" : `，涉及${done}`}`)(facts);
}

function lines(what: string): (facts: LinesFacts) => string {
  return ({ table, lines: named }) => `“${table}”${what}：${listed(named.map(ownName))}`;
}

const HOW: Readonly<Record<LabelsFacts["labels"][number]["how"], string>> = {
  alias: "名称不同",
  numbering: "序号不同或缺少",
  wording: "用字、标点或附注不同",
  joined: "与其他栏目连写",
  pieces: "残缺或断开",
};

function labelsReadAs({ count, labels }: LabelsFacts): string {
  const shown = labels
    .slice(0, SHOWN_LINES)
    .map(({ typed, official, how }) => `“${shortened(typed)}”按“${shortened(official)}”读（${HOW[how]}）`);
  const more = labels.length > SHOWN_LINES ? ` 等${labels.length}种写法` : "";
  return `表格中有${count}处栏目名称与表式写法不一，已按所指栏目读取：${shown.join("、")}${more}`;
}

function unknownUnit({ named, nearest, notDue }: FindingFacts["UNIT.UNKNOWN"]): string {
  if (notDue !== undefined)
    return `文件写明的是“${notDue}”，不是本期应报单位（名录中的起止年度不包括本期，或本报表不由它填报），未计入汇总`;
  const names =
    named.length > 0 ? `文件中写的是“${named.join("”“")}”，单位名录中没有` : "文件名、标题、封面都没有写明名录中的单位";
  return `不能确定是哪个单位报送的（${names}）${nearest ? `，最接近的是“${nearest}”，请核实` : ""}，未计入汇总`;
}

const SHOWN_DIFFERENCES = 5;

function differencesOf(differing: readonly string[]): string {
  if (differing.length === 0) return "";
  const more = differing.length > SHOWN_DIFFERENCES ? ` 等${differing.length}处` : "";
  return `。不同之处：${differing.slice(0, SHOWN_DIFFERENCES).join("；")}${more}`;
}

const SHOWN_LINES = 6;

function listed(names: readonly string[]): string {
  return names.length > SHOWN_LINES
    ? `${names.slice(0, SHOWN_LINES).join("、")} 等${names.length}项`
    : names.join("、");
}

/** 三、本年度办理结果／（三）不予公开／1.属于国家秘密 → 1.属于国家秘密. */
function ownName(path: string): string {
  return path.split("／").at(-1) ?? path;
}

function file({ reason, advice }: FileFacts): string {
  return `${reason}。${advice}`;
}

/** 意见的正文: a message without its list of places, for a table that shows them beside it. */
export function withoutPlaces({
  message,
  sources,
}: {
  readonly message: string;
  readonly sources: readonly SourceCell[];
}): string {
  const places = placesOf(sources);
  return places !== "" && message.endsWith(places) ? message.slice(0, -places.length) : message;
}

/** The whole message: the sentence, then where: file, sheet, cell, and the text as typed. */
export function messageOf(finding: Finding): string {
  const sentence = (SENTENCES[finding.code] as (facts: unknown) => string)(finding.facts);
  const apart = finding.code === "RELATION" && finding.difference !== undefined ? `，相差${finding.difference}` : "";
  return `${shownText(`${aboutTheSum(finding)}${sentence}${apart}${becauseOfUnits(finding)}`)}。${placesOf(finding.sources)}`;
}

/** A relation or a change of the consolidated figures names no cell, so it says what it is about. */
function aboutTheSum({ code, unit }: Finding): string {
  return unit === null && (code === "RELATION" || code === "YEAR.SWING") ? "汇总数：" : "";
}

function becauseOfUnits({ code, unit, severity, cause }: Finding): string {
  const tied = code === "RELATION" && unit === null && severity === "notice" && cause !== undefined;
  return tied ? "，由单位的同一问题引起，单位改正或说明后不再另行处理" : "";
}

const SHOWN_PLACES = 4;

/** Cells of one sheet share its name: 《2022/市政府办.xlsx》 “表三” J6（填写“23件”）、J7（填写“2”）。 */
function placesOf(sources: readonly SourceCell[]): string {
  if (sources.length === 0) return "";
  const shown = sources
    .slice(0, SHOWN_PLACES)
    .map((source, at, all) => {
      const before = all[at - 1];
      const same = source.cell !== "" && before?.cell && before.file === source.file && before.sheet === source.sheet;
      if (isSheetOfSameFile(source, before)) return `、“${source.sheet}”`;
      return `${at === 0 ? "" : same ? "、" : "；"}${same ? "" : sheetOf(source)}${cellOf(source)}`;
    })
    .join("");
  return `位置：${shownText(shown)}${sources.length > SHOWN_PLACES ? ` 等${sources.length}处` : ""}。`;
}

/** “第1页”、“第2页”: whole sheets or pages of one file share its name. */
function isSheetOfSameFile(source: SourceCell, before: SourceCell | undefined): boolean {
  const isWhole = ({ sheet, cell: address }: SourceCell): boolean => sheet !== "" && address === "";
  return before !== undefined && before.file === source.file && isWhole(source) && isWhole(before);
}

function sheetOf({ file: path, sheet, cell: address }: SourceCell): string {
  return `《${shownName(path)}》${sheet ? ` “${sheet}”` : ""}${address ? " " : ""}`;
}

function cellOf({ cell: address, text }: SourceCell): string {
  return `${address}${text ? `（填写“${shortened(text)}”）` : ""}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
