/**
 * 去掉首尾的记号: a text without the signs at its end for which `isLeftOut` holds. Sign by sign: a pattern such as `/0+$/` begins anew
 * at every sign of a run inside the text and takes time by the square of its length.
 */
export function withoutEnd(text: string, isLeftOut: (sign: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isLeftOut(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The same at the beginning. */
export function withoutBeginning(text: string, isLeftOut: (sign: string) => boolean): string {
  let from = 0;
  while (from < text.length && isLeftOut(text.charAt(from))) from += 1;
  return text.slice(from);
}
