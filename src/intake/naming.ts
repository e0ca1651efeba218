import type { Naming, Schemas, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { digitOf } from "../numeral.js";
import { plainText } from "../wording.js";

/** 名录索引: the roster by name and alias. Names are compared for equality, never for similarity. */
export interface RosterIndex {
  /** Whole names and aliases. */
  readonly byName: ReadonlyMap<string, Unit>;
  /** The same names without the jurisdiction before them; undefined where two units would have the same short name. */
  readonly byShortName: ReadonlyMap<string, Unit | undefined>;
  readonly places: Places;
  readonly schemas: Schemas;
}

/** 地名: the place names that may stand before a unit's name. */
interface Places {
  readonly above: readonly string[];
  /** The jurisdiction's own names, the longest first. */
  readonly own: readonly string[];
  /** 市 in 市财政局; empty where the jurisdiction's name ends otherwise. */
  readonly kind: string;
}

function placesOf({ jurisdiction }: Schemas): Places {
  const own = [jurisdiction.name, ...(jurisdiction.aliases ?? [])].map(nameKey);
  return {
    above: (jurisdiction.within ?? []).map(nameKey),
    own: [...own].sort((a, b) => b.length - a.length),
    kind: /[市县区旗]$/.exec(own[0] ?? "")?.[0] ?? "",
  };
}

/** Indexes the units of a roster. With a jurisdiction 瑞金市, 财政局, 市财政局 and 瑞金市财政局 are one name. */
export function indexRoster(schemas: Schemas, units: readonly Unit[]): RosterIndex {
  const places = placesOf(schemas);
  const byName = new Map<string, Unit>();
  const byShortName = new Map<string, Unit | undefined>();
  for (const unit of units) {
    for (const name of [unit.name, ...unit.aliases]) {
      byName.set(nameKey(name), unit);
      const short = withoutPlaces(nameKey(name), places);
      byShortName.set(short, byShortName.has(short) && byShortName.get(short) !== unit ? undefined : unit);
    }
  }
  return { byName, byShortName, places, schemas };
}

/** The unit whose name or alias equals the text, with or without the jurisdiction before it. */
export function unitNamed(index: RosterIndex, text: string): Unit | undefined {
  return unitByKey(index, nameKey(text));
}

function unitByKey({ byName, byShortName, places }: RosterIndex, key: string): Unit | undefined {
  return key === "" ? undefined : (byName.get(key) ?? byShortName.get(withoutPlaces(key, places)));
}

function nameKey(text: string): string {
  return plainText(text).replace(/[\p{P}\p{S}]/gu, "");
}

/** Removes the jurisdiction and what lies above it: 江西省赣州市瑞金市财政局 → 财政局. 赣州市财政局 stays: it is another government's. */
function withoutPlaces(name: string, { above, own, kind }: Places): string {
  let rest = name;
  for (let place = above[0]; place !== undefined; ) {
    place = above.find((one) => startsLonger(rest, one));
    rest = rest.slice(place?.length ?? 0);
  }
  const place = own.find((one) => startsLonger(rest, one));
  if (place !== undefined) return rest.slice(place.length);
  return kind !== "" && name.startsWith(kind) && name.length > 2 ? name.slice(1) : name;
}

function startsLonger(text: string, start: string): boolean {
  return start !== "" && text.startsWith(start) && text.length > start.length;
}

/** The unit named in a file name or title: words around the name are removed until what is left equals a name of the roster, longest first. */
export function unitWithin(index: RosterIndex, text: string): Unit | undefined {
  const whole = unitNamed(index, text);
  if (whole !== undefined || text.length > LONGEST_NAMING) return whole;
  for (const rest of restsOf(text, index.schemas)) {
    const unit = unitByKey(index, rest);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

const LONGEST_NAMING = 200;

/** The unit named in brackets, where nothing else is left of a file name or title: 2023年年报（水利局）. */
export function unitInNote(index: RosterIndex, text: string): Unit | undefined {
  if (nameWithin(text, index.schemas) !== "") return undefined;
  return [...plainText(text).matchAll(/[([【〔]([^()[\]【】〔〕]+)[)\]】〕]/g)]
    .map((match) => unitNamed(index, match[1] ?? ""))
    .find((unit) => unit !== undefined);
}

/** What is left of a file name or title after year, 附件N, ordinals, report-title words, dates and bracketed notes. */
export function nameWithin(text: string, schemas: Schemas): string {
  return restsOf(text, schemas).at(-1) ?? "";
}

/** Everything a text can be shortened to by removing known words from its two ends, longest first, so that 数据局 is tried before 局. */
function restsOf(text: string, schemas: Schemas): readonly string[] {
  const words = wordsAround(schemas);
  const known = words.remembered.get(text);
  if (known) return known;
  const seen = new Set([withoutNotes(text, words)]);
  for (const rest of seen) for (const shorter of shortened(rest, words)) seen.add(shorter);
  const rests = [...seen].sort((a, b) => b.length - a.length);
  if (words.remembered.size > MOST_REMEMBERED) words.remembered.clear();
  words.remembered.set(text, rests);
  return rests;
}

const MOST_REMEMBERED = 20_000;

/** The text without one known word at either end, or without a number or 表二 at its end. */
function shortened(rest: string, { byFirst, byLast }: WordsAround): readonly string[] {
  const before = (byFirst.get(rest[0] ?? "") ?? []).filter((word) => rest.startsWith(word));
  const behind = (byLast.get(rest.at(-1) ?? "") ?? []).filter((word) => rest.endsWith(word));
  const ending = /^(.*?\D)(?:\d+|表[一二三四五六])$/u.exec(rest)?.[1] ?? (/^\d+$/.test(rest) ? "" : undefined);
  return [
    ...before.map((word) => rest.slice(word.length)),
    ...behind.map((word) => rest.slice(0, rest.length - word.length)),
    ...(ending === undefined ? [] : [ending]),
  ];
}

function withoutNotes(text: string, { long }: WordsAround): string {
  let rest = withoutDates(plainText(text))
    .replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]/g, "")
    .replace(/附[件表][\d一二三四五六七八九十]*(?:-\d+)?[:：.、_-]?|附(?=\d)\d+(?:-\d+)?[:：.、_-]?|^附[:：]/g, "")
    .replace(YEAR_NAMED, "")
    .replace(/[vV]\d+(?:\.\d+)*|第[一二三四五六七八九\d]+[版次稿]/g, "")
    .replace(/^(?:\d+|[一二三四五六七八九十]{1,3}(?=[、.．:：]))[.、．:：\-_)]?/, "");
  rest = rest.replace(/[\p{P}\p{S}]/gu, "");
  for (const word of long) rest = rest.replaceAll(word, "");
  return rest;
}

