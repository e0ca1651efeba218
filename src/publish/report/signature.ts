/** Seal and signature leave so many characters free at the right of the date, and a long name at least so many. */
const RIGHT_OF_DATE = 4;
const RIGHT_OF_NAME = 2;

/**
 * 落款缩进: by how many characters the name and the date below it end before the edge. The date ends four before it, and the name is
 * centred over the date; where the name would come closer to the edge than two, the date gives way. Source: GB/T 9704-2012, 7.3.5.
 */
export function signatureIndents(name: string, date: string): readonly [number, number] {
  const longer = (charactersOf(name) - charactersOf(date)) / 2;
  const ofName = Math.max(RIGHT_OF_NAME, RIGHT_OF_DATE - longer);
  return [ofName, ofName + longer];
}

/** Digits and letters are half as wide as Chinese characters. */
function charactersOf(text: string): number {
  return [...text].reduce((width, sign) => width + (sign < "\u0080" ? 0.5 : 1), 0);
}
