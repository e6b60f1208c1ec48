/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import { show, showFound } from './difference.ts'
import { E_TEST_NOTHING_ASSERTED, E_TEST_OTHER_PROCESS } from './exceptions.ts'
import { expectsSomething, PageAssertions, requireLimit } from './page_assertions.ts'
import type { RecordedQuery, Recorder } from './recorder.ts'

/** What a test expects of a mail. Texts match if the mail contains them. */
export interface ExpectedMail {
  to?: string
  from?: string
  subject?: string
  text?: string
}

/** Identifies an emitted event: its name, or its class. */
export type EventKey<T> = string | (abstract new (...args: never[]) => T)

type Address = string | { address: string }

interface MailMessage extends Record<keyof ExpectedMail, unknown> {
  to: Address | Address[]
}

/**
 * Further assertions for pages whose kernel runs in the process of the test: cookies, session,
 * queries, events and mails.
 */
export abstract class KernelAssertions extends PageAssertions {
  protected abstract readonly recorder: Recorder

  /** Values of the cookies that were set, by name. */
  protected abstract setCookies(): Record<string, unknown>

  /** Base URL of the process that does what the page asks for, where it is not that of the test. */
  protected get elsewhere(): string | undefined {
    return undefined
  }

  /**
   * Queries of the last call, in applications with Lucid.
   *
   * @throws E_TEST_OTHER_PROCESS
   */
  get queries(): readonly RecordedQuery[] {
    return this.#recorded('queries').queries
  }

  /**
   * @param value - any value if omitted
   * @throws AssertionError when no request of the page has set the cookie
   */
  assertCookie(name: string, ...value: [value?: unknown]): void {
    const cookies = this.setCookies()
    const matches = value.length === 0 || isDeepStrictEqual(cookies[name], value[0])
    if (cookies[name] !== undefined && matches) return
    const wanted = value.length === 0 ? '' : ` with ${show(value[0])}`
    // Others may be random, as a session's id is
    const actual = showFound(cookies[name])
    const others = Object.keys(cookies).join(', ') || 'none'
    const message = `Expected the cookie "${name}"${wanted} to be set, got ${actual}; cookies set: ${others}`
    this.fail({ message, expected: value[0], actual: cookies[name] }, this.assertCookie)
  }

  /**
   * @throws AssertionError when a request of the page has set the cookie
   */
  assertNoCookie(name: string): void {
    const value = this.setCookies()[name]
    if (value === undefined) return
    this.fail(
      { message: `Expected the cookie "${name}" not to be set, got ${show(value)}` },
      this.assertNoCookie
    )
  }

  /**
   * @param value - any value if omitted
   * @throws AssertionError when the last request has not left that in the session
   */
  assertSession(key: string, ...value: [value?: unknown]): void {
    const actual = this.#recorded('assertSession').session?.get(key)
    const matches = value.length === 0 || isDeepStrictEqual(actual, value[0])
    if (actual !== undefined && matches) return
    const wanted = value.length === 0 ? '' : ` with ${show(value[0])}`
    const message = `Expected the session to have "${key}"${wanted}, got ${showFound(actual)}`
    this.fail({ message, expected: value[0], actual }, this.assertSession)
  }

  /**
   * @throws AssertionError when the last request has left that in the session
   */
  assertNoSession(key: string): void {
    const actual = this.#recorded('assertNoSession').session?.get(key)
    if (actual === undefined) return
    const message = `Expected the session not to have "${key}", got ${show(actual)}`
    this.fail({ message }, this.assertNoSession)
  }

  /**
   * @param count - of the queries of the last call
   * @throws AssertionError when the last call has run more or fewer queries
   */
  assertQueryCount(count: number): void {
    const { length } = this.#recorded('assertQueryCount').queries
    if (length === count) return
    const message = `Expected ${count} queries in the last call, got ${length}`
    this.#failQueries({ message, expected: count, actual: length }, this.assertQueryCount)
  }

  /**
   * @param most - of the queries of the last call
   * @throws AssertionError when the last call has run more queries; E_TEST_NOTHING_ASSERTED
   *   for what is not a number
   */
  assertQueriesAtMost(most: number): void {
    requireLimit('assertQueriesAtMost', most)
    const { length } = this.#recorded('assertQueriesAtMost').queries
    if (length <= most) return
    const message = `Expected at most ${most} queries in the last call, got ${length}`
    this.#failQueries({ message, expected: most, actual: length }, this.assertQueriesAtMost)
  }

