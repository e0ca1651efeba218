import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { readPdf } from "../../../src/read/pdf/pdf.js";
import { damageIn } from "../../../src/read/pdf-file/pdf-file.js";
import { madePdf, NUMBERS, raster, refusal, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

const CONTENT = raster(XS, YS) + NUMBERS + write("A", 60, 335);
const deflated = (text: string): string => deflateSync(Buffer.from(text, "latin1")).toString("latin1");
const hexadecimal = (text: string): string => `${Buffer.from(text, "latin1").toString("hex")}>`;

/** Five signs for four bytes. */
function ascii85(text: string): string {
  const bytes = Buffer.from(text, "latin1");
  let written = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const group = bytes.subarray(at, at + 4);
    let value = [...group, 0, 0, 0].slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value === 0 && group.length === 4) {
      written += "z";
      continue;
    }
    let signs = "";
    for (let sign = 0; sign < 5; sign += 1, value = Math.floor(value / 85))
      signs = String.fromCharCode(33 + (value % 85)) + signs;
    written += signs.slice(0, group.length + 1);
  }
  return `${written}~>`;
}

const page = (entries: string, data: string, extra = ""): Uint8Array =>
  madePdf([{ content: "", packed: { entries, data } }], extra);

/** The second row of the table of the page. */
async function figures(bytes: Uint8Array): Promise<string | undefined> {
  return shape(gridsOf(await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles))[0])[1];
}

/** One bit of the deflated data turned round. */
function turned(data: string, at: number): string {
  return data.slice(0, at) + String.fromCharCode(data.charCodeAt(at) ^ 4) + data.slice(at + 1);
}

const FILTERS: readonly (readonly [string, (deflated: string) => string])[] = [
  ["/Filter /FlateDecode", (data) => data],
  ["/Filter/FlateDecode", (data) => data],
  ["/Filter [/FlateDecode]", (data) => data],
  ["/Filter [ % its only one\n/FlateDecode ]", (data) => data],
  ["/Filter /#46lateDecode", (data) => data],
  ["/Filter /F#6c#61te#44ecode", (data) => data],
  ["/#46ilter /FlateDecode", (data) => data],
  ["/Filter /Fl", (data) => data],
  ["/F /FlateDecode", (data) => data],
  ["/Filter /ASCIIHexDecode /Filter /FlateDecode", (data) => data],
  ["/Filter /FlateDecode /DecodeParms << /Predictor 1 >>", (data) => data],
  ["/Filter [/FlateDecode] /DecodeParms [null]", (data) => data],
  ["/Filter [/ASCIIHexDecode /FlateDecode]", hexadecimal],
  ["/Filter [/AHx /Fl]", hexadecimal],
  ["/Filter [/ASCII85Decode /FlateDecode]", ascii85],
  ["/Filter [/A85/Fl]", ascii85],
  ["/Filter [/FlateDecode /FlateDecode]", deflated],
  [`/Note (stream endstream \\) >>) /Other << /A [<</B (>>)>> 1 0 R] >> /Filter /FlateDecode`, (data) => data],
  [`/Note <${"00".repeat(5000)}> /Filter /FlateDecode`, (data) => data],
];

const NAMED = FILTERS.map(([entries, packed]) => [entries.slice(0, 60), entries, packed] as const);

