import { nextToken, openLexing, type Token } from "./token.js";

/** What an operator of a page takes: n a number, N a name, s a text, a a list, d a dictionary or the name of one; `n*` any numbers, `c` a colour. */
const OPERANDS: Readonly<Record<string, string>> = {
  ...taking("", "b B b* B* BT BX EMC ET EX F f f* h n q Q s S T* W W*"),
  ...taking("n", "w J j M i Tc Tw Tz TL Tr Ts g G"),
  ...taking("nn", "m l Td TD d0"),
  ...taking("nnn", "rg RG"),
  ...taking("nnnn", "re v y k K"),
  ...taking("nnnnnn", "c cm Tm d1"),
  ...taking("N", "gs cs CS Do sh ri MP BMC"),
  ...taking("Nd", "DP BDC"),
  ...taking("Nn", "Tf"),
  ...taking("s", "Tj '"),
  ...taking("nns", '"'),
  ...taking("a", "TJ"),
  ...taking("an", "d"),
  ...taking("c", "sc SC scn SCN"),
};

function taking(operands: string, operators: string): Record<string, string> {
  return Object.fromEntries(operators.split(" ").map((operator) => [operator, operands]));
}

/** How deep what is opened on a page stands open: saved states, texts. */
interface Open {
  states: number;
  texts: number;
  /** Between BX and EX a page may use operators that nobody knows. */
  unknown: boolean;
}

/**
 * 页面内容是否完整: every word is an operator that has the operands it takes, every text ends. What has no checksum is held against this, for the
 * PDF library passes over what it does not understand, and a figure with it.
 * @param balanced whether all that is opened must also be closed in it
 */
export function isWholeContent(content: Uint8Array, balanced: boolean): boolean {
  const lexing = openLexing(content);
  const open: Open = { states: 0, texts: 0, unknown: false };
  for (let operands = ""; ; ) {
    const token = nextToken(lexing);
    if (token.kind === "end") return operands === "" && (!balanced || (open.states === 0 && open.texts === 0));
    if (token.kind === "word" && !isConstant(token.word)) {
      if (token.word === "BI" ? !skipPicture(lexing) : !isRight(token.word, operands, open)) return false;
      if (balanced && (open.states < 0 || open.texts < 0 || open.texts > 1)) return false;
      operands = "";
    } else {
      const operand = operandAt(lexing, token);
      if (operand === undefined || operands.length > MOST_OPERANDS) return false;
      operands += operand;
    }
  }
}

const MOST_OPERANDS = 40;

function isConstant(word: string): boolean {
  return word === "true" || word === "false" || word === "null";
}

function isRight(operator: string, operands: string, open: Open): boolean {
  if (operator === "q" || operator === "Q") open.states += operator === "q" ? 1 : -1;
  if (operator === "BT" || operator === "ET") open.texts += operator === "BT" ? 1 : -1;
  if (operator === "BX" || operator === "EX") open.unknown = operator === "BX";
  const wanted = Object.hasOwn(OPERANDS, operator) ? OPERANDS[operator] : undefined;
  if (wanted === undefined) return open.unknown;
  if (wanted === "c") return /^n*N?$/.test(operands);
  return wanted === "Nd" ? operands === "Nd" || operands === "NN" : operands === wanted;
}

type Lexing = ReturnType<typeof openLexing>;

/** One letter for what an operand is; undefined where it is broken. */
function operandAt(lexing: Lexing, token: Token): string | undefined {
  switch (token.kind) {
    case "number":
      return "n";
    case "name":
      return "N";
    case "text":
      return token.whole ? "s" : undefined;
    case "word":
      return isConstant(token.word) ? "o" : undefined;
    case "[":
      return isClosed(lexing, "]") ? "a" : undefined;
    case "<<":
      return isClosed(lexing, ">>") ? "d" : undefined;
    default:
      return undefined;
  }
}

/** Goes to the end of a list or dictionary, in which no operator can stand. */
function isClosed(lexing: Lexing, end: "]" | ">>"): boolean {
  const ends = [end];
  while (ends.length > 0) {
    const token = nextToken(lexing);
    if (token.kind === ends.at(-1)) ends.pop();
    else if (token.kind === "[" || token.kind === "<<") ends.push(token.kind === "[" ? "]" : ">>");
    else if (operandAt(lexing, token) === undefined) return false;
    if (ends.length > MOST_OPERANDS) return false;
  }
  return true;
}

/** 页内图片: its data stand between ID and EI, and may hold anything. */
function skipPicture(lexing: Lexing): boolean {
  for (let token = nextToken(lexing); token.kind !== "word" || token.word !== "ID"; token = nextToken(lexing)) {
    if (token.kind === "end") return false;
  }
  const { bytes } = lexing;
  for (let at = lexing.at + 1; at + 2 < bytes.length; at += 1) {
    const ends = bytes[at + 1] === 0x45 && bytes[at + 2] === 0x49 && isBlank(bytes[at]) && isBlank(bytes[at + 3]);
    if (!ends) continue;
    lexing.at = at + 3;
    return true;
  }
  return false;
}

function isBlank(byte = 32): boolean {
  return byte <= 32;
}
