import type { Jurisdiction, Unit } from "../../form/form.js";
import { plainText } from "../../wording.js";

/**
 * 别处的地名: places in a text that are neither this jurisdiction, nor above it, nor a unit of its roster: what was left in a text that was taken over
 * from elsewhere. A place is known by its ending (瑞金市) and what follows it (人民政府), or by the name of its account (“瑞金政务”).
 */
export function otherPlacesFinder(
  jurisdiction: Jurisdiction,
  roster: readonly Unit[],
): (text: string) => readonly string[] {
  const known = knownNames(jurisdiction, roster);
  return (text) => {
    const own = withoutPlaceholders(text);
    const places = [...plainText(own).matchAll(PLACE)].flatMap((match) => {
      const name = afterPlainWords(match[1] ?? match[2] ?? "");
      return isPlace(name) && !known.some((one) => one.endsWith(name) || name.endsWith(one)) ? [name] : [];
    });
    return [...new Set([...places, ...accounts(own, known), ...otherLevels(own, jurisdiction)])];
  };
}

function withoutPlaceholders(text: string): string {
  return text.replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, "□");
}

/** Whole names, names without their ending, and every place that a unit's name holds. */
function knownNames(
  { name, aliases = [], within = [], government }: Jurisdiction,
  roster: readonly Unit[],
): readonly string[] {
  const own = [name, ...aliases, ...within, ...(government === undefined ? [] : [government])];
  const units = roster.flatMap((unit) => [unit.name, ...unit.aliases]);
  const places = units.flatMap((unit) =>
    [...unit.matchAll(/^.{1,8}?(?:街道|[省市县区州盟旗镇乡])/g)].map(([place]) => place),
  );
  return [...own, ...own.map(stemOf), ...places].map(plainText).filter((one) => one.length > 1);
}

function stemOf(name: string): string {
  return name.replace(/(?:街道|[省市县区州盟旗镇乡])$/, "");
}

const PLACE =
  /([\p{Script=Han}]{1,12}?(?:街道|[省市县区州盟旗镇乡]))(?=人民政府|政府(?:办|门户|信息公开|网)|街道办|县委|市委|区委|党委|全年|共收到|认真|深入|坚持|各(?:部门|单位|乡镇|级))|([\p{Script=Han}]{1,12}?(?:县|(?<![城超股集夜菜门都])市))(?=召开|开展|印发|出台|积极|严格|高度重视|(?:的)?(?:经验|做法))/gu;

/** What may stand before a place's name, or makes 市 a word of its own: 其中市政府办, 各乡镇人民政府. */
const PLAIN =
  /^.*(?:其中|综合|根据|由|经|向|在|各|全|本|我|该|和|与|及|对|从|按|被|为|是|的|以|将|据|请|报|召开|报送|印发|转发|接受|配合|组织|通过|关于|围绕|依托|协助|推进|加强|做好|下级|上级|所属|下辖|所辖|一级|省级|市级|县级)/;

function afterPlainWords(text: string): string {
  return text.replace(PLAIN, "");
}

/** 2 to 5 characters before the ending of a place, and no list of kinds (市县, 乡镇). */
function isPlace(name: string): boolean {
  return (
    /^[\p{Script=Han}]{2,6}(?:街道|[省市县区州盟旗镇乡])$/u.test(name) && !/^[省市县区州盟旗镇乡街道]+$/.test(name)
  );
}

/**
 * 别的层级: 我区, 全区 in the report of a county, 我镇 in any: the text was written for another place. What ends as a superior does may mean the superior (全市
 * of a county in a prefecture).
 */
function otherLevels(text: string, { name, within = [] }: Jurisdiction): readonly string[] {
  const endings = [name, ...within].map((one) => one.at(-1) ?? "");
  return [...plainText(text).matchAll(LEVEL)].flatMap(([words]) =>
    endings.includes(words.at(-1) ?? "") ? [] : [words],
  );
}

/** Not 安全区域, 健全县级机制: a word of its own. */
const LEVEL = /(?<![安健完保齐])全[市县区州旗](?![级域场内乡])|(?<![自])我[市县区州旗镇乡](?!级)/g;

/** “瑞金政务”, “瑞金发布”: an account that bears a place's name. */
function accounts(text: string, known: readonly string[]): readonly string[] {
  return [...text.matchAll(/[“"「『‘]([\p{Script=Han}]{2,4}?)(?:政务|发布|政府网|融媒|政务公开)[”"」』’]/gu)].flatMap(
    ([words, stem = ""]) =>
      known.some((one) => one.includes(stem) || stem.includes(one)) || GENERAL.test(stem) ? [] : [words.slice(1, -1)],
  );
}

const GENERAL = /^(?:中国|全国|国家|微信|政务|权威|信息|公众|今日)/;
