/** The line (from 1) on which the value at `path` begins in a JSON text; the text is known to parse. */
export function lineOfPath(text: string, path: readonly PropertyKey[]): number {
  let at = skipBlank(text, 0);
  for (const step of path) {
    const next = typeof step === "number" ? elementAt(text, at, step) : memberAt(text, at, String(step));
    if (next === undefined) break;
    at = next;
  }
  return text.slice(0, at).split("\n").length;
}

/** The line (from 1) of an offset; what breaks off breaks off on its last line. */
export function lineOfOffset(text: string, offset: number): number {
  const rest = text.slice(offset);
  return (rest.trim() === "" ? text.trimEnd() : text.slice(0, offset)).split("\n").length;
}

function memberAt(text: string, start: number, key: string): number | undefined {
  if (text[start] !== "{") return undefined;
  let at = skipBlank(text, start + 1);
  while (text[at] === '"') {
    const end = skipString(text, at);
    const name: unknown = JSON.parse(text.slice(at, end));
    const value = skipBlank(text, skipBlank(text, end) + 1);
    if (name === key) return value;
    at = skipBlank(text, skipValue(text, value));
    if (text[at] === ",") at = skipBlank(text, at + 1);
  }
  return undefined;
}

function elementAt(text: string, start: number, index: number): number | undefined {
  if (text[start] !== "[") return undefined;
  let at = skipBlank(text, start + 1);
  for (let i = 0; text[at] !== "]" && at < text.length; i++) {
    if (i === index) return at;
    at = skipBlank(text, skipValue(text, at));
    if (text[at] === ",") at = skipBlank(text, at + 1);
  }
  return undefined;
}

function skipValue(text: string, start: number): number {
  const opening = text[start];
  if (opening === '"') return skipString(text, start);
  if (opening !== "{" && opening !== "[") return start + (/^[^,\]}\s]*/.exec(text.slice(start))?.[0].length ?? 0);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = skipString(text, at) - 1;
    else if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

function skipString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? "")) at++;
  return at;
}