describe("the compressed parts of a PDF", () => {
  test.each(NAMED)("%s is undone, and one wrong bit in it is damage, never a blank", async (_, entries, packed) => {
    const data = deflated(CONTENT);
    expect(await figures(page(entries, packed(data)))).toBe("0= 1=12 2=0");
    for (const at of [1, 12, 80, data.length - 2])
      expect(await refusal(page(entries, packed(turned(data, at)))), String(at)).toBe("FILE.UNREADABLE");
  });

  test("the library itself takes what is damaged for blank or shorter: without the check figures vanish", async () => {
    const data = deflated(CONTENT);
    const unchecked = (at: number): Promise<string | undefined> =>
      figures(page("/Subtype /Image /Width 1 /Height 1 /Filter /FlateDecode", turned(data, at)));
    const seen = await Promise.all([40, 60, 80, 100].map((at) => unchecked(at).catch(() => undefined)));
    expect(seen.filter((row) => row !== "0= 1=12 2=0")).not.toEqual([]);
  });

  test("a checksum that ends like a line is whole, where the length stands in another object", () => {
    const endings = Array.from({ length: 4000 }, (_, at) => deflated(`${CONTENT}${at} 0 m\n`));
    for (const last of ["\r", "\n"]) {
      const data = endings.find((one) => one.endsWith(last))!;
      const file = Buffer.from(page("/Filter /FlateDecode", data)).toString("latin1");
      for (const lineEnd of ["\n", "\r\n", "\r", ""]) {
        const indirect = file
          .replace(`/Length ${data.length} >>`, "/Length 9 0 R >>")
          .replace(`${data}\nendstream`, () => `${data}${lineEnd}endstream`);
        expect(
          damageIn(
            Uint8Array.from(indirect, (sign) => sign.charCodeAt(0)),
            DEFAULT_LIMITS,
          ),
        ).toBeUndefined();
      }
    }
  });

  test("a packing without a checksum, or named in another object, can't be vouched for", async () => {
    for (const entries of [
      "/Filter /LZWDecode",
      "/Filter /RunLengthDecode",
      "/Filter 3 0 R",
      "/Filter [3 0 R]",
      "/F (a)",
    ])
      expect(await refusal(page(entries, deflated(CONTENT)))).toBe("FILE.UNREADABLE");
  });

  test("the word for encryption anywhere but in the trailer lets no damage through", async () => {
    const broken = turned(deflated(CONTENT), 60);
    for (const entries of ["/Encrypt 3 0 R", "/Note (/Encrypt)", "/Note /Encrypt"])
      expect(await refusal(page(`${entries} /Filter /FlateDecode`, broken))).toBe("FILE.UNREADABLE");
    const behind = Buffer.concat([
      page("/Filter /FlateDecode", broken),
      Buffer.from("\n% trailer << /Encrypt << /Filter /Standard >> >>\n"),
    ]);
    expect(await refusal(new Uint8Array(behind))).toBe("FILE.UNREADABLE");
  });

  test("a content that is not packed and is longer or shorter than it says is damage", async () => {
    const plain = page("", CONTENT);
    const file = Buffer.from(plain).toString("latin1");
    const changed = (from: string, to: string): Uint8Array =>
      new Uint8Array(Buffer.from(file.replace(from, to), "latin1"));
    expect(await figures(plain)).toBe("0= 1=12 2=0");
    for (const [from, to] of [
      ["(12) Tj", "(12) Tj (12) Tj"],
      ["(12) Tj", "() Tj"],
      ["(12) Tj", "(12 T"],
      [`/Length ${CONTENT.length}`, `/Length ${CONTENT.length - 9}`],
      [`/Length ${CONTENT.length}`, `/Length ${CONTENT.length + 9}`],
    ] as const)
      expect(await refusal(changed(from, to)), to).toBe("FILE.UNREADABLE");
    expect(await figures(changed("\nendstream", "\r\n\r\nendstream"))).toBe("0= 1=12 2=0");
    expect(await figures(page("/Filter /ASCIIHexDecode", hexadecimal(CONTENT)))).toBe("0= 1=12 2=0");
  });

  test("pictures are not looked at", () => {
    const damage = (entries: string): string | undefined =>
      damageIn(page(entries, "not packed at all"), DEFAULT_LIMITS);
    expect(damage("/Subtype /Image /Width 9 /Height 9 /Filter /FlateDecode")).toBeUndefined();
    expect(damage("/Width 9 /Height 9 /Filter [/ASCII85Decode /LZWDecode]")).toBeUndefined();
    expect(damage("/Filter [/ASCII85Decode /DCTDecode]")).toBeUndefined();
    expect(damage("/Filter /FlateDecode")).toContain("校验不符");
  });

  test.each([
    ["at once", "/FlateDecode", deflated(" ".repeat(100_000))],
    ["in two steps", "[/FlateDecode /FlateDecode]", deflated(deflated(" ".repeat(10_000_000)))],
    ["in signs", "[/ASCIIHexDecode /FlateDecode]", hexadecimal(deflated(" ".repeat(100_000)))],
    ["by signs that stand for four", "/ASCII85Decode", `${"z".repeat(12_501)}~>`],
    ["by digits alone", "/ASCIIHexDecode", `${"20".repeat(50_001)}>`],
    ["behind other steps", "[/FlateDecode /FlateDecode /A85]", deflated(deflated("z".repeat(12_000)))],
  ])("a content that inflates past the limit %s is refused", async (_, filter, data) => {
    const reading = readPdf(
      page(`/Filter ${filter}`, data),
      { ...DEFAULT_LIMITS, inflatedBytes: 50_000 },
      installedPdfFiles,
    );
    await expect(reading).rejects.toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
  });

  test("a content of signs within the limit is no damage, whatever white space stands between them", () => {
    const within = { ...DEFAULT_LIMITS, inflatedBytes: 50_000 };
    const drawn = "q Q ".repeat(2_500);
    expect(damageIn(page("/Filter /A85", ascii85(drawn).replace(/.{70}/g, "$&\r\n")), within)).toBeUndefined();
    expect(damageIn(page("/Filter /AHx", hexadecimal(drawn).replace(/.{71}/g, "$& \n")), within)).toBeUndefined();
  });

  test("many small parts are counted together", () => {
    const one = "1 0 obj << /Filter /Fl >>\nstream\n";
    const bytes = Buffer.from(`${one}${deflated(" ".repeat(9000))}\nendstream\n`.repeat(10), "latin1");
    expect(damageIn(bytes, { ...DEFAULT_LIMITS, inflatedBytes: 90_000 })).toBeUndefined();
    expect(() => damageIn(bytes, { ...DEFAULT_LIMITS, inflatedBytes: 89_999 })).toThrow("PDF 解压后过大");
  });

  test("a part behind values nested ever deeper is not passed over", async () => {
    const nested = (depth: number): string => `/Note ${"[".repeat(depth)}${"]".repeat(depth)} /Filter /FlateDecode`;
    const broken = turned(deflated(CONTENT), 60);
    expect(await figures(page(nested(40), deflated(CONTENT)))).toBe("0= 1=12 2=0");
    expect(await refusal(page(nested(40), broken))).toBe("FILE.UNREADABLE");
    expect(await refusal(page(nested(400), broken))).toBe("FILE.TOO_LARGE");
  });

  test("objects that never end are not looked through again and again", () => {
    for (const begun of ["1 0 obj << /A [", "1 0 obj << (", "1 0 obj << <", "1 0 obj << /A %"]) {
      const bytes = Buffer.from(`%PDF-1.4\n${begun.repeat(20_000)}`, "latin1");
      expect(() => damageIn(bytes, DEFAULT_LIMITS), begun).toThrow("PDF 的结构过于复杂");
    }
  });
});

