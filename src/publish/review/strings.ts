import { NONE } from "./model.js";

/** 文字表: every text once, in the order of first use. */
export interface StringTable {
  readonly texts: readonly string[];
  readonly placeOf: (text: string) => number;
}

export function stringTable(): StringTable {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    texts.push(text);
    return texts.length - 1;
  };
  return { texts, placeOf };
}

/** 截短: cuts a very long text off and says so. The rest can be read in the file. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const signs = [...text];
  return signs.length <= longest ? text : `${signs.slice(0, longest).join("")}…（共${signs.length}字，余略）`;
}

/** Replaces each value that repeats the previous one by NONE. */
export function withoutRepeats(places: readonly number[]): readonly number[] {
  let last = NONE;
  return places.map((place) => {
    if (place === last || place === NONE) return NONE;
    last = place;
    return place;
  });
}