  /**
   * @param event - name or class of an event of the application's emitter, faked or not
   * @param matches - whether the data is as expected; a synchronous function
   * @throws AssertionError when the page's requests have not emitted it; E_TEST_NOTHING_ASSERTED
   *   when the function returns a promise
   */
  assertEmitted<T>(event: EventKey<T>, matches: (data: T) => boolean = () => true): void {
    const { emitted: all } = this.#recorded('assertEmitted')
    const emitted = this.#emitted(event)
    if (emitted.some((data) => answerOf(matches(data as T)))) return
    const names = all.map(({ event: key }) => nameOf(key))
    const others = [...new Set(names)].join(', ') || 'none'
    const actual = emitted.length > 0 ? `it with ${show(emitted)}` : `these: ${others}`
    const message = `Expected the event "${nameOf(event)}" to be emitted, got ${actual}`
    this.fail({ message }, this.assertEmitted)
  }

  /**
   * @throws AssertionError when the page's requests have emitted it
   */
  assertNotEmitted<T>(event: EventKey<T>, matches: (data: T) => boolean = () => true): void {
    this.#recorded('assertNotEmitted')
    const found = this.#emitted(event).filter((data) => answerOf(matches(data as T)))
    if (found.length === 0) return
    const message = `Expected the event "${nameOf(event)}" not to be emitted, got ${show(found)}`
    this.fail({ message }, this.assertNotEmitted)
  }

  /**
   * Asserts that the mailer of @adonisjs/mail, faked or not, has sent or queued such a mail.
   *
   * @throws AssertionError when the page's requests have neither sent nor queued such a mail;
   *   E_TEST_NOTHING_ASSERTED when nothing of the mail is expected
   */
  assertMail(expected: ExpectedMail): void {
    if (!expectsSomething(expected)) {
      const remedy = 'Say at least one of to, from, subject and text'
      throw new E_TEST_NOTHING_ASSERTED([`assertMail(${show(expected)})`, remedy])
    }
    this.#recorded('assertMail')
    const mails = this.#mails()
    if (mails.some((mail) => isLike(mail, expected))) return
    const sent = mails.map((mail) => summaryOf(mail))
    const message = `Expected a mail with ${show(expected)}, got ${show(sent)}`
    this.fail({ message, expected, actual: sent.at(-1) }, this.assertMail)
  }

  /**
   * @throws AssertionError when the page's requests have sent or queued a mail
   */
  assertNoMail(): void {
    this.#recorded('assertNoMail')
    const mails = this.#mails().map((mail) => summaryOf(mail))
    if (mails.length === 0) return
    this.fail({ message: `Expected no mail, got ${show(mails)}` }, this.assertNoMail)
  }

  protected override startCall(): void {
    super.startCall()
    this.recorder.startCall()
  }

  /**
   * What the application has done for the page.
   *
   * @param use - the assertion that is about it
   * @throws E_TEST_OTHER_PROCESS when another process does it
   */
  #recorded(use: string): Recorder {
    const { elsewhere } = this
    if (elsewhere !== undefined) throw new E_TEST_OTHER_PROCESS([use, elsewhere])
    return this.recorder
  }

  #emitted<T>(event: EventKey<T>): unknown[] {
    return this.recorder.emitted.filter((each) => each.event === event).map(({ data }) => data)
  }

  #mails(): MailMessage[] {
    return ['mail:sent', 'mail:queued'].flatMap((event) =>
      this.#emitted(event).map((data) => (data as { message: MailMessage }).message)
    )
  }

  #failQueries(
    failure: { message: string; expected: number; actual: number },
    caller: (...args: never[]) => unknown
  ): never {
    const differences = this.recorder.queries.map(({ sql, bindings }) => `${sql} ${show(bindings)}`)
    this.fail({ ...failure, differences }, caller)
  }
}

/** @throws E_TEST_NOTHING_ASSERTED for a promise, which would count as true */
function answerOf(answer: unknown): boolean {
  if (!(answer instanceof Promise)) return Boolean(answer)
  const remedy = 'Give it a function that is not async'
  throw new E_TEST_NOTHING_ASSERTED(['assertEmitted(event, async () => …)', remedy])
}

function nameOf(event: unknown): string {
  return typeof event === 'function' ? event.name : String(event)
}

function addressesOf(value: unknown): string {
  return [value]
    .flat()
    .map((each) =>
      typeof each === 'string' ? each : ((each as { address?: string })?.address ?? '')
    )
    .join(', ')
}

function summaryOf({ to, from, subject, text }: MailMessage): Record<string, string> {
  return {
    to: addressesOf(to),
    from: addressesOf(from),
    subject: String(subject ?? ''),
    text: String(text ?? ''),
  }
}

function isLike(mail: MailMessage, expected: ExpectedMail): boolean {
  const summary = summaryOf(mail)
  return Object.entries(expected).every(
    ([name, value]) => value === undefined || summary[name].includes(value as string)
  )
}
