import { tooLarge } from "../refusal.js";
import { contentOf, hasChecksum, type InflatingBudget } from "./content.js";
import { contentsWithin, type Dictionary, openLexing } from "./dictionary.js";
import { isWholeContent } from "./operators.js";

/** 流: its data as they lie in the file, and what its dictionary says of them. */
interface Stream {
  readonly data: Uint8Array;
  readonly dictionary: Dictionary;
}

/** 绘制内容: what a file draws, by the numbers of its objects. */
export interface Drawn {
  readonly streams: Map<number, Stream>;
  /** The contents of each page. */
  readonly pages: (readonly number[])[];
  /** Objects that are lists of others: a page's contents may stand in one. */
  readonly lists: Map<number, readonly number[]>;
  readonly most: number;
}

/** @param most how many bytes its streams may have when unpacked */
export function openDrawn(most: number): Drawn {
  return { streams: new Map(), pages: [], lists: new Map(), most };
}

/**
 * Whether what is drawn and has no checksum is whole. The pieces of a page belong together, and only where none has a checksum must
 * all that is opened be closed: of the others the producer is to be trusted.
 * @throws ReadRefusal FILE.TOO_LARGE where pages name the same large pieces again and again
 */
export function isWhole(drawn: Drawn): boolean {
  const unguarded = new Map([...drawn.streams].filter(([, { dictionary }]) => !isGuarded(dictionary)));
  if (unguarded.size === 0) return true;
  const forms = [...unguarded.values()].filter(({ dictionary }) => dictionary.kind === "form");
  const budget = { left: drawn.most };
  return (
    forms.every((form) => isWholeContent(unpacked(form, budget), true)) &&
    pagesOf(drawn).every((page) => isWholePage(page, unguarded, budget))
  );
}

function isWholePage(
  page: readonly number[],
  unguarded: ReadonlyMap<number, Stream>,
  budget: InflatingBudget,
): boolean {
  const parts = page.flatMap((number) => unguarded.get(number) ?? []).map((part) => unpacked(part, budget));
  return parts.length === page.length
    ? isWholeContent(joined(parts), true)
    : parts.every((part) => isWholeContent(part, false));
}

function isGuarded({ filters }: Dictionary): boolean {
  return !filters || filters.some(hasChecksum);
}

/** The contents of the pages, of those in object streams too. */
function pagesOf({ streams, pages, lists, most }: Drawn): readonly (readonly number[])[] {
  const budget = { left: most };
  const within = [...streams.values()]
    .filter(({ dictionary }) => dictionary.kind === "objects")
    .flatMap(({ data, dictionary }) => {
      const content = contentOf(data, dictionary, budget);
      return content.damage === undefined ? contentsWithin(openLexing(content.plain)) : [];
    });
  return [...pages, ...within].map((page) => page.flatMap((number) => lists.get(number) ?? [number]));
}

function unpacked({ data, dictionary }: Stream, budget: InflatingBudget): Uint8Array {
  budget.left -= data.length;
  if (budget.left < 0) throw tooLarge("PDF 的页面内容过大");
  const content = contentOf(data, dictionary, budget);
  return content.damage === undefined ? content.plain : data;
}

const LINE_END = Uint8Array.of(10);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const pieces = parts.flatMap((part) => [part, LINE_END]);
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
