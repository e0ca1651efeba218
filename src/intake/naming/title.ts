import { isMain, type Naming, type Schemas } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { nameKey } from "./places.js";

/** Whether a text is a report's title: it contains one of the long title words and is no sentence such as 现公布我局2022年…年度报告。 */
export function isTitle(text: string, schemas: Schemas): boolean {
  // A paragraph is no title, and folding it for comparison would take time.
  return text.length <= LONGEST && readsAsTitle(text, schemas);
}

const LONGEST = 400;

function readsAsTitle(text: string, schemas: Schemas): boolean {
  const plain = plainText(text);
  const titled = plain.length <= 80 && !/。|[;:]$/.test(plain) && hasTitleWord(plain, schemas);
  return titled && !isCitation(plain, schemas.naming) && !isTrail(text, schemas.naming);
}

export function hasTitleWord(text: string, schemas: Schemas): boolean {
  const plain = plainText(text);
  return titleKeys(schemas).some((key) => plain.includes(key));
}

/** 当前位置：首页 > 政府信息公开年报 > …: a web page's trail of links leads to the report and is not its title. */
function isTrail(text: string, { trailWords = [] }: Naming): boolean {
  return /[>＞›»→/／\\]|-{2,}|::/.test(text) && trailWords.some((word) => plainText(text).startsWith(plainText(word)));
}

/** Whether the title words belong to a document that is cited: 根据……印发的政府信息公开工作年度报告格式. */
function isCitation(plain: string, { citationWords }: Naming): boolean {
  const own = plain.replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]/g, "");
  return citationWords.some((word) => own.includes(word));
}

/** The words by which titles speak of any of the forms; a main form's own title is always one. */
export function titleWordsOf({ forms }: Schemas): readonly string[] {
  return [...new Set(forms.flatMap((form) => [...form.titleWords, ...(isMain(form) ? [form.title] : [])]))];
}

const TITLE_END = /(?:报告|年报|季报|月报|报表|统计表|台账)$/;

const keysOfTitles = new WeakMap<Schemas, readonly string[]>();

/** The title words of which a title must contain at least one, folded for comparison. */
function titleKeys(schemas: Schemas): readonly string[] {
  const known = keysOfTitles.get(schemas);
  if (known) return known;
  const own = new Set(schemas.forms.filter(isMain).map(({ title }) => title));
  const keys = titleWordsOf(schemas)
    .filter((word) => own.has(word) || (word.length >= 6 && TITLE_END.test(word)))
    .map(nameKey);
  keysOfTitles.set(schemas, keys);
  return keys;
}
