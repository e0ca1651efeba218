import { shownText } from "../shown-text.js";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for XML or HTML; what can't be seen is written out, so that nothing stands in it that XML forbids. */
export function escapeXml(text: string): string {
  return shownText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
