/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { decoratorsCollection } from '@japa/browser-client'
import { getActiveTest } from '@japa/runner'
import { Test } from '@japa/runner/core'
import type { PluginFn } from '@japa/runner/types'
import type { Page } from 'playwright'
import type { Inspection } from '../client/main.ts'
import { APP_STATE_ID, SOCKET_PATH } from '../protocol/main.ts'
import { stateId } from '../state/main.ts'
import type { State, StateClass } from '../state/main.ts'
import { compareState } from './compare_state.ts'
import { FailureNotes } from './failure_notes.ts'
import { Journal } from './journal.ts'
import { fail, pageInWords } from './report.ts'
import type { ExpectedVars } from './types.ts'
import { addAuthenticator } from './virtual_authenticator.ts'
import { within } from '../within.ts'

declare module 'playwright' {
  interface Page {
    /**
     * Waits until the page has its socket.
     *
     * @throws AssertionError when it does not get one in time
     */
    waitForReflex(): Promise<void>

    /**
     * Gives the page an authenticator that says yes, as the fingerprint reader of a device would: passkeys are added and used
     * with nobody there. In Chromium alone.
     *
     * @example
     * ```ts
     * await page.addAuthenticator()
     * await page.getByRole('button', { name: 'Add a passkey' }).click()
     * ```
     */
    addAuthenticator(): Promise<void>

    /**
     * Waits until the vars of a state are as expected, once the page is connected.
     *
     * @param expected - vars by name, and parts of them: what is left out can have any value
     * @throws AssertionError when they are not in time
     *
     * @example
     * ```ts
     * const page = await visit('/cart')
     * await page.getByRole('button', { name: 'Add' }).click()
     * await page.assertState(CartState, { count: 1 })
     * ```
     */
    assertState<S extends State>(state: StateClass<S>, expected: ExpectedVars<S>): Promise<void>
  }
}

/** What is seen of a page at one time. */
interface Sight {
  connection: string
  vars: Record<string, unknown> | undefined
}

/** Milliseconds, as for the other assertions of the browser client. */
const PATIENCE = 5_000
const PAUSE = 50

/** The frames of a page, as its browser sees them. */
function journalOf(page: Page): Journal {
  const journal = new Journal()
  page.on('websocket', (socket) => {
    if (!new URL(socket.url()).pathname.endsWith(SOCKET_PATH)) return
    socket.on('framesent', ({ payload }) => journal.sent(JSON.parse(String(payload)) as never))
    socket.on('framereceived', ({ payload }) =>
      journal.received(JSON.parse(String(payload)) as never)
    )
  })
  return journal
}

/**
 * Plugin for `@japa/browser-client` with assertions on the states of a page in the browser. When a test
 * fails, its message has the states and the latest frames of its pages, whatever has failed.
 * `loginAs` of auth and `setSession` of session work as for any other page.
 *
 * @example
 * ```ts
 * // tests/bootstrap.ts
 * import { reflexBrowserClient } from 'reflex-adonis/plugins/browser_client'
 *
 * export const plugins = [browserClient({ runInSuites: ['browser'] }), reflexBrowserClient()]
 * ```
 */
export function reflexBrowserClient(): PluginFn {
  return function () {
    const notes = new FailureNotes()
    Test.executed((test, _, failures) => notes.ended(test, failures))
    decoratorsCollection.register({
      page(page, _, config) {
        const timeout = config?.assertions?.timeout ?? PATIENCE
        const journal = journalOf(page)
        const test = getActiveTest()
        if (test)
          page.once(
            'close',
            notes.add(test, () => describePage(page, journal))
          )

        page.addAuthenticator = () => addAuthenticator(page)

        page.waitForReflex = async function waitForReflex() {
          let seen: Sight | undefined
          const isConnected = await poll(timeout, async () => {
            seen = await look(page, '')
            return seen?.connection === 'connected'
          })
          if (isConnected) return
          fail(
            { message: `Expected a connection, got ${connectionOf(seen)}` },
            journal,
            waitForReflex
          )
        }

        page.assertState = async function assertState(state, expected) {
          let seen: Sight | undefined
          const holds = await poll(timeout, async () => {
            seen = await look(page, stateId(state))
            return seen?.connection === 'connected' && !compareState(state, expected, seen.vars)
          })
          if (holds) return
          const found = compareState(state, expected, seen?.vars) ?? {
            message: 'Expected a connection',
          }
          const message = `${found.message}, waited ${timeout} ms; connection: ${connectionOf(seen)}`
          fail({ ...found, message }, journal, assertState)
        }
      },
    })
  }
}

/** What a page is like when its test has failed; undefined where it is not one of reflex-adonis. */
async function describePage(page: Page, journal: Journal): Promise<string | undefined> {
  const described = page.evaluate(() => {
    const inspection = (globalThis as { __reflex?: Inspection }).__reflex
    if (!inspection) return undefined
    const states = inspection.states().map((id) => [id, inspection.vars(id)] as const)
    return { connection: inspection.connection(), states: Object.fromEntries(states) }
  })
  // It may be leaving, or busy
  const answer = await within(PATIENCE, described).catch(() => undefined)
  const found = answer?.value
  if (!found && journal.entries.length === 0) return undefined
  const { pathname, search } = new URL(page.url())
  const heading = `The page at ${pathname}${search} (${found?.connection ?? 'it does not answer'})`
  return pageInWords(heading, found?.states ?? {}, journal)
}

function connectionOf(seen: Sight | undefined): string {
  return seen?.connection ?? 'none, since this is not a page of reflex-adonis'
}

/** Asks again and again, until the answer is yes or the time is over. */
async function poll(timeout: number, question: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + timeout
  for (;;) {
    if (await question()) return true
    if (performance.now() >= end) return false
    await setTimeout(PAUSE)
  }
}

/** Looks at the client of a page; undefined while there is none, as when a document is loading. */
async function look(page: Page, id: string): Promise<Sight | undefined> {
  try {
    return await page.evaluate(
      ([own, shared]) => {
        const inspection = (globalThis as { __reflex?: Inspection }).__reflex
        if (!inspection) return undefined
        const vars = inspection.vars(own)
        return {
          connection: inspection.connection(),
          vars: vars && { ...inspection.vars(shared), ...vars },
        }
      },
      [id, APP_STATE_ID] as const
    )
  } catch (error) {
    // The document went away while it was asked
    if (/context was destroyed|navigat/i.test((error as Error).message)) return undefined
    throw error
  }
}
