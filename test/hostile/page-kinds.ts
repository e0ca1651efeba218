import {
  attached,
  LETTER_HEADER,
  letterOf,
  makeLetter,
  makeOutlookLetter,
  multipart,
  TEXT,
} from "../read/mail/made-letter.js";
import { bytesOf } from "../read/making.js";
import { type Kind, kind, many, wholeReport } from "./kind.js";

const page = (content: string): string => `<html><body>${content}</body></html>`;
const TABLE = "<table><tr><td>1<td>2<tr><td>3<td>4</table>";
const mht = (mark: string, body: string): string =>
  `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="${mark}"\n\n${body}`;
const PAGE_PART = `--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n${btoa("<html><body><p>x")}\n`;

/** Letters in letters. */
function nested(depth: number): Uint8Array {
  let part = TEXT;
  for (let level = 0; level < depth; level += 1) part = multipart("mixed", `${level}`, [part]);
  return letterOf([...LETTER_HEADER, ...part.header], part.body);
}

/** 网页与邮件. */
export const PAGE_KINDS: readonly Kind[] = [
  kind("html-200k-deep", ".html", () => page(`${"<div>".repeat(200_000)}x`)),
  kind("html-20k-styles", ".html", () =>
    page(
      `<style>${many(20_000, (at) => `.c${at} .d${at} td{color:red}\n`)}</style><table>${many(20_000, (at) => `<tr class="c${at}"><td class="d${at}">${at}<td>1</tr>`)}</table>`,
    ),
  ),
  kind("html-100k-tables", ".html", () => page(TABLE.repeat(100_000))),
  kind("html-4900-tables", ".html", () => page(TABLE.repeat(4_900))),
  kind("html-900k-lines", ".html", () => page("<p>甲".repeat(900_000))),
  kind("html-deep-tables", ".html", () => page("<table><tr><td>1</td><td>".repeat(20_000))),
  kind("html-30mb-signs", ".html", () => page("<b>1</b>".repeat(3_700_000))),
  kind("html-one-attribute", ".html", () => page(`<p style="${"color:red;".repeat(4_000_000)}">x</p>`)),
  kind("html-spans", ".html", () =>
    page(`<table>${'<tr><td colspan="1000000000" rowspan="1000000000">1'.repeat(1_000)}</table>`),
  ),
  kind("html-selectors", ".html", () =>
    page(
      `<style>${many(2_000, (at) => `:is(td,tr,table):not(.a${at}) > *:nth-child(${at}n+1) ~ td{display:none}\n`)}</style><table>${"<tr><td>1<td>2<td>3".repeat(5_000)}</table>`,
    ),
  ),
  kind("html-comments", ".html", () => page("<!-- - -->".repeat(2_000_000))),
  kind("html-entities", ".html", () => page(`<p>${"&#x110000;&notin;&".repeat(1_000_000)}</p>`)),
  kind("mht-200k-parts", ".mht", () => mht("b", `${PAGE_PART.repeat(200_000)}--b--`)),
  kind(
    "mht-30mb-header",
    ".mht",
    () =>
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\nX: ${"a; ".repeat(9_000_000)}\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--`,
  ),
  kind("mht-short-mark", ".mht", () => mht("-", "-".repeat(20_000_000))),
  kind("eml-10k-attachments", ".eml", () =>
    makeLetter(Array.from({ length: 10_000 }, (_, at) => attached(`filename="${at}.csv"`, "a,b\n1,2\n"))),
  ),
  kind("eml-500-deep", ".eml", () => nested(500)),
  kind("eml-30mb-encoded-word", ".eml", () =>
    letterOf([...LETTER_HEADER, `X: ${"=?UTF-8?Q?=41?= ".repeat(1_800_000)}`], "x"),
  ),
  kind("eml-letter-in-letter", ".eml", () => {
    let letter = makeLetter([TEXT]);
    for (let level = 0; level < 12; level += 1)
      letter = makeLetter([attached(`filename="${level}.eml"`, letter, "message/rfc822")]);
    return letter;
  }),
  kind("msg-500-attachments", ".msg", () =>
    makeOutlookLetter(
      Array.from({ length: 500 }, (_, at) => ({
        "3707001F": `${at}.csv`,
        37010102: bytesOf(`${wholeReport()}\n备注,${at}\n`),
      })),
    ),
  ),
];
