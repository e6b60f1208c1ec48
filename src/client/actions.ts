/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { DOWNLOADS_PATH } from '../protocol/main.ts'
import type { Action, JsonValue } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import { registeredFunction } from './functions.ts'
import { loadDocument } from './reload.ts'
import type { Toast } from './toasts.ts'

type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>

/** Who does what takes more than the document. */
export interface ActionTarget {
  /** Goes to an address of this origin that may be a page. */
  visit(target: URL, options: { replace: boolean }): void
  toast(toast: Omit<Toast, 'id'>): void
  call(state: string, event: string, args: JsonValue[]): Promise<unknown>
  /** Address of a path of the server: the page may be on another host. */
  address(path: string): string
}

/** Other schemes, `javascript:` first of all, are no address to go to. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:'])

/** Milliseconds to wait for an element that is to get the focus. */
const FOCUS_ATTEMPTS = [0, 100, 400]

/** Milliseconds until the memory of a downloaded file is given back. */
const DOWNLOAD_TIME = 60_000

/**
 * What a redirect means for the router: an address on this origin that may be a page. It knows no
 * path with two slashes in a row, and would go to another one.
 *
 * @param target - where it leads
 */
export function isVisit(
  { reload, newTab }: ActionOf<'redirect'>,
  target: URL,
  { location }: Environment
): boolean {
  const isOwn = target.origin === new URL(location.href).origin
  return !reload && !newTab && isOwn && !target.pathname.includes('//')
}

/**
 * Does what handlers ask the browser to do.
 */
export class Actions {
  #environment: Environment
  #target: ActionTarget
  /** The page is about to be loaded again. */
  #reloads = false

  constructor(environment: Environment, target: ActionTarget) {
    this.#environment = environment
    this.#target = target
  }

  /** Performs actions one after the other. One that fails does not keep the next from its turn. */
  perform(actions: readonly Action[]): void {
    for (const action of actions) {
      try {
        this.#perform(action)
      } catch (error) {
        console.error(`[reflex] The action "${action.type}" failed:`, error)
      }
    }
  }

  #perform(action: Action): void {
    const { document } = this.#environment
    switch (action.type) {
      case 'redirect':
        return this.#redirect(action)
      case 'toast': {
        const { type, ...toast } = action
        return this.#target.toast(toast)
      }
      case 'download':
        return this.#download(action)
      case 'clipboard':
        this.#environment.copy(action.text).catch((error) => {
          console.warn('[reflex] The browser did not allow to write to the clipboard:', error)
        })
        return
      case 'focus':
        return this.#focus(action.selector, FOCUS_ATTEMPTS)
      case 'title':
        if (document) document.title = action.title
        return
      case 'reload':
        return this.#reload(action.spread ?? 0)
      case 'event':
        void this.#target.call(action.state, action.event, action.args)
        return
      case 'call': {
        const fn = registeredFunction(action.name)
        if (fn) (fn as (...args: JsonValue[]) => unknown)(...action.args)
        else console.warn(`[reflex] No function "${action.name}" is registered on this page.`)
        return
      }
      default:
        console.warn('[reflex] This page does not know the action', action)
    }
  }

  #redirect(action: ActionOf<'redirect'>): void {
    const { url, replace = false } = action
    const target = new URL(url, this.#environment.location.href)
    if (!SCHEMES.has(target.protocol)) {
      console.warn(`[reflex] Refused to go to "${url}".`)
    } else if (action.newTab) {
      this.#environment.open(url)
    } else if (isVisit(action, target, this.#environment)) {
      this.#target.visit(target, { replace })
    } else {
      loadDocument(this.#environment, url, { replace })
    }
  }

  /** Anywhere in the given time, so that many tabs do not come at once. The first of several counts. */
  #reload(spread: number): void {
    if (this.#reloads) return
    this.#reloads = true
    const { setTimeout, random, location } = this.#environment
    setTimeout(() => {
      // Somebody may choose to stay
      this.#reloads = false
      location.reload()
    }, random() * spread)
  }

  #download(action: ActionOf<'download'>): void {
    if ('url' in action) {
      const { url, filename = '' } = action
      // A page on another host has the files of its server there
      const isServers = url.startsWith(`${DOWNLOADS_PATH}/`)
      return this.#save(isServers ? this.#target.address(url) : url, filename)
    }
    const bytes = action.base64
      ? Uint8Array.from(atob(action.data), (character) => character.charCodeAt(0))
      : action.data
    const type = action.contentType ?? (action.base64 ? 'application/octet-stream' : 'text/plain')
    const url = URL.createObjectURL(new Blob([bytes], { type }))
    this.#save(url, action.filename)
    this.#environment.setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_TIME)
  }

  #save(url: string, filename: string): void {
    const { document, location } = this.#environment
    if (!document) return
    if (!/^(https?|blob):$/.test(new URL(url, location.href).protocol)) {
      return console.warn(`[reflex] Refused to download "${url}".`)
    }
    const link = document.createElement('a')
    link.href = url
    link.download = filename
    link.click()
  }

  /** React may need a moment to show what is to get the focus. */
  #focus(selector: string, [wait, ...further]: number[]): void {
    const { document } = this.#environment
    if (!document) return
    this.#environment.setTimeout(() => {
      const element = document.querySelector<HTMLElement>(selector)
      if (element) element.focus()
      else if (further.length > 0) this.#focus(selector, further)
      else console.warn(`[reflex] No element "${selector}" to focus.`)
    }, wait)
  }
}
