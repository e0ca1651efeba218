import type { Naming, Schemas, Unit } from "../form/form.js";
import { plainText } from "../wording.js";

/** 名录索引: the roster by every name a unit goes by; names are compared by equality, never by likeness. */
export interface RosterIndex {
  readonly byName: ReadonlyMap<string, Unit>;
  readonly schemas: Schemas;
}

export function indexRoster(schemas: Schemas, units: readonly Unit[]): RosterIndex {
  const byName = new Map<string, Unit>();
  // Whole names first: a shortened name never takes the place of another unit's own.
  for (const unit of units) for (const name of [unit.name, ...unit.aliases]) byName.set(nameKey(name), unit);
  const shortened = new Map<string, Unit | undefined>();
  for (const unit of units) {
    for (const name of [unit.name, ...unit.aliases]) {
      const short = withoutPlaces(nameKey(name), schemas);
      shortened.set(short, shortened.has(short) && shortened.get(short) !== unit ? undefined : unit);
    }
  }
  for (const [name, unit] of shortened) if (unit && name !== "" && !byName.has(name)) byName.set(name, unit);
  return { byName, schemas };
}

/** The unit whose name or alias equals the text, with or without the jurisdiction before it. */
export function unitNamed(index: RosterIndex, text: string): Unit | undefined {
  const key = nameKey(text);
  return key === "" ? undefined : (index.byName.get(key) ?? index.byName.get(withoutPlaces(key, index.schemas)));
}

function nameKey(text: string): string {
  return plainText(text).replace(/[\p{P}\p{S}]/gu, "");
}

/** 江西省赣州市瑞金市财政局 → 财政局; 市财政局 → 财政局 in a city. */
function withoutPlaces(name: string, { jurisdiction }: Schemas): string {
  const places = [...(jurisdiction.within ?? []), jurisdiction.name, ...(jurisdiction.aliases ?? [])].map(nameKey);
  let rest = name;
  for (let changed = true; changed; ) {
    changed = false;
    for (const place of places) {
      if (place !== "" && rest.startsWith(place) && rest.length > place.length) {
        rest = rest.slice(place.length);
        changed = true;
      }
    }
  }
  const kind = nameKey(jurisdiction.name).at(-1) ?? "";
  return /[市县区旗]/.test(kind) && rest.startsWith(kind) && rest.length > 2 ? rest.slice(1) : rest;
}

/** What is left of a file name or title after year, 附件N, ordinals, report-title words, dates and bracketed notes. */
export function nameWithin(text: string, { naming }: Schemas): string {
  let rest = plainText(text)
    .replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]/g, "")
    .replace(/附件?[\d一二三四五六七八九十]*[:：.、_-]?/g, "")
    .replace(/20\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?/g, "")
    .replace(/20\d{2}年?(?:度|全年)?/g, "")
    .replace(/\d{1,2}月\d{1,2}日/g, "")
    .replace(/v\d+(?:\.\d+)*/gi, "")
    .replace(/^\d+[.、\-_)]?/, "");
  const words = [...naming.titleWords, ...naming.correctionWords, ...naming.scanWords]
    .map(nameKey)
    .sort((a, b) => b.length - a.length);
  rest = rest.replace(/[\p{P}\p{S}]/gu, "");
  // A word may only come to stand at the end when the one behind it is gone: 象湖镇盖章扫描.
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const word of words) rest = without(rest, word);
  }
  return rest.replace(/\d+$/, "");
}

/** Removes a word at the beginning or the end, and a whole title word anywhere; never a piece of a name's inside. */
function without(text: string, word: string): string {
  if (word.length >= 4) return text.replaceAll(word, "");
  let rest = text;
  while (rest.length > word.length && rest.startsWith(word)) rest = rest.slice(word.length);
  while (rest.length > word.length && rest.endsWith(word)) rest = rest.slice(0, -word.length);
  return rest === word ? "" : rest;
}

/** The years that a text names: 2022年, 2022年度, 2022. */
export function yearsNamed(text: string): readonly number[] {
  return [...plainText(text).matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1]));
}

/** Whether the text is a report's title: it holds one of the long title words, and is no sentence (现公布我局2022年…年度报告。). */
export function isTitle(text: string, { naming }: Schemas): boolean {
  // Not worth the folding: a paragraph is no title.
  if (text.length > 400) return false;
  const plain = plainText(text);
  return plain.length <= 80 && !/。|[;:]$/.test(plain) && titleKeys(naming).some((key) => plain.includes(key));
}

const keysOfTitles = new WeakMap<Naming, readonly string[]>();

/** The words of which a title must hold one, ready for comparison. */
function titleKeys(naming: Naming): readonly string[] {
  const known = keysOfTitles.get(naming);
  if (known) return known;
  const keys = naming.titleWords
    .filter((word) => word.length >= 6 && /(?:报告|年报|报表|统计表)$/.test(word))
    .map(nameKey);
  keysOfTitles.set(naming, keys);
  return keys;
}

/** The roster name that is most like the text: a suggestion for the clerk, never a decision. */
export function nearestName(index: RosterIndex, text: string): string | undefined {
  const key = nameKey(text);
  if (key.length < 2) return undefined;
  let best: { name: string; shared: number } | undefined;
  for (const [name, unit] of index.byName) {
    const shared =
      [...new Set(key)].filter((sign) => name.includes(sign)).length * 2 - Math.abs(name.length - key.length);
    if (shared > (best?.shared ?? Math.min(3, key.length))) best = { name: unit.name, shared };
  }
  return best?.name;
}
