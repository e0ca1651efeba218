import type { LineFormat, Look } from "../../text-format.js";
import { emphasisOf, sizeOf } from "./look.js";
import { type State, targetOf } from "./state.js";

/** Notes the look of the text that is about to be added to the paragraph. */
export function noteLook(state: State): void {
  const target = targetOf(state);
  target.size ??= sizeOf(target.run);
  target.marks.push({ at: target.paragraph.length, look: emphasisOf(target.run, isHeading(state)) });
}

/** 一段的格式, when the paragraph ends. */
export function formatOf(state: State): LineFormat {
  const target = targetOf(state);
  const { alignment, firstLineChars, firstLine } = { ...styled(state), ...target.shape };
  const characters =
    firstLineChars !== undefined
      ? firstLineChars / 100
      : firstLine !== undefined
        ? Math.round(firstLine / ((target.size ?? USUAL_SIZE) * 10))
        : undefined;
  return {
    ...(alignment && { alignment }),
    ...(characters !== undefined && { firstLine: characters }),
    ...(isHeading(state) && { heading: true as const }),
    looks: looksOf(target.paragraph.length, target.marks),
  };
}

/** 五号, in half points. */
const USUAL_SIZE = 21;
const BODY_LEVEL = 9;

function styled(state: State): ReturnType<State["styles"]["shapeOf"]> {
  const { styles } = state;
  return styles.shapeOf(targetOf(state).paragraphStyle ?? styles.paragraph);
}

function isHeading(state: State): boolean {
  return (targetOf(state).shape.level ?? styled(state).level ?? BODY_LEVEL) < BODY_LEVEL;
}

function looksOf(length: number, marks: readonly { readonly at: number; readonly look: Look }[]): readonly Look[] {
  const looks: Look[] = [];
  for (const [index, { at, look }] of marks.entries()) {
    while (looks.length < at) looks.push("");
    const end = marks[index + 1]?.at ?? length;
    while (looks.length < end) looks.push(look);
  }
  return looks;
}
