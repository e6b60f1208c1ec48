/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Styles of the panel. They are in its shadow root: neither the page nor the panel meets those of the other. */
export const STYLES = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  display: block !important;
  z-index: 2147483647 !important;
  pointer-events: none !important;
  contain: layout style !important;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.open, .dock {
  pointer-events: auto;
  font: 13px/1.45 ui-sans-serif, system-ui, sans-serif;
  color: #e8e6f0;
  background: #1b1926;
}
.open {
  position: absolute;
  right: 0;
  bottom: 25%;
  padding: 6px 8px;
  border: 1px solid #57526e;
  border-right: 0;
  border-radius: 6px 0 0 6px;
  cursor: pointer;
}
.dock {
  position: absolute;
  left: 0;
  right: 0;
  bottom: 0;
  height: min(420px, 60vh);
  display: flex;
  flex-direction: column;
  border-top: 1px solid #57526e;
}
.bar { display: flex; align-items: stretch; background: #252233; }
[role=tablist] { display: flex; flex: 1; overflow-x: auto; scrollbar-width: thin; }
[role=tab], .close {
  padding: 7px 11px;
  font: inherit;
  color: #cfcbe0;
  background: none;
  border: 0;
  border-bottom: 2px solid transparent;
  cursor: pointer;
  white-space: nowrap;
}
[role=tab][aria-selected=true] { color: #fff; border-bottom-color: #b79cff; }
[role=tabpanel] { flex: 1; overflow: auto; padding: 8px 10px 16px; overscroll-behavior: contain; }
:focus-visible { outline: 2px solid #b79cff; outline-offset: -2px; }
h2 { margin: 12px 0 4px; font-size: 13px; font-weight: 600; color: #fff; overflow-wrap: anywhere; }
p { margin: 4px 0; }
code, pre { font: 12px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { margin: 4px 0; padding: 6px; background: #252233; border-radius: 4px; }
.row {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 8px;
  width: 100%;
  padding: 4px 6px;
  font: inherit;
  text-align: left;
  color: inherit;
  background: none;
  border: 0;
  border-bottom: 1px solid #322e45;
  cursor: pointer;
}
.row:hover, .row[aria-expanded=true] { background: #252233; }
.time, .hint, .empty { color: #aca6c4; }
.time { font-variant-numeric: tabular-nums; }
.kind { min-width: 74px; color: #9fd0ff; }
.kind.event { color: #b6f0c2; }
.kind.document { color: #ffd59e; }
.kind.news { color: #aca6c4; }
.name { flex: 1; min-width: 120px; overflow-wrap: anywhere; }
.total { min-width: 60px; text-align: right; font-variant-numeric: tabular-nums; }
.mark { padding: 0 5px; border-radius: 4px; background: #3a3550; }
.mark.warn { background: #ffc861; color: #251a00; font-weight: 600; }
.mark.bad { background: #ff9a9a; color: #300; font-weight: 600; }
.details {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
  gap: 0 24px;
  padding: 0 8px 12px 16px;
  border-left: 2px solid #57526e;
}
.details > * { min-width: 0; }
.good { color: #b6f0c2; }
.failure { color: #ffb0b0; overflow-wrap: anywhere; }
.repeat { padding: 6px 8px; background: #3d3113; border-left: 3px solid #ffc861; }
.repeat strong { display: block; color: #ffd98f; }
.queries { margin: 0; padding-left: 24px; }
.queries li { padding: 4px 0; border-bottom: 1px solid #322e45; }
.values { display: block; color: #aca6c4; }
.about { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; color: #aca6c4; }
.about button.line {
  padding: 0;
  font: 12px/1.45 ui-monospace, monospace;
  color: #9fd0ff;
  text-align: left;
  overflow-wrap: anywhere;
  background: none;
  border: 0;
  border-bottom: 1px dotted;
  border-radius: 0;
}
.about button.repeated { color: #ffd98f; font-weight: 600; }
.plan { flex-basis: 100%; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 3px 12px 3px 0; text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: #aca6c4; }
td { max-width: 520px; }
.latest { background: #2e2a40; }
section button, .press {
  margin: 0 6px 2px 0;
  padding: 1px 8px;
  font: inherit;
  color: #fff;
  background: #3a3550;
  border: 1px solid #57526e;
  border-radius: 4px;
  cursor: pointer;
}
section button.row { margin: 0; padding: 4px 6px; border: 0; border-bottom: 1px solid #322e45; background: none; }
textarea { display: block; width: 100%; min-width: 220px; font: 12px/1.45 ui-monospace, monospace; color: #fff; background: #12101a; border: 1px solid #57526e; }
`
