/** 审核页样式: calm and dense, for a day's work on an office screen; colours keep a contrast of 4.5 and more. */
export const REVIEW_STYLE = `
:root{color-scheme:light;--ink:#1c2430;--quiet:#525c69;--line:#c9d0d8;--paper:#fff;--ground:#f3f5f7;--blue:#17477e;--bad:#9b1c1c;--bad-ground:#fdeaea;--warn:#7a4a00;--warn-ground:#fff3d6;--gap:#a33a00;--gap-ground:#ffe9dc;--good:#1d5c35;--good-ground:#e6f4ea}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:7rem}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.6 "Microsoft YaHei","微软雅黑","PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;overflow-wrap:anywhere}
a{color:var(--blue);text-underline-offset:.15em}
:focus-visible{outline:3px solid #b35900;outline-offset:1px}
#heading:focus,#detail-heading:focus,main:focus{outline:none}
bdi{unicode-bidi:isolate}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:#fff;z-index:30}
.skip:focus{left:0}
.noscript{margin:2rem}
header{position:sticky;top:0;z-index:20;background:var(--paper);border-bottom:2px solid var(--blue)}
.masthead{display:flex;align-items:center;gap:.75rem;padding:.5rem 1.25rem 0}
h1{margin:0;font-size:1.15rem;line-height:1.5}
.badge{padding:.1rem .6rem;border-radius:3px;font-weight:700;white-space:nowrap}
.badge.draft{background:var(--bad);color:#fff}
.badge.final{background:var(--good);color:#fff}
.masthead .print{margin-left:auto}
#views ul{display:flex;flex-wrap:wrap;gap:0 .25rem;list-style:none;margin:.25rem 0 0;padding:0 .75rem}
#views a{display:block;padding:.4rem .75rem;color:var(--ink);text-decoration:none;border-bottom:3px solid transparent}
#views a:hover{color:var(--blue);border-color:var(--line)}
#views a[aria-current]{color:var(--blue);font-weight:700;border-color:var(--blue)}
#main{display:grid;grid-template-columns:minmax(0,1fr);align-items:start}
#view{padding:1rem 1.25rem 3rem;min-width:0}
.view>h2{margin:0 0 .75rem;font-size:1.2rem;line-height:1.45}
h3{margin:1.25rem 0 .5rem;font-size:1rem}
h4{margin:1rem 0 .35rem;font-size:.95rem}
p{margin:.4rem 0}
ul,ol{margin:.4rem 0}
.quiet{color:var(--quiet);font-size:.93em}
button,select,input{font:inherit;color:inherit}
button{padding:.25rem .75rem;border:1px solid #8a96a3;border-radius:3px;background:#fff;cursor:pointer}
button:hover:not(:disabled){border-color:var(--blue);color:var(--blue)}
button:disabled{color:#6b7480;background:#eef1f4;cursor:default}
button.small{padding:0 .5rem;font-size:.93em;white-space:nowrap}
button.more{display:block;margin:.75rem auto}
button[hidden]{display:none}
.notice-line,.notice{color:var(--ink)}
.verdict{padding:.75rem 1.25rem;background:var(--paper);border:1px solid var(--line);border-left:6px solid var(--good)}
.verdict.draft{border-left-color:var(--bad)}
.verdict .conclusion{margin:0;font-size:1.35rem;font-weight:700;color:var(--good)}
.verdict.draft .conclusion{color:var(--bad)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1rem 0}
.card{padding:.25rem 1.25rem .75rem;background:var(--paper);border:1px solid var(--line)}
.card h3{margin:.6rem 0 .25rem}
.card dl{margin:0}
.card dl div{display:flex;justify-content:space-between;gap:1rem;padding:.2rem 0;border-top:1px solid #e6eaee}
.card dd{margin:0;font-size:1.15rem;font-weight:700;font-variant-numeric:tabular-nums}
.card .bad dd{color:var(--bad)}.card .warn dd{color:var(--warn)}.card .good dd{color:var(--good)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1.5rem;align-items:start}
table{border-collapse:collapse;background:var(--paper)}
.list{width:100%}
.list.narrow{width:auto;min-width:min(26rem,100%)}
.list th,.list td{padding:.3rem .6rem;border-bottom:1px solid #dfe4e9;text-align:left;vertical-align:top;font-weight:400}
.list thead th{border-bottom:2px solid #9aa6b2;font-weight:700;white-space:nowrap;background:#f7f9fb}
.list .number,.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.list thead th.number{text-align:right}
.list td.bad{color:var(--bad);font-weight:700}.list td.warn{color:var(--warn);font-weight:700}.list td.zero{color:#5d6773}
.list tr.incomplete{background:var(--gap-ground)}
.list td.provisional,.list td.incomplete,.list td.notReported{white-space:nowrap}
.list td.provisional{background:var(--warn-ground);color:var(--warn)}
.list td.incomplete{background:var(--gap-ground);color:var(--gap)}
.scroll{position:relative;overflow:auto;max-width:100%;background:var(--paper);border:1px solid var(--line)}
.tabs ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:0 0 .5rem;padding:0}
.tabs a{display:block;padding:.2rem .7rem;background:var(--paper);border:1px solid var(--line);color:var(--ink);text-decoration:none}
.tabs a[aria-current]{background:var(--blue);border-color:var(--blue);color:#fff}
.legend{font-size:.93em;color:var(--quiet)}
.legend span{padding:0 .4rem;border:1px solid var(--line);color:var(--ink);background:#fff}
.statutory{width:100%;font-size:13px;line-height:1.4}
.statutory.wide{min-width:52rem}
.statutory th,.statutory td{padding:.2rem .35rem;border:1px solid #aeb8c2;font-weight:400;text-align:center}
.statutory th{background:#f5f7fa}
.statutory th.title{background:#dce8f5;font-weight:700}
.statutory th.left,.statutory td.note{text-align:left}
.statutory td.note{color:var(--quiet);font-size:.93em}
.value{font-variant-numeric:tabular-nums;white-space:nowrap;padding:0!important;text-align:right!important}
.value a{position:relative;display:block;padding:.2rem .45rem;color:var(--ink);text-decoration:none;min-height:1.6em}
.value a:hover{background:#e3edf8;text-decoration:underline}
.value a:focus-visible{outline-offset:-3px}
sup{margin-left:.15em;font-size:.72em;line-height:1;vertical-align:.35em}
.value.provisional,.legend .provisional,.tag.provisional{background:var(--warn-ground)}
.value.provisional a,.legend .provisional{color:var(--warn)}
.value.incomplete,.legend .incomplete,.tag.incomplete{background:var(--gap-ground)}
.value.incomplete a,.legend .incomplete{color:var(--gap)}
.value.mandatory,.legend .mandatory{background:var(--bad-ground)}
.value.mandatory a,.legend .mandatory{color:var(--bad);font-weight:700}
.value.zero a{color:#5d6773}
.statutory .value{text-align:center!important}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:0 0 .75rem;padding:.6rem .9rem;background:var(--paper);border:1px solid var(--line)}
label{display:inline-flex;flex-direction:column;min-width:0;font-size:.93em;color:var(--quiet)}
.filters label{flex:0 1 auto;max-width:100%}
select,input{max-width:100%;width:100%;padding:.25rem .4rem;border:1px solid #8a96a3;border-radius:3px;background:#fff;color:var(--ink);min-height:2rem}
.filters select{max-width:16rem}
.search input{width:17rem}
.count{color:var(--quiet)}
.tags{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:center;margin:0 0 .15rem}
.tag{padding:0 .45rem;border-radius:3px;border:1px solid currentColor;font-size:.9em;font-weight:700;white-space:nowrap}
.tag.mandatory{color:var(--bad);background:var(--bad-ground)}
.tag.verification,.tag.provisional{color:var(--warn);background:var(--warn-ground)}
.tag.incomplete{color:var(--gap)}
.scan{margin:0 0 2rem;padding:0 1.25rem 1rem;background:var(--paper);border:1px solid var(--line)}
.scanned{width:auto}
.scanned td{min-width:6rem;border:1px solid var(--line)}
.scanned img{display:block;max-width:12rem;max-height:4.5rem}
.scanned .doubtful{background:var(--warn-ground);color:var(--warn)}
.tag.final,.tag.explained{color:var(--good);background:var(--good-ground)}
.tag.notice{color:var(--quiet);background:#eef1f4}
.findings{list-style:none;margin:0;padding:0}
.finding{padding:.5rem .8rem;background:var(--paper);border:1px solid var(--line);border-left:4px solid var(--line);margin:0 0 .4rem}
.finding.mandatory{border-left-color:var(--bad)}
.finding.verification{border-left-color:#b87500}
.finding p{margin:.1rem 0}
.finding .open{font-weight:700}
.finding .excerpt{color:var(--ink)}
.finding .numbers{font-variant-numeric:tabular-nums}
.finding .suspect,.suspects{color:var(--ink)}
.finding .suspect{padding-left:.6rem;border-left:3px solid #b9cbe0}
.group{margin:0 0 .6rem;padding:.35rem .6rem .2rem;border:1px solid #9fb4cb;background:#eaf0f7}
.group .cause{margin:.1rem 0 .35rem}
.message{white-space:pre-line}
.suspects{padding:.1rem .8rem;background:#eaf0f7;border-left:4px solid var(--blue)}
.suspects h3{margin:.4rem 0 .2rem}
summary{cursor:pointer;padding:.2rem 0}
.notices{margin-top:1rem}
.plain{padding-left:1.2rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:.4rem 0}
.facts div{display:flex;gap:.5rem;align-items:baseline}
.facts dt{color:var(--quiet)}
.facts dd{margin:0;font-weight:700;font-variant-numeric:tabular-nums}
.amount{font-size:1.35rem;font-variant-numeric:tabular-nums}
.actions{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
.shares td.share{width:9rem;white-space:nowrap}
.bar{display:inline-block;height:.7em;margin-right:.35rem;background:#5b86b5;min-width:1px}
.address{color:var(--quiet);font-size:.93em}
.detail>td{background:#f7f9fb}
.opened{padding:.25rem 0}
.relations{list-style:none;padding:0}
.relations li{padding:.3rem 0;border-top:1px solid #e6eaee}
.relations p{margin:0}
.equation{font-variant-numeric:tabular-nums}
.typed code{padding:0 .3rem;background:#fff8c5;border:1px solid #d7c46a;font-family:inherit;white-space:pre-wrap}
.source .where{margin:.5rem 0 .25rem;font-size:.93em;color:var(--quiet)}
.sheet{font:13px/1.45 SimSun,"宋体","Songti SC","Noto Serif CJK SC",serif;min-width:100%}
.sheet th,.sheet td{padding:.15rem .4rem;border:1px solid #cfd6dd;min-width:2.2rem;max-width:16rem;vertical-align:middle}
.sheet thead th,.sheet tbody th,.sheet .corner{background:#eceff2;color:#4a5561;font:12px/1.4 sans-serif;font-weight:400;text-align:center;white-space:nowrap}
.sheet .concealed td:not([rowspan]),.sheet th.concealed,.sheet .concealed th{background:#f0eefa}
.sheet .gap td,.lines .gap{text-align:center;color:var(--quiet)}
.sheet td.marked{outline:3px solid #b35900;outline-offset:-2px;background:#fff8c5}
mark{background:#fff2a8;color:#000;font-weight:700}
.lines{list-style:none;padding:.4rem .8rem;margin:0;background:var(--paper);border:1px solid var(--line)}
.lines .place{display:inline-block;min-width:5rem;color:var(--quiet)}
.matrix{font-size:13px}
.matrix th,.matrix td{border:1px solid #cfd6dd;font-weight:400}
.matrix thead th{position:sticky;top:0;z-index:2;min-width:5.2rem;max-width:7.5rem;padding:0;background:#f5f7fa;vertical-align:bottom}
.matrix tbody th{position:sticky;left:0;z-index:1;min-width:10rem;max-width:14rem;padding:.15rem .5rem;background:#fff;text-align:left}
.matrix thead th:first-child{left:0;z-index:3;padding:.25rem .5rem;text-align:left}
.matrix .total th,.matrix .total td{font-weight:700;background-color:#eaf0f7}
.matrix .sort{width:100%;height:100%;padding:.25rem .4rem;border:0;background:none;font-size:12px;line-height:1.35;text-align:center}
.matrix .outlier{color:#7b1fa2;margin-right:.15em;font-size:.8em}
.matrix td.far{box-shadow:inset 0 0 0 2px #7b1fa2}
.scroll:has(>.matrix){max-height:calc(100vh - 15rem);min-height:16rem}
.pager{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
#panel{background:var(--paper);padding:0 1.25rem 2rem;min-width:0}
#panel[hidden]{display:none}
.bar-top{display:flex;justify-content:flex-end;position:sticky;top:0;padding:.5rem 0;background:var(--paper);z-index:5}
#announce{position:fixed;left:50%;bottom:1.5rem;transform:translateX(-50%);margin:0;padding:.5rem 1.25rem;background:#1c2430;color:#fff;border-radius:4px;z-index:40}
#announce:empty{position:absolute;padding:0;background:none}
.year>tbody>tr:not(.detail)>th{min-width:16rem}
@media(min-width:68rem){
.beside #main{grid-template-columns:minmax(0,1fr) minmax(30rem,42%)}
.beside #panel{position:sticky;top:5.1rem;height:calc(100vh - 5.1rem);overflow:auto;border-left:1px solid var(--line)}
}
@media(max-width:67.99rem){
.beside #view{display:none}
}
@media(max-width:40rem){
html{scroll-padding-top:1rem}
header{position:static}
.masthead{flex-wrap:wrap;padding:.5rem .75rem 0}
.masthead .print{display:none}
#view,#panel{padding-left:.75rem;padding-right:.75rem}
.filters label,.search input,.filters select{width:100%;max-width:none}
.filters label{flex:1 1 100%}
.list{display:block;overflow-x:auto}
.scroll>.list{display:table;overflow:visible}
.units td:first-child,.units th:first-child{display:none}
.matrix tbody th{min-width:6.5rem;max-width:7.5rem}
.shares tbody th{min-width:6.5rem}
.shares td.share{width:auto}
.shares .bar{display:none}
}
@media print{
@page{size:A4 landscape;margin:14mm}
body{background:#fff;font-size:10pt}
header{position:static}
#views,.skip,.filters,.tabs,.masthead .print,.bar-top,button.more,button.small,.actions,#announce{display:none!important}
.beside #view{display:none}
#main{display:block!important}
.beside #panel{position:static;height:auto;overflow:visible;border:0;padding:.75rem 0 0}
.scroll,.scroll:has(>.matrix){overflow:visible;max-height:none;border:0}
.statutory.wide{min-width:0}
.statutory,.matrix{font-size:8pt}
.matrix thead th,.matrix tbody th{position:static;min-width:0}
.matrix tbody th{min-width:7rem}
.pager button,.search{display:none!important}
.list>tbody>tr:not(.detail),.matrix tr,.finding{break-inside:avoid}
thead{display:table-header-group}
h2,h3,h4{break-after:avoid}
.badge,.tag,.value,.bar,mark,.sheet td,.verdict{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
`;
