import type { Naming } from "../form/form.js";
import { digitOf } from "../numeral.js";
import { plainText } from "../wording.js";
import { datesIn } from "./naming/naming.js";

/** 一组相同的材料: files with the same figures, and the dates of filling in that they state. */
export interface Group {
  readonly files: readonly string[];
  readonly dates: readonly string[];
}

/** 最新的一份: the groups that are the latest, and the reason in words for the clerk. */
export interface Newest<G> {
  readonly groups: readonly G[];
  readonly why: string;
  /** It calls itself a correction, or the final version. */
  readonly claimed: boolean;
}

/**
 * 以哪份为准: the latest group, or several of equal rank that agree with each other. The version counts first, then the word of correction,
 * then the folder, then the date. Undefined where none of them decides, or two dates contradict each other.
 */
export function newestOf<G extends Group>(
  groups: readonly G[],
  naming: Naming,
  agree: (groups: readonly G[]) => boolean,
): Newest<G> | undefined {
  const told = (newest: Newest<G> | undefined): Newest<G> | undefined =>
    newest && agree(newest.groups) ? newest : undefined;
  return (
    told(byVersion(groups, naming)) ??
    told(byCorrection(groups, naming)) ??
    told(byFolder(groups, naming)) ??
    told(byDate(groups))
  );
}

/** By version. A file that states neither a version nor a correction is version 1. */
function byVersion<G extends Group>(groups: readonly G[], naming: Naming): Newest<G> | undefined {
  const versions = groups.map(({ files }) => {
    const own = Math.max(...files.map(versionOf));
    return own === 0 && files.every((file) => correctionRank(file, naming) === 0) ? MAJOR : own;
  });
  if (versions.includes(0)) return undefined;
  return greatest(groups, versions, () => `文件名注明为第${versionText(Math.max(...versions))}版`);
}

function byCorrection<G extends Group>(groups: readonly G[], naming: Naming): Newest<G> | undefined {
  const ranks = groups.map(({ files }) => Math.max(...files.map((file) => correctionRank(file, naming))));
  const newest = greatest(groups, ranks, (some) => wordsOf(some, groups, (file) => rankIn(baseName(file), naming)));
  return newest && { ...newest, claimed: Math.max(...ranks) > 0 };
}

/** By folder (更正/水利局.xlsx), only where no file name says anything. */
function byFolder<G extends Group>(groups: readonly G[], naming: Naming): Newest<G> | undefined {
  if (groups.some(({ files }) => files.some((file) => correctionRank(file, naming) !== 0))) return undefined;
  const ranked = (file: string): Ranked | undefined =>
    rankIn(plainText(file.split("/").slice(1, -1).join("/")), naming);
  const ranks = groups.map(({ files }) => Math.max(...files.map((file) => ranked(file)?.rank ?? 0)));
  const newest = greatest(groups, ranks, (some) => `所在${wordsOf(some, groups, ranked).replace("文件名", "文件夹")}`);
  return newest && { ...newest, claimed: Math.max(...ranks) > 0 };
}

/** By the date in the file name or the date of filling in. Where both decide, they must agree. */
function byDate<G extends Group>(groups: readonly G[]): Newest<G> | undefined {
  const inName = groups.map(({ files }) => last(files.flatMap((file) => datesIn(baseName(file)))));
  const stated = groups.map(({ dates }) => last(dates));
  const latest = (dates: readonly string[], what: string): Newest<G> | undefined =>
    dates.includes("") ? undefined : greatest(groups, dates, () => `${what}较晚（${last(dates)}）`);
  const [named, filledIn] = [latest(inName, "文件名中的日期"), latest(stated, "文中填报日期")];
  const same =
    named?.groups.length === filledIn?.groups.length && named?.groups.every((one) => filledIn?.groups.includes(one));
  return named && filledIn && !same ? undefined : (filledIn ?? named);
}

function last(dates: readonly string[]): string {
  return [...dates].sort().at(-1) ?? "";
}

/** The groups of the highest rank; undefined where all have the same rank. */
function greatest<G, R extends number | string>(
  groups: readonly G[],
  ranks: readonly R[],
  why: (newest: readonly G[]) => string,
): Newest<G> | undefined {
  const sorted = [...ranks].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const top = sorted.at(-1);
  if (top === undefined || top === sorted[0]) return undefined;
  const newest = groups.filter((_, at) => ranks[at] === top);
  return { groups: newest, why: why(newest), claimed: false };
}

