/** Signs between which Markdown emphasises a text, one pair for each way to write it. No digit stands right beside them: 5*3*2 is none. */
const MARKS: readonly RegExp[] = [
  /(?<![\d.,，．*])(\*{1,3})(?=[^\s*])([^*|\t\n]*[^\s*|])\1(?![\d.,，．*])/g,
  /(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])([^_|\t\n]*[^\s_|])\1(?![\p{L}\p{N}_])/gu,
  /(?<![\d.,，．`])(`{1,2})\s?([^`|\t\n]*[^\s`|])\s?\1(?![\d.,，．`])/g,
  /(?<![\d.,，．=])(==)(?=[^\s=])([^=|\t\n]*[^\s=|])\1(?![\d.,，．=])/g,
  /(?<![\d.,，．])<(b|strong|em|i|u|mark|code|big|small)>([^<>|]*)<\/\1>(?![\d.,，．])/gi,
];

/** **** and <b></b> around nothing are an empty cell. */
const NOTHING = /^(?:\*{2}|\*{4}|``|<(b|strong|em|i|u)><\/\1>)$/i;

/**
 * 强调记号: **47**, __47__, *47*, `47`, <b>47</b> are the number 47, and so is \*47, whose star is no more than a mark. Text that
 * is crossed out (~~47~~, <s>47</s>) keeps its signs: it is no number that counts, and the finding quotes it.
 */
export function withoutEmphasis(text: string): string {
  if (!/[*_`=<\\[&]/.test(text) || text.length > LONGEST) return text;
  let plain = asShown(text).replace(/(?:\\\*)+/g, (stars, at: number) =>
    /[\d０-９]/.test(text.charAt(at - 1) + text.charAt(at + stars.length)) ? "" : stars,
  );
  for (let depth = 0; depth < DEEPEST; depth++) {
    const before = plain;
    for (const mark of MARKS) plain = plain.replace(mark, "$2");
    if (plain === before) break;
  }
  plain = plain.replace(/\\([!-/:-@[\]^_`{}~])/g, "$1");
  return NOTHING.test(plain.trim()) ? "" : plain;
}

/**
 * What Markdown shows of marks that are not seen: [82](网址) and [82][1] are 82, &nbsp; is a blank. A picture and a footnote stay as they are typed.
 */
function asShown(text: string): string {
  return text
    .replace(/(?<![!\\])\[([^[\]^][^[\]]*)\](?:\([^()\s]*(?:\s+"[^"]*")?\)|\[[^[\]]*\])/g, "$1")
    .replace(/&(?:nbsp|ensp|emsp|thinsp|#160|#xA0|#12288|#x3000);/gi, " ");
}

const LONGEST = 2000;
const DEEPEST = 4;
