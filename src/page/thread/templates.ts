import { figuresBefore } from "../../consolidated-period.js";
import { wrongUse } from "../../error.js";
import { unitsDue } from "../../form/form.js";
import { blankForms } from "../../publish/publish.js";
import type { Task } from "../../run.js";
import type { Placed } from "../placing.js";
import type { Carried, MadeFile } from "../talk.js";
import { madeFile } from "./run.js";
import { inWorld } from "./world.js";

/** 空白表 of all units that are due, with last year's figures where they were put in. */
export function templates(
  { task, placed }: { readonly task: Task; readonly placed: Placed },
  carried: Carried,
): Promise<readonly MadeFile[]> {
  return inWorld({ task, placed, font: undefined, carried, log: () => undefined }, async (schemas, effects) => {
    const { period } = task;
    const units = unitsDue(schemas, period);
    if (units.length === 0) throw wrongUse(`单位名录中没有${period.label}应报的单位`);
    const prior = await figuresBefore(period, schemas, effects);
    return (await blankForms({ schemas, period, units, before: prior?.byUnit ?? new Map() })).map(madeFile);
  });
}
