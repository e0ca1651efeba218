/** A regular expression as a tree. `set` is what takes one sign: a letter, an escape, a class or a dot, as written. */
export type Node =
  | { readonly kind: "set"; readonly source: string }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "choice"; readonly parts: readonly Node[] }
  | { readonly kind: "repeat"; readonly body: Node; readonly min: number; readonly max: number }
  | { readonly kind: "look"; readonly behind: boolean; readonly negative: boolean; readonly body: Node }
  | { readonly kind: "assert"; readonly sign: "^" | "$" | "b" }
  | { readonly kind: "group"; readonly name: string; readonly body: Node }
  | { readonly kind: "again"; readonly name: string };

const SET =
  /\[(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\[^bBk1-9]|[\s\S]/uy;
const OPEN = /\((?:\?(?:(?<plain>:)|(?<look><?[=!])|<(?<name>\w+)>))?/y;
const TIMES = /(?:(?<sign>[*+?])|\{(?<min>\d+)(?<upTo>,(?<max>\d*))?\})\??/y;
const AGAIN = /\\(?:(?<number>[1-9])|k<(?<name>\w+)>)/y;

/** Takes a pattern apart. The host has compiled it before, so only the boundaries of its parts are looked for. */
export function parsePattern(source: string): Node {
  let at = 0;
  let groups = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };

  function choice(): Node {
    const parts = [sequence()];
    while (take(/\|/y)) parts.push(sequence());
    return parts.length === 1 ? (parts[0] as Node) : { kind: "choice", parts };
  }

  function sequence(): Node {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated(element()));
    return { kind: "sequence", parts };
  }

  function repeated(body: Node): Node {
    const groupsOf = take(TIMES)?.groups;
    if (!groupsOf) return body;
    const { sign, min, upTo, max } = groupsOf;
    if (sign)
      return { kind: "repeat", body, min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
    const most = upTo === undefined ? Number(min) : max ? Number(max) : Number.POSITIVE_INFINITY;
    return { kind: "repeat", body, min: Number(min), max: most };
  }

  function element(): Node {
    const open = take(OPEN);
    if (open) return inBrackets(open.groups ?? {});
    if (take(/\^/y)) return { kind: "assert", sign: "^" };
    if (take(/\$/y)) return { kind: "assert", sign: "$" };
    if (take(/\\[bB]/y)) return { kind: "assert", sign: "b" };
    const again = take(AGAIN)?.groups;
    if (again) return { kind: "again", name: again.name ?? again.number ?? "" };
    const set = take(SET);
    if (!set) throw new Error(`no pattern: ${source} at ${at}`);
    return { kind: "set", source: set[0] };
  }

  function inBrackets({ plain, look, name }: Readonly<Record<string, string | undefined>>): Node {
    const number = plain || look ? "" : String(++groups);
    const body = choice();
    if (!take(/\)/y)) throw new Error(`no closing bracket: ${source} at ${at}`);
    if (look) return { kind: "look", behind: look.startsWith("<"), negative: look.endsWith("!"), body };
    return plain ? body : { kind: "group", name: name ?? number, body };
  }

  const tree = choice();
  if (at < source.length) throw new Error(`not read to its end: ${source} at ${at}`);
  return tree;
}
