import type { Line } from "../form/form.js";
import { wordingOf } from "../wording.js";
import { type Lexicon, matchLabel, type Node } from "./lexicon.js";
import type { LabelRead, Place } from "./located.js";

/**
 * 按所指栏目读取: says how labels over or before a figure differ from the form's own, where they name the line or a group that
 * holds it. Blanks, line breaks and the width of characters make no difference; everything else is on record.
 */
export function labelsRead(lexicon: Lexicon, line: Line, places: readonly Place[]): readonly LabelRead[] {
  return places.flatMap((place) => {
    const match = matchLabel(lexicon, place.text).find(({ node }) => leadsTo(node, line));
    return match ? readAs(match.node, place) : [];
  });
}

function leadsTo(node: Node, line: Line): boolean {
  if ("line" in node) return node.line === line;
  return line.groups.includes(node.group) || node.group.own === line.code;
}

/** The label at a place, read as one line or group; empty where it is typed as the form has it. */
export function readAs(node: Node, place: Place): readonly LabelRead[] {
  const { label, wordings } = "line" in node ? node.line : node.group;
  return readAsLabel(label, wordings, place);
}

/** The same for a label that is no line or group: a table's title, a stub head. */
export function readAsLabel(official: string, wordings: readonly string[], place: Place): readonly LabelRead[] {
  if (isTypedAs(official, place.text)) return [];
  return [{ official, how: toleranceOf(place.text, official, wordings), place }];
}

/** Pieces of a label that were put together to the official one, typed at one place. */
export function readFromPieces(official: string, place: Place): readonly LabelRead[] {
  return isTypedAs(official, place.text) ? [] : [{ official, how: "pieces", place }];
}

function toleranceOf(text: string, official: string, wordings: readonly string[]): LabelRead["how"] {
  const typed = wordingOf(text);
  const own = wordingOf(official);
  if (typed.name !== own.name)
    return wordings.some((wording) => wordingOf(wording).name === typed.name) ? "alias" : "joined";
  const sameNumber = typed.ordinal?.style === own.ordinal?.style && typed.ordinal?.number === own.ordinal?.number;
  return sameNumber ? "wording" : "numbering";
}

/** Whether a text is the form's own label, but for blanks, line breaks and the width of characters. */
export function isTypedAs(official: string, text: string): boolean {
  return text === official || withoutBlanks(text) === withoutBlanks(official);
}

function withoutBlanks(text: string): string {
  return text.normalize("NFKC").replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g, "");
}
