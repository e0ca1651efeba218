import { blankBook } from "./blanks.js";

type Span = readonly [text: string, columns: number, rows?: number];

/** 一行: its cells from left to right with their spans; the first column is left out where a group from above covers it. */
type Row = readonly Span[];

const YES_NO = "□是 □否";

/** 政府网站工作年度报表: names with a place beside each, over five columns. `""` is a place to fill in. */
export const ROWS: readonly Row[] = [
  [["政府网站工作年度报表", 5]],
  [
    ["填报单位：", 3],
    ["（2022年度）", 2],
  ],
  [
    ["网站名称", 1],
    ["", 4],
  ],
  [
    ["首页网址", 1],
    ["", 4],
  ],
  [
    ["主办单位", 1],
    ["", 4],
  ],
  [
    ["网站类型", 1],
    ["□政府门户网站 □部门网站", 4],
  ],
  [
    ["政府网站标识码", 1],
    ["", 1],
    ["上线日期", 1],
    ["", 2],
  ],
  [
    ["独立用户访问总量（个）", 1],
    ["", 1],
    ["网站总访问量（次）", 1],
    ["", 2],
  ],
  [
    ["信息发布（条）", 1, 3],
    ["总数", 1],
    ["", 3],
  ],
  [
    ["概况类信息更新量", 1],
    ["", 3],
  ],
  [
    ["政务动态信息更新量", 1],
    ["", 3],
  ],
  [
    ["专栏专题（个）", 1],
    ["维护数量", 1],
    ["", 1],
    ["新开设数量", 1],
    ["", 1],
  ],
  [
    ["办事服务", 1, 3],
    ["是否发布服务事项目录", 1],
    [YES_NO, 3],
  ],
  [
    ["注册用户数（个）", 1],
    ["", 3],
  ],
  [
    ["办件量（件）", 1],
    ["", 3],
  ],
  [
    ["互动交流", 1, 4],
    ["是否使用统一平台", 1],
    [YES_NO, 3],
  ],
  [
    ["收到留言数量（条）", 1],
    ["", 3],
  ],
  [
    ["办结留言数量（条）", 1],
    ["", 3],
  ],
  [
    ["平均办理时间（天）", 1],
    ["", 3],
  ],
  [
    ["移动新媒体", 1, 5],
    ["是否有移动新媒体", 1],
    [YES_NO, 3],
  ],
  [
    ["微博", 1, 2],
    ["名称", 1],
    ["", 2],
  ],
  [
    ["信息发布量（条）", 1],
    ["", 2],
  ],
  [
    ["微信", 1, 2],
    ["名称", 1],
    ["", 2],
  ],
  [
    ["信息发布量（条）", 1],
    ["", 2],
  ],
  [
    ["创新发展", 1],
    ["□搜索即服务 □多语言版本 □无障碍浏览", 4],
  ],
  [
    ["填表人：", 2],
    ["", 1],
    ["联系电话：", 1],
    ["", 1],
  ],
];

/** Each cell with its place, rows and columns from 0. */
export function placed(): readonly { readonly row: number; readonly column: number; readonly span: Span }[] {
  const taken = new Set<string>();
  return ROWS.flatMap((cells, row) => {
    let column = 0;
    return cells.map((span) => {
      while (taken.has(`${row} ${column}`)) column += 1;
      const [, columns, rows = 1] = span;
      for (let at = row; at < row + rows; at += 1) taken.add(`${at} ${column}`);
      const here = { row, column, span };
      column += columns;
      return here;
    });
  });
}

const letter = (column: number): string => String.fromCharCode(65 + column);

function blank(): Uint8Array {
  const rows = ROWS.map(() => Array.from({ length: 5 }, () => ""));
  const merged: string[] = [];
  for (const { row, column, span } of placed()) {
    const [text, columns, height = 1] = span;
    (rows[row] as string[])[column] = text;
    if (columns * height > 1) merged.push(`${letter(column)}${row + 1}:${letter(column + columns - 1)}${row + height}`);
  }
  return blankBook(rows, merged, "网站年报");
}

export const WEBSITE = blank();
