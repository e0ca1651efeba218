import type { Below } from "../../consolidation.js";
import { shownText } from "../../shown-text.js";
import type { LowerBelow, LowerConsolidation, LowerShare } from "./below.js";

/** 逐级追溯: where a figure that was sent up comes from, level by level, as far as the consolidations below are at hand. */
export interface Trail {
  /** Of the jurisdiction below. */
  readonly name: string;
  /** SHA-256 of its consolidated.json. */
  readonly consolidated: string;
  /** Undefined where that file is not at hand. */
  readonly shares?: readonly (LowerShare & { readonly below?: Trail })[];
}

export type FindLower = (hash: string) => Promise<LowerConsolidation | undefined>;

/** A hash names its file and that file the next ones, so that no trail leads back to itself. */
export async function trailOf({ name, consolidated }: LowerBelow, code: string, find: FindLower): Promise<Trail> {
  const lower = await find(consolidated);
  if (!lower) return { name, consolidated };
  const shares: (LowerShare & { below?: Trail })[] = [];
  for (const share of lower.shares(code)) {
    const next = lower.below(share.unit);
    shares.push({ ...share, ...(next && { below: await trailOf(next, code, find) }) });
  }
  return { name, consolidated, shares };
}

/** What was sent up to this level, as the start of a trail. */
export function sentUp({ rollUp }: Below): LowerBelow {
  return { name: rollUp.unit.name, consolidated: rollUp.consolidated };
}

/** 逐级追溯的文字: indented under the line of the jurisdiction below. */
export function trailLines(trail: Trail, indent: string): readonly string[] {
  const { name, consolidated, shares } = trail;
  if (!shares)
    return [
      `${indent}再往下见${name}的那次运行（其 consolidated.json 的 SHA-256 为 ${consolidated}）；向该单位索取这个文件，与上报文件放在同一文件夹，或用 --below 写明所在文件夹，即可接着追溯`,
    ];
  const notZero = shares.filter(({ value }) => value !== "0");
  const zeros = shares.length - notZero.length;
  return [
    ...notZero.flatMap((share) => [
      `${indent}${share.below?.name ?? share.unit}：${share.value ?? "缺"}  ${placeOf(share)}`,
      ...(share.below ? trailLines(share.below, `${indent}  `) : []),
    ]),
    ...(zeros > 0 ? [`${indent}另有${zeros}个单位为0`] : []),
  ];
}

function placeOf({ value, file, sheet, cell, text }: LowerShare): string {
  if (file === null) return value === null ? "（没有填报，或分项有缺）" : "（由分项相加）";
  return shownText(`《${file}》“${sheet ?? ""}”${cell ?? ""}，填写“${(text ?? "").replace(/\s+/g, " ")}”`);
}
