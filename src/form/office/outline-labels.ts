import { figuresCalled, figuresNear, shortestName } from "../../figure-name.js";
import { isNamePlaceholder } from "../../placeholder.js";
import { plainText } from "../../wording.js";
import type { BareForm } from "../compile.js";
import type { Figure, Unit } from "../form.js";
import { unitCalled } from "./roster.js";

/** What the placeholders of an outline may name: the forms that are in force with it, and the roster. */
export interface OutlineNames {
  readonly forms: readonly BareForm[];
  /** 能引用的其他报表: a figure of one is written behind its title or its folder's name: 行政执法统计/案件总数. */
  readonly others?: readonly BareForm[];
  readonly units: readonly Unit[];
}

/** 占位词: what else may stand between braces, in Chinese. */
export const OUTLINE_WORDS: Readonly<Record<string, string>> = {
  年度: "year",
  报告期: "period",
  上期: "previousPeriod",
  报告主体: "government",
  本级: "jurisdiction",
  市县区: "levelWord",
  主管部门: "oversightOffice",
};

/** 其余单位: all units but those whose share of the same figure the same paragraph gives. */
export const THE_OTHERS = "其余单位";

/** 占位内容的代码: `applications.received.total@D01` for 本年新收政府信息公开申请数量@市政府办, or what is wrong with it. */
export function placeholderCode(
  name: string,
  paragraph: readonly string[],
  names: OutlineNames,
): { readonly code: string } | { readonly wrong: string } {
  const word = OUTLINE_WORDS[plainText(name)];
  if (word !== undefined || isNamePlaceholder(name)) return { code: word ?? name };
  const other = otherNamed(name, names.others ?? []);
  if (other) {
    return codeElsewhere(other, paragraph, names);
  }
  const { label, share } = takenApart(name);
  const [figure, ...others] = figuresCalled(label, names.forms);
  if (!figure) return { wrong: unknownLabel(label, names) };
  if (others.length > 0) return { wrong: severalFigures(label, [figure, ...others], names) };
  if (share === undefined) return { code: figure.code };
  if (plainText(share) !== THE_OTHERS) return { code: `${figure.code}@${shareCode(share, names)}` };
  const named = paragraph.flatMap((other) => shareBeside(other, figure, names));
  if (named.length > 0) return { code: `${figure.code}@!${[...new Set(named)].join(",")}` };
  return { wrong: `“${name}”要除去哪些单位，同一段中没有写明：请先写这项数字的 {…@单位名称} 或 {…@单位类别}` };
}

interface NamedElsewhere {
  readonly form: BareForm;
  readonly rest: string;
}

/** The code of a figure of another form; the other placeholders of the paragraph count where they name the same form. */
function codeElsewhere(
  { form, rest }: NamedElsewhere,
  paragraph: readonly string[],
  { units, others = [] }: OutlineNames,
): { readonly code: string } | { readonly wrong: string } {
  const beside = paragraph.flatMap((name) => {
    const other = otherNamed(name, others);
    return other?.form === form ? [other.rest] : [];
  });
  const inner = placeholderCode(rest, beside, { forms: [form], units });
  if ("wrong" in inner) return { wrong: `“${form.title}”${inner.wrong}` };
  return isNamePlaceholder(inner.code)
    ? { wrong: `“${rest}”不是“${form.title}”的指标` }
    : { code: `${form.id}/${inner.code}` };
}

/** 行政执法统计/案件总数: the form, its newest edition, and what is named in it. */
function otherNamed(name: string, others: readonly BareForm[]): NamedElsewhere | undefined {
  const [, called = "", rest = ""] = /^([^/／]+)[/／](.+)$/.exec(name) ?? [];
  const form = others.find(({ id, title }) => called !== "" && (id === called.trim() || isNamed(title, called)));
  return form && { form, rest: rest.trim() };
}

function isNamed(title: string, called: string): boolean {
  return plainText(title) === plainText(called);
}

function takenApart(name: string): { readonly label: string; readonly share: string | undefined } {
  const at = name.indexOf("@");
  return at < 0
    ? { label: name, share: undefined }
    : { label: name.slice(0, at).trim(), share: name.slice(at + 1).trim() };
}

/** The unit or the group that another placeholder of the paragraph gives the share of. */
function shareBeside(other: string, figure: Figure, names: OutlineNames): readonly string[] {
  const { label, share } = takenApart(other);
  if (share === undefined || plainText(share) === THE_OTHERS || /^!/.test(share)) return [];
  const found = figuresCalled(label, names.forms);
  return found.length === 1 && found[0]?.code === figure.code ? [shareCode(share, names)] : [];
}

/** A unit by code, name or alias, or a group of the roster. A unit that the roster lacks stays as it was typed: its share is undecided. */
function shareCode(share: string, { units }: OutlineNames): string {
  if (/^[=!]/.test(share)) return share;
  const word = OUTLINE_WORDS[plainText(share)];
  if (word !== undefined) return word;
  const unit = unitCalled(share, units);
  if (unit) return unit.code;
  const group = units.find(({ category }) => plainText(category) === plainText(share))?.category;
  return group === undefined ? share : `=${group}`;
}

function unknownLabel(label: string, { forms }: OutlineNames): string {
  const near = figuresNear(label, forms).map((figure) => `“${shortestName(figure, forms)}”`);
  const hint = near.length > 0 ? `，是否为：${near.join("、")}` : "，可以写的名称见 crossfoot outline";
  return `没有“${label}”这个指标${hint}`;
}

const SHOWN = 5;

function severalFigures(label: string, figures: readonly Figure[], { forms }: OutlineNames): string {
  const shown = figures.slice(0, SHOWN).map((figure) => `“${shortestName(figure, forms)}”`);
  return `“${label}”可以是几项指标：${shown.join("、")}${figures.length > SHOWN ? `等${figures.length}项` : ""}`;
}
