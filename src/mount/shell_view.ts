/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { PageDefinition } from '../pages/main.ts'
import { directionOf } from '../protocol/main.ts'
import type { BootData, Direction } from '../protocol/main.ts'
import type { RenderedPage } from '../ssr/main.ts'

/** Where the files of a build are served. */
export interface AssetUrls {
  /** Address of a file of the build; undefined in development, where there is no build. */
  url(file: string): string | undefined
}

export interface ShellViewOptions {
  boot: BootData
  /** Of the request. */
  locale: string
  /** The states of it as JSON, ready for a script element. */
  states: string
  page: PageDefinition
  assets: AssetUrls
  /** The page as React has drawn it; undefined when the browser draws it. */
  rendered: RenderedPage | undefined
  /** To run before anything else of the page does. */
  script: string | undefined
  /** What the content security policy asks of scripts and styles. */
  nonce: string | undefined
  /** The script that draws the devtools, and the tab that they are about. */
  devtools?: { url: string; tab: string }
}

/**
 * What the Edge template of the document draws: the tags `@reflexHead()` and `@reflex()`.
 */
export class ShellView {
  #options: ShellViewOptions
  #nonce: string
  #marker: string | undefined

  constructor(options: ShellViewOptions) {
    this.#options = options
    this.#nonce = options.nonce ? ` nonce="${escapeHtml(options.nonce)}"` : ''
  }

  /** Stands where the rest of the page comes. Nobody can have foreseen it. */
  get marker(): string {
    return (this.#marker ??= `<!--${randomUUID()}-->`)
  }

  /** The language of the document, for `lang` of its root element. */
  get language(): string {
    return this.#options.boot.page.language?.l ?? this.#options.locale
  }

  /** In which direction it is written, for `dir`. */
  get direction(): Direction {
    return directionOf(this.language)
  }

  /** The title, what components put there, style sheets, and early loading of the page's code. */
  head(): string {
    const { boot, page, rendered, script, devtools } = this.#options
    const parts: string[] = []
    // Vite takes it for what it loads later
    if (this.#nonce) parts.push(`<meta property="csp-nonce"${this.#nonce}>`)
    if (script) parts.push(`<script${this.#nonce}>${script}</script>`)
    if (rendered?.head) parts.push(rendered.head)
    if (boot.page.title !== undefined && !rendered?.head.includes('<title')) {
      parts.push(`<title data-reflex>${escapeHtml(boot.page.title)}</title>`)
    }
    for (const file of page.css ?? []) parts.push(this.#link(file, 'rel="stylesheet"'))
    for (const file of [page.chunk, ...(page.imports ?? [])]) {
      if (file !== undefined) parts.push(this.#link(file, 'rel="modulepreload"'))
    }
    if (devtools) {
      const { url, tab } = devtools
      const tag = `type="module" async${this.#nonce} src="${escapeHtml(url)}" data-reflex-tab="${tab}"`
      parts.push(`<script ${tag}></script>`)
    }
    return parts.join('\n')
  }

  /** The element that React draws into, and the data that it starts from. */
  body(): string {
    const { rendered } = this.#options
    const mount = rendered?.body ?? '<div id="reflex"></div>'
    return (
      `${mount}${rendered?.rest ? this.marker : ''}\n` +
      `<script${this.#nonce} type="application/json" id="reflex-boot">${this.#bootJson()}</script>`
    )
  }

  #bootJson(): string {
    const { states, boot } = this.#options
    return `${embedJson({ ...boot, states: undefined }).slice(0, -1)},"states":${states}}`
  }

  #link(file: string, attributes: string): string {
    const url = this.#options.assets.url(file)
    return url === undefined ? '' : `<link ${attributes}${this.#nonce} href="${escapeHtml(url)}">`
  }
}

const ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * JSON that cannot end the script element that it stands in, nor open a comment in it.
 */
export function embedJson(value: unknown): string {
  const json = JSON.stringify(value)
  // To look for each takes a tenth of the time that the expression does, and most data has none
  if (!Object.keys(ESCAPES).some((character) => json.includes(character))) return json
  return json.replace(/[<\u2028\u2029]/g, (character) => ESCAPES[character])
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character])
}
