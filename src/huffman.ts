/** 哈夫曼码长: how many bits each symbol of a deflate block gets, by how often it occurs; none gets more than `longest`. */
export function codeLengths(counts: Uint32Array, longest: number): Uint8Array {
  const symbols = usedSymbols(counts);
  const lengths = new Uint8Array(counts.length);
  const ofLength = lengthCounts(depths(symbols.map((symbol) => counts[symbol]!)), longest);
  let at = symbols.length;
  for (let length = 1; length <= longest; length += 1)
    for (let left = ofLength[length]!; left > 0; left -= 1) lengths[symbols[--at]!] = length;
  return lengths;
}

/** The rarest first. A code of a single symbol is refused by some readers, so there are always two. */
function usedSymbols(counts: Uint32Array): readonly number[] {
  const used: number[] = [];
  for (let symbol = 0; symbol < counts.length; symbol += 1) if (counts[symbol]! > 0) used.push(symbol);
  for (let symbol = 0; used.length < 2; symbol += 1) if (!used.includes(symbol)) used.push(symbol);
  return used.sort((a, b) => counts[a]! - counts[b]! || a - b);
}

/**
 * The depth of each leaf in the tree of least weight, for weights in ascending order: the method of Moffat and Katajainen, in place.
 * First each inner node learns its parent, then its depth, then the leaves take what depths are left.
 */
function depths(weights: number[]): Uint32Array {
  const last = weights.length - 1;
  const tree = Uint32Array.from(weights);
  let leaf = 0;
  let root = 0;
  const lightest = (node: number): number => {
    const inner = root < node && (leaf > last || tree[root]! < tree[leaf]!);
    const weight = inner ? tree[root]! : tree[leaf]!;
    if (inner) tree[root++] = node;
    else leaf += 1;
    return weight;
  };
  for (let node = 0; node < last; node += 1) {
    const first = lightest(node);
    tree[node] = first + lightest(node);
  }
  tree[last - 1] = 0;
  for (let node = last - 2; node >= 0; node -= 1) tree[node] = tree[tree[node]!]! + 1;
  return leafDepths(tree, last);
}

function leafDepths(tree: Uint32Array, last: number): Uint32Array {
  let available = 1;
  let depth = 0;
  let node = last - 1;
  let leaf = last;
  while (available > 0) {
    let inner = 0;
    for (; node >= 0 && tree[node] === depth; node -= 1) inner += 1;
    for (; available > inner; available -= 1) tree[leaf--] = depth;
    available = 2 * inner;
    depth += 1;
  }
  return tree;
}

/** How many codes there are of each length. Those that would be longer than allowed make room for each other higher up. */
function lengthCounts(lengths: Uint32Array, longest: number): Uint32Array {
  const counts = new Uint32Array(longest + 1);
  for (const length of lengths) counts[Math.min(length, longest)]! += 1;
  let room = 0;
  for (let length = 1; length <= longest; length += 1) room += counts[length]! << (longest - length);
  for (; room > 1 << longest; room -= 1) {
    counts[longest]! -= 1;
    let length = longest - 1;
    while (counts[length] === 0) length -= 1;
    counts[length]! -= 1;
    counts[length + 1]! += 2;
  }
  return counts;
}

/** 码字: the code of each symbol, its first bit lowest, as deflate writes it (RFC 1951, 3.2.2). */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17);
  for (const length of lengths) if (length > 0) next[length + 1]! += 1;
  for (let length = 1; length <= 16; length += 1) next[length] = (next[length - 1]! + next[length]!) << 1;
  const codes = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol]!;
    if (length > 0) codes[symbol] = reversed(next[length]!++, length);
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit += 1) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}
