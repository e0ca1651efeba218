import { describe, expect, test } from "vitest";
import { page, taken } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const cell = (inner: string, attributes = ""): string => `<td colspan="3" ${attributes}>${inner}</td>`;
const ask = async (inner: string, head = "", attributes = "") =>
  (await taken(page({ B7: cell(inner, attributes) }, head))).taken;
const css = (rules: string): string => `<style>${rules}</style>`;

describe("网页脚本写出的内容", () => {
  const script = (text: string): string => `<script>${text}</script>`;
  test.each([
    ["在单元格里写出", script("document.write(1234)"), ""],
    ["填进空的元素", '<b id="n1"></b>', script('document.getElementById("n1").innerText = 1234')],
    ["改写已有的数", '<b id="n1">7</b>', script("$('#n1').html(1234)")],
  ])("%s：不采用，也不当作0", async (_, inner, elsewhere) => expect(await ask(inner, elsewhere)).toBe(UNREADABLE));

  test.each([
    ["不写出内容的脚本", script("var n = 1"), ""],
    ["写别处的脚本", '<b id="n1">1234</b>', script('document.getElementById("n2").innerText = 1')],
    ["只读不写的脚本", '<b id="n1">1234</b>', script('track("n1")')],
  ])("%s：照读", async (_, inner, elsewhere) =>
    expect(await ask(inner.includes("1234") ? inner : `1234${inner}`, elsewhere)).toBe("1234"),
  );

  test("整个单元格隐藏、这一行少了一格：不当作0", async () => {
    for (const attributes of ["hidden", 'style="display:none"'])
      for (const inner of ["1234", ""]) expect(await ask(inner, "", attributes)).toBe(UNREADABLE);
  });
});

