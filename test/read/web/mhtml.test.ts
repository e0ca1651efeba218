import { describe, expect, test } from "vitest";
import { bytesOf, cellsOf, gridsOf, readOne, refusalOf } from "../making.js";

describe("web archives", () => {
  test.each([
    ["quoted-printable", "=E8=A7=84=E7=AB=A0</td><td=\r\n>36"],
    ["base64", undefined],
    ["8bit", "规章</td><td>36"],
  ])("web archives (%s) are read as the page within", async (encoding, cell) => {
    const page = `<html><body><table><tr><td>${cell ?? "规章</td><td>36"}</td></tr><tr><td>a</td><td>b</td></tr></table></body></html>`;
    const body =
      encoding === "base64"
        ? Buffer.from(page)
            .toString("base64")
            .replace(/(.{60})/g, "$1\r\n")
        : page;
    const mail = `MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="--=_x"\r\n\r\n----=_x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n----=_x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----=_x--\r\n`;
    const document = await readOne(bytesOf(mail), "年报.xls");
    expect(document.format).toBe("html");
    expect(cellsOf(gridsOf(document)[0])).toMatchObject({ R1C1: "text 规章", R1C2: "text 36" });
  });

  test.each([
    ["http://a.cn/b/c.css", "http://a.cn/b/c.css"],
    ["c.css", "http://a.cn/b/c.css"],
    ["cid:one@a", "cid:one@a"],
  ])("a style sheet that came along is looked up by %s", async (href, location) => {
    const page = `<!doctype html><link rel="stylesheet" href="${href}"><table><tr><td>规章<td>12<b>3</b><tr><td>a<td>b</table>`;
    const part = (type: string, headers: string, body: string): string =>
      `--=_x\r\nContent-Type: ${type}; charset=utf-8\r\n${headers}\r\n\r\n${body}\r\n`;
    const named = location.startsWith("cid:") ? "Content-ID: <one@a>" : `Content-Location: ${location}`;
    const mail = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n${part("text/html", "Content-Location: http://a.cn/b/a.html", page)}${part("text/css", named, "td b{display:none}")}--=_x--\r\n`;
    const [grid] = gridsOf(await readOne(bytesOf(mail), "年报.mht"));
    expect(grid?.cells[1]).toMatchObject({ text: "12", unseen: "3" });
  });

  test("style sheets that ask for each other, or for themselves, are read and come to an end", async () => {
    const part = (name: string, css: string): string =>
      `--=_x\r\nContent-Type: text/css\r\nContent-Location: ${name}\r\n\r\n${css}\r\n`;
    const mail = (sheets: string): Uint8Array =>
      bytesOf(
        `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n--=_x\r\nContent-Type: text/html\r\n\r\n<link rel="stylesheet" href="0"><table><tr><td>规章<td>12<b>3</b><tr><td>a<td>b</table>\r\n${sheets}--=_x--\r\n`,
      );
    const asking = (many: number): string =>
      Array.from({ length: many }, (_, at) => `@import "${at}";`)
        .join("")
        .concat("td b{display:none}");
    const [grid] = gridsOf(await readOne(mail(part("0", asking(300))), "年报.mht"));
    expect(grid?.cells[1]).toMatchObject({ text: "12", unseen: "3" });
    const all = Array.from({ length: 30 }, (_, at) => part(String(at), asking(30))).join("");
    expect(await refusalOf(mail(all), "年报.mht")).toMatchObject({ rule: "FILE.TOO_LARGE" });
  });

  test("an archive of thousands of parts is refused before they are taken apart", async () => {
    const part = "--b\r\nContent-Type: text/html\r\n\r\n<p>1\r\n";
    const mail = (parts: number): string =>
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n${part.repeat(parts)}--b--`;
    expect((await readOne(bytesOf(mail(1500)), "年报.mht")).format).toBe("html");
    expect(await refusalOf(bytesOf(mail(2500)), "年报.mht")).toMatchObject({ rule: "FILE.TOO_LARGE" });
  });
});
