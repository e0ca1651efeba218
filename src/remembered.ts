/**
 * 按文本记住: the same labels stand in every unit's file, so that what depends on nothing but a text is found out once. Long texts are not
 * remembered, and never more than so many: a file may hold hundreds of thousands of different ones.
 */
export function rememberedByText<T>(
  find: (text: string) => T,
  { longest, most } = { longest: 100, most: 20_000 },
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return find(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const own = ownCopy(text);
    const found = find(own);
    if (known.size >= most) known.clear();
    known.set(own, found);
    return found;
  };
}

/** 独立的副本: a text that was cut out of a large one keeps all of that in memory for as long as it is kept itself. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
