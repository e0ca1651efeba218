import { type Alphabet, alphabetOf, setsIn } from "./pattern-alphabet.js";
import { type Node, parsePattern } from "./pattern-syntax.js";

/** The places of a pattern and which may follow which. Place 0 stands for everything passed by before a match begins. */
export interface Automaton {
  readonly masks: readonly bigint[];
  readonly follow: readonly ReadonlySet<number>[];
  /** Steps that the matcher can take in two ways, as in (a+)+. */
  readonly doubled: readonly (readonly [number, number])[];
  /** Places from which the match ends well whatever comes next: nothing is ever tried again there. */
  readonly free: ReadonlySet<number>;
}

/** What a part of a pattern begins and ends with. `end` of a place is true where nothing needs to hold after it. */
interface Part {
  readonly nullable: "no" | "freely" | "if it holds";
  readonly first: readonly number[];
  readonly last: ReadonlyMap<number, boolean>;
}

const LINE_END = "\\n";
const EMPTY: Part = { nullable: "freely", first: [], last: new Map() };
const HOLDS: Part = { nullable: "if it holds", first: [], last: new Map() };
const NEVER: Part = { nullable: "no", first: [], last: new Map() };
/** Repetitions with a limit are written out so often at most: a longer one is taken for one without a limit. */
export const COPIES = 16;

export function automatonOf({ source, flags }: RegExp): Automaton {
  const tree = parsePattern(source);
  const alphabet = alphabetOf([...setsIn(tree), LINE_END], flags);
  const build = new Build(alphabet, tree, flags.includes("m"));
  return build.automaton(!flags.includes("y"));
}

class Build {
  readonly masks: bigint[];
  readonly follow: Set<number>[] = [new Set()];
  readonly doubled: [number, number][] = [];
  readonly groups = new Map<string, Node>();
  /** Whether the copy under way begins where the text begins. */
  private atStart = false;

  constructor(
    private readonly alphabet: Alphabet,
    private readonly tree: Node,
    private readonly multiline: boolean,
  ) {
    this.masks = [alphabet.all];
  }

  automaton(anywhere: boolean): Automaton {
    this.atStart = true;
    const anchored = this.part(this.tree, true);
    if (anywhere) this.passBy(anchored);
    const free = [...anchored.last].filter(([, end]) => end).map(([place]) => place);
    return {
      masks: this.masks,
      follow: this.follow,
      doubled: this.doubled,
      free: new Set([...free, ...this.freeLater]),
    };
  }

  private freeLater: number[] = [];

  /** A second copy of the pattern, for a match that begins later in the text. */
  private passBy(anchored: Part): void {
    this.atStart = false;
    const later = this.part(this.tree, true);
    this.link(new Map([[0, true]]), [0, ...later.first]);
    if (this.multiline) {
      const lineEnd = this.place(LINE_END);
      this.link(new Map([[0, true]]), [lineEnd]);
      this.link(new Map([[lineEnd, true]]), anchored.first);
    }
    this.freeLater = [...later.last].filter(([, end]) => end).map(([place]) => place);
  }

  private place(source: string, mask = this.alphabet.maskOf(source)): number {
    this.follow.push(new Set());
    return this.masks.push(mask) - 1;
  }

  private link(from: ReadonlyMap<number, boolean>, to: readonly number[]): void {
    for (const a of from.keys())
      for (const b of to) {
        if (this.follow[a]?.has(b)) this.doubled.push([a, b]);
        this.follow[a]?.add(b);
      }
  }

  private part(node: Node, leading: boolean): Part {
    if (node.kind === "set") return this.single(this.place(node.source));
    if (node.kind === "sequence")
      return this.sequence(
        node.parts.map((part) => (lead: boolean) => this.part(part, lead)),
        leading,
      );
    if (node.kind === "choice") return either(node.parts.map((part) => this.part(part, leading)));
    if (node.kind === "repeat") return this.repeat(node, leading);
    if (node.kind === "look") return this.look(node, leading);
    if (node.kind === "assert")
      return node.sign === "^" && !this.atStart && leading ? NEVER : node.sign === "^" ? EMPTY : HOLDS;
    if (node.kind === "again") return this.part(this.groups.get(node.name) ?? { kind: "sequence", parts: [] }, false);
    this.groups.set(node.name, node.body);
    return this.part(node.body, leading);
  }

