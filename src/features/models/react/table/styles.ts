/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { important, layerSheet } from '../../../../client/main.ts'

/*
 * What is to be adapted has a variable. What an application draws in cells is its own: only elements with a class of the table
 * are set apart. The font is that of the page.
 */
const RULES = `
:where(.reflex-table) {all:initial;color-scheme:inherit;direction:inherit;display:block;box-sizing:border-box;position:relative;
--_surface:var(--reflex-table-surface,var(--reflex-surface,light-dark(#fff,#1f2023)));
--_text:var(--reflex-table-text,var(--reflex-text,light-dark(#1c1d20,#f1f1f3)));
--_muted:var(--reflex-table-muted,var(--reflex-muted,light-dark(#5c5f66,#a6a9b0)));
--_border:var(--reflex-table-border,var(--reflex-border,light-dark(#d9dbe0,#3d4047)));
--_control:var(--reflex-table-control-border,light-dark(#83868e,#7d818a));
--_accent:var(--reflex-table-accent,var(--reflex-accent,light-dark(#4f46e5,#9a95ff)));
--_danger:var(--reflex-table-danger,var(--reflex-error,light-dark(#b91c1c,#f87171)));
--_on:var(--reflex-table-on-accent,light-dark(#fff,#16171a));
--_hover:var(--reflex-table-hover,light-dark(#f5f6f8,#292b2f));
--_chosen:var(--reflex-table-selected,light-dark(#eeedfd,#2b2a46));
--_radius:var(--reflex-table-radius,var(--reflex-radius,8px));
--_gap:var(--reflex-table-padding,12px);
font-family:var(--reflex-table-font,inherit);font-size:var(--reflex-table-size,14px);line-height:1.45;color:var(--_text);
container-type:inline-size}
:where([class^=reflex-table-]) {all:unset;display:revert;box-sizing:border-box;unicode-bidi:revert}
:is([class^=reflex-table-])::before,:is([class^=reflex-table-])::after {content:none}
.reflex-table-bar {display:flex;flex-wrap:wrap;gap:8px;align-items:center;min-height:36px;margin-block-end:8px}
.reflex-table-search {display:block;flex:0 1 280px}
.reflex-table-input {display:block;width:100%;min-height:36px;padding:6px 10px;border:1px solid var(--_control);
border-radius:calc(var(--_radius)*.75);background:var(--_surface);cursor:text}
.reflex-table-input::placeholder {color:var(--_muted)}
.reflex-table-status {color:var(--_muted);font-size:13px;margin-inline-start:auto}
.reflex-table-button {display:inline-flex;align-items:center;min-height:32px;padding:4px 12px;border:1px solid var(--_control);
border-radius:calc(var(--_radius)*.75);background:var(--_surface);color:var(--_text);cursor:pointer;font-weight:500}
.reflex-table-button:hover {background:var(--_hover)}
.reflex-table-button[data-pending] {border-color:var(--_accent);color:var(--_accent)}
.reflex-table-button[data-danger] {border-color:var(--_danger);color:var(--_danger)}
.reflex-table-button[data-danger=full] {background:var(--_danger);color:var(--_on)}
.reflex-table-bulk {display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:8px var(--_gap);margin-block-end:8px;
background:var(--_chosen);border-radius:var(--_radius)}
.reflex-table-count {font-weight:600;margin-inline-end:4px}
.reflex-table-confirm {display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-inline-start:auto}
.reflex-table-bulk>.reflex-table-button[data-danger] {margin-inline-start:auto}
.reflex-table-progress {display:block;width:160px;height:6px;appearance:auto;accent-color:var(--_accent)}
.reflex-table-frame {display:block;overflow-x:auto;border:1px solid var(--_border);border-radius:var(--_radius);
background:var(--_surface);transition:opacity .15s}
.reflex-table-frame[aria-busy=true] {opacity:.55}
.reflex-table-table {width:100%;border-collapse:collapse;text-align:start}
.reflex-table-th {padding:10px var(--_gap);text-align:start;font-weight:600;font-size:13px;color:var(--_muted);
white-space:nowrap;border-block-end:1px solid var(--_border)}
.reflex-table-box {width:1px;padding-inline:var(--_gap) 0;vertical-align:middle;border-block-end:1px solid var(--_border)}
.reflex-table-check {display:block;appearance:auto;width:18px;height:18px;margin:0;cursor:pointer;accent-color:var(--_accent)}
.reflex-table-sort {display:inline-flex;gap:6px;align-items:center;cursor:pointer;color:inherit;border-radius:4px}
.reflex-table-sort:hover {color:var(--_text)}
.reflex-table-arrow {font-size:12px;opacity:.55}
.reflex-table-th:is([aria-sort=ascending],[aria-sort=descending]) {color:var(--_text)}
.reflex-table-th:is([aria-sort=ascending],[aria-sort=descending]) .reflex-table-arrow {opacity:1;color:var(--_accent)}
.reflex-table-cell {padding:8px var(--_gap);vertical-align:middle;border-block-end:1px solid var(--_border);overflow-wrap:anywhere}
:is(.reflex-table-th,.reflex-table-cell)[data-align=end] {text-align:end;font-variant-numeric:tabular-nums}
:is(.reflex-table-th,.reflex-table-cell)[data-actions] {text-align:end;white-space:nowrap}
.reflex-table-row:last-child>* {border-block-end:0 none}
.reflex-table-row:hover {background:var(--_hover)}
.reflex-table-row[data-selected] {background:var(--_chosen)}
.reflex-table-label {display:none}
.reflex-table-value {display:inline-block;min-width:2ch;min-height:24px;padding:2px 6px;margin-inline:-7px;cursor:text;border-radius:4px;
border:1px solid transparent;text-align:inherit;border-block-end:1px dashed var(--_control)}
.reflex-table-value:hover {border:1px solid var(--_control);background:var(--_surface)}
.reflex-table-field {display:inline-block;appearance:auto;width:100%;max-width:140px;min-width:6ch;padding:3px 6px;text-align:inherit;
border:1px solid var(--_accent);border-radius:4px;background:var(--_surface);color:var(--_text);color-scheme:inherit}
.reflex-table-field[type=checkbox] {width:18px;height:18px;accent-color:var(--_accent)}
.reflex-table-field[aria-invalid=true] {border-color:var(--_danger)}
.reflex-table-field[aria-busy=true] {opacity:.6}
.reflex-table-error {display:block;margin-block-start:4px;font-size:12px;color:var(--_danger)}
.reflex-table-empty {padding:40px var(--_gap);text-align:center;color:var(--_muted)}
.reflex-table-failure {display:flex;flex-wrap:wrap;gap:12px;align-items:center;padding:8px var(--_gap);margin-block-end:8px;
color:var(--_danger);border:1px solid var(--_danger);border-radius:var(--_radius)}
.reflex-table-pager {display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between;margin-block-start:12px}
.reflex-table-pages {display:flex;flex-wrap:wrap;gap:4px;align-items:center}
.reflex-table-page {display:inline-flex;align-items:center;justify-content:center;min-width:32px;min-height:32px;padding:4px 8px;
border-radius:calc(var(--_radius)*.75);cursor:pointer;color:var(--_text);font-variant-numeric:tabular-nums}
.reflex-table-page:hover {background:var(--_hover)}
.reflex-table-page[aria-current=page] {background:var(--_accent);color:var(--_on);font-weight:600}
.reflex-table-page[aria-disabled=true] {color:var(--_muted);opacity:.6;cursor:default;background:none}
.reflex-table-gap {padding-inline:4px;color:var(--_muted)}
.reflex-table-sizes {display:block}
.reflex-table-size {display:inline-flex;gap:8px;align-items:center;color:var(--_muted);font-size:13px}
.reflex-table-select {appearance:auto;min-height:32px;padding:4px 6px;border:1px solid var(--_control);
border-radius:calc(var(--_radius)*.75);background:var(--_surface);color:var(--_text);color-scheme:inherit}
.reflex-table-hidden {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.reflex-table-filters {display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin-block-end:12px}
.reflex-table-filter {display:block;flex:0 1 200px;min-width:min(140px,100%)}
.reflex-table-filter-label {display:block;margin-block-end:4px;font-weight:500}
.reflex-table-filter .reflex-table-select {display:block;width:100%;min-height:40px;padding:8px 10px}
[class^=reflex-table-]:focus-visible {outline:2px solid var(--_accent);outline-offset:2px}
:is(.reflex-table-field,.reflex-table-input):focus-visible {outline-offset:0}`

