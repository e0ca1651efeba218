import { describe, expect, test } from "vitest";
import { checkNarrative, type NarrativeCase } from "../../src/check/text/narrative.js";
import { unitCode } from "../../src/figure.js";
import type { Form, Rule } from "../../src/form/form.js";
import { costOf } from "../../src/form/lint/pattern-cost.js";
import { yearPeriod } from "../../src/period.js";
import { schemas } from "../normalize/judging.js";
import { sourceFiles, tokens } from "../source-text.js";

describe("what a pattern costs", () => {
  test.each([
    /^[\s#*]+|[\s*]+$/g,
    /\s*X/,
    /a.*?b/g,
    /<!--[\s\S]*?-->/g,
    /(?:ab)+c/,
    /x*x*$/,
    /^\d+\.?\d*$/,
    /^\s+b/m,
    /"(?:[^"\\\n]|\\.)*"/,
    /、(?![^“]*”)/,
    /(\.xlsx)+$/i,
    /(?:\d{1,3},)*\d+$/,
  ])("%s grows by the square of the text", (pattern) => {
    expect(costOf(pattern)).toBe("quadratic");
  });

  test.each([/(a+)+$/, /^(a|a)*$/, /^(?:a|ab|b)*c/, /^(a*)*b/, /^(?:.{1,10}?(?:省|市))+$/u])(
    "%s doubles with every sign",
    (pattern) => {
      expect(costOf(pattern)).toBe("exponential");
    },
  );

  test.each([/(?<=\s+)x/, /(?<!a.*)b/])("%s looks back over the whole text from every sign", (pattern) => {
    expect(costOf(pattern)).toBe("looks back without limit");
  });

  test.each([
    /^\s*$/,
    /\s+/g,
    /^a+|b$/m,
    /^\w+b/m,
    /(?<!\d)\d+x/,
    /^\d+(?:\.\d*)?$/,
    /"(?:[^"\\]|\\.)*"/y,
    /^(?:[ab]c|d)*$/,
    /<b>[^<]*<\/b>/g,
    /(\*{1,3})([^*]*)\1/g,
    /\d{4}年\d{1,2}月/,
  ])("%s grows with the text", (pattern) => {
    expect(costOf(pattern)).toBeUndefined();
  });
});

test("no pattern written in the program costs more than in proportion to the text", () => {
  const literals = sourceFiles().flatMap(({ path, code }) =>
    tokens(code)
      .filter(({ token }) => token.startsWith("/"))
      .map(({ token }) => ({ path, pattern: compiled(token) })),
  );
  expect(literals.length).toBeGreaterThan(400);
  expect(tooDear(literals)).toEqual([]);
});

test("no pattern put together of texts costs more, in the program or in the shipped schemas", async () => {
  const made: RegExp[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct: (target, given: [string | RegExp, string?]) => {
      const pattern = new target(...given);
      made.push(pattern);
      return pattern;
    },
  });
  try {
    for (const path of COMPOSING) await import(/* @vite-ignore */ `../../src/${path}?composed`);
    for (const rule of narrativeRules()) checkNarrative(rule, { ...ONE_SENTENCE, form: schemas().forms[0] as Form });
  } finally {
    globalThis.RegExp = own;
  }
  expect(made.length).toBeGreaterThan(COMPOSING.length);
  expect(tooDear(made.map((pattern) => ({ path: "made", pattern })))).toEqual([]);
});

const COMPOSING = sourceFiles()
  .filter(({ code }) => /\bRegExp\(/.test(code))
  .map(({ path }) => path);

function narrativeRules(): readonly Extract<Rule, { kind: "narrative" }>[] {
  return schemas()
    .forms.flatMap((form) => [...form.rules.values()])
    .filter((rule) => rule.kind === "narrative");
}

const ONE_SENTENCE: Omit<NarrativeCase, "form"> = {
  unit: unitCode("T01"),
  period: yearPeriod(2022),
  file: "a.docx",
  lines: [{ text: "2022年，本单位认真做好政府信息公开工作。", sheet: "", place: "第1行" }],
  value: () => undefined,
  otherNames: [],
};

function compiled(literal: string): RegExp {
  const end = literal.lastIndexOf("/");
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

function tooDear(patterns: readonly { readonly path: string; readonly pattern: RegExp }[]): readonly string[] {
  return patterns.flatMap(({ path, pattern }) => {
    const cost = costOf(pattern);
    return cost === undefined ? [] : [`${path}: ${pattern} ${cost}`];
  });
}
