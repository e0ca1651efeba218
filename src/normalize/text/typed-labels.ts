import { readAs, readFromPieces } from "../label-reading.js";
import type { Node } from "../lexicon.js";
import type { LabelRead, Place } from "../located.js";
import type { Token } from "./tokens.js";

/** How a label that tokens make up differs from the form's own; `text` is what they make up. */
export function typedLabel(node: Node, tokens: readonly Token[], text: string): readonly LabelRead[] {
  const [first] = tokens;
  if (!first) return [];
  const whole = tokens.find((token) => token.runTogether !== undefined)?.runTogether;
  if (whole === undefined) return readAs(node, { ...first.place, text });
  const official = "line" in node ? node.line.label : node.group.label;
  return [{ official, how: "joined", place: { ...first.place, text: whole } }];
}

/** A label put together from tokens that also hold pieces of other labels. */
export function brokenLabel(official: string, tokens: readonly Token[]): readonly LabelRead[] {
  const pieces = tokens.filter((token) => token.kind === "label");
  const [first] = pieces;
  const place: Place | undefined = first && { ...first.place, text: pieces.map(({ text }) => text).join(" ") };
  return place ? readFromPieces(official, place) : [];
}