interface WordsAround {
  readonly byFirst: ReadonlyMap<string, readonly string[]>;
  readonly byLast: ReadonlyMap<string, readonly string[]>;
  /** Whole report titles, which may stand between other words. */
  readonly long: readonly string[];
  /** Results by text: the same sheet names and titles recur in every file. */
  readonly remembered: Map<string, readonly string[]>;
}

const wordsBySchemas = new WeakMap<Schemas, WordsAround>();

function wordsAround(schemas: Schemas): WordsAround {
  const known = wordsBySchemas.get(schemas);
  if (known) return known;
  const { naming } = schemas;
  const all = [
    ...new Set(
      [
        ...titleWordsOf(schemas),
        ...naming.surroundingWords,
        // 更正后 and 更正前 are removed as a whole.
        ...naming.correctionWords.flatMap((word) => [word, `${word}后`, `${word}前`]),
        ...naming.finalWords,
        ...naming.repeatedWords,
        ...naming.earlierWords,
        ...naming.scanWords,
      ].map(nameKey),
    ),
  ].sort((a, b) => b.length - a.length);
  const words = {
    byFirst: groupBy(all, (word) => word[0] ?? ""),
    byLast: groupBy(all, (word) => word.at(-1) ?? ""),
    long: all.filter((word) => word.length >= 6),
    remembered: new Map<string, readonly string[]>(),
  };
  wordsBySchemas.set(schemas, words);
  return words;
}

const MONTH_OF_YEAR = String.raw`20\d{2}年\d{1,2}月(?:\d{1,2}日?)?|20\d{2}([-./_])\d{1,2}\1\d{1,2}日?|(?<!\d)20\d{6}(?!\d)`;
const DATE = new RegExp(`(?:${MONTH_OF_YEAR})(?![\\d日号至到~—-]*(?:20\\d{2}|\\d{1,2}月))`, "g");
const YEAR_NAMED =
  /20\d{2}年?(?:\d{1,2}月?[-至到]\d{1,2}月)?(?:度|全年)?|二[〇○零]二[〇○零一二三四五六七八九]年?度?|(?<!\d)[12]\d年度?(?!\d)|\d{1,2}月\d{1,2}日/g;

