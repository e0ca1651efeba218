import type { OriginalParts } from "../../read/read.js";
import { rememberedByText } from "../../remembered.js";
import { NotCopied } from "./refusal.js";
import { OF_PARTS, tagsOf, unescapedXml } from "./xml-edit.js";

/** Parts that make a workbook do something, or that would no longer hold of a changed one; each with what it is called. */
const UNSAFE_PARTS: readonly (readonly [RegExp, string])[] = [
  [/vbaproject|vbadata|^xl\/macrosheets\/|^xl\/intlmacrosheets\/|^customui/, "含有宏"],
  [/^_xmlsignatures\//, "带有数字签名，改动后签名失效"],
  [/^xl\/externallinks\//, "引用了其他文件"],
  [/^xl\/(?:connections\.xml|querytables\/|model\/)/, "含有外部数据连接"],
  [/^xl\/(?:embeddings|activex)\//, "嵌有对象或控件"],
  [/^xl\/(?:webextensions|dialogsheets)\//, "含有加载项或对话框"],
  [/^xl\/threadedcomments\//, "带有会话批注"],
  [/^(?!.{0,200}printersettings\d{0,9}\.bin$)[^\n]*\.bin$/, "含有无法识别的二进制内容"],
];

/** A formula that asks the network or another program. */
const UNSAFE_FORMULA =
  /(?<![A-Z])(?:WEBSERVICE|IMAGE|STOCKHISTORY|SQL\.REQUEST|RTD|CALL|REGISTER(?:\.ID)?|DDE|EXEC)\s{0,99}\(|\|\s{0,99}'/i;
const FORMULAS: ReadonlySet<string> = new Set(["f", "definedName", "formula", "formula1", "formula2"]);

/**
 * 能否照抄: a workbook that does nothing by itself and reaches for nothing outside.
 * @throws NotCopied
 */
export function refuseUnsafe(parts: OriginalParts): void {
  refuse(unsafePart(JSON.stringify(parts.names)));
  // A link in a cell is followed only by a person who clicks it.
  if (parts.outside.some((kind) => kind !== "hyperlink")) throw new NotCopied("工作簿引用了文件以外的内容");
  refuse(formulasOfNames(parts.common(parts.main) ?? ""));
  if (/macroEnabled/i.test(parts.common("[Content_Types].xml") ?? "")) throw new NotCopied("工作簿含有宏");
}

/** What is unsafe of the parts of these names, a JSON list; nothing where none is. All workbooks that were made from one blank have the same. */
const unsafePart = rememberedByText((names): string => {
  for (const name of JSON.parse(names) as readonly string[]) {
    const unsafe = UNSAFE_PARTS.find(([pattern]) => pattern.test(name.replace(/\\/g, "/").toLowerCase()));
    if (unsafe) return `工作簿${unsafe[1]}`;
  }
  return "";
}, OF_PARTS);

/** Refuses a sheet with such a formula. */
export function refuseUnsafeFormulas(sheet: string): void {
  refuse(formulasProblem(sheet));
}

function refuse(problem: string): void {
  if (problem !== "") throw new NotCopied(problem);
}

/** Names of a workbook are formulas too. */
const formulasOfNames = rememberedByText(formulasProblem, OF_PARTS);

/** What is wrong with the formulas of a part; nothing where nothing is. */
function formulasProblem(xml: string): string {
  if (xml.includes("<![CDATA[")) return "工作簿的内容写法不常见";
  if (!mayHaveUnsafe(xml)) return "";
  const formulas = formulasIn(xml);
  // A comment within a formula would part the name of a function.
  if (formulas.some((formula) => formula.includes("<"))) return "工作簿的内容写法不常见";
  if (formulas.some((formula) => UNSAFE_FORMULA.test(unescapedXml(formula)))) return "工作簿的公式要访问网络或其他程序";
  return "";
}

/** Whether to look for formulas: not where nothing in the whole part is like an unsafe one, and each sign of it stands for itself. */
function mayHaveUnsafe(xml: string): boolean {
  return xml.includes("<!") || xml.lastIndexOf("<?") > 0 || /&(?:#|apos;)/.test(xml) || UNSAFE_FORMULA.test(xml);
}

function formulasIn(xml: string): readonly string[] {
  const formulas: string[] = [];
  let from = -1;
  for (const tag of tagsOf(xml)) {
    if (from >= 0) formulas.push(xml.slice(from, tag.start));
    from = tag.kind === "open" && FORMULAS.has(tag.local) ? tag.end : -1;
  }
  return formulas;
}
