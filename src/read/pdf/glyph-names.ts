const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/**
 * 字形名称: for each code of a font, the digit or letter that is drawn by it, where the file names one. The text that a file gives for
 * a code may be another one. What a code usually draws counts only in a whole font of letters: a subset may have given it anew.
 */
export function drawnBy(font: Readonly<Record<string, unknown>>): ReadonlyMap<number, string> {
  const drawn = new Map<number, string>();
  if (font.composite === true) return drawn;
  if (isWhole(font)) for (const [code, sign] of signsIn(font.defaultEncoding)) drawn.set(code, sign);
  for (const [code, sign] of signsIn(font.differences)) drawn.set(code, sign);
  return drawn;
}

function isWhole({ name, isSymbolicFont }: Readonly<Record<string, unknown>>): boolean {
  return isSymbolicFont !== true && !/^[A-Z]{6}\+/.test(String(name));
}

function signsIn(names: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(names)) return [];
  return names.flatMap((name, code) => {
    const sign = signNamed(String(name));
    return sign === undefined ? [] : [[code, sign] as const];
  });
}

function signNamed(name: string): string | undefined {
  const digit = DIGITS.indexOf(name);
  if (digit >= 0) return String(digit);
  return /^[A-Za-z]$/.test(name) ? name : /^uni003(\d)$/.exec(name)?.[1];
}

/** Whether a code's text is a digit and another sign is drawn, or the other way round. */
export function contradicts(sign: string | undefined, text: string): boolean {
  const own = text.normalize("NFKC");
  return sign !== undefined && own !== sign && (/^\d$/.test(sign) || /\d/.test(own));
}