describe("网页里看不见的内容", () => {
  test.each([
    ["visibility:hidden"],
    ["visibility: collapse"],
    ["display:none"],
    ["DISPLAY : NONE"],
    ["font-size:0"],
    ["font-size:0px"],
    ["opacity:0"],
    ["width:0;height:0;overflow:hidden;display:inline-block"],
    ["display:inline-block;text-indent:-9999px"],
    ["position:absolute;left:-9999px"],
    ["position:absolute;clip:rect(0,0,0,0)"],
    ["clip-path:inset(50%)"],
    ["display:inline-block;transform:scale(0)"],
    ["mso-hide:all"],
    ["color:white"],
    ["color:#fff"],
    ["color:#FFFFFF"],
    ["color:rgb(255, 255, 255)"],
    ["color:transparent"],
    ["background:#000;color:black"],
  ])("%s 的数字在数旁：不采用；写在行内、样式表里都一样", async (style) => {
    expect(await ask(`1234<span style="${style}">5</span>`)).toBe(UNREADABLE);
    expect(await ask('1234<span class="h">5</span>', css(`.h{${style}}`))).toBe(UNREADABLE);
  });

  test.each([
    ["hidden", "<span hidden>5</span>"],
    ["font", '<font color="white">5</font>'],
    ["font", '<font color="#ffffff">5</font>'],
  ])("老写法 %s", async (_, hidden) => expect(await ask(`1234${hidden}`)).toBe(UNREADABLE));

  test.each([
    ["span.h{display:none}"],
    ["#x{display:none}"],
    ["td span{display:none}"],
    ["table td > span{visibility:hidden}"],
    ["b, span{font-size:0}"],
    ["span{display:inline} .h{display:none}"],
    [".h{display:inline} span{display:none!important}"],
    ["@media screen{.h{display:none}}"],
    ["<!-- .h{display:none} -->"],
    ["/* .h{} */ .h{display:none}"],
  ])("样式表 %s", async (rules) => {
    expect(await ask('1234<span class="h" id="x">5</span>', css(rules))).toBe(UNREADABLE);
  });

  test.each([
    ["@media print{.h{display:none}}"],
    [".h:hover{display:none}"],
    ["div .h{display:none}"],
    [".other{display:none}"],
    [".h{display:none} .h{display:inline}"],
    ["span{display:none} .h{display:inline}"],
    [".h{color:white;background:#1f497d}"],
    ["td{background-color:#1f497d} .h{color:white}"],
    [".h{background:url(x.png);color:white}"],
    [".h{font-size:0.9em;opacity:1;text-indent:2em;left:10px;position:relative}"],
  ])("样式表 %s：看得见，照读", async (rules) => {
    expect(await ask('123<span class="h">4</span>', css(rules))).toBe("1234");
  });

  test("看不见的没有数字：照读看见的；template、script、noscript 不是内容", async () => {
    expect(await ask('1234<span style="display:none">注</span>')).toBe("1234");
    expect(await ask("1234<template>5</template><script>6</script><noscript>7</noscript>")).toBe("1234");
  });

  test("标为读屏软件不读的：格内的不采用，整表、整页的照读", async () => {
    expect(await ask('123<span aria-hidden="true">4</span>')).toBe(UNREADABLE);
    expect(await ask('<span aria-hidden="true">1234</span>')).toBe(UNREADABLE);
    expect(await ask('1234<i aria-hidden="true"></i>')).toBe("1234");
    expect(await ask("1234", '<div aria-hidden="true">')).toBe("1234");
  });

  test("看到的与所填的可能不同：不采用，说明为什么", async () => {
    const said = async (inner: string, head = ""): Promise<string> =>
      (await taken(page({ B7: cell(inner) }, head))).message;
    expect(await said('<bdo dir="rtl">1234</bdo>')).toContain("在原件中显示得可能与所填的不同");
    expect(await said("1234", css("@media (min-width:1300px){td{visibility:hidden}}"))).toContain("只在部分窗口");
    expect(await said("1234", css("td:last-child::before{content:'-'}"))).toContain(
      "单元格显示为“-1234”，存储的数是1234，不能确定以哪个为准",
    );
    expect(await said('<img src="a.png">')).toContain("单元格内或其上有图片");
    expect(await said('<i class="d"></i>', css(".d::after{content:'12'}"))).toContain("显示的“12”是网页样式画出的");
    expect(await said("<ol><li>1234</ol>")).toContain("设有自动编号");
    expect(await said("1234", css("td::before{content:counter(a)}"))).toContain("设有自动编号");
  });

  test("不编号的列表照读", async () => {
    expect(await ask("<ul><li>1234</ul>")).toBe("1234");
    expect(await ask('<ol style="list-style:none"><li>1234</ol>')).toBe("1234");
  });

  test("样式写在数旁的计量单位照读", async () => {
    expect(await ask('<i class="d">1234</i>', css(".d::after{content:'件'}"))).toBe("1234");
    expect(await ask('<i class="d"></i>', css(".d::after{content:'件'}"))).toBe("0");
    expect(await ask('<img src="s.gif" width="1" height="1">')).toBe("0");
  });

  test("表单里填的照读，密码框、图形的不采用", async () => {
    expect(await ask('<input value="1234">')).toBe("1234");
    expect(await ask("<select><option>1<option selected>1234</select>")).toBe("1234");
    expect(await ask("<textarea>1234</textarea>")).toBe("1234");
    expect(await ask('<input type="password" value="1234">')).toBe(UNREADABLE);
    expect(await ask('<input type="range" value="1234">')).toBe(UNREADABLE);
    expect(await ask("<canvas></canvas>")).toBe(UNREADABLE);
    expect(await ask("<svg><text>1234</text></svg>")).toBe(UNREADABLE);
    expect(await ask('<object data="a.png">12</object>')).toBe(UNREADABLE);
  });

  test("注音里的数字不成为数的一部分", async () => {
    expect(await ask("<ruby>123<rt>4</rt></ruby>")).toBe(UNREADABLE);
  });

  test("外层看不见、里层又看得见的，照读", async () => {
    expect(await ask('<span style="visibility:hidden">5<b style="visibility:visible">1234</b></span>')).toBe(
      UNREADABLE,
    );
    expect(await ask('<span style="visibility:hidden"><b style="visibility:visible">1234</b></span>')).toBe("1234");
    expect(await ask('<span style="font-size:0"><b style="font-size:14px">1234</b></span>')).toBe("1234");
  });

  test("整个数看不见：不采用，不当作空白", async () => {
    for (const style of ["visibility:hidden", "display:none", "color:white", "font-size:0"])
      expect(await ask(`<span style="${style}">1234</span>`), style).toBe(UNREADABLE);
    expect(await ask("1234", "", 'style="color:white"')).toBe(UNREADABLE);
    expect(await ask("1234", "", 'bgcolor="#1f497d" style="color:white"')).toBe("1234");
    expect(await ask('<span style="color:white">0</span>')).toBe("0");
  });

  test("意见写明看不见的内容", async () => {
    const { message } = await taken(page({ B7: cell('1234<span style="visibility:hidden">5</span>') }));
    expect(message).toContain("填写为“1234”，单元格内另有看不见的内容“5”，不能确定以哪个为准");
  });
});

