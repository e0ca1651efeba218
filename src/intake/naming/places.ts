import type { Schemas } from "../../form/form.js";
import { plainText } from "../../wording.js";

/** 地名: the place names that may stand before a unit's name. */
export interface Places {
  readonly above: readonly string[];
  /** The jurisdiction's own names, the longest first. */
  readonly own: readonly string[];
  /** 市 in 市财政局; empty where the jurisdiction's name ends otherwise. */
  readonly kind: string;
}

export function placesOf({ jurisdiction }: Schemas): Places {
  const own = [jurisdiction.name, ...(jurisdiction.aliases ?? [])].map(nameKey);
  return {
    above: (jurisdiction.within ?? []).map(nameKey),
    own: [...own].sort((a, b) => b.length - a.length),
    kind: /[市县区旗]$/.exec(own[0] ?? "")?.[0] ?? "",
  };
}

export function nameKey(text: string): string {
  return plainText(text).replace(/[\p{P}\p{S}]/gu, "");
}

/**
 * Removes the jurisdiction and what lies above it: 江西省赣州市瑞金市财政局 → 财政局. 赣州市财政局 stays: it is another
 * government's, and so does 抚州市瑞金市财政局 where the jurisdiction lies in 赣州市.
 */
export function withoutPlaces(name: string, { above, own, kind }: Places): string {
  let rest = name;
  for (let place = above[0]; place !== undefined; ) {
    place = above.find((one) => startsLonger(rest, one));
    rest = rest.slice(place?.length ?? 0);
  }
  const place = own.find((one) => startsLonger(rest, one));
  if (place !== undefined) return rest.slice(place.length);
  const behind = behindUnlistedPlaces(name, above, own[0] ?? "");
  if (behind !== undefined) return behind;
  return kind !== "" && name.startsWith(kind) && name.length > 2 ? name.slice(1) : name;
}

const PLACE = /^(.{1,8}?(?:省|自治区))?(.{1,7}?(?:市|自治州|地区|盟))?$/u;

/** What follows the jurisdiction's full name behind a province or prefecture that the settings leave open: 安康市宁陕县梅子镇. */
function behindUnlistedPlaces(name: string, above: readonly string[], own: string): string | undefined {
  const at = /[市县区旗]$/.test(own) ? name.indexOf(own) : -1;
  const found = at > 0 && name.length > at + own.length ? PLACE.exec(name.slice(0, at)) : null;
  const [, province, prefecture] = found ?? [];
  const fits = (place: string | undefined, ofKind: RegExp): boolean =>
    place === undefined || above.includes(place) || !above.some((one) => ofKind.test(one));
  return found && fits(province, /(?:省|自治区)$/) && fits(prefecture, /(?:市|自治州|地区|盟)$/)
    ? name.slice(at + own.length)
    : undefined;
}

function startsLonger(text: string, start: string): boolean {
  return start !== "" && text.startsWith(start) && text.length > start.length;
}

const KINDS = ["省", "自治区", "市", "自治州", "地区", "盟", "县", "区", "旗"];
const LONGEST_PLACE = 10;

/** Whether a text is nothing but names of places, each of at most ten characters before its kind. */
function isPlacesOnly(text: string): boolean {
  const signs = [...text];
  const ends = new Set([0]);
  for (let end = 1; end <= signs.length; end++) {
    const fits = (kind: string): boolean => {
      const name = end - kind.length;
      if (signs.slice(Math.max(0, name), end).join("") !== kind) return false;
      return Array.from({ length: LONGEST_PLACE }, (_, at) => name - 1 - at).some((from) => ends.has(from));
    };
    if (KINDS.some(fits)) ends.add(end);
  }
  return signs.length > 0 && ends.has(signs.length);
}

/** The places that an alias puts before one of the unit's names, with and without those above: 衡阳市衡东县杨林镇 → 衡阳市衡东县, 衡东县. */
export function placesBeforeOwn(alias: string, own: readonly string[]): readonly string[] {
  const name = own.find((one) => startsLonger([...alias].reverse().join(""), [...one].reverse().join("")));
  const before = name === undefined ? "" : alias.slice(0, -name.length);
  if (!isPlacesOnly(before)) return [];
  const places = before.match(/.{1,10}?(?:省|自治区|市|自治州|地区|盟|县|区|旗)/gu) ?? [];
  return places.map((_, at) => places.slice(at).join(""));
}