/** The reason: 文件名注明“更正”, or, where only the older one says something, 文件名注明“作废”的不采用. */
function wordsOf<G extends Group>(
  newest: readonly G[],
  groups: readonly G[],
  ranked: (file: string) => Ranked | undefined,
): string {
  const wordIn = (list: readonly G[]): string | undefined =>
    list
      .flatMap(({ files }) => files.flatMap((file) => ranked(file) ?? []))
      .sort((a, b) => Math.abs(b.rank) - Math.abs(a.rank))[0]?.word;
  const own = wordIn(newest);
  return own === undefined ? `文件名注明“${wordIn(groups) ?? ""}”的不采用` : `文件名注明“${own}”`;
}

const MAJOR = 1000;

/** The version in a file name as one number: v2 → 2000, v1.2 → 1002, 第二版 → 2000; 0 where there is none. */
function versionOf(file: string): number {
  const match = /[vV](\d{1,2})(?:\.(\d{1,3}))?(?!\d)|第([二三四五六七八九\d])[版次稿]/.exec(baseName(file));
  if (!match) return 0;
  return match[1] ? Number(match[1]) * MAJOR + Number(match[2] ?? 0) : digitTyped(match[3] ?? "") * MAJOR;
}

function versionText(version: number): string {
  const minor = version % MAJOR;
  return `${Math.floor(version / MAJOR)}${minor > 0 ? `.${minor}` : ""}`;
}

/** 二 or 2. */
function digitTyped(sign: string): number {
  return digitOf(sign) ?? Number(sign);
}

function baseName(file: string): string {
  return plainText(file.split("/").at(-1) ?? "");
}

/** The rank of a file by the words in its name: -1 for 作废 and 更正前, 0 for none, 1 for 更正 and 终稿, 2 for 再次更正 and 更正2, and so on. */
export function correctionRank(file: string, naming: Naming): number {
  return rankIn(baseName(file), naming)?.rank ?? 0;
}

interface Ranked {
  readonly rank: number;
  readonly word: string;
}

function rankIn(text: string, naming: Naming): Ranked | undefined {
  const earlier = naming.earlierWords.filter((word) => text.includes(word)).map((word) => ({ rank: -1, word }));
  const later = [...naming.correctionWords, ...naming.finalWords].flatMap((word) => rankedBy(word, text, naming));
  return [...later, ...earlier].sort((a, b) => Math.abs(b.rank) - Math.abs(a.rank) || a.rank - b.rank)[0];
}

/** 更正前 marks the uncorrected file; 未修改, 待更正 and 修改意见 mark nothing. */
function rankedBy(word: string, text: string, naming: Naming): readonly Ranked[] {
  const at = text.indexOf(word);
  if (at < 0) return [];
  const [before, after] = [text.slice(0, at), text.slice(at + word.length)];
  if (naming.notYetWords.some((one) => before.endsWith(one)) || after.startsWith("意见")) return [];
  if (/^(?:稿|版|件)?之?前/.test(after)) return [{ rank: -1, word: `${word}前` }];
  return [{ rank: repetition(before, after, naming), word }];
}

function repetition(before: string, after: string, { repeatedWords }: Naming): number {
  const counted = /第([二三四五六七八九2-9])次$/.exec(before)?.[1] ?? /^(?:稿|版|件)?([2-9])(?!\d)/.exec(after)?.[1];
  if (counted !== undefined) return digitTyped(counted);
  return repeatedWords.some((word) => before.endsWith(word)) ? 2 : 1;
}

/** Whether a file's name says that it is later than all the others. 终稿 on a scan does not: it only says that the text is final. */
export function isLaterByName(file: string, others: readonly string[], naming: Naming): boolean {
  const rank = correctionRank(file, naming);
  if (rank <= 0 || others.some((other) => correctionRank(other, naming) >= rank)) return false;
  const name = baseName(file);
  const corrects = (rankIn(name, { ...naming, finalWords: [] })?.rank ?? 0) > 0;
  return corrects || !naming.scanWords.some((word) => name.includes(word));
}
