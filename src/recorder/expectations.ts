/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { Action } from '../protocol/main.ts'
import { agreed, DIFFERS, isObject } from './agreement.ts'
import { essence, lengthOf } from './essence.ts'
import type { Seen, Sight, Step } from './walk.ts'

/** Characters that a var of a page has which is asserted when the page opens. */
const LONGEST = 160

/** What is to be expected after a step, in the words of the harness. */
export type Expectation = { page: string } & (
  | { kind: 'toast'; text: string; level: string }
  | { kind: 'redirect'; url: string }
  | { kind: 'download'; filename: string }
  | { kind: 'action'; type: Action['type']; values: Record<string, unknown> }
  | { kind: 'refused'; status: number; code: string }
  | { kind: 'errors'; state: string; errors: Record<string, unknown> }
  | { kind: 'noErrors'; state: string }
  | { kind: 'page'; file: string }
  | { kind: 'url'; url: string }
  | { kind: 'title'; title: string }
  | { kind: 'flash'; name: string; value: unknown }
  | { kind: 'shared'; values: Record<string, unknown> }
  | { kind: 'language'; locale: string }
  | { kind: 'length'; state: string; name: string; length: number }
  | { kind: 'state'; state: string; vars: Record<string, unknown>; isLive: boolean }
)

export interface Expected {
  expectations: Expectation[]
  /** Vars and actions that are not asserted, since they differ from play to play. */
  left: string[]
}

const VALIDATION = 'E_VALIDATION_ERROR'

/** Values of actions that a test can expect to be the same. */
const TOLD: Partial<Record<Action['type'], string>> = {
  clipboard: 'text',
  focus: 'selector',
  call: 'name',
}

/**
 * Says what a test expects after a step: what was the same in the recording and in each play of it.
 */
export class StepExpectations {
  #step: Step
  #plays: readonly Seen[]
  #before: Record<string, Sight>
  #all: Expectation[] = []
  #left: string[] = []

  /**
   * @param plays - what came of the step in each play
   * @param before - what pages showed before it in the recording
   */
  constructor(step: Step, plays: readonly Seen[], before: Record<string, Sight>) {
    this.#step = step
    this.#plays = plays
    this.#before = before
  }

