const TICKED = "☑☒■√✓✔●◉";
const EMPTY = "□☐○◯◻";
const MARKS = new RegExp(`[${TICKED}${EMPTY}]`);
const SPLIT = new RegExp(`([${TICKED}${EMPTY}])`);

/**
 * 勾选框: which of the options are ticked in □是 ☑否. Undefined where the text is not the options with boxes, or where a mark may belong to the one
 * before it or the one behind it (是√否). The text is without blanks.
 */
export function tickedIn(text: string, options: readonly string[]): readonly string[] | undefined {
  const pieces = text.split(SPLIT).filter((piece) => piece !== "");
  const marked = pieces.some(isMark);
  const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
  if (!marked || isMark(first) === isMark(last)) return undefined;
  const inFront = isMark(first) ? pieces : [...pieces].reverse();
  const found = withMarks(inFront);
  if (!found || found.length !== options.length) return undefined;
  const names = found.map(({ name }) => name);
  if (new Set(names).size < names.length || !names.every((name) => options.includes(name))) return undefined;
  const ticked = found.filter(({ mark }) => TICKED.includes(mark)).map(({ name }) => name);
  return isMark(first) ? ticked : ticked.reverse();
}

/** Each name behind its mark; undefined where a mark has no name or a name no mark. */
function withMarks(pieces: readonly string[]): readonly { readonly mark: string; readonly name: string }[] | undefined {
  const found: { mark: string; name: string }[] = [];
  for (let at = 0; at < pieces.length; at += 2) {
    const [mark = "", name = ""] = [pieces[at], pieces[at + 1]];
    if (!isMark(mark) || name === "" || isMark(name)) return undefined;
    found.push({ mark, name });
  }
  return found;
}

function isMark(piece: string): boolean {
  return piece.length === 1 && MARKS.test(piece);
}
