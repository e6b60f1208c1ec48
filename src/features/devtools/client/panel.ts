/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { el } from './dom.ts'
import { Feed } from './feed.ts'
import { Identity } from './identity.ts'
import { Messages } from './messages.ts'
import { Queries } from './queries.ts'
import { StateVars } from './state_vars.ts'
import { STYLES } from './styles.ts'
import { TestText } from './test_text.ts'
import { Timeline } from './timeline.ts'
import type { View } from './view.ts'

/** Where it is remembered which page of the panel is open, as long as the browser tab lives. */
const MEMORY = 'reflex.devtools'

/**
 * The button at the edge of the page, and the panel that it opens. It has a shadow root with styles of its own, and
 * takes no place in the page.
 */
export class Panel extends HTMLElement {
  #feed: Feed
  #views: View[]
  #shown = 0
  #open: HTMLButtonElement
  #dock: HTMLElement
  #tabs: HTMLButtonElement[]
  #pages: HTMLElement[]
  #problem = el('p', { class: 'failure', role: 'status', hidden: true })
  #isDue = false

  /**
   * @param address - of the devtools, with a slash at its end
   * @param tab - id of the tab
   */
  constructor(address: string, tab: string) {
    super()
    this.#feed = new Feed(address, tab, () => this.#changed())
    this.#views = [Timeline, Queries, StateVars, TestText, Identity, Messages].map(
      (ViewClass) => new ViewClass(this.#feed)
    )
    this.#open = el(
      'button',
      {
        'type': 'button',
        'class': 'open',
        'aria-expanded': 'false',
        'aria-keyshortcuts': 'Alt+Shift+D',
        'title': 'Devtools of reflex-adonis (Alt+Shift+D)',
        'click': () => this.toggle(),
      },
      'Reflex'
    )
    this.#tabs = this.#views.map(({ title }, index) =>
      el(
        'button',
        {
          'type': 'button',
          'role': 'tab',
          'id': `tab${index}`,
          'aria-controls': `page${index}`,
          'click': () => this.#show(index),
        },
        title
      )
    )
    this.#pages = this.#views.map(({ element }, index) =>
      el(
        'div',
        {
          'role': 'tabpanel',
          'id': `page${index}`,
          'aria-labelledby': `tab${index}`,
          'tabindex': 0,
        },
        element
      )
    )
    const close = el(
      'button',
      {
        'type': 'button',
        'class': 'close',
        'aria-label': 'Close the devtools',
        'click': () => this.toggle(false),
      },
      '✕'
    )
    this.#dock = el(
      'div',
      {
        'class': 'dock',
        'role': 'region',
        'aria-label': 'Devtools of reflex-adonis',
        'hidden': true,
      },
      el(
        'div',
        { class: 'bar' },
        el(
          'div',
          {
            'role': 'tablist',
            'aria-label': 'Devtools',
            'keydown': (event) => this.#move(event as KeyboardEvent),
          },
          ...this.#tabs
        ),
        close
      ),
      this.#problem,
      ...this.#pages
    )
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    // A policy that allows no inline styles allows a sheet that a script has made
    root.adoptedStyleSheets = [sheet]
    root.append(this.#open, this.#dock)
    this.#dock.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.toggle(false)
    })
    const { open, page } = remembered()
    this.#show(Math.min(page, this.#views.length - 1))
    if (open) this.toggle(true, false)
  }

  /**
   * Opens or closes the panel.
   *
   * @param takesFocus - whether the keys go there
   */
  toggle(open = this.#dock.hidden, takesFocus = true): void {
    if (open === !this.#dock.hidden) return
    this.#dock.hidden = !open
    this.#open.hidden = open
    this.#open.setAttribute('aria-expanded', String(open))
    if (open) this.#feed.open()
    else this.#feed.close()
    if (takesFocus) (open ? this.#tabs[this.#shown] : this.#open).focus()
    this.#remember()
    this.#changed()
  }

  #show(index: number): void {
    this.#shown = index
    for (const [at, tab] of this.#tabs.entries()) {
      const isShown = at === index
      tab.setAttribute('aria-selected', String(isShown))
      tab.tabIndex = isShown ? 0 : -1
      this.#pages[at].hidden = !isShown
    }
    this.#remember()
    this.#changed()
  }

  #move(event: KeyboardEvent): void {
    const last = this.#tabs.length - 1
    const { key } = event
    let next: number
    if (key === 'ArrowRight') next = this.#shown === last ? 0 : this.#shown + 1
    else if (key === 'ArrowLeft') next = this.#shown === 0 ? last : this.#shown - 1
    else if (key === 'Home') next = 0
    else if (key === 'End') next = last
    else return
    event.preventDefault()
    this.#show(next)
    this.#tabs[next].focus()
  }

  /** Draws what is new, once for all that comes before the next frame of the screen. */
  #changed(): void {
    if (this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      if (this.#dock.hidden) return
      const { problem } = this.#feed
      this.#problem.hidden = problem === undefined
      this.#problem.textContent = problem ?? ''
      this.#views[this.#shown].update()
    })
  }

  #remember(): void {
    try {
      const value = { open: !this.#dock.hidden, page: this.#shown }
      sessionStorage.setItem(MEMORY, JSON.stringify(value))
    } catch {
      // Where nothing can be stored, the panel is closed at first
    }
  }
}

function remembered(): { open: boolean; page: number } {
  try {
    const { open, page } = JSON.parse(sessionStorage.getItem(MEMORY) ?? '{}') as {
      open?: unknown
      page?: unknown
    }
    return { open: open === true, page: Number(page) || 0 }
  } catch {
    return { open: false, page: 0 }
  }
}