  read(): Expected {
    const { act, seen, isLoose } = this.#step
    for (const action of seen.actions) this.#action(act.page, action)
    this.#failures(act.page)
    if (!isLoose) {
      for (const page of Object.keys(seen.sights)) this.#sight(page)
    }
    return { expectations: this.#all, left: this.#left }
  }

  #action(page: string, action: Action): void {
    const { type } = action
    const isSame = this.#plays.every(({ actions }) =>
      actions.some(
        (other) => other.type === type && isDeepStrictEqual(textOf(other), textOf(action))
      )
    )
    if (!isSame) {
      this.#left.push(`${type} "${textOf(action)}"`)
      return
    }
    if (type === 'toast') {
      this.#all.push({ page, kind: 'toast', text: action.message, level: action.level })
    } else if (type === 'redirect') this.#all.push({ page, kind: 'redirect', url: action.url })
    else if (type === 'download' && action.filename !== undefined) {
      this.#all.push({ page, kind: 'download', filename: action.filename })
    } else if (TOLD[type] !== undefined) {
      this.#all.push({ page, kind: 'action', type, values: { [TOLD[type]]: textOf(action) } })
    }
  }

  #failures(page: string): void {
    for (const { status, code } of this.#step.seen.failures) {
      const isSame = this.#plays.every(({ failures }) =>
        failures.some((other) => other.status === status && other.code === code)
      )
      if (!isSame) this.#left.push(code)
      else if (code !== VALIDATION || !this.#tellsErrors(page)) {
        this.#all.push({ page, kind: 'refused', status, code })
      }
    }
  }

  /** Whether the errors of the form are among the vars. */
  #tellsErrors(page: string): boolean {
    const { act, seen } = this.#step
    if (!('state' in act)) return false
    const errors = seen.sights[page]?.vars[act.state]?.errors
    return isObject(errors) && Object.keys(errors).length > 0
  }

  #sight(page: string): void {
    const { act } = this.#step
    const sight = this.#step.seen.sights[page]
    const plays = this.#plays.map(({ sights }) => sights[page] as Sight | undefined)
    if (plays.some((play) => play === undefined)) return
    const shown = plays as Sight[]
    const before = this.#before[page] as Sight | undefined
    const known = before ?? Object.values(this.#before)[0]
    const isOther = before?.page !== sight.page
    const isSame = (read: (sight: Sight) => unknown) =>
      shown.every((play) => isDeepStrictEqual(read(play), read(sight)))
    if (isOther && isSame((each) => each.page)) {
      this.#all.push({ page, kind: 'page', file: sight.page })
    }
    const isAsked = 'url' in act && act.page === page && act.url === sight.url
    if (before?.url !== sight.url && !isAsked) {
      if (isSame((each) => each.url)) this.#all.push({ page, kind: 'url', url: sight.url })
      else this.#left.push('the address')
    }
    if (!isOther && before?.title !== sight.title && sight.title !== undefined) {
      if (isSame((each) => each.title)) this.#all.push({ page, kind: 'title', title: sight.title })
    }
    for (const [state, vars] of Object.entries(sight.vars)) {
      this.#vars({ page, state, vars, shown, before: known?.vars[state], isOther })
    }
  }

  #vars(of: VarsOfPage): void {
    const { page, state, vars, shown, before = {}, isOther } = of
    const names = Object.keys(vars).filter((name) => !isDeepStrictEqual(vars[name], before[name]))
    const common: Record<string, unknown> = {}
    for (const name of names) {
      const value = agreed([vars[name], ...shown.map((play) => play.vars[state]?.[name])])
      if (value !== DIFFERS) common[name] = value
      else if (!this.#length(of, name)) this.#left.push(`${state}.${name}`)
    }
    if (state === '$app') this.#app(page, common)
    else if (state === '$shared') {
      const told = tellable(common, isOther)
      if (Object.keys(told).length > 0) this.#all.push({ page, kind: 'shared', values: told })
    } else if (!state.startsWith('$')) this.#state(of, common)
  }

  /** Of a list whose items differ, a test can still tell how many there are. */
  #length({ page, state, vars, shown, before, isOther }: VarsOfPage, name: string): boolean {
    const isOfAct = page === this.#step.act.page && !isOther && !state.startsWith('$')
    const lengths = [vars, ...shown.map((play) => play.vars[state] ?? {})].map((each) =>
      Array.isArray(each[name]) ? each[name].length : undefined
    )
    const [length] = lengths
    const known = before?.[name]
    const isSame = Array.isArray(known) && known.length === length
    if (!isOfAct || isSame || length === undefined) return false
    if (lengths.some((each) => each !== length)) return false
    this.#all.push({ page, kind: 'length', state, name, length })
    return true
  }

  #state({ page, state, isOther, before }: VarsOfPage, common: Record<string, unknown>): void {
    const { errors, ...vars } = common
    const had = isObject(before?.errors) && Object.keys(before.errors).length > 0
    if (isObject(errors) && Object.keys(errors).length > 0) {
      this.#all.push({ page, kind: 'errors', state, errors })
    } else if (errors !== undefined && had) this.#all.push({ page, kind: 'noErrors', state })
    const told = tellable(vars, isOther)
    if (Object.keys(told).length === 0) return
    const isLive = page !== this.#step.act.page && !isOther
    this.#all.push({ page, kind: 'state', state, vars: told, isLive })
  }

  /** What all states of the application show of a request. */
  #app(page: string, { messages, language }: Record<string, unknown>): void {
    if (isObject(messages)) {
      for (const [name, value] of Object.entries(messages)) {
        this.#all.push({ page, kind: 'flash', name, value })
      }
    }
    const isFirst = this.#before[page] === undefined
    if (typeof language === 'string' && !isFirst) {
      this.#all.push({ page, kind: 'language', locale: language })
    }
  }
}

interface VarsOfPage {
  page: string
  state: string
  vars: Record<string, unknown>
  shown: readonly Sight[]
  before: Record<string, unknown> | undefined
  isOther: boolean
}

/** The vars that a reader wants to read: of a page that opens, the short ones that have something in them, and no structures. */
function tellable(vars: Record<string, unknown>, isOther: boolean): Record<string, unknown> {
  const told: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(vars)) {
    const part = essence(value)
    if (part === DIFFERS) continue
    if (isOther && (lengthOf(part) > LONGEST || isEmpty(part) || isObject(part))) continue
    told[name] = part
  }
  return told
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return value === null || value === '' || value === 0 || value === false
}

/** What tells an action from others of its kind. */
function textOf(action: Action): string | undefined {
  if (action.type === 'toast') return action.message
  if (action.type === 'redirect') return action.url
  if (action.type === 'download') return action.filename
  if (action.type === 'clipboard') return action.text
  if (action.type === 'focus') return action.selector
  if (action.type === 'title') return action.title
  if (action.type === 'event') return `${action.state}.${action.event}`
  return action.type === 'call' ? action.name : undefined
}
