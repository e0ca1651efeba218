/** 记号: from where to where in a text the figures `codes` are written. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly codes: readonly string[];
}

/** 底稿: a text that knows where its figures stand, and which of them were written over. */
export interface Draft {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** A change of a text: what stood from `start` to `end` is now `put`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

export interface Pen {
  /** Writes; `codes` are the figures that stand in what is written. */
  readonly put: (text: string, codes?: readonly string[]) => void;
  readonly draft: () => Draft;
}

export function openPen(): Pen {
  const pieces: string[] = [];
  const spans: Span[] = [];
  let length = 0;
  return {
    put: (text, codes = []) => {
      if (codes.length > 0) spans.push({ start: length, end: length + text.length, codes });
      pieces.push(text);
      length += text.length;
    },
    draft: () => ({ text: pieces.join(""), spans }),
  };
}

/** The figures that a change from `start` to `end` may touch: what stands there, and what stands next to it. */
export function touched(spans: readonly Span[], start: number, end: number, near = 1): readonly string[] {
  return spans.filter((span) => span.start <= end + near && span.end >= start - near).flatMap(({ codes }) => codes);
}

export function edited({ text, spans }: Draft, { start, end, put }: Edit): Draft {
  const grown = put.length - (end - start);
  const moved = (at: number): number => (at <= start ? at : at >= end ? at + grown : start);
  return {
    text: text.slice(0, start) + put + text.slice(end),
    spans: spans.map((span) => ({
      ...span,
      start: moved(span.start),
      end: Math.max(moved(span.start), moved(span.end)),
    })),
  };
}
