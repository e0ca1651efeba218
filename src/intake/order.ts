import type { Naming } from "../form/form.js";
import { plainText } from "../wording.js";
import { datesIn } from "./naming.js";

/** 一组相同的材料: the files that hold the same figures, and the dates of filling in that they state. */
export interface Group {
  readonly files: readonly string[];
  readonly dates: readonly string[];
}

/** The group that says it is the latest, and by what; undefined where nothing tells or two things tell differently. */
export function newestOf<G extends Group>(
  groups: readonly G[],
  naming: Naming,
): { readonly group: G; readonly why: string } | undefined {
  return byVersion(groups, naming) ?? byCorrection(groups, naming) ?? byDate(groups);
}

/** Where some say their version, one that says nothing at all is the first. */
function byVersion<G extends Group>(groups: readonly G[], naming: Naming): { group: G; why: string } | undefined {
  const versions = groups.map(({ files }) => {
    const own = Math.max(...files.map(versionOf));
    return own === 0 && files.every((file) => correctionRank(file, naming) === 0) ? 1 : own;
  });
  const group = versions.includes(0) ? undefined : greatest(groups, versions);
  return group && { group, why: `文件名注明为第${Math.max(...versions)}版` };
}

function byCorrection<G extends Group>(groups: readonly G[], naming: Naming): { group: G; why: string } | undefined {
  const ranked = (rankOf: (file: string) => number): G | undefined =>
    greatest(
      groups,
      groups.map(({ files }) => Math.max(...files.map(rankOf))),
    );
  const named = ranked((file) => correctionRank(file, naming));
  if (named) return { group: named, why: `文件名注明“${correctionWords(named, naming)}”` };
  if (groups.some(({ files }) => files.some((file) => correctionRank(file, naming) > 0))) return undefined;
  const inFolder = ranked((file) => rankIn(file.split("/").slice(1, -1).join("/"), naming)?.rank ?? 0);
  return inFolder && { group: inFolder, why: "所在文件夹注明是更正的材料" };
}

/** The date in the file's name or the date of filling in; both must tell the same. */
function byDate<G extends Group>(groups: readonly G[]): { group: G; why: string } | undefined {
  const latest = (dates: readonly string[]): G | undefined =>
    dates.includes("") ? undefined : greatest(groups, dates);
  const inName = groups.map(({ files }) => last(files.flatMap((file) => datesIn(baseName(file)))));
  const stated = groups.map(({ dates }) => last(dates));
  const [named, filledIn] = [latest(inName), latest(stated)];
  if (named && filledIn && named !== filledIn) return undefined;
  if (filledIn) return { group: filledIn, why: `文中填报日期较晚（${last(stated)}）` };
  return named && { group: named, why: `文件名中的日期较晚（${last(inName)}）` };
}

function last(dates: readonly string[]): string {
  return [...dates].sort().at(-1) ?? "";
}

/** The one group with the greatest rank above nothing; none where two share it. */
function greatest<G, R extends number | string>(groups: readonly G[], ranks: readonly R[]): G | undefined {
  const top = [...ranks].sort((a, b) => (a < b ? -1 : 1)).at(-1);
  if (top === undefined || top === 0 || top === "") return undefined;
  const first = ranks.filter((rank) => rank === top).length === 1 ? ranks.indexOf(top) : -1;
  return groups[first];
}

function versionOf(file: string): number {
  const match = /[vV](\d+)(?![\d.]*\d{3})|第([二三四五六七八九\d])[版次稿]/.exec(baseName(file));
  if (!match) return 0;
  return match[1] ? Number(match[1]) : chineseDigit(match[2] ?? "");
}

function chineseDigit(text: string): number {
  return Math.max("〇一二三四五六七八九".indexOf(text), Number(text) || 0);
}

function baseName(file: string): string {
  return plainText(file.split("/").at(-1) ?? "");
}

/** 0: no correction by its name · 1: 更正, 终稿 · 2: 再次更正, 更正2 … */
export function correctionRank(file: string, naming: Naming): number {
  return rankIn(baseName(file), naming)?.rank ?? 0;
}

function correctionWords(group: Group, naming: Naming): string {
  const ranked = group.files.flatMap((file) => rankIn(baseName(file), naming) ?? []);
  return ranked.sort((a, b) => b.rank - a.rank)[0]?.word ?? "";
}

/** 更正前, 未修改 and 待更正 say that it is not the correction. */
function rankIn(text: string, naming: Naming): { readonly rank: number; readonly word: string } | undefined {
  const found = [...naming.correctionWords, ...naming.finalWords].flatMap((word) => {
    const at = text.indexOf(word);
    if (at < 0) return [];
    const [before, after] = [text.slice(0, at), text.slice(at + word.length)];
    if (naming.notYetWords.some((one) => before.endsWith(one)) || /^(?:稿|版|件)?(?:之?前|意见)/.test(after)) return [];
    return [{ rank: repetition(before, after, naming), word }];
  });
  return found.sort((a, b) => b.rank - a.rank)[0];
}

function repetition(before: string, after: string, { repeatedWords }: Naming): number {
  const counted = /第([二三四五六七八九2-9])次$/.exec(before)?.[1] ?? /^(?:稿|版|件)?([2-9])(?!\d)/.exec(after)?.[1];
  if (counted !== undefined) return chineseDigit(counted);
  return repeatedWords.some((word) => before.endsWith(word)) ? 2 : 1;
}

/** A file that says by its name that it is later than all of the others; a scan of the final text only says that it is final. */
export function isLaterByName(file: string, others: readonly string[], naming: Naming): boolean {
  const rank = correctionRank(file, naming);
  if (rank === 0 || others.some((other) => correctionRank(other, naming) >= rank)) return false;
  const name = baseName(file);
  const corrects = rankIn(name, { ...naming, finalWords: [] }) !== undefined;
  return corrects || !naming.scanWords.some((word) => name.includes(word));
}