  private single(place: number): Part {
    return { nullable: "no", first: [place], last: new Map([[place, true]]) };
  }

  private sequence(parts: readonly ((leading: boolean) => Part)[], leading: boolean): Part {
    let done = EMPTY;
    for (const part of parts) {
      const next = part(leading && done.first.length === 0);
      this.link(done.last, next.first);
      done = {
        nullable: both(done.nullable, next.nullable),
        first: done.nullable === "no" ? done.first : [...done.first, ...next.first],
        last: new Map([...next.last, ...through(done.last, next.nullable)]),
      };
      if (done.nullable === "no" && done.first.length === 0) return NEVER;
    }
    return done;
  }

  private repeat({ body, min, max }: Extract<Node, { kind: "repeat" }>, leading: boolean): Part {
    const once = (lead: boolean): Part => this.part(body, lead);
    const least = Math.min(min, COPIES);
    if (max <= COPIES) return this.sequence([...Array(least).fill(once), this.upTo(body, max - least)], leading);
    const loop = (lead: boolean): Part => {
      const part = this.part(body, lead);
      this.link(part.last, part.first);
      return min === 0 ? optional(part) : part;
    };
    return this.sequence([...Array(Math.max(0, least - 1)).fill(once), loop], leading);
  }

  /** x{0,3} is (x(x(x)?)?)?: a later copy stands only where the earlier ones do. */
  private upTo(body: Node, times: number): (leading: boolean) => Part {
    if (times === 0) return () => EMPTY;
    return (leading) => optional(this.sequence([(lead) => this.part(body, lead), this.upTo(body, times - 1)], leading));
  }

  /** What is looked at ahead is read and given back: a branch that leads nowhere. One sign behind stands for itself where a match begins. */
  private look({ behind, negative, body }: Extract<Node, { kind: "look" }>, leading: boolean): Part {
    if (!behind) return { nullable: "if it holds", first: this.part(body, false).first, last: new Map() };
    if (!leading) return HOLDS;
    if (this.atStart) return negative ? EMPTY : NEVER;
    const sets = oneSignOf(body);
    if (!sets) return HOLDS;
    const mask = sets.reduce((all, set) => all | this.alphabet.maskOf(set), 0n);
    return this.single(this.place("", negative ? this.alphabet.all & ~mask : mask));
  }
}

/** The sets of a body that takes exactly one sign. */
function oneSignOf(node: Node): readonly string[] | undefined {
  if (node.kind === "set") return [node.source];
  if (node.kind === "sequence" && node.parts.length === 1) return oneSignOf(node.parts[0] as Node);
  if (node.kind !== "choice") return undefined;
  const parts = node.parts.map(oneSignOf);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function optional(part: Part): Part {
  return { ...part, nullable: "freely" };
}

function either(parts: readonly Part[]): Part {
  const nullable = parts.some((part) => part.nullable === "freely")
    ? "freely"
    : parts.some((part) => part.nullable === "if it holds")
      ? "if it holds"
      : "no";
  return {
    nullable,
    first: parts.flatMap((part) => part.first),
    last: new Map(parts.flatMap((part) => [...part.last])),
  };
}

function both(a: Part["nullable"], b: Part["nullable"]): Part["nullable"] {
  if (a === "no" || b === "no") return "no";
  return a === "freely" && b === "freely" ? "freely" : "if it holds";
}

function through(last: ReadonlyMap<number, boolean>, nullable: Part["nullable"]): readonly [number, boolean][] {
  if (nullable === "no") return [];
  return [...last].map(([place, end]) => [place, end && nullable === "freely"]);
}
