import { wrongUse } from "../error.js";
import { parsedReference } from "../figure.js";
import { liesIn, type Period, spokenLabel } from "../period.js";
import { placeholdersIn, sentencesOf } from "../placeholder.js";
import {
  type Form,
  type FormFolders,
  formsOf,
  type MainForm,
  mainForms,
  type Outline,
  parsedTerm,
  type ReferencedForm,
  type RuleRecord,
  type Schemas,
} from "./form.js";

/**
 * 一种报表的制度: the schemas as they are for one main form: its editions, the forms that accompany it, its deadlines, and the other forms
 * that its rules and its outline name. Without a name it is the form that the settings name first for the period's kind.
 * @throws CrossfootError (exit 2) where no form is in force, or none of that name
 */
export function schemasOf(schemas: Schemas, period: Period, wanted?: string): Schemas {
  const inForce = mainForms(schemas, period);
  const form = wanted === undefined ? formsOf(schemas, period)[0] : formNamed(inForce, wanted, period);
  const alone = schemas.forms.every((one) => leaderOf(one) === form.id);
  if (alone && !form.deadlines) return schemas;
  const { jurisdiction } = schemas;
  const own = schemas.forms.filter((one) => leaderOf(one) === form.id);
  const referenced = referencedBy(own, schemas, period);
  return {
    ...schemas,
    version: alone ? schemas.version : `${schemas.version} ${form.id}`,
    forms: own,
    jurisdiction: { ...jurisdiction, ...(form.deadlines && { deadlines: form.deadlines }) },
    ...(inForce.length > 1 && { folders: foldersOf(form, inForce) }),
    ...(referenced.length > 0 && { referenced }),
  };
}

/** The form in whose submissions a form's figures come: itself, where it accompanies none. */
export function leaderOf({ id, accompanies }: Pick<Form, "id" | "accompanies">): string {
  return accompanies ?? id;
}

/** 所引用的报表: the names of the forms that stand before figures in rules and in an outline, in their order. */
export function formsNamed(rules: Iterable<RuleRecord>, outline: Outline | undefined): readonly string[] {
  const inRules = [...rules].flatMap((rule) => termsOf(rule).map(({ text }) => parsedTerm(text).form));
  const names = outline ? sentencesOf(outline).flatMap(placeholdersIn) : [];
  const inOutline = names.map((name) => parsedReference(name).form);
  return [...new Set([...inRules, ...inOutline].filter((form) => form !== undefined))];
}

/** 规则中的各项, and where each stands in the rule's record. */
export function termsOf(rule: RuleRecord): readonly { readonly text: string; readonly at: readonly PropertyKey[] }[] {
  const several = (at: string, texts: readonly string[]) => texts.map((text, index) => ({ text, at: [at, index] }));
  switch (rule.kind) {
    case "compare":
      return [...several("left", rule.left), ...several("right", rule.right)];
    case "together":
      return several("figures", rule.figures);
    case "implies":
      return [
        { text: rule.when, at: ["when"] },
        { text: rule.also, at: ["also"] },
      ];
    default:
      return [];
  }
}

function referencedBy(own: readonly Form[], all: Schemas, period: Period): readonly ReferencedForm[] {
  const inForce = own.filter((form) => liesIn(period, form.inForce));
  const named = inForce.flatMap((form) => formsNamed(form.rules.values(), form.outline));
  const others = named.flatMap((id) => all.forms.find((form) => form.id === id && !own.includes(form)) ?? []);
  const leaders = new Map(others.map((form) => [leaderOf(form), form.title]));
  return [...leaders].map(([id, title]): ReferencedForm => {
    const main = mainForms(all, period).find((form) => form.id === id);
    return main ? { id, title: main.title, schemas: schemasOf(all, period, id) } : { id, title };
  });
}

function formNamed(forms: readonly MainForm[], wanted: string, period: Period): MainForm {
  const form = forms.find(({ id, title }) => id === wanted || title === wanted);
  if (form) return form;
  const known = forms.map(({ id, title }) => `${title}（${id}）`).join("、");
  throw wrongUse(
    `${spokenLabel(period)}没有报表“${wanted}”；${known === "" ? "这一报告期没有施行的报表" : `可以是：${known}`}`,
  );
}

function foldersOf(form: MainForm, all: readonly MainForm[]): FormFolders {
  const [first, ...others] = all;
  const namesOf = ({ id, title }: MainForm): readonly string[] => [title, id];
  return {
    own: form === first ? [] : namesOf(form),
    others: others.filter((other) => other !== form).flatMap(namesOf),
    suffix: form === first ? "" : `-${form.title}`,
  };
}
