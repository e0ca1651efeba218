import { tooLarge } from "../refusal.js";
import type { Attributes, XmlListener } from "../xml.js";

/** One thing that was told, kept to be told again. */
type Told =
  | { readonly kind: "open"; readonly name: string; readonly attributes: Attributes }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

interface Recording {
  readonly depth: number;
  readonly times: number;
  readonly told: Told[];
}

/** No form has so many rows and cells that are only repeated. */
const MOST_TOLD_AGAIN = 200_000;

/** 重复的行和单元格 are told as often as they are there. */
export function repeating(to: XmlListener): XmlListener {
  let recordings: Recording[] = [];
  let depth = 0;
  let again = 0;

  const hear = (told: Told): void => {
    for (const recording of recordings) recording.told.push(told);
    if (told.kind === "text") to.text(told.text);
    else if (told.kind === "open") hearOpen(told.name, told.attributes);
    else hearClose(told.name);
  };

  const hearOpen = (name: string, attributes: Attributes): void => {
    depth += 1;
    const times = timesOf(name, attributes);
    if (times > 1) recordings.push({ depth, times, told: [{ kind: "open", name, attributes: once(attributes) }] });
    to.open(name, attributes);
  };

  const hearClose = (name: string): void => {
    to.close(name);
    const last = recordings.at(-1);
    if (last?.depth === depth) recordings.pop();
    depth -= 1;
    if (last?.depth === depth + 1) repeat(last);
  };

  const repeat = ({ times, told }: Recording): void => {
    // What is told again here is told by the recordings around it too, from the element that is repeated.
    const around = recordings;
    recordings = [];
    again += told.length * (times - 1);
    if (again > MOST_TOLD_AGAIN) throw tooLarge("表格中重复的行或单元格过多");
    for (let time = 1; time < times; time += 1) for (const one of told) hear(one);
    recordings = around;
  };

  return {
    open: (name, attributes) => hear({ kind: "open", name, attributes }),
    close: (name) => hear({ kind: "close", name }),
    text: (text) => hear({ kind: "text", text }),
  };
}

function timesOf(name: string, attributes: Attributes): number {
  if (!/^(?:table-row|table-cell|covered-table-cell)$/.test(name)) return 1;
  const count = attributes.get(name === "table-row" ? ROWS : COLUMNS) ?? "1";
  return /^\d{1,9}$/.test(count) ? Number(count) : 1;
}

const ROWS = "number-rows-repeated";
const COLUMNS = "number-columns-repeated";

function once(attributes: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => name !== ROWS && name !== COLUMNS));
}
