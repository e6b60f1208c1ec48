/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

const ELEMENT_ID = 'reflex-styles'

/*
 * Rules have no weight (`:where`), so that any rule of an application wins. Colors follow the
 * page's `color-scheme`, which follows the user's preference where the page says `light dark`.
 */
const CSS = `
:where(.reflex-toaster,.reflex-banner,.reflex-error,.reflex-progress){
--_surface:var(--reflex-surface,light-dark(#fff,#1f2023));
--_text:var(--reflex-text,light-dark(#1c1d20,#f1f1f3));
--_muted:var(--reflex-muted,light-dark(#5c5f66,#a6a9b0));
--_border:var(--reflex-border,light-dark(#d9dbe0,#3d4047));
--_accent:var(--reflex-accent,light-dark(#4f46e5,#9a95ff));
--_radius:var(--reflex-radius,8px);
font:var(--reflex-font,14px/1.45 system-ui,sans-serif);color:var(--_text);box-sizing:border-box}
:where(.reflex-toaster){position:fixed;inset:auto 16px 16px auto;z-index:var(--reflex-z-index,2147483000);
display:flex;flex-direction:column;gap:8px;width:min(360px,calc(100vw - 32px))}
:where(.reflex-toast){display:flex;gap:12px;align-items:start;justify-content:space-between;padding:12px 14px;
background:var(--_surface);border:1px solid var(--_border);border-inline-start:4px solid var(--_level,var(--_accent));
border-radius:var(--_radius);box-shadow:0 6px 24px #0003;animation:reflex-in .2s ease-out;overflow-wrap:anywhere}
:where(.reflex-toast[data-level=success]){--_level:var(--reflex-success,light-dark(#15803d,#4ade80))}
:where(.reflex-toast[data-level=warning]){--_level:var(--reflex-warning,light-dark(#b45309,#fbbf24))}
:where(.reflex-toast[data-level=error]){--_level:var(--reflex-error,light-dark(#b91c1c,#f87171))}
:where(.reflex-toast p,.reflex-banner p){margin:0}
:where(.reflex-toast small){color:var(--_muted)}
:where(.reflex-toast button){all:unset;cursor:pointer;padding:0 6px;font-size:18px;line-height:1.1;color:var(--_muted)}
:where(.reflex-toast,.reflex-banner,.reflex-error) :where(button:focus-visible){outline:2px solid var(--_accent);outline-offset:2px}
:where(.reflex-banner){position:fixed;inset:auto auto 16px 16px;z-index:var(--reflex-z-index,2147483000);max-width:calc(100vw - 32px)}
:where(.reflex-banner p){padding:10px 14px;background:var(--_surface);border:1px solid var(--_border);
border-radius:var(--_radius);box-shadow:0 6px 24px #0003}
:where(.reflex-banner button,.reflex-error button){margin-inline-start:12px;padding:4px 10px;font:inherit;color:inherit;
background:none;border:1px solid var(--_border);border-radius:calc(var(--_radius)/2);cursor:pointer}
:where(.reflex-progress){position:fixed;inset:0 0 auto 0;height:3px;z-index:var(--reflex-z-index,2147483000);
background:var(--_accent);transform-origin:0 0;animation:reflex-progress 8s cubic-bezier(.1,.7,.1,1) forwards}
:where(.reflex-error){max-width:720px;margin:10vh auto;padding:0 24px;text-align:center}
:where(.reflex-error-status){margin:0;font-size:56px;font-weight:700;color:var(--_muted)}
:where(.reflex-error h1){font-size:22px}
:where(.reflex-error button){margin:0}
:where(.reflex-error pre){margin-top:32px;padding:16px;overflow:auto;text-align:start;font-size:12px;
border:1px solid var(--_border);border-radius:var(--_radius)}
@keyframes reflex-in{from{opacity:0;transform:translateY(8px)}}
@keyframes reflex-progress{from{transform:scaleX(.05)}to{transform:scaleX(.95)}}
@media(prefers-reduced-motion:reduce){:where(.reflex-toast,.reflex-progress){animation:none}}
`

/**
 * Adds the styles of the components to the document, once. They come first in it, and with the
 * nonce that the page's own scripts have.
 */
export function injectStyles(document: Document): void {
  if (document.getElementById(ELEMENT_ID)) return
  const style = document.createElement('style')
  style.id = ELEMENT_ID
  const nonce = document.querySelector<HTMLElement>('#reflex-boot[nonce],script[nonce]')?.nonce
  if (nonce) style.nonce = nonce
  style.textContent = CSS
  document.head.prepend(style)
}
