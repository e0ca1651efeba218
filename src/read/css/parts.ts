/** 函数: `scale(0) rotate(1deg)` by their names, with what stands in their brackets. */
export function functionsIn(value: string): readonly { readonly name: string; readonly inner: string }[] {
  const found: { name: string; inner: string }[] = [];
  let depth = 0;
  let from = 0;
  let opened = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === "(" && depth++ === 0) opened = at;
    if (value[at] !== ")" || depth === 0 || --depth > 0) continue;
    found.push({
      name: value.slice(from, opened).trim().split(/[ ,]/).at(-1) ?? "",
      inner: value.slice(opened + 1, at),
    });
    from = at + 1;
  }
  return found;
}

/** The parts between separators that stand in no brackets. */
export function split(value: string, separator: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const sign of value) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
