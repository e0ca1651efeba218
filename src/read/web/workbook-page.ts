import { decodeText } from "../decode.js";

/** 工作簿网页的一张工作表: its name, and under which address its page lies. */
export interface ListedSheet {
  readonly name: string;
  readonly address: string;
}

const LISTED = /<x:Name>([^<]{0,400})<\/x:Name>\s{0,20}<x:WorksheetSource\s{1,20}HRef="([^"<>]{0,1000})"/gi;

/** Excel saves a workbook as a page of frames, which lists the sheets, and a page for each of them. */
export function listedSheets(html: string): readonly ListedSheet[] {
  if (!/<frameset/i.test(html)) return [];
  return [...html.matchAll(LISTED)].map(([, name = "", address = ""]) => ({
    name: plain(name),
    address: plain(address),
  }));
}

/** The page of a sheet says itself that it is hidden. */
export function isHiddenSheet(html: string): boolean {
  return /<x:Visible>\s{0,20}Sheet(?:Very)?Hidden/i.test(html);
}

/** Whether the part of an archive is the page at this address, which stands below the folder of the page of frames. */
export function isAt(location: string, address: string): boolean {
  const [whole, part] = [location, address].map((one) => unescaped(one).replaceAll("\\", "/").toLowerCase());
  return whole === part || (whole as string).endsWith(`/${part}`);
}

function unescaped(address: string): string {
  const bytes = address.replace(/%([0-9A-Fa-f]{2})/g, (_, pair: string) =>
    String.fromCharCode(Number.parseInt(pair, 16)),
  );
  const isPlain = [...bytes].every((sign) => sign <= "\u00ff");
  return isPlain ? decodeText(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))) : bytes;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));/g, (whole, number, hex, name) => {
    const code = number === undefined ? Number.parseInt(hex ?? "", 16) : Number(number);
    if (name !== undefined) return NAMED[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
