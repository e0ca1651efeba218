/** 正文: what the office itself writes: its own entries of the local table, and parts five and six. */
export function officeText(published, overview) {
  const section = overview.tables[0].sections[0];
  const own = section.rows.lines.filter(
    (line) => overview.figures.get(`overview.${line.code}.value`).combine === "office",
  );
  const rows = own.map((line) => `| ${line.label} | ${published.overview[`overview.${line.code}.value`]} |`);
  return `# 市政府办撰写的内容

下表是由市政府办填报的局部统计，用于报告第一部分。

| ${section.rowHeading} | ${section.columns.lines[0].label} |
|---|---|
${rows.join("\n")}

## 五、存在的主要问题及改进情况

（一）存在的主要问题

2022年，我市政府信息公开工作取得新的进展，但仍有不足：一是公开内容的质量还需提高，重大行政决策预公开做得不够；二是工作人员多为兼职，岗位变动较多，队伍不够稳定；三是政策解读数量偏少、形式单一，对背景依据、办理要点讲得不够清楚。

（二）改进措施

一是充实公开内容，把重大决策预公开和政策解读质量列入政务公开考评，加大考评力度。二是健全工作机构，落实专人负责，形成主要领导负总责、分管领导具体抓的工作机制。三是坚持政策文件与解读材料同步起草、同步审签、同步发布，多用图文、短视频、新闻发布会、在线访谈等形式，让群众看得懂、用得上。

## 六、其他需要报告的事项

本年度我市办理政府信息公开申请，没有收取信息处理费。
`;
}

export const EXPLANATION = `本目录是随程序附带的示例，不是真实的报送材料。

1. 各单位的表格由程序仓库中的 test/example/make-example.mjs 生成（npm run example），请勿手工修改。
2. 汇总结果与《瑞金市人民政府2022年政府信息公开工作年度报告》公布的数字一致：三张法定表的200个数字，以及第一部分所列的数字。
3. 公开的只有全市数字，以及36件申请中市政府办23件、其他单位13件。各单位各报多少，均为编造，不代表任何单位的真实情况。
4. 正文.md 中第五、六部分的文字为示例，按公布的报告大意另行撰写。

文件名以下划线开头的文件（如本文件）不作为报送材料。
`;
