import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const SRC = new URL("../src/", import.meta.url);

export interface SourceFile {
  /** Path below src/. */
  readonly path: string;
  readonly text: string;
  /** The text without its comments; strings stay. */
  readonly code: string;
}

export interface Import {
  readonly from: string;
  /** A path below src/, or the name of a module. */
  readonly target: string;
  readonly typeOnly: boolean;
}

export function sourceFiles(): readonly SourceFile[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(fileURLToPath(SRC).length).replace(/^\//, ""))
    .sort()
    .map((path) => {
      const text = readFileSync(new URL(path, SRC), "utf8");
      return { path, text, code: withoutComments(text) };
    });
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![*/])(?:\[(?:[^\]\\\n]|\\.)*\]|[^/\\\n[]|\\.)+\/[dgimsuvy]*/g;

/** A regular expression is told from a division by what stands before it. */
function isExpression(text: string, at: number): boolean {
  return /(?:^|[=(:,;!&|?{}[+\n]|=>|return|typeof|case)\s*$/.test(text.slice(Math.max(0, at - 40), at));
}

export function tokens(text: string): readonly { readonly token: string; readonly at: number }[] {
  const found: { token: string; at: number }[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token.startsWith("/") && !/^\/[/*]/.test(token) && !isExpression(text, match.index))
      TOKEN.lastIndex = match.index + 1;
    else found.push({ token, at: match.index });
  }
  return found;
}

export function withoutComments(text: string): string {
  let code = "";
  let from = 0;
  for (const { token, at } of tokens(text)) {
    if (!/^\/[/*]/.test(token)) continue;
    code += text.slice(from, at) + token.replace(/[^\n]/g, " ");
    from = at + token.length;
  }
  return code + text.slice(from);
}

/** The string and template literals of a text that has no comments. */
export function literalsOf(code: string): readonly string[] {
  return tokens(code)
    .map(({ token }) => token)
    .filter((token) => /^["'`]/.test(token))
    .map((token) => token.slice(1, -1));
}

/** The text without comments, strings and regular expressions: the bare words of the program. */
export function bareWords(code: string): string {
  let bare = "";
  let from = 0;
  for (const { token, at } of tokens(code)) {
    const inside = token.startsWith("`")
      ? [...token.matchAll(/\$\{([^}]*)\}/g)].map((match) => ` ${match[1]} `).join("")
      : "";
    bare += `${code.slice(from, at)}${inside}""`;
    from = at + token.length;
  }
  return bare + code.slice(from);
}

const IMPORT =
  /\b(?:import|export)\s+(type\s+)?(?:[\w$*\s{},]*?\s*from\s*)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|new URL\("(\.[^"]+\.js)", import\.meta\.url\)/g;

export function importsOf({ path, code }: SourceFile): readonly Import[] {
  return [...code.matchAll(IMPORT)].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? "";
    const target = name.startsWith(".") ? posix.join(posix.dirname(path), name).replace(/\.js$/, ".ts") : name;
    return { from: path, target, typeOnly: match[1] !== undefined };
  });
}
