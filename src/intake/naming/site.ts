import type { Schemas } from "../../form/form.js";
import { isOrgan } from "./organ.js";
import { nameKey, placesOf } from "./places.js";
import { hasTitleWord } from "./title.js";
import { restsOf } from "./words-around.js";

/** Signs and spaces by which a page's title is divided from the names of its site and columns. */
const DIVIDER = /[\s|｜¦_＿—―–›»>＞•·]+|(?<!\d)[-－‐−]+|[-－‐−](?!\d)[-－‐−]*/u;

/**
 * 网页标题中材料自己的部分: 象湖镇2023年…年度报告_政府信息公开专栏_瑞金市人民政府 → 象湖镇2023年…年度报告. The names of the site, its
 * columns and the governments above name no second unit; any other organ's name stays and is asked about.
 */
export function ownPartOf(text: string, schemas: Schemas): string {
  const found = divided(text, schemas);
  if (!found) return text;
  const { parts, title } = found;
  const named = nameLeft(title, schemas) !== "";
  const kept = parts.filter((part) => {
    if (part === title) return true;
    if (isSite(part, schemas)) return false;
    return !named || isOrgan(nameLeft(part, schemas), schemas);
  });
  return kept.length === parts.length ? text : kept.join(" ");
}

/** The jurisdiction's own government, where a page's title names no unit and its site is the government's: 2023年…年度报告_瑞金市人民政府. */
export function governmentOnSite(text: string, schemas: Schemas): string | undefined {
  const found = divided(text, schemas);
  if (!found || nameLeft(found.title, schemas) !== "") return undefined;
  const { own, ownPlaces } = governmentsOf(schemas);
  return found.parts.map(nameKey).find((part) => own.includes(part) || ownPlaces.includes(part));
}

function divided(text: string, schemas: Schemas): { parts: readonly string[]; title: string } | undefined {
  const parts = text
    .trim()
    .split(DIVIDER)
    .filter((part) => part !== "");
  const title = parts.length > 1 ? parts.find((part) => hasTitleWord(part, schemas)) : undefined;
  return title === undefined ? undefined : { parts, title };
}

function nameLeft(part: string, schemas: Schemas): string {
  return restsOf(part, schemas).at(-1) ?? "";
}

function isSite(part: string, schemas: Schemas): boolean {
  const key = nameKey(part);
  const { own, above, ownPlaces, places } = governmentsOf(schemas);
  const { siteWords = [] } = schemas.naming;
  if ([...own, ...above, ...ownPlaces, ...places].includes(key)) return true;
  const ending = siteWords.map(nameKey).find((word) => key.endsWith(word));
  if (ending === undefined) return false;
  const name = key.slice(0, -ending.length);
  return !isOrgan(name, schemas) || [...own, ...above].includes(name);
}

interface Governments {
  readonly own: readonly string[];
  readonly above: readonly string[];
  readonly ownPlaces: readonly string[];
  readonly places: readonly string[];
}

const known = new WeakMap<Schemas, Governments>();

/** 本级和上级政府 by their names, and the places themselves. */
function governmentsOf(schemas: Schemas): Governments {
  const before = known.get(schemas);
  if (before) return before;
  const { above, own } = placesOf(schemas);
  const government = nameKey(schemas.jurisdiction.government ?? `${schemas.jurisdiction.name}人民政府`);
  const endings = ["", ...(schemas.naming.omissibleEndings ?? []).map(nameKey)];
  const withEndings = (places: readonly string[]): readonly string[] =>
    places.flatMap((place) => endings.filter((ending) => ending !== "").map((ending) => place + ending));
  const governments = {
    own: [government, ...withEndings(own)],
    above: withEndings(above),
    ownPlaces: own,
    places: above,
  };
  known.set(schemas, governments);
  return governments;
}
