import { wrongUse } from "../error.js";
import { type Period, spokenLabel } from "../period.js";
import { type FormFolders, formsOf, type MainForm, mainForms, type Schemas } from "./form.js";

/**
 * 一种报表的制度: the schemas as they are for one main form: its editions, the forms that accompany it and its deadlines.
 * Without a name it is the form that the settings name first for the period's kind.
 * @throws CrossfootError (exit 2) where no form is in force, or none of that name
 */
export function schemasOf(schemas: Schemas, period: Period, wanted?: string): Schemas {
  const inForce = mainForms(schemas, period);
  const form = wanted === undefined ? formsOf(schemas, period)[0] : formNamed(inForce, wanted, period);
  const alone = schemas.forms.every(({ id, accompanies }) => (accompanies ?? id) === form.id);
  if (alone && !form.deadlines) return schemas;
  const { jurisdiction } = schemas;
  const own = schemas.forms.filter(({ id, accompanies }) => (accompanies ?? id) === form.id);
  return {
    ...schemas,
    version: alone ? schemas.version : `${schemas.version} ${form.id}`,
    forms: own,
    jurisdiction: { ...jurisdiction, ...(form.deadlines && { deadlines: form.deadlines }) },
    ...(inForce.length > 1 && { folders: foldersOf(form, inForce) }),
  };
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
