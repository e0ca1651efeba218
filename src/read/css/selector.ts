import { type PseudoSelector, parse, type Selector, SelectorType } from "css-what";

/** 选择器: one of a list, apart from the pseudo-element it ends with. */
export interface ParsedSelector {
  readonly steps: readonly Selector[];
  /** before, after, first-letter, first-line; undefined where the element itself is meant. */
  readonly pseudo: string | undefined;
  readonly specificity: number;
  /** What the element itself must have: `#id`, `.class` or a tag; `*` where it need not have any. */
  readonly key: string;
}

const STEP = 1000;
const DRAWN = /^(?:before|after|first-letter|first-line)$/;
/** States in which nothing on a page is that is only looked at. */
const STATES =
  "hover active focus focus-visible focus-within target target-within visited current past future playing " +
  "fullscreen modal user-valid user-invalid autofill";
/** What a browser knows of an element and its file does not say. */
const UNTOLD =
  "dir placeholder-shown read-only read-write in-range out-of-range valid invalid indeterminate default host " +
  "host-context popover-open open paused muted state heading has-slotted picture-in-picture active-view-transition";
const STRUCTURAL =
  "is not where has root scope empty defined first-child last-child only-child first-of-type last-of-type only-of-type " +
  "nth-child nth-last-child nth-of-type nth-last-of-type lang link any-link checked disabled enabled required optional";

export const states: readonly string[] = STATES.split(" ");
export const untold: readonly string[] = UNTOLD.split(" ");
const known: ReadonlySet<string> = new Set([...states, ...untold, ...STRUCTURAL.split(" ")]);

/** Reads a list of selectors. One that is none spoils the list, as in a browser. */
export function parseSelectors(text: string): readonly ParsedSelector[] {
  let list: Selector[][];
  try {
    list = parse(text);
  } catch {
    return [];
  }
  if (!list.every(isValid)) return [];
  return list.map(parsed).filter(({ pseudo }) => pseudo === undefined || DRAWN.test(pseudo));
}

function isValid(steps: readonly Selector[]): boolean {
  return steps.every((step) => {
    if (step.type === SelectorType.Attribute && (step.action as string) === "not") return false;
    if (step.type !== SelectorType.Pseudo) return step.type !== SelectorType.Parent;
    if (!known.has(step.name)) return false;
    return !Array.isArray(step.data) || step.name === "is" || step.name === "where" || step.data.every(isValid);
  });
}

function parsed(steps: readonly Selector[]): ParsedSelector {
  const own = steps.filter((step) => step.type !== SelectorType.PseudoElement);
  const last = steps.find((step) => step.type === SelectorType.PseudoElement);
  return {
    steps: own.map(forgiving),
    pseudo: last?.name,
    specificity: specificityOf(steps),
    key: keyOf(own),
  };
}

/** Within `:is` and `:where` what is no selector is passed over. */
function forgiving(step: Selector): Selector {
  if (step.type !== SelectorType.Pseudo || !Array.isArray(step.data)) return step;
  const isForgiving = step.name === "is" || step.name === "where";
  const data = (isForgiving ? step.data.filter((one) => isValid(one) && !one.some(isPseudoElement)) : step.data).map(
    (one) => one.map(forgiving),
  );
  // An empty list matches nothing; a state that nothing is in says so.
  return data.length > 0 ? { ...step, data } : { type: SelectorType.Pseudo, name: "hover", data: null };
}

function isPseudoElement({ type }: Selector): boolean {
  return type === SelectorType.PseudoElement;
}

function specificityOf(steps: readonly Selector[]): number {
  return steps.reduce((sum, step) => sum + weightOf(step), 0);
}

function weightOf(step: Selector): number {
  switch (step.type) {
    case SelectorType.Attribute:
      return step.name === "id" && (step.action as string) === "equals" && step.namespace === null && isHash(step)
        ? STEP * STEP
        : STEP;
    case SelectorType.Tag:
    case SelectorType.PseudoElement:
      return 1;
    case SelectorType.Pseudo:
      return weightOfPseudo(step);
    default:
      return 0;
  }
}

/** `#a` and `[id=a]` are alike but for how they compare letters in old pages, and in weight. */
function isHash({ ignoreCase }: { readonly ignoreCase: unknown }): boolean {
  return ignoreCase === "quirks";
}

function weightOfPseudo({ name, data }: PseudoSelector): number {
  if (name === "where") return 0;
  if (!Array.isArray(data)) return STEP;
  return data.reduce((most, one) => Math.max(most, specificityOf(one)), 0);
}

function keyOf(steps: readonly Selector[]): string {
  let key = "*";
  for (const step of [...steps].reverse()) {
    if (step.type === SelectorType.Attribute && (step.action as string) === "equals" && isHash(step))
      return `#${step.value.toLowerCase()}`;
    if (step.type === SelectorType.Attribute && (step.action as string) === "element" && step.name === "class")
      key = `.${step.value.toLowerCase()}`;
    else if (step.type === SelectorType.Tag && key === "*") key = step.name.toLowerCase();
    else if (
      step.type !== SelectorType.Attribute &&
      step.type !== SelectorType.Pseudo &&
      step.type !== SelectorType.Universal
    )
      return key;
  }
  return key;
}
