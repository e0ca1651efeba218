import type { Period } from "../../period.js";
import { element } from "../element.js";
import { openMaterials } from "../materials.js";
import type { OfficeThread } from "../office-thread.js";
import { setupView } from "../setup/setup.js";
import { openWork } from "../work.js";
import { keepChoices } from "./choosing.js";
import { intakeView } from "./intake.js";
import { otherView } from "./other.js";
import { ownView } from "./own.js";
import { openRunning } from "./running.js";

/** What the desk begins with: the period, and the place whose roster the page brings with it. */
export interface Beginning {
  readonly period: Period;
  readonly place: string;
}

/** 工作台: what the clerk sees and presses, from the files put in to the results saved. */
export function openDesk(thread: OfficeThread, { period, place }: Beginning): HTMLElement {
  const materials = openMaterials(period);
  const work = openWork(thread, materials);
  keepChoices(materials, thread);
  const running = openRunning(work);
  const setup = setupView(work);
  const own = ownView(materials);
  warnBeforeLeaving(() => work.isBusy() || running.isUnsaved() || setup.isDirty() || own.isUnsaved());
  return element(
    "main",
    { id: "desk" },
    element(
      "header",
      {},
      element("h1", {}, "勾稽"),
      element("p", {}, "在本机核对并汇总各单位报送的表。不连网络，文件不离开这台电脑，原文件不作任何改动。"),
    ),
    intakeView(materials, place),
    running.node,
    own.node,
    setup.node,
    otherView(work),
  );
}

/** 中途关闭: the browser asks while work is under way or results are not saved. */
function warnBeforeLeaving(isUnsaved: () => boolean): void {
  window.addEventListener("beforeunload", (event) => {
    if (!isUnsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });
}
