/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ClientFeatureContext, Environment, StateRecord } from '../../../client/main.ts'
import type { JsonValue } from '../../../protocol/main.ts'

type StorageLike = NonNullable<Environment['storage']>

/** A var and what its place in the browser's storage holds, both as JSON. */
interface Entry {
  json: string | undefined
  text: string | undefined
  /** How often the server is being told what the storage holds. */
  telling: number
}

/**
 * Keeps vars in the browser's storage. What is stored is told to the server, where a state is seen
 * for the first time and where another tab has changed it; what the server changes is stored.
 */
export class StoredVars {
  #context: ClientFeatureContext
  #event: string
  #isKept: boolean
  /** What the page came with, while this is what there was to look at first. */
  #first: ReadonlyMap<string, StateRecord> | undefined
  #entries = new Map<string, Entry>()
  #looked = new Map<string, StateRecord['vars']>()
  #warned = new Set<string>()

  /**
   * @param event - its name. Imported here, it would split the file that all pages load
   */
  constructor(context: ClientFeatureContext, event: string) {
    this.#context = context
    this.#event = event
    this.#isKept = context.isKept
    this.#first = context.store.initial.states
    this.look()
    this.#isKept = false
    this.#first = undefined
  }

  /**
   * Looks after the states that have changed.
   *
   * @param all - and after all others: the storage has changed
   */
  look(all = false): void {
    const { store } = this.#context
    for (const id of store.page.states) {
      const state = store.told(id)
      if (!state?.stored || (!all && this.#looked.get(id) === state.vars)) continue
      this.#looked.set(id, state.vars)
      this.#synchronize(id, state.stored, state.vars)
    }
  }

  /** The tab is a new one on the server: it has to be told again. */
  forget(): void {
    this.#entries.clear()
    this.#looked.clear()
  }

  #synchronize(
    id: string,
    stored: Readonly<Record<string, string>>,
    vars: StateRecord['vars']
  ): void {
    const values: Record<string, JsonValue> = {}
    for (const [name, place] of Object.entries(stored)) {
      const path = `${id}.${name}`
      const key = place.slice(1) || path
      const isLocal = place[0] === 'l'
      const json = JSON.stringify(vars[name]) as string | undefined
      // What is stored now, and not the value of a storage event: two tabs would follow each other
      const text = this.#access(isLocal, (storage) => storage.getItem(key)) ?? undefined
      let entry = this.#entries.get(path)
      if (!entry) {
        const known = this.#firstJson(id, name, text, json)
        this.#entries.set(path, (entry = { json: known, text: known, telling: 0 }))
      }
      const hasChanged = json !== entry.json
      entry.json = json
      // What the server has been told comes after this, and has the last word: an echo of what the
      // storage held a moment ago must not overwrite what another tab has put there since
      if (hasChanged && entry.telling === 0) {
        // What the browser has told itself is there already
        if (json !== entry.text) entry.text = this.#store(path, isLocal, key, json) ? json : text
        continue
      }
      if (text === undefined || text === entry.text) continue
      try {
        values[name] = JSON.parse(text) as JsonValue
        entry.text = text
      } catch {
        // Somebody else has put it there
      }
    }
    if (Object.keys(values).length > 0) this.#send(id, values)
  }

  /** @returns whether the browser has room for it */
  #store(path: string, isLocal: boolean, key: string, json: string | undefined): boolean {
    try {
      const storage = this.#storage(isLocal)
      if (json === undefined) storage.removeItem(key)
      else storage.setItem(key, json)
      return true
    } catch (error) {
      if ((error as Error).name === 'QuotaExceededError') {
        this.#warn(
          path,
          `${path} is not stored: the browser has no room for ${json?.length} characters.`
        )
      } else this.#warnOfAll(error)
      return false
    }
  }

  /** What a var is taken to have been, when it is looked at for the first time. */
  #firstJson(
    id: string,
    name: string,
    text: string | undefined,
    json: string | undefined
  ): string | undefined {
    if (this.#isKept && text !== undefined) return text
    const before = this.#first?.get(id)
    return before ? JSON.stringify(before.vars[name]) : json
  }

  /** Tells the server what is stored for a state. */
  #send(id: string, values: Record<string, JsonValue>): void {
    const { send, news } = this.#context
    const entries = Object.keys(values).map((name) => this.#entries.get(`${id}.${name}`)!)
    for (const entry of entries) entry.telling++
    const isTold = () => {
      for (const entry of entries) entry.telling--
    }
    send({
      frame: { t: 'event', s: id, e: this.#event, a: [values] },
      answer: (frame) => {
        isTold()
        for (const name of Array.isArray(frame.r) ? frame.r : []) {
          const path = `${id}.${String(name)}`
          this.#warn(path, `${path} does not take what the browser has stored for it.`)
        }
        news(frame)
      },
      // A new tab is told anew
      over: isTold,
      fail: ({ message }) => {
        isTold()
        console.warn(`[reflex] ${message}`)
      },
    })
  }

  #access<T>(isLocal: boolean, use: (storage: StorageLike) => T): T | undefined {
    try {
      return use(this.#storage(isLocal))
    } catch (error) {
      this.#warnOfAll(error)
      return undefined
    }
  }

  #storage(isLocal: boolean): StorageLike {
    const { localStorage, storage } = this.#context.environment
    // Undefined where the browser denies it
    return (isLocal ? localStorage : storage)!
  }

  #warnOfAll(error: unknown): void {
    if (!this.#warned.has('')) console.warn('[reflex] The browser stores nothing:', error)
    this.#warned.add('')
  }

  /** Says what happens to a var, once. */
  #warn(path: string, message: string): void {
    if (this.#warned.has(path)) return
    this.#warned.add(path)
    console.warn(`[reflex] ${message}`)
    this.#context.warn(message)
  }
}
