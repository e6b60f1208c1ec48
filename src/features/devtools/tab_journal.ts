/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { UPLOAD_EVENT } from '../../protocol/main.ts'
import type {
  EventFrame,
  JsonValue,
  NavigateFrame,
  PageInfo,
  UpdateFrame,
} from '../../protocol/main.ts'
import type { StateNews } from '../../state/main.ts'
import type { TabPart } from '../../tabs/main.ts'
import type { JournalFile, NewsEntry, UserMark, VarsByState } from './entries.ts'
import type { Journal } from './journal.ts'
import { KnownVars } from './known_vars.ts'
import type { Redaction } from './redaction.ts'

/** Who has asked for a page. */
export interface Introduction {
  /** Names the browser. */
  browser: string
  user: UserMark | undefined
}

/** A file as the claim of an upload lists it. */
interface ListedFile {
  r: string
  n: string
  t: string
}

/**
 * Writes into the journal what one tab does, and what it is told.
 */
export class TabJournal implements TabPart {
  #tab: string
  #journal: Journal
  #redaction: Redaction
  #introduction: Introduction | undefined
  #user: string | undefined
  #vars = new KnownVars()
  /** Files that the browser has asked to send, by what stands in their place. */
  #files = new Map<string, JournalFile>()

  /** @param tab - its id */
  constructor(tab: string, journal: Journal, redaction: Redaction) {
    this.#tab = tab
    this.#journal = journal
    this.#redaction = redaction
  }

  /** A page is about to be shown, to somebody who may be another one than before. */
  introduced(introduction: Introduction, isDocument: boolean): void {
    this.#introduction = introduction
    const user = JSON.stringify(introduction.user)
    if (user === this.#user) return
    this.#user = user
    if (!isDocument) {
      this.#journal.add({ kind: 'user', tab: this.#tab, user: introduction.user })
    }
  }

  admitted(told: PageInfo, full: boolean, news: StateNews): void {
    if (!full || !this.#introduction) return
    this.#vars.clear()
    // A secret of the address may be one of the vars as well
    const url = this.#redaction.hideUrl(told.url, told.params)
    const { states } = this.#read(news)
    this.#journal.add({
      kind: 'document',
      tab: this.#tab,
      ...this.#introduction,
      page: told.id,
      url,
      ...(told.title !== undefined && { title: told.title }),
      states,
    })
  }

  connected(): void {
    this.#journal.add({ kind: 'connected', tab: this.#tab })
  }

  disconnected(): void {
    this.#journal.add({ kind: 'disconnected', tab: this.#tab })
  }

  received(frame: EventFrame | NavigateFrame): void {
    const tab = this.#tab
    if (frame.t === 'nav') {
      const url = this.#redaction.hideUrl(frame.url)
      this.#journal.add({ kind: 'navigation', tab, id: frame.id, url })
      return
    }
    const { id, s: state, a: sent = [], f: position = 0 } = frame
    const isClaim = frame.e === UPLOAD_EVENT
    if (isClaim) this.#list(sent[2])
    const args = isClaim ? sent.slice(0, 1) : sent
    const form = args[position - 1]
    const isText = typeof form === 'string'
    this.#journal.add({
      kind: 'event',
      tab,
      id,
      state,
      event: isClaim ? String(sent[1]) : frame.e,
      args: isText ? [] : args.map((value) => this.#plain(value, '')),
      ...(isText && { fields: this.#fields(form) }),
      ...(isClaim && { isClaim }),
    })
  }

  sent(frame: Omit<UpdateFrame, 'n'>): void {
    const { id, b, e, p, u, a, x } = frame
    const page = p && {
      id: p.id,
      url: this.#redaction.hideUrl(p.url, p.params),
      title: p.title,
    }
    const { states, gone } = this.#read(frame)
    const entry: Omit<NewsEntry, 'at'> = { kind: 'news', tab: this.#tab }
    if (id !== undefined) entry.answers = id
    if (b) entry.begun = true
    if (e !== undefined) entry.ends = e
    if (Object.keys(states).length > 0) entry.changed = states
    if (Object.keys(gone).length > 0) entry.gone = gone
    if (page) entry.page = page
    if (u) entry.url = this.#redaction.hideUrl(u.url)
    if (a) {
      entry.actions = this.#redaction.hide(a as unknown as JsonValue) as unknown as typeof a
    }
    if (x) {
      const { status, code, message, errors } = x
      entry.failure = { status, code, message, ...(errors && { errors }) }
    }
    this.#journal.add(entry)
  }

  /** Takes over what the browser is told, and says which vars it changes. */
  #read(news: StateNews): { states: VarsByState; gone: Record<string, string[]> } {
    const { changed, gone } = this.#vars.take(news)
    return { states: this.#redaction.hide(changed) as VarsByState, gone }
  }

  /** The fields of a form, as the browser has posted them. */
  #fields(form: string): [string, JsonValue][] {
    // React adds entries for its own use, which are not fields
    return [...new URLSearchParams(form)]
      .filter(([name]) => !name.startsWith('$'))
      .map(([name, value]) => [name, this.#plain(value, name)])
  }

  /** A value without secrets, and with its files. */
  #plain(value: JsonValue, name: string): JsonValue {
    if (typeof value === 'string') {
      const file = this.#files.get(value)
      return file ? { ...file } : this.#redaction.hide(value, name)
    }
    if (Array.isArray(value)) return value.map((item) => this.#plain(item, name))
    if (typeof value !== 'object' || value === null) return this.#redaction.hide(value, name)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) =>
        part === undefined ? [] : [[key, this.#plain(part, key)]]
      )
    )
  }

  #list(text: JsonValue | undefined): void {
    let files: unknown
    try {
      files = JSON.parse(String(text))
    } catch {
      // The event is refused for it
      return
    }
    if (!Array.isArray(files)) return
    for (const { r, n, t } of files as ListedFile[]) {
      this.#files.set(String(r), { $file: String(n), type: String(t) })
    }
  }
}
