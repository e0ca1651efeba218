/** 层叠层: every layer by its full name (`base.reset`), with the layer around it, in the order of first mention. */
export type Layers = Map<string, string | undefined>;

/** Mentions a layer, and those around it; gives its full name. One without a name is a layer of its own. */
export function layerNamed(layers: Layers, name: string, around: string | undefined): string {
  let full = around;
  for (const part of name === "" ? [`\u0000${layers.size}`] : name.split(".")) {
    const outer = full;
    full = outer === undefined ? part.trim() : `${outer}.${part.trim()}`;
    if (!layers.has(full)) layers.set(full, outer);
  }
  return full ?? "";
}

/** The later mentioned of two wins, and what lies in a layer itself wins over what lies in the layers within it. */
export function ranksOf(layers: Layers): ReadonlyMap<string, number> {
  const within = new Map<string | undefined, string[]>();
  for (const [name, outer] of layers) {
    const own = within.get(outer);
    if (own) own.push(name);
    else within.set(outer, [name]);
  }
  const ranks = new Map<string, number>();
  const open: { readonly name: string; readonly entered: boolean }[] = [];
  const enter = (names: readonly string[]): void => {
    for (const name of [...names].reverse()) open.push({ name, entered: false });
  };
  enter(within.get(undefined) ?? []);
  for (let one = open.pop(); one; one = open.pop()) {
    const inner = one.entered ? [] : (within.get(one.name) ?? []);
    if (inner.length === 0) ranks.set(one.name, ranks.size);
    else {
      open.push({ name: one.name, entered: true });
      enter(inner);
    }
  }
  return ranks;
}
