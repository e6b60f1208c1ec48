/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Panel } from './panel.ts'

/*
|--------------------------------------------------------------------------
| The devtools in a browser
|--------------------------------------------------------------------------
|
| Documents load it in development, beside the page and after it. It is no part of what
| Vite bundles, and knows of the page only what the page tells tests as well.
|
*/

const script = document.querySelector<HTMLScriptElement>('script[src*="/devtools/"][data-tab]')

function begin(): void {
  if (!script || document.querySelector('reflex-devtools')) return
  customElements.define('reflex-devtools', Panel)
  const panel = new Panel(new URL('.', script.src).href, script.dataset.tab ?? '')
  // Beside the body, whose children a page may count
  document.documentElement.append(panel)
  addEventListener('keydown', (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== 'KeyD') return
    event.preventDefault()
    panel.toggle()
  })
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin)
else begin()
