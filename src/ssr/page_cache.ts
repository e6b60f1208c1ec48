/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { hash, randomUUID } from 'node:crypto'
import string from '@adonisjs/core/helpers/string'
import type { BootData, PageInfo } from '../protocol/main.ts'

/** What a page is drawn from. */
export interface CacheRequest {
  boot: Pick<BootData, 'page' | 'toasts'>
  /** The vars of the page as JSON. */
  states: string
  csrfToken?: string
  nonce?: string
}

/** A page as it was drawn for somebody who saw the same. */
export interface CachedPage {
  html: string
  /** When, in milliseconds since the epoch; undefined where it shows no time. */
  at: number | undefined
}

/** What an entry takes in addition to its HTML, in bytes: its key and its place in the map. */
const ENTRY = 200

/** A character takes two bytes where a text has a single one beyond Latin-1. */
const CHARACTER = 2

/**
 * HTML of pages, by all that they are drawn from: the page with its address, route and language, and its vars. Whoever has other
 * vars, such as another user, gets another entry. What is used least is dropped first.
 */
export class PageCache {
  /** Stands in the HTML where the token of a form comes, which each visitor has their own of. Nobody can have foreseen it. */
  readonly csrfToken = randomUUID()
  readonly #mostBytes: number
  readonly #pages = new Map<string, CachedPage>()
  #bytes = 0

  /** @param mostBytes - that all entries may take together */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Bytes that it takes. */
  get bytes(): number {
    return this.#bytes
  }

  keyOf({ boot: { page, toasts }, states, csrfToken, nonce }: CacheRequest): string {
    const has = [csrfToken !== undefined, nonce !== undefined]
    return hash('sha256', `${JSON.stringify([drawnOf(page), toasts, has])}\n${states}`, 'base64')
  }

  get(key: string): CachedPage | undefined {
    const page = this.#pages.get(key)
    if (page === undefined) return undefined
    // It is the one that was used last
    this.#pages.delete(key)
    this.#pages.set(key, page)
    return page
  }

  set(key: string, page: CachedPage): void {
    const size = sizeOf(page)
    if (size > this.#mostBytes) return
    this.#delete(key)
    this.#pages.set(key, page)
    this.#bytes += size
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#mostBytes) break
      this.#delete(oldest)
    }
  }

  /** The HTML of an entry for a visitor. */
  htmlFor({ html }: CachedPage, csrfToken: string | undefined): string {
    if (csrfToken === undefined) return html
    const text = string.escapeHTML(csrfToken)
    return html.replaceAll(this.csrfToken, () => text)
  }

  #delete(key: string): void {
    const page = this.#pages.get(key)
    if (page === undefined) return
    this.#pages.delete(key)
    this.#bytes -= sizeOf(page)
  }
}

/** What components see of a page: neither the mark of its user nor when the document was made. */
function drawnOf({ user: _, language, ...page }: PageInfo): unknown {
  return { ...page, language: language && { ...language, at: undefined } }
}

function sizeOf({ html }: CachedPage): number {
  return html.length * CHARACTER + ENTRY
}
