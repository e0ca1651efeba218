import type { Schemas, Unit } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { nameKey, type Places, placesBeforeOwn, placesOf, withoutPlaces } from "./places.js";
import { ownPartOf } from "./site.js";
import { restsOf } from "./words-around.js";

export { datesIn, yearsNamed } from "./dates.js";
export { isOrgan } from "./organ.js";
export { governmentOnSite } from "./site.js";
export { isTitle } from "./title.js";

/** 名录索引: the roster by name and alias. Names are compared for equality, never for similarity. */
export interface RosterIndex {
  /** Whole names and aliases. */
  readonly byName: ReadonlyMap<string, Unit>;
  /** The same names without the jurisdiction before them; undefined where two units would have the same short name. */
  readonly byShortName: ReadonlyMap<string, Unit | undefined>;
  readonly places: Places;
  readonly schemas: Schemas;
}

/** Indexes the units of a roster. With a jurisdiction 瑞金市, 财政局, 市财政局 and 瑞金市财政局 are one name. */
export function indexRoster(schemas: Schemas, units: readonly Unit[]): RosterIndex {
  const places = placesOf(schemas);
  const byName = new Map<string, Unit>();
  const byShortName = new Map<string, Unit | undefined>();
  const enterShort = (key: string, unit: Unit): void => {
    const short = withoutPlaces(key, places);
    byShortName.set(short, byShortName.has(short) && byShortName.get(short) !== unit ? undefined : unit);
  };
  for (const unit of units) {
    for (const name of [unit.name, ...unit.aliases]) {
      byName.set(nameKey(name), unit);
      enterShort(nameKey(name), unit);
    }
  }
  for (const unit of units)
    for (const name of impliedNames(unit, schemas)) if (!byName.has(name)) enterShort(name, unit);
  return { byName, byShortName, places, schemas };
}

/**
 * Names that the roster's own imply: 梅子镇人民政府 is called 梅子镇 too, and 瑞金市 瑞金市人民政府; and where an alias names the places before the
 * unit (衡阳市衡东县杨林镇), so may a title (衡东县杨林镇人民政府).
 */
function impliedNames({ name, aliases }: Unit, { naming }: Schemas): readonly string[] {
  const whole = nameKey(name);
  const stems = (naming.omissibleEndings ?? [])
    .filter((ending) => whole.endsWith(ending))
    .map((ending) => whole.slice(0, -ending.length))
    .filter((stem) => stem.length >= 3 && naming.organEndings.some((ending) => stem.endsWith(ending)));
  const places = naming.omissibleEndings ?? [];
  const governments = stems.length === 0 && isPlace(whole) ? places.map((ending) => whole + ending) : [];
  const own = [whole, ...stems, ...governments];
  const before = aliases.flatMap((alias) => placesBeforeOwn(nameKey(alias), own));
  return [...stems, ...governments, ...before.flatMap((place) => own.map((one) => place + one))];
}

/** 行政区名称: 瑞金市, 于都县. */
function isPlace(name: string): boolean {
  return /^\p{Script=Han}{2,}[省市县区州盟旗乡镇]$/u.test(name);
}

/** The unit whose name or alias equals the text, with or without the jurisdiction before it. */
export function unitNamed(index: RosterIndex, text: string): Unit | undefined {
  return unitByKey(index, nameKey(text));
}

function unitByKey({ byName, byShortName, places }: RosterIndex, key: string): Unit | undefined {
  return key === "" ? undefined : (byName.get(key) ?? byShortName.get(withoutPlaces(key, places)));
}

/** The unit named in a file name or title: words around the name are removed until what is left equals a name of the roster, longest first. */
export function unitWithin(index: RosterIndex, text: string): Unit | undefined {
  const whole = unitNamed(index, text);
  if (whole !== undefined || text.length > LONGEST_NAMING) return whole;
  for (const rest of restsOf(ownPartOf(text, index.schemas), index.schemas)) {
    const unit = unitByKey(index, rest) ?? unitNamedTwice(index, rest);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** 红岩镇_红岩镇人民政府2022年…: two names of the roster behind each other that are the same unit's. */
function unitNamedTwice(index: RosterIndex, rest: string): Unit | undefined {
  for (let end = FEWEST_SIGNS; end <= rest.length - FEWEST_SIGNS; end++) {
    const unit = unitByKey(index, rest.slice(0, end));
    if (unit !== undefined && unit === unitByKey(index, rest.slice(end))) return unit;
  }
  return undefined;
}

const FEWEST_SIGNS = 2;

const LONGEST_NAMING = 200;

/** What is left of a file name or title after year, 附件N, ordinals, report-title words, dates and bracketed notes. */
export function nameWithin(text: string, schemas: Schemas): string {
  return restsOf(ownPartOf(text, schemas), schemas).at(-1) ?? "";
}

/** The unit named in brackets, where nothing else is left of a file name or title: 2023年年报（水利局）. */
export function unitInNote(index: RosterIndex, text: string): Unit | undefined {
  if (nameWithin(text, index.schemas) !== "") return undefined;
  return [...plainText(text).matchAll(/[([【〔]([^()[\]【】〔〕]+)[)\]】〕]/g)]
    .map((match) => unitNamed(index, match[1] ?? ""))
    .find((unit) => unit !== undefined);
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
