/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

type Child = Node | string | undefined | false

/** Attributes of an element, and what it does when it is pressed. */
export interface Attributes {
  [name: string]: string | number | boolean | ((event: Event) => void) | undefined
}

/**
 * Makes an element.
 *
 * @param attributes - a function listens to the event of its name; `true` is an attribute without a value
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/** Milliseconds as people read them. */
export function duration(time: number | undefined): string {
  if (time === undefined) return '–'
  if (time >= 1_000) return `${(time / 1_000).toFixed(2)} s`
  return `${time >= 10 ? Math.round(time) : time.toFixed(1)} ms`
}

/** Characters as people read them. */
export function size(characters: number | undefined): string {
  if (characters === undefined) return '–'
  return characters >= 1_024 ? `${(characters / 1_024).toFixed(1)} kB` : `${characters} B`
}

/** The time of day of a moment. */
export function clock(at: number): string {
  const date = new Date(at)
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`
}

/** A heading and what belongs to it. */
export function section(title: string, ...children: Child[]): HTMLElement {
  return el('section', {}, el('h2', {}, title), ...children)
}

/** A table with a row of headings. */
export function table(
  label: string,
  headings: readonly string[],
  rows: readonly (readonly Child[])[]
): HTMLElement {
  const head = el('tr', {}, ...headings.map((text) => el('th', { scope: 'col' }, text)))
  const body = rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))
  return el(
    'div',
    // What is wider than its window is scrolled by keys as well
    { 'class': 'scroll', 'tabindex': 0, 'role': 'region', 'aria-label': label },
    el('table', {}, el('thead', {}, head), el('tbody', {}, ...body))
  )
}

/**
 * A line of the application, which its editor shows when it is pressed: Vite opens the editor that runs.
 *
 * @param place - `app/states/cart_state.ts:12`
 */
export function lineButton(place: string, isMarked = false): HTMLElement {
  const open = () => void fetch(`/__open-in-editor?${new URLSearchParams({ file: place })}`)
  const name = isMarked ? 'line repeated' : 'line'
  return el(
    'button',
    { type: 'button', class: name, title: 'Open in the editor', click: open },
    place
  )
}