/** A row is a card where there is no room for columns. */
const NARROW = `
.reflex-table-frame {border:0 none;background:none;overflow:visible}
:is(.reflex-table-table,.reflex-table-head,.reflex-table-body) {display:block}
.reflex-table-heads {display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding-block-end:8px}
.reflex-table-th {display:none}
.reflex-table-th[data-sortable] {display:block;padding:4px 0;border:0 none}
.reflex-table-row {display:block;position:relative;padding:10px var(--_gap);margin-block-end:8px;border:1px solid var(--_border);
border-radius:var(--_radius);background:var(--_surface)}
.reflex-table-box {display:block;width:auto;padding:0;border:0 none}
.reflex-table-row>.reflex-table-box {position:absolute;inset-block-start:12px;inset-inline-end:var(--_gap)}
.reflex-table-cell {display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;padding:4px 0;border:0 none}
.reflex-table-error {flex:0 0 100%}
.reflex-table-row>.reflex-table-box~.reflex-table-cell {padding-inline-end:34px}
.reflex-table-cell[data-align=end] {text-align:start}
.reflex-table-cell[data-actions] {justify-content:flex-end}
.reflex-table-label {display:block;flex:none;width:30%;color:var(--_muted);font-size:13px}
.reflex-table-search {flex:1 1 100%}
.reflex-table-filter {flex:1 1 140px}
.reflex-table-status {margin-inline-start:0}`

const STILL = `
.reflex-table-frame {transition:none}`

/** The rules of tables. */
export const TABLE_RULES = `${important(RULES)}
@container(max-width:560px){${important(NARROW)}}
@media(prefers-reduced-motion:reduce){${important(STILL)}}`

/** Adds the styles of tables to the document, once. */
export const injectTableStyles = layerSheet(TABLE_RULES)
