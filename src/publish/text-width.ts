/** 字宽: how many columns of a sheet a text takes; a Chinese character takes a little more than two digits at 10.5 points. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u0020-\u007e]/.test(character) ? 1.1 : 2.2;
  return width;
}

/** 行数: how many lines a text fills in a cell of this width. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(width - 1, 2);
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / room)), 0);
}
