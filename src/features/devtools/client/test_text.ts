/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownTest } from '../panel/shown.ts'
import { el, section } from './dom.ts'
import type { Feed } from './feed.ts'
import type { View } from './view.ts'

const HINT =
  'What was done on this page since it was loaded, as a test. Nobody has played it: node ace reflex:record writes one that was played twice.'

/** What was done on the page, as a test to be copied. */
export class TestText implements View {
  readonly title = 'Test'
  readonly element: HTMLElement
  #feed: Feed
  #outcome = el('div', { 'aria-live': 'polite' })

  constructor(feed: Feed) {
    this.#feed = feed
    const press = el('button', { type: 'button', click: () => void this.#write() }, 'Copy as test')
    this.element = section('Copy as test', el('p', { class: 'hint' }, HINT), press, this.#outcome)
  }

  /** A test is written when somebody asks for it. */
  update(): void {}

  async #write(): Promise<void> {
    try {
      const { text, steps, left } = await this.#feed.command<ShownTest>({ do: 'test' })
      const isCopied = await copy(text)
      const said = `${steps} steps${isCopied ? ', copied to the clipboard' : ''}`
      this.#outcome.replaceChildren(
        el('p', {}, said),
        ...left.map((sentence) => el('p', { class: 'hint' }, sentence)),
        el('pre', {}, text)
      )
    } catch (error) {
      this.#outcome.replaceChildren(el('p', { class: 'failure' }, String(error)))
    }
  }
}

/** Where the page is not secure, or is not allowed to, the text is there to be selected. */
function copy(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard }
  if (!clipboard) return Promise.resolve(false)
  return clipboard.writeText(text).then(
    () => true,
    () => false
  )
}
