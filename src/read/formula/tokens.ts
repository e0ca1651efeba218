/** 公式的记号: groups of the pattern that a token was found by. */
export type Token = Readonly<Record<string, string | undefined>>;

const SHEET = /(?:'(?:[^']|'')+'|(?:\[\d+\])?[\p{L}\p{N}_][\p{L}\p{N}_.]*(?::[\p{L}\p{N}_][\p{L}\p{N}_.]*)?)!/uy.source;
const COLUMNS = /\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\p{L}\p{N}_(.!])/uy.source;
const CELL = /\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\p{L}\p{N}_(.![])/uy.source;
const ROWS = /\$?\d{1,7}:\$?\d{1,7}(?![\p{L}\p{N}_(.!])/uy.source;
const NAME = /[\p{L}_\\][\p{L}\p{N}_.]*(?:\[[^[\]]*\])?/uy.source;
const NUMBER = /(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)(?![\w.])/uy.source;
const ERRORS = /#(?:REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!)/uy.source;

const TOKEN = new RegExp(
  `\\s*(?:(?<text>"(?:[^"]|"")*")|(?<call>[\\p{L}_][\\p{L}\\p{N}_.]*)(?=\\()|(?<sheet>${SHEET})?` +
    `(?:(?<columns>${COLUMNS})|(?<cell>${CELL})|(?<rows>${ROWS})|(?<name>${NAME}))|(?<number>${NUMBER})|(?<error>${ERRORS})|` +
    "(?<sign><>|<=|>=|[-+*/^&%(),;:=<>{}]))",
  "uy",
);

const LONGEST = 8192;

/** The tokens of a formula, with or without its `=`; undefined where something in it is none. */
export function tokensOf(formula: string): readonly Token[] | undefined {
  const text = formula.trim().replace(/^=/, "").trimEnd();
  if (text.length > LONGEST) return undefined;
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match?.groups) return undefined;
    tokens.push(match.groups);
  }
  return tokens;
}
