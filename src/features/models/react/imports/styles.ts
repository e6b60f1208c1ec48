/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { important, layerSheet } from '../../../../client/main.ts'

const RULES = `
:where(.reflex-import) {all:initial;color-scheme:inherit;direction:inherit;display:inline-block;box-sizing:border-box;
--_surface:var(--reflex-import-surface,var(--reflex-surface,light-dark(#fff,#1f2023)));
--_text:var(--reflex-import-text,var(--reflex-text,light-dark(#1c1d20,#f1f1f3)));
--_muted:var(--reflex-import-muted,var(--reflex-muted,light-dark(#5c5f66,#a6a9b0)));
--_border:var(--reflex-import-border,var(--reflex-border,light-dark(#d9dbe0,#3d4047)));
--_control:var(--reflex-import-control-border,light-dark(#83868e,#7d818a));
--_accent:var(--reflex-import-accent,var(--reflex-accent,light-dark(#4f46e5,#9a95ff)));
--_danger:var(--reflex-import-danger,var(--reflex-error,light-dark(#b91c1c,#f87171)));
--_on:var(--reflex-import-on-accent,light-dark(#fff,#16171a));
--_hover:var(--reflex-import-hover,light-dark(#f5f6f8,#292b2f));
--_radius:var(--reflex-import-radius,var(--reflex-radius,8px));
font-family:var(--reflex-import-font,inherit);font-size:var(--reflex-import-size,14px);line-height:1.5;color:var(--_text)}
:where([class^=reflex-import-]) {all:unset;display:revert;box-sizing:border-box;unicode-bidi:revert}
:is([class^=reflex-import-])::before,:is([class^=reflex-import-])::after {content:none}
.reflex-import-button {display:inline-flex;align-items:center;justify-content:center;min-height:36px;padding:4px 14px;
border:1px solid var(--_control);border-radius:calc(var(--_radius)*.75);background:var(--_surface);color:var(--_text);cursor:pointer;
font-weight:500}
.reflex-import-button:hover {background:var(--_hover)}
.reflex-import-button[data-main] {background:var(--_accent);border-color:var(--_accent);color:var(--_on)}
.reflex-import-button:disabled {opacity:.5;cursor:default}
.reflex-import-dialog:not([open]) {display:none}
.reflex-import-dialog[open] {display:flex;flex-direction:column;gap:14px;position:fixed;inset:0;margin:auto;width:min(720px,calc(100vw - 32px));
height:fit-content;max-height:calc(100dvh - 48px);overflow-y:auto;padding:24px;border:1px solid var(--_border);border-radius:calc(var(--_radius)*1.5);
background:var(--_surface);color:var(--_text);box-shadow:0 24px 64px rgb(0 0 0/.28)}
.reflex-import-dialog::backdrop {background:rgb(0 0 0/.45)}
.reflex-import-title {display:block;font-size:18px;font-weight:600}
.reflex-import-heading {display:block;font-weight:600;margin-block-end:6px}
.reflex-import-hint {display:block;color:var(--_muted)}
.reflex-import-status {display:block;font-weight:500}
.reflex-import-error {display:block;padding:8px 12px;border:1px solid var(--_danger);border-radius:var(--_radius);color:var(--_danger)}
.reflex-import-drop {display:flex;align-items:center;justify-content:center;min-height:112px;padding:16px;border:2px dashed var(--_control);
border-radius:var(--_radius);cursor:pointer;position:relative}
.reflex-import-drop:is(:hover,[data-over]) {border-color:var(--_accent);background:var(--_hover)}
.reflex-import-drop:has(:focus-visible) {outline:2px solid var(--_accent);outline-offset:2px}
.reflex-import-choose {font-weight:600;color:var(--_accent)}
.reflex-import-file {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.reflex-import-paste {display:block}
.reflex-import-summary {display:list-item;list-style:disclosure-closed inside;cursor:pointer;color:var(--_muted)}
.reflex-import-paste[open]>.reflex-import-summary {list-style:disclosure-open inside}
.reflex-import-label {display:block;margin-block:8px 4px;font-weight:500}
.reflex-import-text {display:block;width:100%;min-height:120px;margin-block-end:8px;padding:8px 10px;border:1px solid var(--_control);
border-radius:calc(var(--_radius)*.75);font-family:ui-monospace,monospace;font-size:13px;white-space:pre;overflow:auto;cursor:text}
.reflex-import-progress {display:block;width:100%;height:8px;appearance:auto;accent-color:var(--_accent)}
.reflex-import-frame {display:block;overflow-x:auto;border:1px solid var(--_border);border-radius:var(--_radius)}
.reflex-import-table {border-collapse:collapse;min-width:100%}
.reflex-import-th {padding:10px 12px;text-align:start;vertical-align:top;border-block-end:1px solid var(--_border);background:var(--_hover)}
.reflex-import-header {display:block;margin-block-end:4px;font-size:12px;color:var(--_muted);white-space:nowrap}
.reflex-import-select {appearance:auto;min-width:110px;min-height:30px;padding:2px 4px;border:1px solid var(--_control);border-radius:6px;
background:var(--_surface);color:var(--_text);color-scheme:inherit;font-weight:500}
.reflex-import-cell {padding:6px 12px;max-width:240px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;
border-block-end:1px solid var(--_border);font-size:13px}
.reflex-import-cell[data-ignored] {color:var(--_muted);text-decoration:line-through}
.reflex-import-problems {display:block}
.reflex-import-list {display:block;max-height:180px;overflow-y:auto;list-style:none;border:1px solid var(--_border);border-radius:var(--_radius)}
.reflex-import-problem {display:flex;flex-wrap:wrap;gap:2px 10px;padding:6px 12px;border-block-end:1px solid var(--_border);font-size:13px}
.reflex-import-problem:last-child {border-block-end:0 none}
.reflex-import-line {min-width:60px;font-weight:600;font-variant-numeric:tabular-nums}
.reflex-import-name {color:var(--_muted)}
.reflex-import-message {color:var(--_danger)}
.reflex-import-option {display:flex;gap:8px;align-items:center;cursor:pointer}
.reflex-import-check {display:block;appearance:auto;width:18px;height:18px;accent-color:var(--_accent)}
.reflex-import-actions {display:flex;flex-wrap:wrap;gap:8px;justify-content:flex-end}
[class^=reflex-import-]:focus-visible {outline:2px solid var(--_accent);outline-offset:2px}
.reflex-import-dialog:focus-visible {outline:none}`

/** The rules of imports. */
export const IMPORT_RULES = important(RULES)

/** Adds the styles of imports to the document, once. */
export const injectImportStyles = layerSheet(IMPORT_RULES)
