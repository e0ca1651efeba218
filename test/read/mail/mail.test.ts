import { describe, expect, test } from "vitest";
import { joined, makeZip, readAll, refusalOf, sheetOf } from "../making.js";
import {
  attached,
  LETTER_HEADER,
  latin1,
  letterOf,
  type MadePart,
  makeLetter,
  makeOutlookLetter,
  multipart,
  TEXT,
} from "./made-letter.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');

async function saidOf(letter: Uint8Array, name = "报送"): Promise<readonly string[]> {
  return (await readAll(letter, name)).map(({ inner, outcome }) => {
    if ("failure" in outcome) return `${inner}: ${outcome.failure.rule} ${outcome.failure.reason}`;
    const block = outcome.document.blocks[0];
    return `${inner}: ${block?.kind === "grid" ? block.cells.map(({ text }) => text).join("|") : "正文"}`;
  });
}

describe("the attachments of a letter are what was sent in", () => {
  test("its text is not, nor what a picture of the text shows", async () => {
    const picture: MadePart = {
      header: ["Content-Type: image/png; name=logo.png", "Content-ID: <a>", "Content-Disposition: inline"],
      body: "x",
    };
    const text = multipart("alternative", "内", [TEXT, { header: ["Content-Type: text/html"], body: "<p>37" }]);
    const shown = multipart("related", "中", [text, picture]);
    expect(await saidOf(makeLetter([shown, attached('filename="a.xlsx"', SHEET)]))).toEqual(["a.xlsx: 36"]);
  });

  test.each([
    ["RFC 2047 in GB2312", 'filename="=?GB2312?B?z/O6/tXyLnhsc3g=?="'],
    ["RFC 2047 in GBK, quoted-printable", "filename==?gbk?Q?=CF=F3=BA=FE=D5=F2=2Exlsx?="],
    ["RFC 2047 in two words that part a sign", 'filename="=?UTF-8?B?6LGh5rmW6Q==?= =?UTF-8?B?lYcueGxzeA==?="'],
    ["RFC 2231", "filename*=UTF-8''%E8%B1%A1%E6%B9%96%E9%95%87.xlsx"],
    ["RFC 2231 in GB18030", "filename*=GB18030''%CF%F3%BA%FE%D5%F2.xlsx"],
    ["RFC 2231 in pieces", "filename*1*=%96%E9%95%87; filename*0*=UTF-8''%E8%B1%A1%E6%B9; filename*2=.xlsx"],
    ["GB18030 as it is", 'filename="\u00cf\u00f3\u00ba\u00fe\u00d5\u00f2.xlsx"'],
    ["UTF-8 as it is", `filename="${Buffer.from("象湖镇.xlsx").toString("latin1")}"`],
  ])("a name in %s", async (_, named) => {
    expect(await saidOf(makeLetter([TEXT, attached(named, SHEET)]))).toEqual(["象湖镇.xlsx: 36"]);
  });

  test("a name may stand in the kind alone, and a letter may consist of the file", async () => {
    const header = [
      "Content-Type: application/vnd.ms-excel;\r\n\tname=a.csv",
      "Content-Transfer-Encoding: quoted-printable",
    ];
    expect(await saidOf(letterOf([...LETTER_HEADER, ...header], "=E8=A7=84=E7=AB=A0,3=\r\n6,1\r\n"))).toEqual([
      "a.csv: 规章|36|1",
    ]);
  });

  test("archives and letters within are opened; attachments of one name are told apart", async () => {
    const zip = makeZip([{ name: "b.xlsx", content: SHEET }]);
    const inner = Buffer.from(makeLetter([TEXT, attached("filename=c.xlsx", SHEET)], true, "里")).toString("latin1");
    const forwarded: MadePart = { header: ["Content-Type: message/rfc822"], body: inner };
    const parts = [attached("filename=a.zip", zip), forwarded, ...[1, 2].map(() => attached("filename=d.xlsx", SHEET))];
    expect(await saidOf(makeLetter(parts))).toEqual([
      "a.zip!/b.xlsx: 36",
      "年报.eml!/c.xlsx: 36",
      "d.xlsx: 36",
      "附件4/d.xlsx: 36",
    ]);
  });

  test("what Outlook saved is the same", async () => {
    const letter = makeOutlookLetter(
      [
        { "37010102": SHEET, "3707001F": "象湖镇.xlsx", "3704001F": "XHZ~1.XLS" },
        { "37010102": SHEET, "3707001E": new Uint8Array([0xcf, 0xf3, 0x2e, 0x78]) },
        { "37010102": new Uint8Array([1]), "3707001F": "image001.png", "3712001F": "image001.png@01D" },
        { "3707001F": "云.xlsx" },
      ],
      [{ "37010102": SHEET, "3707001F": "转来的.xlsx" }],
    );
    expect(await saidOf(letter)).toEqual([
      "象湖镇.xlsx: 36",
      "象.x: 36",
      "云.xlsx: FILE.UNSUPPORTED 附件没有随邮件发来，邮件中只有它的地址",
      "转来的.xlsx: 36",
    ]);
  });
});

