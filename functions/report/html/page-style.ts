/**
 * The page's only style. Sizes come from one scale of 4 pixels, colours from the variables at the top: first light, then dark; paper is light.
 * Nothing is fetched, so the fonts are the system's.
 */
export const PAGE_STYLE = `
:root{
  --ground:#fff;--raised:#f6f7f8;--line:#d8dce1;--strong-line:#8b939d;--text:#15181c;--quiet:#545c66;--link:#0b57a4;
  --failed:#b3261e;--not-checked:#3f4650;--refused:#8b2f7c;--drift:#a75400;--waiting:#5a52b8;--fixed:#14699b;--in-sync:#3d8463;
  --before:#8f1f18;--after:#1e6246;
  --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
  --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
  color-scheme:light dark;
}
@media screen and (prefers-color-scheme:dark){:root{
  --ground:#121417;--raised:#1b1e23;--line:#33383f;--strong-line:#78818c;--text:#e8eaed;--quiet:#a6aeb8;--link:#8abaf2;
  --failed:#ff8a80;--not-checked:#c3cad3;--refused:#e39bd6;--drift:#f0a35a;--waiting:#aaa4f5;--fixed:#75bdea;--in-sync:#6fb592;
  --before:#ff9d94;--after:#7fcba5;
}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset{margin:0;padding:0}
ul,ol{list-style:none}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
[hidden]{display:none!important}
.definitions{position:absolute}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;background:var(--ground);padding:8px 12px;z-index:1}
.page-header,main,footer{max-width:1120px;margin:0 auto;padding:0 32px}
.page-header{padding-top:40px}
.product{font-size:13px;font-weight:600;letter-spacing:.01em}
.product span{color:var(--quiet);font-weight:400}
h1{font-size:30px;line-height:1.2;font-weight:650;letter-spacing:-.015em;max-width:30em;margin:8px 0 24px;text-wrap:pretty}
h2{font-size:18px;line-height:1.3;font-weight:650;letter-spacing:-.005em;margin-bottom:16px}
h3{font-size:13px;font-weight:600}
main>section{margin-top:48px}
.facts{display:flex;flex-wrap:wrap;gap:12px 32px}
.facts dt,th[scope=col],legend,label:not(.choice),caption,.note,figcaption,.highest{font-size:12.5px;color:var(--quiet)}
.facts dd{font-size:14px}
.name,.account-id{font-family:var(--mono);font-size:.92em}
.number{text-align:right;white-space:nowrap}

.mark{flex:none;vertical-align:-3px;stroke-width:1.8}
.shape{fill:none;stroke:currentColor;stroke-width:inherit;stroke-linecap:round;stroke-linejoin:round}
svg.mark.r-present{stroke-width:6}
.r-failed{color:var(--failed)}.r-not-checked{color:var(--not-checked)}.r-refused{color:var(--refused)}.r-drift{color:var(--drift)}
.r-waiting{color:var(--waiting)}.r-fixed{color:var(--fixed)}.r-in-sync{color:var(--in-sync)}
.square{fill:currentColor}
.square.r-not-checked{fill:url(#hatch);stroke:var(--not-checked);stroke-width:1}
.hatch-ground{fill:var(--ground)}.hatch-line{fill:var(--not-checked)}
.square.r-in-sync{fill:currentColor;fill-opacity:.85}
.badge{display:inline-flex;align-items:baseline;gap:5px;font-size:13px;font-weight:600;white-space:nowrap}
.badge .mark{align-self:center}
.badge.r-in-sync{font-weight:500;color:var(--after)}

.warning{border:1px solid var(--line);border-left:4px solid var(--not-checked);background:var(--raised);padding:16px 20px;border-radius:4px}
.warning.refusal{border-left-color:var(--refused)}
main>.warning{margin-top:32px}
main>.warning+.warning{margin-top:16px}
.warning h2{font-size:15px;margin-bottom:8px;display:flex;gap:8px;align-items:flex-start}
.warning h2 .mark{margin-top:2px}
.warning>ul>li{padding:8px 0 0}
.warning .parts>li{display:grid;grid-template-columns:minmax(0,4fr) minmax(0,7fr);gap:0 24px;padding:8px 0}
.parts>li+li{border-top:1px solid var(--line)}
.parts>li ul{font-size:14px}
.warning details>summary{cursor:pointer;font-size:14px;color:var(--link);padding-top:8px}
.why{display:block;color:var(--quiet);font-size:13px}
.account-name{font-weight:600}
.account-id{font-weight:400;color:var(--quiet)}
.account-id:first-child{color:inherit}
.unit,.why{text-align:left}
.unit{display:block;color:var(--quiet);font-size:12.5px;font-weight:400}

.counts{display:flex;flex-wrap:wrap;gap:12px 28px;margin-bottom:24px}
.counts .count{display:block;font-size:24px;line-height:1.2;font-weight:600}
.counts .none .count,.counts .none .badge,.counts .none .mark{color:var(--quiet);font-weight:400}

table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:inherit}
th[scope=col]{font-weight:500;padding:0 16px 8px 0;vertical-align:bottom}
caption{text-align:left;padding-bottom:12px}
td,tbody th{padding:10px 16px 10px 0;vertical-align:top;border-top:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
.map tbody th{width:26%}
.whole{margin-bottom:32px}.whole figcaption{margin:0 0 8px}
.in-region{display:grid;grid-template-columns:116px minmax(0,1fr);gap:0 12px}
.region{color:var(--quiet);font-size:13px}
.map .number{color:var(--quiet)}.map .number strong{color:var(--text)}
.squares{display:block;max-width:100%;height:auto;margin-top:4px}
.squares a:hover .square{stroke:var(--text);stroke-width:1.5}
.unread-part{display:inline-flex;gap:8px;align-items:center;font-size:13px;color:var(--quiet)}
.others{color:var(--quiet);font-size:13.5px}

.over-time figure{max-width:720px}
.over-time svg{display:block;max-width:100%;height:130px}
.over-time svg .square{stroke-width:0}
.axis{stroke:var(--strong-line);stroke-width:1;vector-effect:non-scaling-stroke}
figcaption{margin-top:4px}
.over-time details{margin-top:8px}.over-time details>summary{font-size:13px;color:var(--link);cursor:pointer;width:max-content}
.numbers{margin-top:12px;max-width:720px;font-size:14px}.numbers td,.numbers tbody th{padding-top:6px;padding-bottom:6px}

#filter{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:end;padding-bottom:16px}
.field{display:grid;gap:4px;min-width:0}
.field.search{flex:1 1 240px}
input[type=search],select,button{font:inherit;font-size:14px;color:var(--text);background:var(--ground);border:1px solid var(--strong-line);border-radius:4px;height:36px;padding:0 10px;max-width:100%}
input[type=search]{width:100%}
::placeholder{color:var(--quiet);opacity:1}
select{max-width:220px}
button{cursor:pointer;background:var(--raised)}
fieldset{border:0;display:flex;flex-wrap:wrap;gap:4px 16px;flex:1 1 100%;min-width:0}
legend{float:left;width:100%;padding:0;margin-bottom:2px}
.choice{display:inline-flex;align-items:center;gap:6px;min-height:28px;cursor:pointer}
.choice input{margin:0;width:16px;height:16px;accent-color:var(--link)}
.choice .count{color:var(--quiet);font-size:13px}
.acts{display:flex;gap:8px}
#shown{flex:1;font-size:13px;color:var(--quiet);align-self:center;text-align:right;white-space:nowrap}

.list{border-bottom:1px solid var(--line)}
.edge{border-top:1px solid var(--line)}
.edge summary{display:grid;grid-template-columns:16px 112px minmax(0,5fr) minmax(0,4fr) minmax(0,4fr);gap:0 16px;align-items:baseline;padding:10px 0;cursor:pointer;list-style:none}
.edge summary::-webkit-details-marker{display:none}
.edge summary::before{content:"";width:6px;height:6px;border:solid var(--quiet);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg);justify-self:center;align-self:center}
.edge details[open]>summary::before{transform:rotate(45deg)}
.edge summary:hover{background:var(--raised)}
.domain{font-weight:600}
.edge[data-result=in-sync] .domain{font-weight:400}
.where,.what{font-size:13.5px;color:var(--quiet)}

.where .region::before{content:"· "}
.about{padding:4px 0 28px 32px;display:grid;gap:20px}
.text{max-width:62em}
.edge:target summary{background:var(--raised)}

.path{display:grid;grid-template-columns:repeat(4,minmax(0,1fr))}
.hop{position:relative;padding-right:20px}
.hop::before{content:"";position:absolute;top:15px;left:0;right:0;border-top:2px solid var(--strong-line)}
.hop.caller::before{left:14px}
.hop:last-child::before{right:calc(100% - 14px)}
.hop:has(+.broken)::before{border-top:2px dashed var(--failed)}
.hop:has(+.missing)::before{border-top:2px dashed var(--failed)}
.hop:has(+.absent)::before{border-top:2px dashed var(--strong-line)}
.hop:has(+.unknown)::before{border-top:2px dotted var(--strong-line)}
.hop:is(.broken,.missing,.absent,.unknown):not(:has(+:is(.broken,.missing,.unknown)))::before{border-top:2px dotted var(--line)}
.node{position:relative;display:grid;place-items:center;width:32px;height:32px;border:2px solid var(--strong-line);border-radius:50%;background:var(--ground);margin-bottom:8px}
.node .mark{vertical-align:0}
.hop.ok .node{border-color:var(--in-sync)}
.hop.broken .node{border-color:var(--failed);border-width:3px;box-shadow:0 0 0 4px var(--ground)}
.hop.missing .node,.hop.absent .node,.hop.unknown .node{border-style:dashed}
.hop.missing .node{border-color:var(--failed)}.hop.missing .node .mark{color:var(--failed)}
.node .r-present,.absent .node .r-missing{color:var(--quiet)}
.hop h3 em{font-style:normal;font-weight:600;color:var(--quiet)}
.hop h3 em::before{content:"– "}
.hop.broken h3 em,.hop.missing h3 em{color:var(--failed)}
.hop p{font-size:12.5px;line-height:1.45;color:var(--quiet)}

.findings{font-size:14px}
.findings tbody th{width:30%}
.findings td:nth-child(2){width:35%;font-size:13px}
.rule{display:block;font-size:13px;color:var(--quiet)}
.change del{text-decoration:none;color:var(--before)}.change ins{text-decoration:none;color:var(--after);font-weight:600}
.change .arrow{padding:0 8px;color:var(--quiet)}
.change,.change bdi{font-family:var(--mono);font-size:13px}
.note{white-space:nowrap}
p.note{white-space:normal}
.steps ol{list-style:decimal;padding-left:20px;font-size:14px}
.steps li::marker{color:var(--quiet)}
.details{display:grid;gap:4px;font-size:14px}
.details>div{display:grid;grid-template-columns:96px minmax(0,1fr)}
.details dt{color:var(--quiet)}
.details dd ul{list-style:disc;padding-left:18px}
.left{margin-top:16px;color:var(--quiet)}
.rules dl{display:grid;gap:8px;font-size:14px}
.rules dl div{display:grid;grid-template-columns:80px minmax(0,1fr)}
.rules dt{font-weight:600}
footer{margin-top:56px;padding-bottom:40px;font-size:13px;color:var(--quiet)}

@media screen and (min-width:721px){.what{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}}
@media screen and (max-width:720px){
  .page-header,main,footer{padding-left:16px;padding-right:16px}
  .page-header{padding-top:24px}
  h1{font-size:24px}
  .page-header .facts{display:grid;gap:4px}
  .page-header .facts div{display:grid;grid-template-columns:112px minmax(0,1fr);align-items:baseline}
  main>section{margin-top:36px}
  .counts{display:grid;grid-template-columns:repeat(auto-fill,minmax(96px,1fr));gap:16px 12px}
  .map thead,.findings thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .map,.map tbody,.map tr,.map th,.map td,.map caption{display:block;width:auto}
  .map tr{border-top:1px solid var(--line);padding:12px 0;display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px}
  .map tbody th,.map td{border:0;padding:0;width:auto}
  .map td:nth-child(2){grid-column:1/-1;grid-row:2}
  .map td strong::before{content:"not in sync: ";font-weight:400;color:var(--quiet)}
  .in-region{grid-template-columns:104px minmax(0,1fr)}
  .warning .parts>li{grid-template-columns:minmax(0,1fr)}
  .edge summary{grid-template-columns:16px minmax(0,1fr) auto;gap:2px 8px}
  .edge summary .domain{grid-column:2;grid-row:1}
  .edge summary .badge{grid-column:3;grid-row:1}
  .edge summary .where,.edge summary .what{grid-column:2/-1}
  .about{padding-left:0}
  .path{grid-template-columns:minmax(0,1fr)}
  .hop{display:grid;grid-template-columns:32px minmax(0,1fr);gap:12px;padding:0 0 16px}
  .hop::before,.hop.caller::before,.hop:last-child::before{top:32px;bottom:0;left:15px;right:auto;border-top:0!important;border-left:2px solid var(--strong-line)}
  .hop:last-child{padding-bottom:0}.hop:last-child::before{display:none}
  .hop:has(+.broken)::before{border-left:2px dashed var(--failed)}
  .hop:has(+.missing)::before{border-left:2px dashed var(--failed)}
  .hop:has(+:is(.absent,.unknown))::before{border-left:2px dashed var(--strong-line)}
  .node{margin:0}
  .findings,.findings tbody,.findings tr,.findings th,.findings td{display:block;width:auto!important}
  .findings tr{border-top:1px solid var(--line);padding:10px 0}
  .findings tbody th,.findings td{border:0;padding:0 0 4px}
  .field,.field select,select{width:100%;max-width:none}
  .acts{flex:1}#shown{flex:1 1 100%;text-align:left}
  .rules dl div{grid-template-columns:minmax(0,1fr)}
  .numbers td,.numbers tbody th{padding-right:8px}
}
@media print{
  body{font-size:10.5pt}
  .page-header,main,footer{max-width:none;padding:0}
  #filter,.skip,.edge summary::before{display:none!important}
  main>section{margin-top:24pt}
  .edge,.findings tr,.map tr,.warning{break-inside:avoid}
  h2,h3,summary{break-after:avoid}
  .edge summary{grid-template-columns:90pt minmax(0,5fr) minmax(0,4fr) minmax(0,4fr)}
  .edge[data-result]:not([data-result=in-sync]) details::details-content{content-visibility:visible}
  .about{padding-left:0}
  .over-time details{display:none}
  a{color:inherit;text-decoration:none}
  .square,.warning,.node{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@media (prefers-contrast:more){:root{--quiet:var(--text);--line:var(--strong-line)}}
`;
