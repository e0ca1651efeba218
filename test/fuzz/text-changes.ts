import { type Draft, type Edit, edited, touched } from "./draft.js";
import type { Random } from "./random.js";

/** 改文: a change of the signs or the markup of a text. */
export type TextChange = (text: string, random: Random) => Edit;

export const TEXT_CHANGES = {
  "signs less": (text, random) => {
    const start = random.below(text.length);
    return { start, end: Math.min(text.length, start + 1 + random.below(random.once(4) ? 40 : 4)), put: "" };
  },
  "another sign": (text, random) => {
    const start = random.below(text.length);
    return { start, end: start + 1, put: random.pick([...SIGNS]) };
  },
  "signs more": (text, random) => {
    const start = random.below(text.length + 1);
    return { start, end: start, put: random.pick(SNIPPETS) };
  },
  "signs twice": (text, random) => {
    const start = random.below(text.length);
    const end = Math.min(text.length, start + 1 + random.below(60));
    return { start: end, end, put: text.slice(start, end) };
  },
  "a tag less": (text, random) => ({ ...tagIn(text, random), put: "" }),
  "a tag twice": (text, random) => {
    const { start, end } = tagIn(text, random);
    return { start: end, end, put: text.slice(start, end) };
  },
  "another tag": (text, random) => {
    const other = tagIn(text, random);
    return { ...tagIn(text, random), put: text.slice(other.start, other.end) };
  },
  "another value of an attribute": (text, random) => ({ ...valueIn(text, random), put: random.pick(VALUES) }),
  "an attribute more": (text, random) => {
    const { end } = tagIn(text, random);
    return { start: Math.max(0, end - 1), end: Math.max(0, end - 1), put: ` ${random.pick(ATTRIBUTES)}` };
  },
  "a line less": (text, random) => ({ ...lineIn(text, random), put: "" }),
  "a line twice": (text, random) => {
    const { start, end } = lineIn(text, random);
    return { start: end, end, put: text.slice(start, end) };
  },
  "the end cut off": (text, random) => ({ start: random.below(text.length), end: text.length, put: "" }),
} as const satisfies Record<string, TextChange>;

const SIGNS =
  "0123456789.,;:-+/<>&\"'|\t\r\n =()[]{}#%_*!?\\\u0000\u0001\u00a0\u200b\u202e\u3000\ufeff\ufffdA年件总计（）";
const SNIPPETS = [
  ...[
    ",",
    ",,",
    '"',
    '""',
    "\t",
    "\n",
    "\r\n",
    "\r",
    "|",
    ";",
    "\u0000",
    "\ufeff",
    "&amp;",
    "&#48;",
    "&#x1F600;",
    "&nbsp;",
    "&b;",
    "0",
    "77",
  ],
  ...[
    "<!--",
    "-->",
    "<!-- x -->",
    "<![CDATA[",
    "]]>",
    "<br>",
    "</td>",
    "<td>9</td>",
    "</tr><tr>",
    "<tr>",
    "</table>",
    "<table>",
    "<!DOCTYPE a>",
  ],
  ...[
    "<script>1</script>",
    "<style>td{display:none}</style>",
    "<s>",
    "<del>",
    '<span style="display:none">8</span>',
    "<template>",
    "<noscript>",
    "<select>",
  ],
  ...[
    "<row>",
    '<c r="B9"><v>8</v></c>',
    "<v>8</v>",
    "<f>1+1</f>",
    '<c r="ZZZ99999999"/>',
    '<mergeCell ref="A1:XFD1048576"/>',
    "</sheetData>",
    "<rPh><t>x</t></rPh>",
  ],
  ...[
    "<w:del>",
    "<w:vanish/>",
    "<w:tab/>",
    "<w:br/>",
    "<w:tc>",
    "<w:tr>",
    '<w:gridSpan w:val="99999"/>',
    "<w:vMerge/>",
    "<w:moveFrom>",
    "<mc:AlternateContent>",
  ],
  ...[
    '<table:table-cell table:number-columns-repeated="16384"/>',
    '<table:table-row table:number-rows-repeated="1048576"/>',
    "<text:p>5</text:p>",
    "<text:s/>",
  ],
  ...[
    '<ofd:FillColor Value="255 255 255"/>',
    "<ofd:PageBlock>",
    '<ofd:CGTransform CodePosition="0"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>',
    '<ofd:TextCode X="1" Y="1">8</ofd:TextCode>',
  ],
  ...[
    "{\\rtf1",
    "BT",
    "ET",
    "/F1 3 Tf",
    "(5) Tj",
    "q 0 0 0 0 0 0 cm",
    "3 Tr",
    "endstream",
    "endobj",
    "1 g",
    "W n",
    "xref",
    "%%EOF",
  ],
];
const VALUES = [
  "",
  "0",
  "1",
  "-1",
  "2",
  "3",
  "4294967295",
  "1e9",
  "99999999999999999999",
  "A1",
  "B7",
  "hidden",
  "none",
  "s",
  "b",
  "e",
  "str",
  "date",
  "true",
  "x",
  "s0",
  "NaN",
];
const ATTRIBUTES = [
  ...[
    'hidden="1"',
    'hidden="true"',
    'style="display:none"',
    'style="visibility:hidden;text-decoration:line-through"',
    'colspan="2"',
    'rowspan="2"',
  ],
  ...[
    'colspan="999999999"',
    'rowspan="999999999"',
    't="s"',
    't="e"',
    't="b"',
    's="99"',
    'r="A1"',
    'state="hidden"',
    "hidden",
  ],
  ...[
    'table:number-columns-repeated="2"',
    'table:number-rows-repeated="3"',
    'table:visibility="collapse"',
    'office:value="5"',
    'ss:Index="2"',
    'Visible="false"',
    'Alpha="0"',
    'CTM="0 1 -1 0 3 0"',
    'ss:Hidden="1"',
  ],
];

/** One tag, or one sign where there is no markup. */
function tagIn(text: string, random: Random): { readonly start: number; readonly end: number } {
  const at = random.below(text.length);
  const start = text.lastIndexOf("<", at);
  const end = text.indexOf(">", Math.max(start, 0));
  return start < 0 || end < 0 ? { start: at, end: Math.min(text.length, at + 1) } : { start, end: end + 1 };
}

function valueIn(text: string, random: Random): { readonly start: number; readonly end: number } {
  const from = random.below(text.length);
  const found = /="([^"]*)"/g;
  found.lastIndex = from;
  const match = found.exec(text);
  return match ? { start: match.index + 2, end: match.index + match[0].length - 1 } : { start: from, end: from };
}

function lineIn(text: string, random: Random): { readonly start: number; readonly end: number } {
  const at = random.below(text.length);
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** The text as it is now, and the figures that were touched. */
export function changedText(
  draft: Draft,
  change: TextChange,
  random: Random,
): { draft: Draft; loose: readonly string[] } {
  const edit = change(draft.text, random);
  return { draft: edited(draft, edit), loose: touched(draft.spans, edit.start, edit.end) };
}