describe("网页里的删除线", () => {
  test.each([
    ["<s>1234</s>"],
    ["<del>1234</del>"],
    ["<strike>1234</strike>"],
    ['<span style="text-decoration:line-through">1234</span>'],
    ['<span style="text-decoration-line: underline line-through">1234</span>'],
    ['<p class="d">1234</p>'],
    ["<s>12</s><s>34</s>"],
    ["<s>15</s> 12"],
  ])("%s：不采用", async (inner) => expect(await ask(inner, css(".d{text-decoration:line-through}"))).toBe(UNREADABLE));

  test("整格、整行划去的不采用；下划线照读", async () => {
    expect(await ask("1234", "", 'style="text-decoration:line-through"')).toBe(UNREADABLE);
    expect(await ask("1234", css("td{text-decoration:line-through}"))).toBe(UNREADABLE);
    expect(await ask("<u>1234</u>")).toBe("1234");
  });
});

describe("Excel 自己存的网页：x:num 是数值", () => {
  const fee = async (inner: string, attributes: string, head = "") =>
    (await taken(page({ B14: cell(inner, attributes) }, head), "B14")).taken;
  test.each([
    ["12.4", 'x:num="12.35"', "12.35"],
    ["12.35", "x:num", "12.35"],
    ["12.4", 'sdval="12.35" sdnum="2052;0;0.0"', "12.35"],
    ["1,234.5", 'x:num="1234.5"', "1234.5"],
    ["无", 'x:num="12.35"', UNREADABLE],
    ["123.5", 'x:num="12.35"', UNREADABLE],
    ["", 'x:num="12.35"', UNREADABLE],
    ["", 'x:num="0"', "0"],
    ["0.12", 'x:str="0.12"', "0.12"],
    ["#REF!", 'x:err="#REF!"', "VALUE.FORMULA_ERROR"],
    ["TRUE", 'x:bool="TRUE"', UNREADABLE],
    ["0", 'x:num="0" x:fmla="=12+0.35"', "VALUE.NO_CACHED_RESULT"],
    ["12.35", 'x:num x:fmla="=12+0.35"', "12.35"],
    ["12.35", 'x:num x:fmla="=SUM(A1:B1)"', "12.35"],
    ["3月5日", 'x:num="45356" style="mso-number-format:\'m\\0022月\\0022d\\0022日\\0022\'"', UNREADABLE],
  ])("显示%s，%s：%s", async (shown, attributes, wanted) => expect(await fee(shown, attributes)).toBe(wanted));

  test("日期格式写在样式表里，意见引用看到的日期", async () => {
    const bytes = page(
      { B7: cell("3月5日", 'class="xl65" x:num="45356"') },
      css('.xl65{mso-number-format:"m\\0022月\\0022d\\0022日\\0022\\;\\@"}'),
    );
    expect((await taken(bytes)).message).toContain("填写为“3月5日”，单元格是日期格式");
  });
});
