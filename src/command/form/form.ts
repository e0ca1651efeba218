import { wrongUse } from "../../error.js";
import type { Console } from "../command.js";
import { formCheck } from "./check.js";
import { formNew, type NewForm } from "./new.js";

/** 建立、核对一种报表: `form new 空白表.xlsx`, `form check relief`. */
export function form(
  { action, subject }: { readonly action: string; readonly subject: string },
  given: NewForm,
  console: Console,
  today: string,
): Promise<number> {
  if (action === "new") return formNew(subject, given, console, today);
  if (action === "check") return formCheck(subject, given, console, today);
  throw wrongUse(`form 后面写 new 或 check，现为“${action}”；例如 form new 空白表.xlsx --name relief`);
}
