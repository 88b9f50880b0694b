/// How a page looks, and what its small script does. Nothing is fetched from anywhere.
enum PageStyle {
  static let rules = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1c2430;--mut:#525d6b;--line:#d3dae2;--card:#f4f6f9;\
    --known:#a8322c;--lead:#8a5a00;--unknown:#2f62a6;--unjudged:#5a6069;--ok:#2c6b43}
    @media(prefers-color-scheme:dark){:root{--bg:#14181e;--fg:#e6eaf0;--mut:#a5b0be;--line:#303944;\
    --card:#1c222b;--known:#ee8b85;--lead:#e6b45a;--unknown:#8db4ea;--unjudged:#b0b6be;--ok:#7fc69a}}
    *{box-sizing:border-box}
    body{font:15px/1.5 system-ui,sans-serif;background:var(--bg);color:var(--fg);max-width:62rem;\
    margin:0 auto;padding:1.5rem 1.2rem 4rem}
    h1{font-size:1.5rem;margin:0}
    h2{font-size:1.15rem;margin:2.2rem 0 .5rem;border-top:1px solid var(--line);padding-top:1.1rem}
    p{margin:.4rem 0}.note,figcaption,small{color:var(--mut);font-size:.87rem}
    .meta{color:var(--mut)}.meta b{color:var(--fg);font-weight:600}.incomplete{color:var(--known);\
    font-weight:600}
    svg{display:block;width:100%;height:auto}svg text{font-size:10px;fill:var(--mut)}
    figure{margin:0 0 1rem}rect.known{fill:var(--known)}rect.lead{fill:var(--lead)}\
    rect.unknown{fill:var(--unknown)}rect.unjudged{fill:var(--unjudged)}rect.ok{fill:var(--ok)}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.7rem;margin:1rem 0}
    .card{background:var(--card);padding:.7rem .9rem;border-inline-start:4px solid var(--c)}
    .card b{display:block;font-size:1.55rem;line-height:1.25}
    .todo{background:var(--card);padding:.7rem 1rem}.todo ol{margin:.3rem 0;padding-inline-start:1.4rem}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1.4rem}
    table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.3rem 0}
    th{text-align:start;color:var(--mut);font-weight:600;position:sticky;top:0;background:var(--bg)}
    th button{all:unset;cursor:pointer}th button:focus-visible,a:focus-visible,summary:focus-visible,\
    input:focus-visible{outline:2px solid var(--unknown);outline-offset:2px}
    td,th{padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    .n{text-align:end;font-variant-numeric:tabular-nums;padding-inline-end:1rem;white-space:nowrap}
    .v{white-space:nowrap;font-weight:600}.v.known{color:var(--known)}.v.lead{color:var(--lead)}\
    .v.unjudged{color:var(--unjudged)}.w{overflow-wrap:anywhere;\
    min-width:6rem}.p{overflow-wrap:anywhere;color:var(--mut);\
    min-width:9rem}
    a{color:var(--unknown)}details{margin:.3rem 0}summary{cursor:pointer}
    input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);padding:.2rem .5rem;\
    width:min(100%,20rem);margin:.3rem 0}
    dt{font-weight:600}dd{margin:0 0 .5rem}
    @media print{body{max-width:none;padding:0;font-size:11px}input{display:none}th{position:static}\
    h2{break-after:avoid}tr,figure,.card{break-inside:avoid}}
    """

  /// Sorts a table by the column whose head is pressed, and shows the rows that hold what was typed.
  static let script = """
    for(const t of document.querySelectorAll('table.sorts')){const b=t.tBodies[0];if(b.rows.length<2)continue;
    t.querySelectorAll('th').forEach((h,i)=>{const k=document.createElement('button');k.type='button';
    k.textContent=h.textContent;h.textContent='';h.append(k);let up=false;k.onclick=()=>{up=!up;
    const v=r=>{const c=r.cells[i];const s=(c?c.textContent:'').trim();
    const m=h.classList.contains('n')?parseFloat(s.replace(/[^0-9.-]/g,'')):NaN;return isNaN(m)?s:m};
    const o=[...b.rows].sort((x,y)=>{const p=v(x),q=v(y);
    return(typeof p=='number'&&typeof q=='number'?p-q:(''+p).localeCompare(''+q))*(up?1:-1)});
    t.querySelectorAll('th').forEach(e=>e.removeAttribute('aria-sort'));
    h.setAttribute('aria-sort',up?'ascending':'descending');b.append(...o)}});
    if(b.rows.length>9){const f=document.createElement('input');f.type='search';
    f.placeholder=f.ariaLabel=document.body.dataset.filter;t.before(f);f.oninput=()=>{
    const s=f.value.toLowerCase();for(const r of b.rows)r.hidden=!r.textContent.toLowerCase().includes(s)}}}
    """
}
