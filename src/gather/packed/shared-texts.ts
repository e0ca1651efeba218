/** 相同的文字: gives for each text the equal one that came first, so that thousands of units' labels, sheets and cells stand in memory once. */
export type SharedTexts = (text: string) => string;

/** Shorter texts out of JSON are one and the same anyway; longer ones are seldom equal. */
const SHORTEST = 11;
const LONGEST = 200;

/** Remembers every text that it is given; to be dropped with the files of which they are. */
export function openSharedTexts(): SharedTexts {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length < SHORTEST || text.length > LONGEST) return text;
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, text);
    return text;
  };
}
