/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import { query as queryVar } from '../../places/main.ts'
import { event, recordNote, variable } from '../../../state/main.ts'
import type { AnyValidator, EventOptions } from '../../../state/main.ts'
import { MODELS } from '../vars/main.ts'
import type { LiveNote } from '../vars/main.ts'
import { choiceSource, choicesVar, choiceTermVar } from './choices.ts'
import { filterVar, goBack, ListState, pageFrom, ROWS, termFrom } from './list_state.ts'
import { ModelState } from './model_state.ts'
import { authorize } from './policy.ts'
import { Settings, setSettings } from './settings.ts'
import type { AnyList, CheckedOptions, Listing, ModelStateOptions, TypesOf } from './types.ts'

/** What a base class declares, by names of its members. */
interface Members {
  vars: readonly string[]
  computed: readonly string[]
  events: readonly string[]
  /** Events with an object or a list as their first argument, which they check themselves: rules ask for the id of a row. */
  forms: readonly string[]
  background: readonly string[]
}

const LIST: Members = {
  vars: ['selection', 'progress', 'listing'],
  computed: ['filters', 'pages', 'selected'],
  events: ['load', 'search', 'sort', 'turn', 'resize', 'selectAll', 'clearSelection'],
  forms: ['filter', 'select'],
  background: ['exportAs'],
}

const MODEL: Members = {
  vars: [...LIST.vars, 'record', 'conflict', 'removed', 'fields', 'importing'],
  computed: LIST.computed,
  events: [
    ...LIST.events,
    ...['open', 'close', 'edit', 'startEdit', 'stopEdit', 'remove', 'restore', 'stopSelected'],
    ...['findChoices', 'sendImport', 'mapImport', 'confirmImport', 'cancelImport', 'closeImport'],
  ],
  forms: [...LIST.forms, 'create', 'save', 'check'],
  background: [...LIST.background, 'removeSelected', 'importRows'],
}

/** Lets everything through. */
const anything = { validate: async (data: unknown) => data } as unknown as AnyValidator

type Decorator = (target: object, name: string, descriptor?: PropertyDescriptor) => void

/**
 * Makes a base class for a state that lists the rows of a model and changes them: searched, sorted, limited and paged, with all of
 * it in the address; forms, cells that are edited in place, selections; by owner and by policy; and live.
 *
 * @param model - whose rows they are
 * @param options - what may be seen and changed. Nothing may that is not named
 *
 * @example
 * ```ts
 * export default class ProductsState extends modelState(Product, {
 *   row: ProductTransformer,
 *   form: productValidator,
 *   editable: ['price'],
 *   search: ['name'],
 *   sort: ['name', 'price'],
 *   policy: ProductPolicy,
 * }) {}
 * ```
 */
export function modelState<M extends LucidModel, const O extends ModelStateOptions<M>>(
  model: M,
  options: O & CheckedOptions<O>
): abstract new () => ModelState<TypesOf<M, O>> {
  abstract class Base extends ModelState<TypesOf<M, O>> {
    constructor() {
      super()
      Object.assign(this, initialOf(settings), { fields: settings.fields })
    }
  }
  const settings = declare(Base, model, options as unknown as AnyOptions, MODEL)
  return Base
}

/**
 * As `modelState()`, for a list that nobody changes.
 *
 * @example
 * ```ts
 * export default class OrdersState extends listState(Order, {
 *   row: OrderTransformer,
 *   sort: ['total'],
 *   owner: 'userId',
 * }) {}
 * ```
 */
export function listState<
  M extends LucidModel,
  const O extends Omit<ModelStateOptions<M>, 'form' | 'editable' | 'version' | 'import'>,
>(model: M, options: O): abstract new () => ListState<TypesOf<M, O>> {
  abstract class Base extends ListState<TypesOf<M, O>> {
    constructor() {
      super()
      Object.assign(this, initialOf(settings))
    }
  }
  const settings = declare(Base, model, options as unknown as AnyOptions, LIST)
  return Base
}

type AnyOptions = ModelStateOptions<LucidModel>

function declare(
  Base: { prototype: object },
  model: LucidModel,
  options: AnyOptions,
  members: Members
): Settings {
  const settings = new Settings(model, options)
  setSettings(Base, settings)
  declareVars(Base, members, settings)
  declareEvents(Base, members)
  declareLive(Base, settings, options.audience)
  declareChoices(Base, settings, options.audience)
  return settings
}

/** What vars are before anybody has asked for something else. */
function initialOf(settings: Settings): Record<string, unknown> {
  const { key, prefix, sizes, search, filters, choices } = settings
  const unasked = [...choices.keys()].map((name) => [choiceTermVar(name), ''])
  const unlimited = [...filters.keys()].map((name) => [filterVar(name), null])
  const listing: Listing = { key, prefix, sizes: [...sizes], isSearched: search.length > 0 }
  return { perPage: sizes[0], listing, ...Object.fromEntries([...unlimited, ...unasked]) }
}

