/** 办理事项: what the office decides beside the units' figures. */
export type OfficeMatter = "说明" | "调整" | "正文" | "设置" | "名录" | "制度";

/** 决定的内容, column by column, in words. */
export type Content = Readonly<Record<string, string>>;

/** 一项决定 as it stands in a run. Matter and key together name it. */
export interface Decision {
  readonly matter: OfficeMatter;
  /** 说明的编号, 调整的单位和指标, 正文的标题, 设置的项目, 名录的单位代码. */
  readonly key: string;
  readonly content: Content;
}

/** 一次办理: a decision was made (no `before`), changed or withdrawn (no `after`). */
export interface OfficeAct {
  readonly matter: OfficeMatter;
  readonly key: string;
  readonly before: Content | null;
  readonly after: Content | null;
}

/** 前后之间的办理: what was decided, changed or withdrawn from the one run to the other, in the order of the later one. */
export function actsBetween(before: readonly Decision[], after: readonly Decision[]): readonly OfficeAct[] {
  const [was, is] = [byName(before), byName(after)];
  const made = [...is].flatMap(([name, { matter, key, content }]): readonly OfficeAct[] => {
    const former = was.get(name)?.content ?? null;
    return former && sameContent(former, content) ? [] : [{ matter, key, before: former, after: content }];
  });
  const withdrawn = [...was].flatMap(([name, { matter, key, content }]): readonly OfficeAct[] =>
    is.has(name) ? [] : [{ matter, key, before: content, after: null }],
  );
  return [...made, ...withdrawn];
}

/** Two of one name, which the checks refuse, are told apart by their order. */
function byName(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const named = new Map<string, Decision>();
  for (const one of decisions) {
    let key = one.key;
    for (let number = 2; named.has(nameOf(one, key)); number += 1) key = `${one.key}（第${number}处）`;
    named.set(nameOf(one, key), { ...one, key });
  }
  return named;
}

function nameOf({ matter }: Decision, key: string): string {
  return `${matter}\u0000${key}`;
}

function sameContent(a: Content, b: Content): boolean {
  return columnsOf(a, b).every((column) => a[column] === b[column]);
}

function columnsOf(...contents: readonly (Content | null)[]): readonly string[] {
  return [...new Set(contents.flatMap((one) => Object.keys(one ?? {})))];
}

/** 办理情况, in words: `修改说明 9f3c…：审核人由“（空）”改为“李四”`. */
export function actText({ matter, key, before, after }: OfficeAct): string {
  if (!before) return `新增${matter} ${key}：${listed(after ?? {})}`;
  if (!after) return `撤销${matter} ${key}，原为${listed(before)}`;
  const changed = columnsOf(before, after).filter((column) => before[column] !== after[column]);
  const told = changed.map((column) => `${column}由${quoted(before[column])}改为${quoted(after[column])}`);
  return `修改${matter} ${key}：${told.join("，")}`;
}

function listed(content: Content): string {
  const filled = Object.entries(content).filter(([, value]) => value !== "");
  return filled.map(([column, value]) => `${column}${quoted(value)}`).join("，");
}

function quoted(value: string | undefined): string {
  return `“${value === undefined || value === "" ? "（空）" : value}”`;
}
