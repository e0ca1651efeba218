import { type FigureCode, tableOf } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form } from "../form/form.js";
import { addressOf, type Block } from "../grid.js";
import { rememberedByText } from "../remembered.js";
import { plainText } from "../wording.js";
import { type FillContext, sourceOf } from "./fill/fill.js";
import type { FormRead } from "./findings/findings.js";
import type { LocatedCell, Place } from "./located.js";

/** A longer text is a sentence, not a note or a title. */
const LONGEST = 60;

const EXAMPLE = "(?:填报|填写|填表)?(?:样表|示例|样例|范例)";
const DRAFT = "征求意见稿?|送审稿|讨论稿|未定稿|草稿|初稿";
const MADE_UP = "(?:模拟|测试|虚拟|演示)(?:数据|数字|用表)";
const NOT_HANDED_IN = `已?作废|${DRAFT}|${MADE_UP}`;
const MARK = `${NOT_HANDED_IN}|${EXAMPLE}`;
const ABOUT =
  "(?:此|本|该|以下|下列|上述|以上|上|下|表中|表内)的?(?:表|件|报表|表格|数据|数字|各项|报告|材料|稿|文件)?(?:中|内)?的?(?:数据|数字)?(?:均|都|全部|现|仅|只)?(?:为|系|是|属)?";
const ANY_WORD = new RegExp(`${MARK}|无效|示意|模拟|测试`);
/** Without one of these words a text is neither a note nor a marked title; most labels have none. */
const hasAnyWord = rememberedByText((text) => ANY_WORD.test(plainText(text)));
const NOTE = new RegExp(
  `^[(【\\[]?(?:注|说明|备注)?[:]?(?:(?:${ABOUT})?(?:${MARK})|(?:${ABOUT})(?:无效|示意|模拟|测试))(?:[,，;；](?:请勿|不得|不要|勿|仅供|以).{1,20})?[)】\\]]?[。.!！:]?$`,
);
/** A sheet that is called an example is left out as such, or is the form as it was handed out. */
const MARKED_SHEET = new RegExp(`^(?:${NOT_HANDED_IN})[表页件]?\\d*$|^.+[(【\\[](?:${NOT_HANDED_IN})[)】\\]]$`);
const IS_EXAMPLE = new RegExp(EXAMPLE);
const MARKED_TITLE = new RegExp(`^(?:[(【\\[]?(?:${MARK})[)】\\]]?)?(.*?)(?:[(【\\[]?(?:${MARK})[)】\\]]?)?$`);

/** 作废、样表、草稿的字样: whether a text is no more than a note that the figures beside it are not those handed in. */
export function saysVoid(text: string): boolean {
  return text.length <= LONGEST && hasAnyWord(text) && NOTE.test(plainText(text));
}

/** A title of the report or of one of its tables with such a word before or behind it: 表三（作废）, ……年度报告（征求意见稿）. */
function isMarkedTitle(text: string, endings: readonly string[]): boolean {
  if (text.length > LONGEST || !hasAnyWord(text) || /[《。；]/.test(text)) return false;
  const plain = plainText(text);
  const title = MARKED_TITLE.exec(plain)?.[1] ?? plain;
  if (title === "" || title.length === plain.length) return false;
  return (
    /^(?:附?表[一二三四五六七八九\d]|附件\d?[:]?)$/.test(title) || endings.some((ending) => title.endsWith(ending))
  );
}

/**
 * 表旁、标题或工作表名写明作废、样表、草稿: each such note, title or name, with the figures of its sheet, or of the whole document
 * where it stands in running text. Beside an example that was left out, the word 示例 speaks of that one.
 */
export function voidNoteFindings(
  blocks: readonly Block[],
  read: readonly FormRead[],
  context: FillContext,
): readonly Finding[] {
  const endings = read.flatMap(({ form }) => titlesOf(form));
  const noted = blocks.flatMap((block) =>
    [...markedSheet(block, endings), ...notesIn(block, endings)].map((place) => ({ block, place })),
  );
  if (noted.length === 0) return [];
  const cells = read.flatMap(({ located }) => located.cells);
  const own = new Set(cells.filter(({ example }) => !example).map(({ figure }) => tableOf(figure)));
  const leftOut = cells.some(({ example, figure }) => example && own.has(tableOf(figure)));
  return noted
    .filter(({ place }) => !leftOut || !IS_EXAMPLE.test(plainText(place.text)))
    .map(({ block, place }) => ({ place, figures: figuresBeside(block, cells) }))
    .filter(({ figures }) => figures.length > 0)
    .map(
      ({ place, figures }): Finding<"TEXT.PLACEHOLDER"> => ({
        code: "TEXT.PLACEHOLDER",
        unit: context.unit,
        figures,
        sources: [sourceOf(place, context)],
        facts: { words: place.text.trim(), beside: true },
      }),
    );
}

/** 工作表“作废”“表三（草稿）”. */
function markedSheet(block: Block, endings: readonly string[]): readonly Place[] {
  if (block.kind === "text" || block.addressing !== "A1") return [];
  const name = plainText(block.sheet);
  const marked = MARKED_SHEET.test(name) || (!IS_EXAMPLE.test(name) && isMarkedTitle(name, endings));
  return marked ? [{ sheet: block.sheet, cell: "", text: block.sheet }] : [];
}

const titlesOfForms = new WeakMap<Form, readonly string[]>();

function titlesOf(form: Form): readonly string[] {
  const known = titlesOfForms.get(form);
  if (known) return known;
  const all = [...form.titleWords, ...form.tables.map(({ title }) => title)];
  const titles = all.map(withoutOrdinal).filter((title) => title.length >= SHORTEST_TITLE);
  titlesOfForms.set(form, titles);
  return titles;
}

function withoutOrdinal(title: string): string {
  return plainText(title).replace(/^[一二三四五六七八九十]+[、.]/, "");
}

/** 报告, 年报 and 公开 end the titles of other documents too. */
const SHORTEST_TITLE = 6;

/** The notes and marked titles of a block. */
function notesIn(block: Block, endings: readonly string[]): readonly Place[] {
  const { sheet } = block;
  const isNote = (text: string): boolean => saysVoid(text) || isMarkedTitle(text, endings);
  if (block.kind === "text")
    return block.lines.filter(({ text }) => isNote(text)).map(({ text, place }) => ({ sheet, cell: place, text }));
  return block.cells
    .filter(({ kind, text }) => kind === "text" && isNote(text))
    .map((cell) => ({ sheet, cell: addressOf(block, cell), text: cell.text }));
}

function figuresBeside(block: Block, cells: readonly LocatedCell[]): readonly FigureCode[] {
  const beside = block.kind === "text" ? cells : cells.filter(({ place }) => place.sheet === block.sheet);
  return [...new Set(beside.map(({ figure }) => figure))];
}
