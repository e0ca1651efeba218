import type { Attributes, XmlListener } from "../xml.js";
import { beginTrackedChange, takeDeletedText } from "./changes.js";
import { beginContent } from "./content.js";
import { isDrawing, isPicture, tellPicture } from "./drawings.js";
import { repeating } from "./repeating.js";
import { type End, openState, type State, tell } from "./state.js";
import type { OdtStyles } from "./styles.js";

/** 批注、脚注、注音、脚本和各种设置: no part of the text that is seen. */
const NOT_TEXT =
  /^(?:annotation|note|ruby-text|script|forms|binary-data|event-listeners|[a-z-]+-decls|[a-z-]+-source|image-map|number)$/;

/** Follows the body of a text document and tells it in the elements of a Word document. */
export function walkOdt(styles: OdtStyles, to: XmlListener): XmlListener {
  const state = openState(styles, to);
  return repeating({
    open: (name, attributes) => {
      const end = begin(state, name, attributes);
      state.path.push({ name, end });
    },
    close: () => state.path.pop()?.end?.(),
    text: (text) => takeText(state, text),
  });
}

function takeText(state: State, text: string): void {
  if (state.deletion !== undefined) takeDeletedText(state, text);
  const paragraph = state.paragraphs.at(-1);
  if (!paragraph || state.ignored > 0 || state.inChanges) return;
  const collapsed = text.replace(/[\t\n\r ]+/g, " ");
  const shown = paragraph.atSpace && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
  tell(state, shown);
  if (collapsed.endsWith(" ")) paragraph.atSpace = true;
}

function begin(state: State, name: string, attributes: Attributes): End {
  const parent = state.path.at(-1)?.name;
  if (!state.inBody) return parent === "body" && name === "text" ? beginBody(state) : undefined;
  if (state.inChanges || name === "tracked-changes") return beginChanges(state, name, attributes);
  const isLabel = (name === "title" || name === "desc") && isDrawing(parent);
  if (state.ignored > 0 || NOT_TEXT.test(name) || isLabel) return beginIgnored(state);
  if (isPicture(name)) {
    tellPicture(state);
    return beginIgnored(state);
  }
  return beginContent(state, name, attributes);
}

function beginBody(state: State): End {
  state.inBody = true;
  return () => {
    state.inBody = false;
  };
}

function beginChanges(state: State, name: string, attributes: Attributes): End {
  if (name !== "tracked-changes") return beginTrackedChange(state, name, attributes);
  state.inChanges = true;
  return () => {
    state.inChanges = false;
  };
}

function beginIgnored(state: State): End {
  state.ignored += 1;
  return () => {
    state.ignored -= 1;
  };
}
