import { describe, expect, test } from "vitest";
import { grids, table } from "../made-page.js";
import { shape } from "../making.js";

describe("cells of an HTML table", () => {
  test("spans are resolved and empty cells stay as blanks", () => {
    const [grid] = grids(table('<tr><td rowspan=2>甲<td colspan="2">乙<tr><td>1<td><tr><td>丙<td>&nbsp;<td>3'));
    expect(shape(grid)).toEqual(["0(2x1)=甲 1(1x2)=乙", "1=1 2=", "0=丙 1= 2=3"]);
    expect(grid).toMatchObject({ sheet: "表格1", addressing: "RC", rows: 3, columns: 3, hidden: false });
    expect(grid?.cells.filter((cell) => cell.kind === "blank")).toHaveLength(2);
  });

  test("spans that overlap, reach too far or mean nothing do no harm", () => {
    const rows =
      '<tr><td>a<td rowspan=3>b<td>c<tr><td colspan=3>d<td>e<tr><td rowspan="0">f<td colspan=99999999>g<tr><td colspan=-2>h<td rowspan=x>i';
    const [grid] = grids(table(rows));
    expect(shape(grid)).toEqual(["0=a 1(3x1)=b 2=c", "0=d 2=e", "0(2x1)=f 2=g", "1=h 2=i"]);
    expect(grid?.columns).toBe(3);
  });

  test("rowspan 0 and a row span past the end stop at the end of their group", () => {
    const [grid] = grids(table("<thead><tr><td rowspan=9>a<td>b<tbody><tr><td rowspan=0>c<td>d<tr><td>e"));
    expect(shape(grid)).toEqual(["0=a 1=b", "0(2x1)=c 1=d", "1=e"]);
  });

  test("head and foot rows stand where a browser shows them", () => {
    const [grid] = grids(
      table("<tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>规章<td>3</tbody><thead><tr><td>内容<td>数"),
    );
    expect(shape(grid)).toEqual(["0=内容 1=数", "0=规章 1=3", "0=合计 1=3"]);
  });

  test("labels split into spans are joined; breaks and paragraphs part lines; no-break spaces stay", () => {
    const label = "<p><span>（<font>三</font></span><span>）</span>不予\n公开<o:p></o:p></p>";
    const [grid] = grids(
      table(`<tr><td>${label}<td>商业<br>企业<td><p>科研</p><div>机构</div><td>&nbsp;36<td>12  \n 34`),
    );
    expect(shape(grid)).toEqual(["0=（三）不予公开 1=商业\n企业 2=科研\n机构 3=\u00a036 4=12 34"]);
  });

  test("scripts, styles, comments and hidden cells leave no trace; hidden rows and columns are named", () => {
    const dropped =
      "<script>1</script><style>2</style><!-- 3 --><!--[if gte mso 9]>4<![endif]--><noscript>5</noscript><template>6</template>";
    const rows = `<tr><td>${dropped}甲<td style="display: none">隐<td>7<span hidden>8</span><tr hidden><td>乙<td>9<tr style='DISPLAY:none'><td>丙<td>1`;
    const [grid] = grids(table(`<col><col style="display:none">${rows}`));
    expect(shape(grid)).toEqual(["0=甲 1=7", "0=乙 1=9", "0=丙 1=1"]);
    expect(grid).toMatchObject({ hiddenRows: [1, 2], hiddenColumns: [1] });
  });

  test("what is crossed out never runs together with what replaces it", () => {
    const [grid] = grids(table('<tr><td>甲<td><s>12</s>15<td><span style="text-decoration:line-through">1</span>6'));
    expect(shape(grid)).toEqual(["0=甲 1=12 15 2=1 6"]);
  });

  test("a footnote's mark beside a number is bracketed and never becomes one of its digits", () => {
    const raised = '<span style="vertical-align:super">1</span>';
    const [grid] = grids(
      table(`<tr><td>规章<sup>①</sup><td>12<sup>1</sup><td>12${raised}<td><sup>12</sup><td>3<sup>件</sup>`),
    );
    expect(shape(grid)).toEqual(["0=规章[①] 1=12[1] 2=12[1] 3=12 4=3件"]);
  });

  test("the stored number is the value, and what the page shows of it is kept where it is not that number", () => {
    const [grid] = grids(
      table('<tr><td x:num="36.4">36<td x:num="5"></td><td x:num></td><td x:num="1234">12340<td x:num>7'),
    );
    expect(shape(grid)).toEqual(["0=36.4 1=5 2= 3=1234 4=7"]);
    expect(grid?.cells.map(({ kind, shown }) => [kind, shown])).toEqual([
      ["number", undefined],
      ["scaled", ""],
      ["blank", undefined],
      ["scaled", "12340"],
      ["text", undefined],
    ]);
  });

  test("values typed into a saved form are read", () => {
    const field = '<input value="5"><input type=hidden value=9>';
    const [grid] = grids(
      table(`<tr><td>甲<td>${field}<td><select><option>0<option selected>2</select><td><textarea>8</textarea>`),
    );
    expect(shape(grid)).toEqual(["0=甲 1=5 2=2 3=8"]);
  });
});
