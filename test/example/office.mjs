/** 正文: what the office itself writes: its own entries of the local table, part one in its own words, and parts five and six. */
export function officeText(published, overview) {
  const section = overview.tables[0].sections[0];
  const own = section.rows.lines.filter(
    (line) => overview.figures.get(`overview.${line.code}.value`).combine === "office",
  );
  const rows = own.map((line) => `| ${line.label} | ${published.overview[`overview.${line.code}.value`]} |`);
  const value = (row) => `{overview.${row}.value}`;
  const applications = (row, share = "") => `{applications.${row}.total${share}}`;
  return `# 市政府办撰写的内容

| ${section.rowHeading} | ${section.columns.lines[0].label} |
|---|---|
${rows.join("\n")}

## 一、总体情况

{year}年，全年通过市政府门户网站主动公开各类政府信息${value("websiteItems")}条，通过“瑞金政务”微信公众号主动公开有关政务信息${value("wechatPosts")}篇，有效保障了群众的知情权、参与权和监督权。

（一）主动公开情况

通过网络问政平台办理政策咨询、提供解读服务${value("onlineInquiries")}次；以${value("interpretationForms")}种解读方式发布政策解读${value("interpretations")}条。

收到省长建言办件通知单${value("governorSuggestions")}件、政务舆情转办单${value("opinionTransfers")}件、“我为政府网站找错”平台网民留言${value("siteErrorMessages")}则，均已按时办结答复。

（二）依申请公开情况

{year}年全市共收到政府信息公开申请${applications("received")}件，其中市政府办${applications("received", "@D01")}件、其他单位${applications("received", "@!D01")}件；上年结转${applications("carriedIn")}件，办结${applications("outcomesTotal")}件，结转下年度继续办理${applications("carriedOut")}件。

（三）政府信息管理

完善政务信息管理制度，对政务公开工作进行制度化、规范化管理，确保权力运行过程中的决策、执行、管理、服务、结果五公开落实到位。

（四）政府信息公开平台建设

新媒体矩阵共整合${value("mediaAccounts")}个新媒体账号，其中微信公众号${value("wechatAccounts")}个、微博${value("weiboAccounts")}个、抖音${value("douyinAccounts")}个；督促整改各类问题${value("problemsRectified")}个，清理政务新媒体${value("mediaClosed")}个。

（五）监督保障

市政府召开常务会议专题听取全市政务公开工作汇报${value("executiveMeetings")}次，开展政务新媒体测评${value("mediaEvaluations")}次，召开政务公开培训会${value("trainings")}次。

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
4. 正文.md 中第一部分的句子用代码取数，代替提纲的句子；第五、六部分的文字为示例，按公布的报告大意另行撰写。

文件名以下划线开头的文件（如本文件）不作为报送材料。
`;
