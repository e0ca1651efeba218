/** 公式的记号: groups of the pattern that a token was found by. */
export type Token = Readonly<Record<string, string | undefined>>;

/** Made for the first formula: most files have none, and the classes of letters take a while to look up. */
let made: RegExp | undefined;

function tokenPattern(): RegExp {
  made ??= madePattern();
  return made;
}

function madePattern(): RegExp {
  const sheet = /(?:'(?:[^']|'')+'|(?:\[\d+\])?[\p{L}\p{N}_][\p{L}\p{N}_.]*(?::[\p{L}\p{N}_][\p{L}\p{N}_.]*)?)!/uy
    .source;
  const columns = /\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\p{L}\p{N}_(.!])/uy.source;
  const cell = /\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\p{L}\p{N}_(.![])/uy.source;
  const rows = /\$?\d{1,7}:\$?\d{1,7}(?![\p{L}\p{N}_(.!])/uy.source;
  const name = /[\p{L}_\\][\p{L}\p{N}_.]*(?:\[[^[\]]*\])?/uy.source;
  const number = /(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)(?![\w.])/uy.source;
  const errors = /#(?:REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!)/uy.source;
  return new RegExp(
    `\\s*(?:(?<text>"(?:[^"]|"")*")|(?<call>[\\p{L}_][\\p{L}\\p{N}_.]*)(?=\\()|(?<sheet>${sheet})?` +
      `(?:(?<columns>${columns})|(?<cell>${cell})|(?<rows>${rows})|(?<name>${name}))|(?<number>${number})|(?<error>${errors})|` +
      "(?<sign><>|<=|>=|[-+*/^&%(),;:=<>{}]))",
    "uy",
  );
}

const LONGEST = 8192;

/** The tokens of a formula, with or without its `=`; undefined where something in it is none. */
export function tokensOf(formula: string): readonly Token[] | undefined {
  const text = formula.trim().replace(/^=/, "").trimEnd();
  if (text.length > LONGEST) return undefined;
  const tokens: Token[] = [];
  const token = tokenPattern();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match?.groups) return undefined;
    tokens.push(match.groups);
  }
  return tokens;
}
