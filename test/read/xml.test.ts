import { describe, expect, test } from "vitest";
import { ReadRefusal } from "../../src/read/refusal.js";
import { decodeXml, readXml } from "../../src/read/xml.js";

function heard(xml: string): string[] {
  const events: string[] = [];
  readXml(xml, {
    open: (name, attributes) =>
      events.push(`<${[name, ...[...attributes].map(([key, value]) => `${key}=${value}`)].join(" ")}>`),
    close: (name) => events.push(`</${name}>`),
    text: (text) => events.push(text),
  });
  return events;
}

describe("XML of office parts", () => {
  test("elements, attributes, text, empty elements and namespace prefixes", () => {
    expect(heard(`<x:a xmlns:x="n" b="1" c='2'>t<x:d/></x:a >`)).toEqual(["<a b=1 c=2>", "t", "<d>", "</d>", "</a>"]);
  });

  test("references are resolved in text and attributes", () => {
    expect(heard('<a b="&lt;&#20;&#x4e2d;">&amp;&quot;&apos;&gt;</a>')).toEqual(["<a b=<\u0014中>", "&\"'>", "</a>"]);
  });

  test("CDATA is text as it stands; comments and instructions are nothing", () => {
    expect(heard("<?xml version='1.0'?><a><!-- <c>5</c> --><![CDATA[<&]]><?p?></a>")).toEqual(["<a>", "<&", "</a>"]);
  });

  test("a bracket inside a quoted value ends no tag", () => {
    expect(heard(`<a b="x>y" c='"/>'>z</a>`)).toEqual([`<a b=x>y c="/>>`, "z", "</a>"]);
  });

  test("line ends become one", () => {
    expect(heard("<a>1\r\n2\r3</a>")).toEqual(["<a>", "1\n2\n3", "</a>"]);
  });

  test.each([
    "<!DOCTYPE a><a/>",
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "<a>&b;</a>",
    "<a>&#0;</a>",
    "<a>& b</a>",
    "<a><b></a></b>",
    "<a>",
    "<a",
    "<a><!-- ",
    "</a>",
    "text<a/>",
    "<1/>",
  ])("%s is refused", (xml) => {
    expect(() => heard(xml)).toThrow(ReadRefusal);
  });

  test("UTF-8, UTF-16 and a declared Chinese encoding are decoded; anything else is refused", () => {
    expect(decodeXml(new TextEncoder().encode("\ufeff<a>中</a>"))).toBe("<a>中</a>");
    expect(decodeXml(new Uint8Array(Buffer.from("\ufeff<a>中</a>", "utf16le")))).toBe("<a>中</a>");
    const declared = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from("</a>"),
    ]);
    expect(decodeXml(new Uint8Array(declared))).toContain("<a>中</a>");
    expect(() => decodeXml(new Uint8Array([0x3c, 0xff]))).toThrow(ReadRefusal);
  });
});