/** Removes dates: the day of sending or signing says nothing about the report year. A range such as 2022年1月至12月 stays. */
function withoutDates(plain: string): string {
  return plain.replace(DATE, "");
}

/** The dates in a text: 20240115, 2024.1.15, 2024年1月15日 → 2024-01-15. */
export function datesIn(text: string): readonly string[] {
  const found = /(?<!\d)(20\d{2})(?:(\d{2})(\d{2})(?!\d)|年(\d{1,2})月(\d{1,2})|[-./_](\d{1,2})[-./_](\d{1,2}))/g;
  return [...plainText(text).matchAll(found)].flatMap((match) => {
    const [month, day] = [Number(match[2] ?? match[4] ?? match[6]), Number(match[3] ?? match[5] ?? match[7])];
    if (month < 1 || month > 12 || day < 1 || day > 31) return [];
    return [`${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`];
  });
}

/** The years that a text names (2022年, 2022年度, 2022, 二〇二二年, 22年年报), without those of dates. */
export function yearsNamed(text: string): readonly number[] {
  const plain = withoutDates(plainText(text)).replace(
    /二[〇○零]二([〇○零一二三四五六七八九])(?=年)/g,
    (_, digit: string) => `202${digitOf(digit)}`,
  );
  const found = /(?<!\d)(20\d{2})(?!\d)|(?<![\d第])([12]\d)年(?=度|年?报|政府|信息|政务|工作|$)/g;
  return [...plain.matchAll(found)].map((match) => Number(match[1] ?? `20${match[2] ?? ""}`));
}

/** Whether a text is a report's title: it contains one of the long title words and is no sentence such as 现公布我局2022年…年度报告。 */
export function isTitle(text: string, schemas: Schemas): boolean {
  // A paragraph is no title, and folding it for comparison would take time.
  if (text.length > 400) return false;
  const plain = plainText(text);
  const titled = plain.length <= 80 && !/。|[;:]$/.test(plain) && titleKeys(schemas).some((key) => plain.includes(key));
  return titled && !isCitation(plain, schemas.naming);
}

/** Whether the title words belong to a document that is cited: 根据……印发的政府信息公开工作年度报告格式. */
function isCitation(plain: string, { citationWords }: Naming): boolean {
  const own = plain.replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]/g, "");
  return citationWords.some((word) => own.includes(word));
}

/** The words by which titles speak of any of the forms. */
function titleWordsOf({ forms }: Schemas): readonly string[] {
  return [...new Set(forms.flatMap((form) => form.titleWords))];
}

const keysOfTitles = new WeakMap<Schemas, readonly string[]>();

/** The title words of which a title must contain at least one, folded for comparison. */
function titleKeys(schemas: Schemas): readonly string[] {
  const known = keysOfTitles.get(schemas);
  if (known) return known;
  const keys = titleWordsOf(schemas)
    .filter((word) => word.length >= 6 && /(?:报告|年报|报表|统计表)$/.test(word))
    .map(nameKey);
  keysOfTitles.set(schemas, keys);
  return keys;
}

/** The roster name most similar to a text. It is only suggested to the clerk, never used. */
export function nearestName(index: RosterIndex, text: string): string | undefined {
  const key = withoutPlaces(nameKey(text), index.places);
  if (key.length < 2) return undefined;
  const common = commonSigns(index);
  let best: { name: string; shared: number } | undefined;
  for (const [name, unit] of index.byShortName) {
    const signs = [...new Set(key)].filter((sign) => name.includes(sign));
    if (unit === undefined || signs.every((sign) => common.has(sign))) continue;
    const shared = signs.length * 2 - Math.abs(name.length - key.length);
    if (shared > (best?.shared ?? Math.min(3, key.length))) best = { name: unit.name, shared };
  }
  return best?.name;
}

const commonByIndex = new WeakMap<RosterIndex, ReadonlySet<string>>();
const COMMON_SHARE = 10;
const FEWEST_COMMON = 4;

/** Characters that a tenth of the units have in their names (镇, 局, 人民政府): sharing them makes no two names similar. */
function commonSigns(index: RosterIndex): ReadonlySet<string> {
  const known = commonByIndex.get(index);
  if (known) return known;
  const units = new Set(index.byName.values());
  const counts = new Map<string, number>();
  for (const { name } of units)
    for (const sign of new Set(withoutPlaces(nameKey(name), index.places)))
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const least = Math.max(units.size / COMMON_SHARE, FEWEST_COMMON);
  const common = new Set([...counts].filter(([, count]) => count >= least).map(([sign]) => sign));
  commonByIndex.set(index, common);
  return common;
}
