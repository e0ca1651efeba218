/** 版式样式: screen first at phone width, then wider, then paper. Colours keep a contrast of 4.5 and more on white. */
export const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:#1a1a1a;font:1.0625rem/1.8 FangSong,"仿宋","仿宋_GB2312","Songti SC","Noto Serif CJK SC",serif;overflow-wrap:anywhere}
a{color:#0b4a8f}
a:focus-visible,.scroll:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.skip{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:#fff;z-index:1}
.skip:focus{left:0}
header,nav,main,footer{max-width:56rem;margin:0 auto;padding:0 1rem}
h1{margin:2rem 0 1rem;text-align:center;font:700 1.6rem/1.5 "FZXiaoBiaoSong-B05S","方正小标宋简体","Songti SC","Noto Serif CJK SC",serif}
h1 span{display:inline-block}
h2{margin:2rem 0 .75rem;font:700 1.2rem/1.6 SimHei,"黑体","Heiti SC","Noto Sans CJK SC",sans-serif}
h3{margin:1.25rem 0 .5rem;font:700 1.0625rem/1.7 KaiTi,"楷体","楷体_GB2312","Kaiti SC",serif}
p{margin:.5rem 0;text-indent:2em}
.reasons{margin:0 0 1.5rem;padding:.75rem 1rem;border:3px solid #b00020;color:#8a0018;font-family:SimHei,"黑体","Noto Sans CJK SC",sans-serif}
.reasons p{text-indent:0;margin:0}
.reasons ul{margin:.25rem 0 0;padding-left:1.25rem}
.placeholder{color:#8a0018}
p.note{text-indent:0;font-size:.9rem}
nav ol{list-style:none;margin:0;padding:.75rem 1rem;border:1px solid #767676}
nav a{display:inline-block;padding:.15rem 0}
.scroll{position:relative;overflow-x:auto;margin:.75rem 0}
table{width:100%;border-collapse:collapse;font:.75rem/1.4 SimSun,"宋体","Songti SC","Noto Serif CJK SC",serif;color:#000}
table.wide{min-width:34rem}
caption{padding:.25rem 0 .5rem;text-align:left;font-weight:700}
th,td{padding:.2rem .15rem;border:1px solid #333;font-weight:400;text-align:center;vertical-align:middle;text-wrap:balance}
th.title{background:#c6d9f1;text-align:left;font-weight:700}
th.label,th.groupLabel,td.note{text-align:left;text-wrap:wrap}
th.lone{text-align:center}
td.value{font-variant-numeric:tabular-nums;white-space:nowrap}
td.missing{background:#fde9d9;color:#8a0018}
p.hint{margin:0;text-indent:0;font-size:.85rem;color:#4a4a4a}
.charts{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem}
figure{margin:0;max-width:34rem}
figcaption{margin-bottom:.5rem;font-weight:700}
svg{display:block;width:100%;height:auto;font-family:"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
.formats{margin-bottom:2rem}
.formats ul{margin:.5rem 0;padding-left:1.5rem}
.formats a{display:inline-block;padding:.15rem 0}
.signature{margin:2rem 0;text-align:right}
.signature p{text-indent:0;margin:0 2em 0 0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(min-width:48rem){p.hint{display:none}table{font-size:.9375rem}th,td{padding:.25rem .35rem}h1{font-size:2rem}.charts{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media print{
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@page:right{@bottom-right{content:"— " counter(page) " —";font-size:14pt}}
@page:left{@bottom-left{content:"— " counter(page) " —";font-size:14pt}}
@page draft{@top-right{content:"草稿";color:#b00020;font-size:16pt;font-weight:700}}
body.draft{page:draft}
body{font-size:12pt}
header,nav,main,footer{max-width:none;padding:0}
nav,.skip,p.hint,.formats{display:none}
th.title,td.missing,svg{print-color-adjust:exact}
h1{font-size:22pt;margin-top:0}
h2,h3{break-after:avoid}
.scroll{overflow:visible}
table,table.wide{min-width:0;font-size:8.5pt;table-layout:fixed}
th,td{padding:1pt 2pt}
tr,figure{break-inside:avoid}
thead{display:table-header-group}
section.large{break-before:page}
p{orphans:2;widows:2}
}
`;
