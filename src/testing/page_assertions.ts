/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { Action, EventError, JsonValue, Patch, ToastLevel } from '../protocol/main.ts'
import { stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import { compareState } from './compare_state.ts'
import { E_TEST_NOTHING_ASSERTED } from './exceptions.ts'
import { difference, plain, show } from './difference.ts'
import type { History, Journal } from './journal.ts'
import { ListAssertions } from './list_assertions.ts'
import type { ListedState } from './list_assertions.ts'
import { deltaDifference, fail, stableError } from './report.ts'
import type { Failure } from './report.ts'
import type { EventName, ExpectedFailure, ExpectedVars } from './types.ts'

type Caller = (...args: never[]) => unknown

/**
 * Assertions for every page of a test. A failed assertion throws an `AssertionError`, whose message
 * shows the difference, what the last call changed, and the latest frames.
 */
export abstract class PageAssertions {
  /** All frames of the page, in order. */
  abstract readonly journal: Journal
  /** Path and query string of the page. */
  abstract readonly url: string

  /** The vars of a state as the page has them; undefined when it does not have the state. */
  protected abstract varsOf(id: string): Record<string, unknown> | undefined

  /** Flash messages that the page shows. */
  protected abstract flashMessages(): Record<string, unknown>

  /** What has come of all calls of the page; of the last one, see `actions` and `failures`. */
  get history(): History {
    return this.journal.history
  }

  /** What the handlers of the last call asked the browser to do, in order. */
  get actions(): Action[] {
    return this.journal.news.actions
  }

  /** What the last call has changed, by state id, as the browser gets it. */
  get delta(): Record<string, Patch[]> {
    return this.journal.delta
  }

  /** Bytes of the frames that brought the last call's changes and its answer. */
  get deltaBytes(): number {
    return this.journal.deltaBytes
  }

  /** Why the last call has failed, and what it has led to. */
  get failures(): EventError[] {
    return this.journal.news.failures
  }

  /**
   * @param expected - vars by name, and parts of them: what is left out can have any value
   * @throws AssertionError when a var has another value, or there is no such var;
   *   E_TEST_NOTHING_ASSERTED without a var
   */
  assertState<S extends State>(state: StateClass<S>, expected: ExpectedVars<S>): void {
    const found = compareState(state, expected, this.varsOf(stateId(state)))
    if (found) this.fail(found, this.assertState)
  }

  /**
   * The list of a state that `modelState()` or `listState()` has made, to assert on its rows.
   *
   * @throws AssertionError when the page does not have the state
   *
   * @example
   * ```ts
   * page.list(ProductsState).assertRows([{ name: 'Tea' }, { name: 'Jam' }])
   * ```
   */
  list<S extends State & ListedState>(state: StateClass<S>): ListAssertions<S> {
    const id = stateId(state)
    const vars = () => {
      const known = this.varsOf(id)
      if (known) return known
      return this.fail({ message: `Expected the page to have ${id}` }, this.list)
    }
    vars()
    return new ListAssertions({ id, vars, fail: (failure, of) => this.fail(failure, of) })
  }

  /**
   * @param expected - messages by field, or only the names of the fields
   * @throws AssertionError when the last validation reported other fields, or the page does not
   *   have the state; E_TEST_NOTHING_ASSERTED without a field
   */
  assertErrors<S extends State>(
    state: StateClass<S>,
    expected: Record<string, string> | readonly string[]
  ): void {
    const id = stateId(state)
    if (Object.keys(expected).length === 0) {
      const call = `assertErrors(${id}, ${show(expected)})`
      throw new E_TEST_NOTHING_ASSERTED([call, `Use assertNoErrors(${id})`])
    }
    const errors = this.#errorsOf(state, this.assertErrors)
    const actual = Array.isArray(expected) ? Object.keys(errors).sort() : errors
    const wanted = Array.isArray(expected) ? [...(expected as string[])].sort() : expected
    const differences = difference(wanted, actual, 'errors')
    if (differences.length === 0) return
    const message = `Expected other validation errors of ${id}, got ${show(errors)}`
    this.fail({ message, differences, expected: wanted, actual }, this.assertErrors)
  }

  /** @throws AssertionError when the last validation failed, or the page does not have the state */
  assertNoErrors<S extends State>(state: StateClass<S>): void {
    const id = stateId(state)
    const errors = this.#errorsOf(state, this.assertNoErrors)
    if (Object.keys(errors).length === 0) return
    const message = `Expected no validation errors of ${id}, got ${show(errors)}`
    this.fail({ message, expected: {}, actual: errors }, this.assertNoErrors)
  }

  /**
   * @param url - path and query string
   * @throws AssertionError when the page is another one
   */
  assertUrl(url: string): void {
    if (this.url === url) return
    const message = `Expected the page at "${url}", got the one at "${this.url}"`
    this.fail({ message, expected: url, actual: this.url }, this.assertUrl)
  }

  /**
   * @param expected - all patches of the last call by state id; `{}` when it changed nothing
   * @throws AssertionError when the last call has changed something else
   */
  assertDelta(expected: Record<string, Patch[]>): void {
    const actual = this.delta
    const differences = deltaDifference(expected, actual)
    if (differences.length === 0) return
    const message = 'Expected the last call to change something else'
    this.fail({ message, differences, expected, actual }, this.assertDelta)
  }

  /**
   * @param most - bytes of all frames that the last call has brought
   * @throws AssertionError when they were more; E_TEST_NOTHING_ASSERTED for what is not a number
   */
  assertDeltaBytes(most: number): void {
    requireLimit('assertDeltaBytes', most)
    const bytes = this.deltaBytes
    if (bytes <= most) return
    const message = `Expected the last call to bring at most ${most} bytes, got ${bytes}`
    this.fail({ message, expected: most, actual: bytes }, this.assertDeltaBytes)
  }

  /**
   * @param message - text of a toast, or a part of it
   * @throws AssertionError when the last call has not shown such a toast; E_TEST_NOTHING_ASSERTED for an
   *   empty text
   */
  assertToast(message: string, level?: ToastLevel): void {
    if (message === '') {
      const remedy = "Write a part of the toast's text, or use assertAction('toast')"
      throw new E_TEST_NOTHING_ASSERTED(["assertToast('')", remedy])
    }
    const { toasts } = this.journal.news
    const found = toasts.some(
      (toast) => toast.message.includes(message) && (level === undefined || toast.level === level)
    )
    if (found) return
    const wanted = `a toast ${show(message)}${level ? ` of the level "${level}"` : ''}`
    this.fail({ message: `Expected ${wanted}, got ${show(toasts)}` }, this.assertToast)
  }

  /**
   * @throws AssertionError when the last call has shown a toast
   */
  assertNoToast(): void {
    const { toasts } = this.journal.news
    if (toasts.length === 0) return
    this.fail({ message: `Expected no toast, got ${show(toasts)}` }, this.assertNoToast)
  }

  /**
   * @throws AssertionError when the last call has redirected
   */
  assertNoRedirect(): void {
    const redirects = this.redirects()
    if (redirects.length === 0) return
    const message = `Expected no redirect, got ${redirects.map(show).join(', ')}`
    this.fail({ message }, this.assertNoRedirect)
  }

  /**
   * @param filename - of a file that the browser saves
   * @param content - text of the file; any if omitted
   * @throws AssertionError when the last call has not asked the browser to save it
   */
  assertDownloaded(filename: string, ...content: [content?: string]): void {
    const files = this.journal.downloads.of(this.actions)
    const found = files.some(
      (file) => file.filename === filename && (content.length === 0 || file.content === content[0])
    )
    if (found) return
    const wanted = content.length === 0 ? '' : ` with ${show(content[0])}`
    const message = `Expected the download of "${filename}"${wanted}, got ${show(files)}`
    const actual = files.at(-1)?.content
    this.fail({ message, expected: content[0], actual }, this.assertDownloaded)
  }

  /**
   * @param args - what it is called with; anything if omitted
   * @throws AssertionError when the last call has not asked the browser to call the event
   */
  assertDispatched<S extends State>(
    state: StateClass<S>,
    event: EventName<S>,
    ...args: JsonValue[]
  ): void {
    const id = stateId(state)
    const calls = this.actions.filter((action) => action.type === 'event')
    const found = calls.some(
      (call) =>
        call.state === id &&
        call.event === event &&
        (args.length === 0 || isDeepStrictEqual(call.args, args))
    )
    if (found) return
    const wanted = `${id}.${event}${args.length > 0 ? ` with ${show(args)}` : ''}`
    const others = calls.map((call) => `${call.state}.${call.event} ${show(call.args)}`).join(', ')
    const message = `Expected a handler to dispatch ${wanted}, got ${others || 'none'}`
    this.fail({ message }, this.assertDispatched)
  }

  /**
   * @throws AssertionError when the last call has not redirected there
   */
  assertRedirectsTo(url: string): void {
    const redirects = this.redirects()
    if (redirects.includes(url)) return
    const actual = redirects.length > 0 ? redirects.map(show).join(', ') : 'none'
    const message = `Expected a redirect to ${show(url)}, got ${actual}`
    this.fail({ message, expected: url, actual: redirects.at(-1) }, this.assertRedirectsTo)
  }

  /**
   * @param values - values of the action; omitted values can be anything
   * @throws AssertionError when the last call has not asked the browser for this
   */
  assertAction<T extends Action['type']>(
    type: T,
    values: Partial<Extract<Action, { type: T }>> = {}
  ): void {
    const actions = this.actions.filter((action) => action.type === type)
    const found = actions.some((action) =>
      Object.entries(values).every(([name, value]) =>
        isDeepStrictEqual((action as unknown as Record<string, JsonValue>)[name], value)
      )
    )
    if (found) return
    const message = `Expected an action "${type}" with ${show(values)}, got ${show(actions)}`
    this.fail({ message }, this.assertAction)
  }

  /**
   * @param type - one kind of action; all if omitted
   * @throws AssertionError when the last call has asked the browser for it
   */
  assertNoAction(type?: Action['type']): void {
    const actions = this.actions.filter((action) => type === undefined || action.type === type)
    if (actions.length === 0) return
    const what = type === undefined ? 'no action' : `no action "${type}"`
    this.fail({ message: `Expected ${what}, got ${show(actions)}` }, this.assertNoAction)
  }

  /**
   * @param value - any value if omitted
   * @throws AssertionError when the page has no such flash message
   */
  assertFlash(name: string, ...value: [value?: unknown]): void {
    const messages = this.flashMessages()
    const matches = value.length === 0 || isDeepStrictEqual(messages[name], value[0])
    if (Object.hasOwn(messages, name) && matches) return
    const wanted = value.length === 0 ? '' : ` ${show(value[0])}`
    const message = `Expected the flash message "${name}"${wanted}, got ${show(messages)}`
    this.fail({ message, expected: value[0], actual: messages[name] }, this.assertFlash)
  }

  /**
   * @throws AssertionError when the page has the flash message
   */
  assertNoFlash(name: string): void {
    const messages = this.flashMessages()
    if (!Object.hasOwn(messages, name)) return
    const message = `Expected no flash message "${name}", got ${show(messages[name])}`
    this.fail({ message }, this.assertNoFlash)
  }

  /**
   * @throws AssertionError when the last call has not failed in this way;
   *   E_TEST_NOTHING_ASSERTED without a status, code or message
   */
  assertRefused(expected: ExpectedFailure): void {
    if (!expectsSomething(expected)) {
      const remedy = 'Say its status, code or message; for a failed validation use assertErrors'
      throw new E_TEST_NOTHING_ASSERTED([`assertRefused(${show(expected)})`, remedy])
    }
    const failures = this.failures
    const found = failures.some(
      ({ status, code, message }) =>
        (expected.status === undefined || expected.status === status) &&
        (expected.code === undefined || expected.code === code) &&
        (expected.message === undefined || message.includes(expected.message))
    )
    if (found) return
    const actual = failures.map(stableError)
    const message = `Expected a failure with ${show(expected)}, got ${show(actual)}`
    this.fail({ message, expected, actual: actual.at(-1) }, this.assertRefused)
  }

  /**
   * @throws AssertionError when the last call has failed, in its validation too
   */
  assertNotRefused(): void {
    const failures = this.failures.map(stableError)
    if (failures.length === 0) return
    this.fail({ message: `Expected no failure, got ${show(failures)}` }, this.assertNotRefused)
  }

  /** The validation errors of a state that the page has. */
  #errorsOf(state: StateClass, caller: Caller): Record<string, string> {
    const id = stateId(state)
    const vars = this.varsOf(id)
    if (!vars) this.fail({ message: `Expected the page to have ${id}` }, caller)
    return plain(vars.errors ?? {}) as Record<string, string>
  }

  /** The test calls an event, or goes elsewhere: what comes now is what assertions speak of. */
  protected startCall(): void {
    this.journal.startCall()
  }

  /** Addresses of the redirects of the last call. */
  protected redirects(): string[] {
    return this.journal.news.redirects
  }

  protected fail(failure: Failure, caller: Caller): never {
    fail(failure, this.journal, caller)
  }
}

/** Whether an expectation has a value: `{}` and what is undefined fit everything. */
export function expectsSomething(expected: object): boolean {
  return Object.values(expected).some((value) => value !== undefined && value !== '')
}

/** @throws E_TEST_NOTHING_ASSERTED for a limit that nothing exceeds */
export function requireLimit(assertion: string, most: number): void {
  if (Number.isFinite(most)) return
  const remedy = 'Say the largest number that passes'
  throw new E_TEST_NOTHING_ASSERTED([`${assertion}(${String(most)})`, remedy])
}
