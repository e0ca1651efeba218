import { tellRun } from "../word/word.js";
import type { Attributes } from "../xml.js";
import type { End, State } from "./state.js";

/** 修订记录 of the document, which stands before its text: only what was deleted is kept, by the name of the change. */
export function beginTrackedChange(state: State, name: string, attributes: Attributes): End {
  if (name === "changed-region") {
    state.deletion = attributes.get("id") ?? "";
    return () => {
      state.deletion = undefined;
    };
  }
  if (name === "deletion" && state.deletion !== undefined) state.deletions.set(state.deletion, "");
  return undefined;
}

/** Text of a deletion; who deleted it and when is not part of it. */
export function takeDeletedText(state: State, text: string): void {
  const { deletion, deletions, path } = state;
  const before = deletions.get(deletion ?? "");
  if (deletion === undefined || before === undefined || path.some(({ name }) => name === "change-info")) return;
  deletions.set(deletion, before + text);
}

/** The place in the text where something was deleted, or the beginning or end of it. */
export function enterChange(state: State, name: string, attributes: Attributes): void {
  const text = state.deletions.get(attributes.get("change-id") ?? "");
  if (text === undefined) return;
  if (name === "change") tellRun(state.to, { deleted: true }, text);
  else state.deleted = Math.max(0, state.deleted + (name === "change-start" ? 1 : -1));
}
