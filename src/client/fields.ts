/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import type { FieldEntry } from './events.ts'
import type { Entry } from './local_values.ts'
import type { Store } from './store.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Events of the DOM by which a field says something new. React hears a box by its click. */
const INPUTS = new Set(['input', 'change', 'click'])

const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT'])

/**
 * Notices calls by which a field tells the server what a user has entered, so that the page does
 * not wait for the answer to show it.
 */
export class Fields {
  #environment: Pick<Environment, 'document' | 'setTimeout'>
  #store: Store
  #development: boolean
  #warned = new Set<string>()

  constructor(
    environment: Pick<Environment, 'document' | 'setTimeout'>,
    store: Store,
    development: boolean
  ) {
    this.#environment = environment
    this.#store = store
    this.#development = development
  }

  /**
   * An event is called. Where a field calls it with what it says, and it is named after a var
   * (`setText` after `text`), the page shows the var as that.
   *
   * @param entry - what a field says that is bound to a var
   */
  calling(
    state: string,
    event: string,
    args: readonly JsonValue[],
    entry: FieldEntry | undefined
  ): Entry | undefined {
    const { local } = this.#store
    if (entry) return local.show(state, entry.name, entry.value, entry.text)
    const field = this.#current()
    const [value] = args
    if (!field || args.length !== 1 || !says(field, value)) return undefined
    const name = varOf(event)
    if (name !== undefined && this.#holds(state, name, value)) {
      return local.show(state, name, value)
    }
    if (this.#development) this.#watch(field, state, event)
    return undefined
  }

  /** The field whose event is being handled. */
  #current(): Field | undefined {
    const event = this.#environment.document?.defaultView?.event
    const target = event?.target as Partial<Element> | null | undefined
    if (!event || !INPUTS.has(event.type) || !FIELDS.has(target?.tagName ?? '')) return undefined
    return target as Field
  }

  #holds(state: string, name: string, value: JsonValue): boolean {
    const vars = this.#store.told(state)?.vars
    if (!vars || !Object.hasOwn(vars, name)) return false
    return vars[name] === null || typeof vars[name] === typeof value
  }

  /** Warns when the page puts a field back to what it was, until the server has answered. */
  #watch(field: Field, state: string, event: string): void {
    const call = `${state}.${event}`
    if (this.#warned.has(call)) return
    const before = contentOf(field)
    this.#environment.setTimeout(() => {
      if (!field.isConnected || contentOf(field) === before || this.#warned.has(call)) return
      this.#warned.add(call)
      console.warn(
        `[reflex] A field shows a var that ${call} changes, and shows what is typed only once the server has answered: what is typed meanwhile is lost. Bind it to the var: <input {...bind(state, 'name', { set: state.${event} })} />.`
      )
    }, 0)
  }
}

/** The var that an event is named after: `text` of `setText`. */
function varOf(event: string): string | undefined {
  const match = /^set([A-Z_$].*)$/.exec(event)
  return match ? match[1][0].toLowerCase() + match[1].slice(1) : undefined
}

function says(field: Field, value: JsonValue): boolean {
  if (typeof value === 'boolean') return 'checked' in field && field.checked === value
  if (typeof value === 'number') return field.value !== '' && Number(field.value) === value
  return field.value === value
}

function contentOf(field: Field): string | boolean {
  const isBox = 'checked' in field && /^(checkbox|radio)$/.test(field.type)
  return isBox ? field.checked : field.value
}
