/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { important, layerSheet } from '../../../../client/main.ts'

const RULES = `
:where(.reflex-choice) {all:initial;color-scheme:inherit;direction:inherit;display:block;box-sizing:border-box;
--_surface:var(--reflex-choice-surface,var(--reflex-surface,light-dark(#fff,#1f2023)));
--_text:var(--reflex-choice-text,var(--reflex-text,light-dark(#1c1d20,#f1f1f3)));
--_muted:var(--reflex-choice-muted,var(--reflex-muted,light-dark(#5c5f66,#a6a9b0)));
--_border:var(--reflex-choice-border,light-dark(#83868e,#7d818a));
--_accent:var(--reflex-choice-accent,var(--reflex-accent,light-dark(#4f46e5,#9a95ff)));
--_danger:var(--reflex-choice-danger,var(--reflex-error,light-dark(#b91c1c,#f87171)));
--_hover:var(--reflex-choice-hover,light-dark(#eeedfd,#2b2a46));
--_radius:var(--reflex-choice-radius,var(--reflex-radius,8px));
font-family:var(--reflex-choice-font,inherit);font-size:var(--reflex-choice-size,14px);line-height:1.45;color:var(--_text)}
:where([class^=reflex-choice-]) {all:unset;display:revert;box-sizing:border-box;unicode-bidi:revert}
:is([class^=reflex-choice-])::before,:is([class^=reflex-choice-])::after {content:none}
[class^=reflex-choice-][hidden] {display:none}
.reflex-choice-label {display:block;margin-block-end:4px;font-weight:500}
.reflex-choice-select {appearance:auto;display:block;width:100%;min-height:40px;padding:6px 10px;border:1px solid var(--_border);
border-radius:var(--_radius);background:var(--_surface);color:var(--_text);color-scheme:inherit}
.reflex-choice-field {display:block;position:relative}
.reflex-choice-box {display:flex;flex-wrap:wrap;gap:4px;align-items:center;min-height:40px;padding:4px 6px;border:1px solid var(--_border);
border-radius:var(--_radius);background:var(--_surface)}
.reflex-choice-box:has(.reflex-choice-input:focus-visible) {outline:2px solid var(--_accent);outline-offset:1px}
.reflex-choice-box:has([aria-invalid=true]) {border-color:var(--_danger)}
.reflex-choice-input {flex:1 1 90px;min-width:0;min-height:30px;padding:2px 4px;cursor:text;color:var(--_text)}
.reflex-choice-input::placeholder {color:var(--_muted)}
.reflex-choice-chip {display:inline-flex;gap:6px;align-items:center;min-height:28px;padding:2px 8px;border-radius:calc(var(--_radius)*.75);
background:var(--_hover);color:var(--_text);cursor:pointer}
.reflex-choice-clear {display:inline-flex;align-items:center;justify-content:center;min-width:28px;min-height:28px;border-radius:4px;
color:var(--_muted);cursor:pointer}
.reflex-choice-cross {font-size:16px;line-height:1}
:is(.reflex-choice-chip,.reflex-choice-clear,.reflex-choice-more):focus-visible {outline:2px solid var(--_accent);outline-offset:1px}
.reflex-choice-popup {position:absolute;z-index:40;inset-block-start:calc(100% + 4px);inset-inline:0;max-height:280px;overflow-y:auto;
padding:4px;border:1px solid var(--_border);border-radius:var(--_radius);background:var(--_surface);
box-shadow:0 8px 24px rgb(0 0 0/.18)}
.reflex-choice-list {display:block;list-style:none}
.reflex-choice-option {display:block;padding:8px 10px;border-radius:calc(var(--_radius)*.5);cursor:pointer;overflow-wrap:anywhere}
.reflex-choice-option:is(:hover,[data-active]) {background:var(--_hover)}
.reflex-choice-option[data-active] {outline:2px solid var(--_accent);outline-offset:-2px}
.reflex-choice-option[aria-selected=true] {font-weight:600;color:var(--_accent)}
.reflex-choice-more {display:block;padding:8px 10px;color:var(--_accent);cursor:pointer;font-weight:500}
.reflex-choice-empty {display:block;padding:8px 10px;color:var(--_muted)}
.reflex-choice-hidden {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}`

/** The rules of choices. */
export const CHOICE_RULES = important(RULES)

/** Adds the styles of choices to the document, once. */
export const injectChoiceStyles = layerSheet(CHOICE_RULES)
