import {
  type Declaration,
  expanded,
  INHERITED,
  INITIAL,
  type Longhand,
  readInlineStyle,
  readStyleSheets,
  type StyleRule,
  substitutedIn,
  untold,
  type Variables,
} from "../css/css.js";
import { type Cost, grant, type Matcher, matcherFor, openCost, spend } from "./matching.js";
import { hintsOf, ownStyleOf } from "./origin.js";
import { attribute, type Element, isElement } from "./tree.js";

/** 生效样式: property and value. */
export type Declarations = ReadonlyMap<string, string>;

/** What holds for the elements of a page and for what style sheets draw before and after them. */
export interface Styles {
  readonly elements: WeakMap<Element, Declarations>;
  readonly drawn: WeakMap<Element, ReadonlyMap<string, Declarations>>;
  readonly known: WeakSet<Element>;
}

interface IndexedRule extends StyleRule {
  readonly matches: Matcher;
}

interface Page {
  /** By what the selector's last part wants, for most rules concern few elements. */
  readonly byKey: ReadonlyMap<string, readonly IndexedRule[]>;
  readonly quirks: boolean;
  readonly cost: Cost;
  readonly inline: Map<string, readonly Declaration[]>;
  readonly styles: Styles;
}

const NONE: Declarations = new Map();
const NO_VARIABLES: Variables = new Map();

/**
 * Gives every element its declarations. `least`: as if nothing held of which nothing is known; `most`: as if all of it held;
 * where there is no such thing, `most` stays empty.
 */
export function cascade(
  root: Element,
  { sources, quirks }: { readonly sources: readonly string[]; readonly quirks: boolean },
  { least, most }: { readonly least: Styles; readonly most: Styles },
): void {
  const rules = readStyleSheets(sources);
  const cost = openCost();
  const certain = rules.filter((rule) => !rule.maybe);
  style(root, certain, { quirks, cost, maybe: false }, least);
  const isUndecided = rules.some((rule) => rule.maybe || asksTheUntold(rule.selector.steps));
  if (isUndecided) style(root, rules, { quirks, cost, maybe: true }, most);
}

function asksTheUntold(steps: StyleRule["selector"]["steps"]): boolean {
  return new RegExp(`"name":"(?:${untold.join("|")})"|"data":"[^"]* of `).test(JSON.stringify(steps));
}

function style(
  root: Element,
  rules: readonly StyleRule[],
  how: { readonly quirks: boolean; readonly cost: Cost; readonly maybe: boolean },
  styles: Styles,
): void {
  const page: Page = {
    byKey: indexed(rules, matcherFor(how.cost, how)),
    quirks: how.quirks,
    cost: how.cost,
    inline: new Map(),
    styles,
  };
  const open: { readonly element: Element; readonly around: Declarations; readonly variables: Variables }[] = [
    { element: root, around: NONE, variables: NO_VARIABLES },
  ];
  for (let one = open.pop(); one; one = open.pop()) {
    const { element } = one;
    const settled = styled(page, element, one.around, one.variables);
    styles.known.add(element);
    grant(page.cost);
    if (settled.declarations.size > 0) page.styles.elements.set(element, settled.declarations);
    for (const child of element.childNodes)
      if (isElement(child)) open.push({ element: child, around: settled.declarations, variables: settled.variables });
  }
}

function indexed(
  rules: readonly StyleRule[],
  matcher: (steps: StyleRule["selector"]["steps"]) => Matcher | undefined,
): ReadonlyMap<string, readonly IndexedRule[]> {
  const byKey = new Map<string, IndexedRule[]>();
  for (const rule of rules) {
    const matches = matcher(rule.selector.steps);
    if (!matches) continue;
    const own = byKey.get(rule.selector.key);
    if (own) own.push({ ...rule, matches });
    else byKey.set(rule.selector.key, [{ ...rule, matches }]);
  }
  return byKey;
}

interface Settled {
  readonly declarations: Declarations;
  readonly variables: Variables;
}

function styled(page: Page, element: Element, around: Declarations, variables: Variables): Settled {
  const matched = rulesFor(page, element);
  const rules = matched.filter((rule) => rule.selector.pseudo === undefined);
  const own = [...ownStyleOf(element, page.quirks), ...hintsOf(element)];
  const settled = settle(page, { own, rules, inline: inlineOf(page, element) }, around, variables);
  const drawn = new Map<string, Declarations>();
  for (const pseudo of new Set(matched.map((rule) => rule.selector.pseudo))) {
    if (pseudo === undefined) continue;
    const ofIt = matched.filter((rule) => rule.selector.pseudo === pseudo);
    drawn.set(
      pseudo,
      settle(page, { own: [], rules: ofIt, inline: [] }, settled.declarations, settled.variables).declarations,
    );
  }
  if (drawn.size > 0) page.styles.drawn.set(element, drawn);
  return settled;
}

