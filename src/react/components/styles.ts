/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { important, layerSheet } from '../../client/main.ts'

/*
 * What is to be adapted has a variable. Colors follow the page's `color-scheme`, which follows the
 * user's preference where the page says `light dark`.
 */
const PARTS = '.reflex-toaster,.reflex-banner,.reflex-error,.reflex-progress'

const RULES = `
:where(${PARTS}) {all:initial;color-scheme:inherit;display:block;
--_surface:var(--reflex-surface,light-dark(#fff,#1f2023));
--_text:var(--reflex-text,light-dark(#1c1d20,#f1f1f3));
--_muted:var(--reflex-muted,light-dark(#5c5f66,#a6a9b0));
--_border:var(--reflex-border,light-dark(#d9dbe0,#3d4047));
--_accent:var(--reflex-accent,light-dark(#4f46e5,#9a95ff));
--_radius:var(--reflex-radius,8px);
font:var(--reflex-font,14px/1.45 system-ui,sans-serif);color:var(--_text);box-sizing:border-box}
:where(${PARTS}) :where(*) {all:unset;display:revert;box-sizing:border-box;unicode-bidi:revert}
:is(${PARTS})::before,:is(${PARTS})::after,:is(${PARTS}) *::before,:is(${PARTS}) *::after {content:none}
.reflex-toaster {position:fixed;inset:auto 16px 16px auto;z-index:var(--reflex-z-index,2147483000);
display:flex;flex-direction:column;gap:8px;width:min(360px,calc(100vw - 32px))}
.reflex-toast {--_level:var(--_accent);display:flex;gap:12px;align-items:start;justify-content:space-between;padding:12px 14px;
background:var(--_surface);border:1px solid var(--_border);border-inline-start:4px solid var(--_level);
border-radius:var(--_radius);box-shadow:0 6px 24px #0003;overflow-wrap:anywhere;
transition:opacity .2s ease-out,translate .2s ease-out}
.reflex-toast[data-level=success] {--_level:var(--reflex-success,light-dark(#15803d,#4ade80))}
.reflex-toast[data-level=warning] {--_level:var(--reflex-warning,light-dark(#b45309,#fbbf24))}
.reflex-toast[data-level=error] {--_level:var(--reflex-error,light-dark(#b91c1c,#f87171))}
.reflex-toast small {font-size:12px;color:var(--_muted)}
.reflex-toast button {flex:none;cursor:pointer;padding:0 6px;font-size:18px;line-height:1.1;color:var(--_muted)}
.reflex-banner {position:fixed;inset:auto auto 16px 16px;z-index:var(--reflex-z-index,2147483000);max-width:calc(100vw - 32px)}
.reflex-banner p {padding:10px 14px;background:var(--_surface);border:1px solid var(--_border);
border-radius:var(--_radius);box-shadow:0 6px 24px #0003}
:is(.reflex-banner,.reflex-error) button {padding:4px 10px;border:1px solid var(--_border);
border-radius:calc(var(--_radius)/2);cursor:pointer}
.reflex-banner button {margin-inline-start:12px}
:is(.reflex-toast,.reflex-banner,.reflex-error) button:focus-visible {outline:2px solid var(--_accent);outline-offset:2px}
.reflex-progress {position:fixed;inset:0 0 auto 0;height:3px;z-index:var(--reflex-z-index,2147483000);
background:var(--_accent);transform-origin:0 0;scale:.95 1;transition:scale 8s cubic-bezier(.1,.7,.1,1)}
.reflex-error {max-width:720px;margin:10vh auto;padding:24px;text-align:center;border-radius:var(--_radius);background:var(--_surface)}
.reflex-error p {margin:12px 0}
.reflex-error .reflex-error-status {margin:0;font-size:56px;font-weight:700;color:var(--_muted)}
.reflex-error h1 {margin:12px 0;font-size:22px;font-weight:700}
.reflex-error code {font-family:ui-monospace,monospace}
.reflex-error pre {margin-top:32px;padding:16px;overflow:auto;text-align:start;white-space:pre;
font:12px/1.45 ui-monospace,monospace;border:1px solid var(--_border);border-radius:var(--_radius)}
.reflex-error pre:focus-visible {outline:2px solid var(--_accent)}`

const STARTS = `
.reflex-toast {opacity:0;translate:0 8px}
.reflex-progress {scale:.05 1}`

const STILL = `
:is(.reflex-toast,.reflex-progress) {transition:none}`

/** Adds the styles of the components to the document, once. */
export const injectStyles = layerSheet(`${important(RULES)}
@starting-style{${important(STARTS)}}
@media(prefers-reduced-motion:reduce){${important(STILL)}}`)
