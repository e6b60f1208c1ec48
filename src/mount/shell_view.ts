/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PageDefinition } from '../pages/types.ts'
import type { BootData } from '../protocol/main.ts'

/** Where the files of a build are served. */
export interface AssetUrls {
  /** Address of a file of the build; undefined in development, where there is no build. */
  url(file: string): string | undefined
}

/**
 * What the Edge template of the document draws: the tags `@reflexHead()` and `@reflex()`.
 */
export class ShellView {
  #boot: BootData
  #page: PageDefinition
  #assets: AssetUrls

  constructor(boot: BootData, page: PageDefinition, assets: AssetUrls) {
    this.#boot = boot
    this.#page = page
    this.#assets = assets
  }

  /** The title, the page's own style sheets, and early loading of its code. */
  head(): string {
    const parts: string[] = []
    if (this.#boot.page.title !== undefined) {
      parts.push(`<title>${escapeHtml(this.#boot.page.title)}</title>`)
    }
    for (const file of this.#page.css ?? []) {
      parts.push(this.#link(file, 'rel="stylesheet"'))
    }
    for (const file of [this.#page.chunk, ...(this.#page.imports ?? [])]) {
      if (file !== undefined) parts.push(this.#link(file, 'rel="modulepreload"'))
    }
    return parts.join('\n')
  }

  /** The element that React draws into, and the data that it starts from. */
  body(): string {
    return (
      '<div id="reflex"></div>\n' +
      `<script type="application/json" id="reflex-boot">${embedJson(this.#boot)}</script>`
    )
  }

  #link(file: string, attributes: string): string {
    const url = this.#assets.url(file)
    return url === undefined ? '' : `<link ${attributes} href="${escapeHtml(url)}">`
  }
}

/**
 * JSON that cannot end the script element that it stands in, nor open a comment in it.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