describe("what a letter can't give is said by name", () => {
  const odd = (header: string, body = "x"): Uint8Array =>
    makeLetter([TEXT, { header: [header, 'Content-Disposition: attachment; filename="a.xlsx"'], body }]);

  test.each([
    ["a letter without attachments", makeLetter([TEXT]), "FILE.UNSUPPORTED", "没有附件"],
    [
      "a mailbox",
      joined([1, 2].flatMap(() => [latin1("\n\nFrom a@b Mon Jan 2 10:00:00 2023\n"), makeLetter([TEXT])])).slice(2),
      "FILE.UNSUPPORTED",
      "邮箱文件",
    ],
    ["one with a temporary file", makeLetter([attached("filename=~$a.xlsx", "x")]), "FILE.UNSUPPORTED", "没有附件"],
    ["one that Outlook saved", makeOutlookLetter([]), "FILE.UNSUPPORTED", "没有附件"],
    [
      "winmail.dat",
      makeLetter([attached("filename=winmail.dat", "x", "application/ms-tnef")]),
      "FILE.UNSUPPORTED",
      "winmail",
    ],
    ["an encrypted letter", odd("Content-Type: application/pkcs7-mime"), "FILE.ENCRYPTED", "加密"],
    ["a part of a letter", odd("Content-Type: message/partial"), "FILE.UNSUPPORTED", "分成几封"],
    ["an unknown encoding", odd("Content-Transfer-Encoding: x-uuencode"), "FILE.UNSUPPORTED", "编码"],
    ["broken base64", odd("Content-Transfer-Encoding: base64", "QUJD*"), "FILE.UNREADABLE", "编码已损坏"],
    [
      "base64 that goes on behind its end",
      odd("Content-Transfer-Encoding: base64", "MQ==MQ=="),
      "FILE.UNREADABLE",
      "编码已损坏",
    ],
    [
      "broken quoted-printable",
      odd("Content-Transfer-Encoding: quoted-printable", "3=6"),
      "FILE.UNREADABLE",
      "编码已损坏",
    ],
    [
      "a letter that is cut off",
      makeLetter([TEXT, attached("filename=a.xlsx", SHEET)], false),
      "FILE.UNREADABLE",
      "末尾缺失",
    ],
    ["letters within letters without an end", nested(30), "FILE.UNSUPPORTED", "层数过多"],
    ["thousands of parts", makeLetter(Array.from({ length: 2100 }, () => TEXT)), "FILE.TOO_LARGE", "超过"],
  ])("%s", async (_, letter, rule, reason) => {
    const failure = await refusalOf(letter, "年报.xlsx");
    expect([failure.rule, failure.reason]).toEqual([rule, expect.stringContaining(reason)]);
    expect(failure.advice).not.toBe("");
  });

  test("texts and web archives that look like letters are none", async () => {
    expect(await saidOf(latin1("Name: 36\r\nTo: 37\r\nthis is no header\r\n\r\n36"), "a.txt")).toEqual([
      "undefined: 正文",
    ]);
    const page = multipart("related", "页", [
      { header: ["Content-Type: text/html"], body: "<table><tr><td>36<td>1</table>" },
    ]);
    const archive = letterOf(["From: <Saved by Blink>", "Subject: a", "MIME-Version: 1.0", ...page.header], page.body);
    expect(await saidOf(archive, "a.mht")).toEqual(["undefined: 36|1"]);
  });

  test("no byte that is turned makes a letter hang or crash", async () => {
    const letters = [
      makeLetter([TEXT, attached("filename=a.csv", "规章,36\n")]),
      makeOutlookLetter([{ "37010102": SHEET }]),
    ];
    for (const letter of letters) {
      for (let at = 0; at < letter.length; at += 37) {
        const turned = letter.slice();
        turned[at] = (turned[at] as number) ^ 0x2a;
        expect((await saidOf(turned)).length).toBeGreaterThan(0);
      }
    }
  });
});

function nested(depth: number): Uint8Array {
  let part: MadePart = TEXT;
  for (let level = 0; level < depth; level++) part = multipart("mixed", `层${level}`, [part]);
  return letterOf([...LETTER_HEADER, ...part.header], part.body);
}
