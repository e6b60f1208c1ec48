/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError, StateView } from '../../../client/main.ts'
import type { Client, Store } from '../../../client/main.ts'
import { FAILED_SHARED, SHARED_STATE_ID } from '../../../protocol/main.ts'

/** The data have nothing that all states share. */
const NOTHING = ''

/** What is asked of any object, by React, by the console or by a promise. */
const PROBED: ReadonlySet<string> = new Set(['then', 'toJSON', 'errors'])

/**
 * The shared data as one reader sees them. A snapshot is replaced by a new one when something that was read from it has
 * changed, and only then. It has what the reader has read for as long as there is a reader: a page that is about to go
 * shows what it has shown.
 */
export class SharedView {
  readonly #store: Store
  readonly #view: StateView
  readonly #read = new Set<string>()
  #source: object
  #shown: object
  #initial: object | undefined

  /**
   * @throws ReflexError E_SHARED_NOT_READ when the page has none
   */
  constructor(client: Client) {
    this.#store = client.store
    if (!this.#store.state(SHARED_STATE_ID)) throw notRead('any of them')
    this.#view = new StateView(client, SHARED_STATE_ID, NOTHING)
    this.#source = this.#view.snapshot()
    this.#shown = this.#create(this.#source)
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** The same object until something that was read from it has changed. */
  readonly snapshot = (): object => {
    const source = this.#view.snapshot()
    if (source === this.#source || this.#isLeft()) return this.#shown
    this.#source = source
    this.#shown = this.#create(source)
    return this.#shown
  }

  /** As the page came with it, for a page that takes over what a server has rendered. */
  readonly initialSnapshot = (): object => {
    const source = this.#view.initialSnapshot()
    if (source === this.#view.snapshot()) return this.snapshot()
    this.#initial ??= this.#create(source)
    return this.#initial
  }

  /** Whether the next page does not read what this reader has read. */
  #isLeft(): boolean {
    const vars = this.#store.state(SHARED_STATE_ID)?.vars
    if (!vars) return true
    const known = [...Object.keys(vars), ...failedOf(vars)]
    return [...this.#read].some((key) => !known.includes(key))
  }

  #create(source: object): object {
    const vars = source as Record<string, unknown>
    const get = (key: string): unknown => {
      if (PROBED.has(key) || key.startsWith('$$')) return undefined
      const value = vars[key]
      if (value !== undefined) {
        this.#read.add(key)
        return value
      }
      throw failedOf(vars).includes(key) ? failed(key) : notRead(`"${key}"`)
    }
    const keys = () => Object.keys(vars).filter((key) => key !== FAILED_SHARED && !PROBED.has(key))
    const refuse = (_: object, key: string | symbol): never => {
      throw new TypeError(`Cannot change "${String(key)}" of the shared data from a page`)
    }
    return new Proxy(Object.create(null) as object, {
      get: (_, key) => (typeof key === 'string' ? get(key) : undefined),
      has: (_, key) => typeof key === 'string' && keys().includes(key),
      ownKeys: keys,
      getOwnPropertyDescriptor: (_, key) => {
        if (typeof key !== 'string' || !keys().includes(key)) return undefined
        return { value: get(key), enumerable: true, configurable: true }
      },
      set: refuse,
      defineProperty: refuse,
      deleteProperty: refuse,
    })
  }
}

function failedOf(vars: Readonly<Record<string, unknown>>): readonly string[] {
  return (vars[FAILED_SHARED] ?? []) as string[]
}

function failed(key: string) {
  return clientError(500, 'E_SHARED_FAILED', `The shared data "${key}" could not be loaded.`)
}

function notRead(what: string) {
  return clientError(
    500,
    'E_SHARED_NOT_READ',
    `This page does not have ${what}. A page has the shared data that its code reads of useShared(), as in ` +
      'const { basket } = useShared(), where config/reflex.ts has a function of that name.'
  )
}