function apply(Base: { prototype: object }, name: string, decorate: unknown): void {
  const descriptor = descriptorOf(Base.prototype, name)
  ;(decorate as Decorator)(Base.prototype, name, descriptor)
}

function descriptorOf(prototype: object, name: string): PropertyDescriptor | undefined {
  let current: object | null = prototype
  while (current) {
    const descriptor = Object.getOwnPropertyDescriptor(current, name)
    if (descriptor) return descriptor
    current = Object.getPrototypeOf(current) as object | null
  }
  return undefined
}

function declareVars(
  Base: { prototype: object },
  { vars, computed }: Members,
  { prefix, filters, sort, sizes }: Settings
): void {
  for (const name of [...vars, ...computed]) apply(Base, name, variable())
  const named = (name: string) => `${prefix}${name}`
  apply(Base, 'term', queryVar({ name: named('search'), validator: aTerm }))
  const orders = new Set([...sort].flatMap((column) => [column, `-${column}`]))
  apply(Base, 'order', queryVar({ name: named('sort'), history: 'push', validator: oneOf(orders) }))
  apply(Base, 'page', queryVar({ name: named('page'), history: 'push', validator: aPage }))
  const known = new Set(sizes)
  apply(Base, 'perPage', queryVar({ name: named('per_page'), validator: oneOf(known, Number) }))
  for (const [name, validator] of filters) {
    const only = valueOf(name, validator)
    apply(Base, filterVar(name), queryVar({ name: named(name), history: 'push', validator: only }))
  }
}

function declareEvents(Base: { prototype: object }, { events, forms, background }: Members): void {
  for (const name of events) apply(Base, name, event())
  for (const name of forms) apply(Base, name, event(anything))
  const options: EventOptions = { background: true }
  for (const name of background) apply(Base, name, event(options))
}

function declareLive(
  Base: object,
  { key, model, count, isStill }: Settings,
  audience: ModelStateOptions<LucidModel>['audience']
): void {
  const permit = (state: AnyList) => authorize(state, 'viewList')
  // Before the rows, which go back from a page that is not there
  if (count === 'none') apply(Base as never, 'total', variable())
  else {
    const total: LiveNote = { audience, isStill, pace: 5_000, permit: permit as never }
    recordNote(Base, MODELS, 'total', total)
  }
  model.boot()
  const rows: LiveNote = {
    audience,
    isStill,
    permit: permit as never,
    list: {
      key,
      rowKey: key,
      pending: 'pending',
      isFirst: (state) => (state as unknown as AnyList).page === 1,
      goBack: (state) => goBack(state as unknown as AnyList),
    },
  }
  recordNote(Base, MODELS, ROWS, rows)
}

function declareChoices(
  Base: { prototype: object },
  { prefix, choices, isStill }: Settings,
  audience: ModelStateOptions<LucidModel>['audience']
): void {
  for (const [name, { policy }] of choices) {
    const term = queryVar({ name: `${prefix}${name}_search`, validator: aTerm })
    apply(Base, choiceTermVar(name), term)
    Object.defineProperty(Base.prototype, choicesVar(name), {
      get(this: AnyList) {
        return choiceSource(this, name)
      },
      configurable: true,
    })
    // What a policy lets one see is nobody else's, whoever sees the same list
    const shared = policy === undefined ? audience : undefined
    const permit = (state: AnyList) => authorize(state, 'viewList')
    const note: LiveNote = { audience: shared, isStill, permit: permit as never }
    recordNote(Base, MODELS, choicesVar(name), note)
  }
}

/** A validator of what the address has of a var. */
function checked(check: (value: unknown) => unknown): AnyValidator {
  const validate = async (value: unknown) => {
    const taken = check(value)
    if (taken === undefined) throw new Error('Not a value of this var')
    return taken
  }
  const tryValidate = (value: unknown) =>
    validate(value).then(
      (taken) => [null, taken],
      (error: unknown) => [error, null]
    )
  return { validate, tryValidate } as unknown as AnyValidator
}

function oneOf(known: ReadonlySet<unknown>, read: (text: unknown) => unknown = (text) => text) {
  return checked((text) => (known.has(read(text)) ? read(text) : undefined))
}

const aPage = checked(pageFrom)

const aTerm = checked((text) => (typeof text === 'string' ? termFrom(text) : undefined))

/** The validator of one property of an object, for its value alone. */
function valueOf(name: string, validator: AnyValidator): AnyValidator {
  const read = async (value: unknown) => {
    // What a form without a script sends of a field that is empty
    if (value === '') return undefined
    return ((await validator.validate({ [name]: value })) as Record<string, unknown>)[name]
  }
  const tryValidate = (value: unknown) =>
    read(value).then(
      (taken) => (taken === undefined ? [new Error('No value'), null] : [null, taken]),
      (error: unknown) => [error, null]
    )
  return { validate: read, tryValidate } as unknown as AnyValidator
}
