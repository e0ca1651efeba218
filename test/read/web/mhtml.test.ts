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

  describe("a workbook as a single web page has a page for each sheet", () => {
    const part = (location: string, html: string): string =>
      `--=_x\r\nContent-Location: file:///C:/D5A0F6B1/${location}\r\nContent-Type: text/html; charset="us-ascii"\r\n\r\n${html}\r\n`;
    const frames = (names: readonly string[]): string => {
      const listed = names.map(
        (name, at) =>
          `<x:ExcelWorksheet><x:Name>${name}</x:Name>\r\n<x:WorksheetSource HRef="book.files/sheet00${at + 1}.htm"/></x:ExcelWorksheet>`,
      );
      return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>${listed.join("")}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><frameset rows="*,39"><frame src="book.files/sheet001.htm"><frame src="book.files/tabstrip.htm"><noframes><body><p>frames</p></body></noframes></frameset></html>`;
    };
    const sheet = (rows: string, options = ""): string =>
      `<html><head><!--[if gte mso 9]><xml><x:WorksheetOptions>${options}</x:WorksheetOptions></xml><![endif]--></head><body><table>${rows}</table></body></html>`;
    const archive = (parts: readonly string[]): Uint8Array =>
      bytesOf(
        `MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n${parts.join("")}--=_x--\r\n`,
      );
    const rows = (number: number): string => `<tr><td>a<td>${number}<tr><td>b<td>1`;
    const tabs = part("book.files/tabstrip.htm", "<table><tr><td><a>&#24180;&#25253;</a><td><a>x</a></table>");

    test("each under its own name, the hidden one hidden", async () => {
      const parts = [
        part("book.htm", frames(["&#24180;&#25253;", "A&amp;B", "x"])),
        part("book.files/sheet002.htm", sheet(rows(37))),
        part("book.files/sheet001.htm", sheet(rows(36))),
        part("book.files/sheet003.htm", sheet(rows(38), "<x:Visible>SheetHidden</x:Visible>")),
        tabs,
      ];
      const grids = gridsOf(await readOne(archive(parts), "年报.mht"));
      expect(grids.map(({ sheet: name, hidden, cells }) => [name, hidden, cells[1]?.text])).toEqual([
        ["年报", false, "36"],
        ["A&B", false, "37"],
        ["x", true, "38"],
      ]);
    });

    test("one that is not there is never left out in silence", async () => {
      const parts = [part("book.htm", frames(["a", "b"])), part("book.files/sheet001.htm", sheet(rows(36))), tabs];
      expect(await refusalOf(archive(parts), "年报.mht")).toMatchObject({ reason: "工作表“b”的内容缺失" });
      const alone = await refusalOf(bytesOf(frames(["a"])), "年报.htm");
      expect([alone.rule, alone.reason]).toEqual(["FILE.UNSUPPORTED", expect.stringContaining(".files")]);
    });

    test("pages of other archives are read one after another", async () => {
      const parts = [
        part("a.htm", "<frameset><frame src=b.htm></frameset>"),
        part("b.htm", sheet(rows(36))),
        part("c.htm", sheet(rows(37))),
      ];
      const grids = gridsOf(await readOne(archive(parts), "年报.mht"));
      expect(grids.map(({ sheet: name, cells }) => [name, cells[1]?.text])).toEqual([
        ["表格1", "36"],
        ["表格2", "37"],
      ]);
    });
  });
});