function rulesFor({ byKey, cost }: Page, element: Element): readonly IndexedRule[] {
  if (byKey.size === 0) return [];
  const classes = (attribute(element, "class") ?? "").toLowerCase().split(/\s+/);
  const id = attribute(element, "id");
  const keys = [
    "*",
    element.tagName,
    ...new Set(classes.map((name) => `.${name}`)),
    ...(id ? [`#${id.toLowerCase()}`] : []),
  ];
  const rules = keys.flatMap((key) => byKey.get(key) ?? []);
  spend(cost, rules.length);
  return rules.filter((rule) => rule.matches(element));
}

function inlineOf({ inline, cost }: Page, element: Element): readonly Declaration[] {
  const text = attribute(element, "style");
  if (text === undefined) return [];
  const known = inline.get(text);
  if (known) return known;
  spend(cost, text.length);
  const declarations = readInlineStyle(text);
  if (inline.size < 10_000) inline.set(text, declarations);
  return declarations;
}

interface Sources {
  readonly own: readonly Declaration[];
  readonly rules: readonly IndexedRule[];
  readonly inline: readonly Declaration[];
}

/** By origin, importance, layer, weight and order; a layer's important declarations count the other way round. */
function settle(page: Page, { own, rules, inline }: Sources, around: Declarations, variables: Variables): Settled {
  if (own.length + rules.length + inline.length === 0) return { declarations: NONE, variables };
  spend(page.cost, 4 * rules.reduce((sum, rule) => sum + 1 + rule.declarations.length, 0));
  const byWeight = (a: IndexedRule, b: IndexedRule): number =>
    a.selector.specificity - b.selector.specificity || a.order - b.order;
  const layered =
    (sign: 1 | -1) =>
    (a: IndexedRule, b: IndexedRule): number =>
      a.layer === b.layer ? byWeight(a, b) : a.layer < b.layer ? -sign : sign;
  const of = (sorted: readonly IndexedRule[], important: boolean): readonly Declaration[] =>
    sorted.flatMap((rule) => rule.declarations.filter((one) => one.important === important));
  const author = [
    ...of([...rules].sort(layered(1)), false),
    ...inline.filter((one) => !one.important),
    ...of([...rules].sort(layered(-1)), true),
    ...inline.filter((one) => one.important),
  ];
  const custom = author.filter(({ property }) => property.startsWith("--"));
  const known =
    custom.length === 0
      ? variables
      : new Map([...variables, ...custom.map((one) => [one.property, one.value] as const)]);
  if (custom.length > 0) spend(page.cost, 4 * known.size);
  return { declarations: valuesOf(own, author, around, known), variables: known };
}

function valuesOf(
  own: readonly Declaration[],
  author: readonly Declaration[],
  around: Declarations,
  variables: Variables,
): Declarations {
  const values = new Map<string, string>();
  const first = new Map<string, string>();
  for (const { property, value } of own)
    for (const [name, one] of expanded(property, value) ?? []) first.set(name, one);
  for (const [name, value] of first) values.set(name, value);
  for (const declaration of author) {
    for (const [name, value] of longhandsOf(declaration, variables)) {
      const real = resolved(name, value, { first, around });
      values.delete(name);
      if (real !== undefined) values.set(name, real);
    }
  }
  return values;
}

function longhandsOf({ property, value }: Declaration, variables: Variables): readonly Longhand[] {
  if (property.startsWith("--")) return [];
  if (!/var\(/i.test(value)) return expanded(property, value) ?? [];
  const text = substitutedIn(value, variables);
  const found = text === undefined ? undefined : expanded(property, text);
  return found ?? expanded(property, "unset") ?? [];
}

/** `inherit`, `initial` and their like as what they come to; undefined where nothing is set. */
function resolved(
  name: string,
  value: string,
  { first, around }: { readonly first: Declarations; readonly around: Declarations },
): string | undefined {
  switch (value) {
    case "revert":
    case "revert-layer":
      return first.get(name);
    case "inherit":
      return INHERITED.has(name) ? undefined : around.get(name);
    case "unset":
      return undefined;
    case "initial":
      return INITIAL[name];
    default:
      return value;
  }
}
