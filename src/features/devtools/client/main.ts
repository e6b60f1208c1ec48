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
| In development, documents load it next to the page, and after it. Vite does not bundle
| it, and it knows no more of the page than tests do.
|
*/

const script = document.querySelector<HTMLScriptElement>('script[data-reflex-tab]')

function begin(): void {
  if (!script || document.querySelector('reflex-devtools')) return
  customElements.define('reflex-devtools', Panel)
  const panel = new Panel(new URL('.', script.src).href, script.dataset.reflexTab ?? '')
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
