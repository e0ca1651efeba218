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
    const found = find(text);
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found;
  };
}
