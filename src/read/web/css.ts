/** 样式声明: property and value, both in lower case but for what stands in quotes; the later of two wins. */
export type Declarations = ReadonlyMap<string, string>;

/** One compound of a selector: `td.xl65#a`. */
export interface Compound {
  readonly tag: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  /** It must be the parent of the compound to its right, and not just any ancestor. */
  readonly child: boolean;
}

export interface StyleRule {
  /** From the outermost to the element itself. */
  readonly selector: readonly Compound[];
  readonly specificity: number;
  readonly declarations: Declarations;
  readonly important: Declarations;
}

/** Rules of one page; only a page that wants to do harm has more. */
const MOST_RULES = 20_000;

/** Reads a style sheet: plain selectors by element, class and id. Rules for print, for narrow screens and for states are not what stands on the page. */
export function readStyleSheet(source: string): readonly StyleRule[] {
  const text = withoutComments(source).replace(/<!--|-->/g, " ");
  const rules: StyleRule[] = [];
  readRules(text, 0, text.length, rules);
  return rules;
}

function readRules(text: string, from: number, to: number, rules: StyleRule[]): void {
  let at = from;
  while (at < to && rules.length < MOST_RULES) {
    const open = text.indexOf("{", at);
    if (open < 0 || open >= to) return;
    const close = closing(text, open, to);
    const head = (text.slice(at, open).split(";").at(-1) ?? "").trim();
    if (!head.startsWith("@")) addRules(head, text.slice(open + 1, close), rules);
    else if (
      /^@media\s+(?:only\s+)?(?:all|screen)\s*$/i.test(head) ||
      /^@media\s+(?:screen\s*,\s*print|print\s*,\s*screen)\s*$/i.test(head)
    )
      readRules(text, open + 1, close, rules);
    at = close + 1;
  }
}

/** Each comment becomes a blank; what is never closed is none. */
function withoutComments(source: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let open = source.indexOf("/*"); open >= 0; open = source.indexOf("/*", from)) {
    const close = source.indexOf("*/", open + 2);
    if (close < 0) break;
    kept.push(source.slice(from, open));
    from = close + 2;
  }
  return [...kept, source.slice(from)].join(" ");
}

function closing(text: string, open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to; at++) {
    const sign = text[at];
    if (sign === "{") depth += 1;
    else if (sign === "}" && --depth === 0) return at;
  }
  return to;
}

function addRules(head: string, body: string, rules: StyleRule[]): void {
  const { plain, important } = readDeclarations(body);
  if (plain.size + important.size === 0) return;
  for (const one of head.split(",")) {
    const selector = readSelector(one.trim());
    if (selector) rules.push({ selector, specificity: specificityOf(selector), declarations: plain, important });
  }
}

const COMPOUND = /^([a-z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)$/i;

function readSelector(text: string): readonly Compound[] | undefined {
  const compounds: Compound[] = [];
  let child = false;
  for (const part of text.replace(/>/g, " > ").split(/\s+/)) {
    if (part === ">") {
      const last = compounds.pop();
      if (!last) return undefined;
      compounds.push({ ...last, child: true });
      child = true;
      continue;
    }
    const match = COMPOUND.exec(part);
    if (!match || part === "") return undefined;
    const marks = (match[2] ?? "").match(/[.#][^.#]+/g) ?? [];
    compounds.push({
      tag: match[1] === "*" ? undefined : match[1]?.toLowerCase(),
      id: marks.find((mark) => mark.startsWith("#"))?.slice(1),
      classes: marks.filter((mark) => mark.startsWith(".")).map((mark) => mark.slice(1)),
      child: false,
    });
    child = false;
  }
  return child || compounds.length === 0 ? undefined : compounds;
}

function specificityOf(selector: readonly Compound[]): number {
  return selector.reduce(
    (sum, { tag, id, classes }) =>
      sum + (id === undefined ? 0 : 10_000) + classes.length * 100 + (tag === undefined ? 0 : 1),
    0,
  );
}

/** What matters to whether and how a text is seen. */
const PROPERTIES =
  /^(?:display|visibility|opacity|font-size|color|background(?:-color|-image)?|text-decoration(?:-line)?|text-indent|position|left|right|top|margin-left|width|height|max-width|max-height|overflow(?:-x|-y)?|clip|clip-path|transform|vertical-align|mso-hide|mso-number-format)$/;

/** Takes apart `color:white; display:none !important`; a semicolon in quotes or brackets ends nothing, and what is never closed goes to the end, as in a browser. */
export function readDeclarations(body: string): { readonly plain: Declarations; readonly important: Declarations } {
  const plain = new Map<string, string>();
  const important = new Map<string, string>();
  for (const [, name = "", value = ""] of body.matchAll(
    /(?<![\w-])([\w-]+)\s*:\s*((?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\([^)]*\)?|[^;"'(])*)/g,
  )) {
    const property = name.toLowerCase();
    if (!PROPERTIES.test(property)) continue;
    const strong = /!\s*important\s*$/i.test(value);
    const kept = value.replace(/!\s*important\s*$/i, "").trim();
    (strong ? important : plain).set(property, property === "mso-number-format" ? kept : kept.toLowerCase());
  }
  return { plain, important };
}
