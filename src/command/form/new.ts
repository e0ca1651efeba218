import { mkdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { machineFailed, wrongUse } from "../../error.js";
import { OPEN } from "../../form/book/book.js";
import { type Proposal, proposeForm } from "../../form/proposal/proposal.js";
import type { ReadFailure } from "../../grid.js";
import { formBook } from "../../publish/publish.js";
import { readBlankDesigns, readBook, type SheetDesign } from "../../read/read.js";
import { replaceDurably } from "../../record/record.js";
import { jsonText } from "../../shown-text.js";
import { systemReason } from "../../system-error.js";
import { type Console, checkValues, foldersOf, type Given } from "../command.js";
import { checkFolder } from "../overlap.js";

/** 空白表的取用: what the form is to be called, its first edition, and the day. */
export interface NewForm extends Given {
  /** The folder of the form below schemas/: ASCII. */
  readonly name?: string;
}

/**
 * 由空白表建表式: writes schemas/<name>/<year>/表式.xlsx with what the blank says of the form. What is not certain stands in it as 待定, and nothing runs
 * before that is settled. Never over a file that is there. Exit 2 for a blank without a table.
 */
export async function formNew(path: string, given: NewForm, console: Console, today: string): Promise<number> {
  checkValues(given);
  const { schemas } = foldersOf(given);
  checkFolder(schemas);
  const edition = given.year ?? today.slice(0, 4);
  const name = given.name ?? codeIn(basename(path));
  if (!/^[a-z][A-Za-z0-9-]*$/.test(name))
    throw wrongUse(`--name 应为报表的代码，用小写字母开头的字母、数字，例如 relief，实为“${name}”`);
  const folder = join(schemas, name, edition);
  const target = join(folder, "表式.xlsx");
  for (const file of [target, join(folder, "form.json")])
    if (await isThere(file)) throw wrongUse(`${file} 已经有了，没有改动；另建一种报表请换一个 --name`);
  const { bytes, proposal, others } = await proposed(path, edition, today);
  await mkdir(folder, { recursive: true });
  await replaceDurably(target, bytes);
  const open = openIn(proposal);
  if (given.json) console.say(jsonText({ exitCode: 0, file: target, open }));
  else console.say(outcomeText(target, { name, proposal, open, others }));
  return 0;
}

/** A name of the file that will do as a code; else it must be given. */
function codeIn(name: string): string {
  const code = name.replace(/\.[^.]*$/, "");
  if (/^[a-z][A-Za-z0-9-]*$/.test(code)) return code;
  throw wrongUse("请用 --name 写明报表的代码（目录名），用小写字母开头的字母、数字，例如 --name relief");
}

interface Proposed {
  readonly bytes: Uint8Array;
  readonly proposal: Proposal;
  /** Sheets of the blank without a table. */
  readonly others: readonly string[];
}

async function proposed(path: string, edition: string, date: string): Promise<Proposed> {
  const { designs, others } = await blankOf(path);
  const tables = designs.flatMap((design) => {
    const proposal = proposeForm(design, edition);
    return proposal ? [{ design, proposal }] : [];
  });
  const [first, second] = tables;
  if (!first) throw wrongUse(`${path} 中没有找到表格：要有栏目标题，下面有行的名称和空着的格`);
  if (second)
    throw wrongUse(
      `${path} 中“${first.design.grid.sheet}”“${second.design.grid.sheet}”都有表格；请各存为一个文件，各建一种报表`,
    );
  const left = designs.filter((design) => design !== first.design).map(({ grid }) => grid.sheet);
  return { bytes: await formBook({ ...first, date }), proposal: first.proposal, others: [...others, ...left] };
}

/** The visible sheets of a blank, with widths and formulas. */
async function blankOf(path: string) {
  const bytes = await bytesOf(path);
  const content = readBook(bytes, "空白表.xlsx");
  if ("failure" in content) throw wrongUse(refusalText(path, content.failure));
  const known = new Map(readBlankDesigns(bytes).map((design) => [design.sheet, design]));
  const grids = content.blocks.flatMap((block) => (block.kind === "grid" && block.cells.length > 0 ? [block] : []));
  const visible = grids.filter(({ hidden }) => !hidden);
  for (const { sheet, hiddenRows, hiddenColumns } of visible)
    if (hiddenRows.length + hiddenColumns.length > 0)
      throw wrongUse(`${path} 的“${sheet}”表有隐藏的行或列；请取消隐藏（不要的删去），再重新生成`);
  return {
    designs: visible.map((grid) => ({ grid, ...shapeOf(known.get(grid.sheet)) })),
    others: grids.filter(({ hidden }) => hidden).map(({ sheet }) => sheet),
  };
}

function refusalText(path: string, { rule, reason }: ReadFailure): string {
  if (rule === "FILE.UNSUPPORTED") return `${path} 不是 .xlsx；请用 Excel 或 WPS 打开，另存为 .xlsx`;
  return `不能读取 ${path}：${reason}`;
}

function shapeOf(design: SheetDesign | undefined): Pick<SheetDesign, "widths" | "formulas"> {
  return { widths: design?.widths ?? [], formulas: design?.formulas ?? new Map<string, string>() };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  if (!(await isThere(path))) throw wrongUse(`没有这个文件：${path}`);
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw machineFailed(`不能读取 ${path}：${systemReason(error)}`);
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** How many cells of a proposal are open. */
function openIn({ items, relations, settings }: Proposal): number {
  const texts = [...items, ...relations, settings].flatMap((one) => Object.values(one));
  return texts.filter((text) => text?.startsWith(OPEN)).length;
}

function outcomeText(
  target: string,
  {
    name,
    proposal,
    open,
    others,
  }: Pick<Proposed, "proposal" | "others"> & { readonly name: string; readonly open: number },
): string {
  const count = (level: string): number => proposal.items.filter((item) => item.类别 === level).length;
  return [
    `已写入：${target}`,
    `空白表有${count("表")}张表、${count("行")}行、${count("栏")}栏；提议了${proposal.relations.length}种关系；待定${open}处`,
    ...(others.length > 0 ? [`没有用到的工作表：${others.join("、")}`] : []),
    `接下来：用 Excel 或 WPS 打开这个文件，核对“项目”“关系”“设置”三张表，黄色的“待定”都改填确定的内容；再执行 npm start -- form check ${name}`,
  ].join("\n");
}
