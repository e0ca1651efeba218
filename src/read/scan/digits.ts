/** Signs that look like a digit. A sign of the second group is read as one with doubt. */
const ALIKE: Readonly<Record<string, string>> = { O: "0", o: "0", 〇: "0", "○": "0", "。": "." };
const DOUBTFUL: Readonly<Record<string, string>> = {
  D: "0",
  Q: "0",
  U: "0",
  l: "1",
  I: "1",
  "|": "1",
  i: "1",
  "!": "1",
  丨: "1",
  Z: "2",
  z: "2",
  S: "5",
  s: "5",
  B: "8",
  b: "6",
  g: "9",
  q: "9",
};

/** 数字: a text as a number; `certain` where no sign had to be taken for another. */
export interface Digits {
  readonly digits: string;
  readonly certain: boolean;
}

/** What a recognised text says as a number (`39`, `0.5`), or as what forms have in place of one (`/`); undefined where it is neither. */
export function digitsOf(text: string): Digits | undefined {
  const bare = text.replace(/\s/g, "");
  if (/^[/／]$/.test(bare)) return { digits: "/", certain: true };
  if (/^[-－–—―一]{1,2}$/.test(bare)) return { digits: "—", certain: bare !== "一" };
  let certain = true;
  const digits = [...bare]
    .map((sign) => {
      if (DOUBTFUL[sign] !== undefined) certain = false;
      return DOUBTFUL[sign] ?? ALIKE[sign] ?? halfWidth(sign);
    })
    .join("");
  return /^\d{1,12}(?:\.\d{1,6})?$/.test(digits) ? { digits, certain } : undefined;
}

function halfWidth(sign: string): string {
  const code = sign.charCodeAt(0);
  return code >= 0xff10 && code <= 0xff19 ? String.fromCharCode(code - 0xfee0) : sign;
}