describe("the content of a page that is not packed", () => {
  const damage = (content: string): string | undefined => damageIn(madePdf([{ content }]), DEFAULT_LIMITS);

  test.each([
    ["an operator that nobody knows", CONTENT.replace("Tj", "Tk")],
    ["an operand that is no number", CONTENT.replace("50 350 m", "5o 350 m")],
    ["an operand less", CONTENT.replace("50 350 m", "350 m")],
    ["an operand more", CONTENT.replace("50 350 m", "1 50 350 m")],
    ["a text that does not end", CONTENT.replace("(12)", "(12 ")],
    ["a text in hexadecimal with half a sign", `${CONTENT}BT /F2 9 Tf 1 0 0 1 9 9 Tm <745e9> Tj ET`],
    ["a text that begins within another", CONTENT.replace(" ET", "")],
    ["a state that is restored and was not saved", `${CONTENT}Q`],
    ["a state that is saved and not restored", `${CONTENT}q`],
    ["operands without an operator at its end", `${CONTENT}12 0`],
    ["zeros", CONTENT.replace("(12) Tj", "(12)\0Tj\0\0ET")],
  ])("%s is damage", (_, content) => {
    expect(damage(content)).toMatch(/残缺/);
  });

  test.each([
    [
      "all kinds of operands",
      `${CONTENT}/P << /MCID 0 /A [1 (b)] >> BDC [(a) -120.5 (b)] TJ EMC [3 2] 0 d 0.5 g /GS0 gs`,
    ],
    ["a picture within the line", `${CONTENT}q BI /W 2 /H 1 /BPC 8 /CS /G ID \x00( EI Q`],
    ["what belongs to later versions, between the marks for it", `${CONTENT}BX 1 2 xyz EX`],
    ["comments", `% made by hand\n${CONTENT}`],
  ])("%s are none", (_, content) => {
    expect(damage(content)).toBeUndefined();
  });
});
