/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { TestContext } from '@japa/runner/core'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type { ConnectedTab, TestEventRequest, VisitedPage } from 'reflex-adonis/plugins/japa'
import { findUser } from '#services/users'
import { DoorsState } from '#states/doors_state'
import { baseUrl } from '../../../../helpers/browser_session.ts'
import { codeOf, NoSuchThing } from './door.ts'
import type { Door, DoorStates, OpenDoor, Visitor } from './door.ts'

type Page = VisitedPage | ConnectedTab
type Events = Record<string, (...args: unknown[]) => Promise<unknown>>

/** Labels of the fields, by their names. */
const LABELS: Record<string, string> = {
  'name': 'Name',
  'age': 'Age',
  'on': 'On',
  'qty[170]': 'Quantity',
  'mail': 'Mail',
  'site': 'Site',
  'code': 'Code',
  'nick': 'Nick',
}

/** Milliseconds within which a look sees what others do. */
const PATIENCE = 5_000

/** Looks until something is so: over a network, what others do takes its time. */
async function soon(look: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + PATIENCE
  while (!(await look())) {
    if (performance.now() > end) return false
    await setTimeout(20)
  }
  return true
}

/** A page of `visit` or `connect`. */
function pageDoor(page: Page): OpenDoor {
  const eventsOf = (state: DoorStates) =>
    page.state(state as typeof DoorsState) as unknown as Events
  return {
    async call(state, event, ...args) {
      try {
        await eventsOf(state)[event](...args)
      } catch (error) {
        return codeOf(error)
      }
    },
    async hold(state, event) {
      const call = eventsOf(state)[event]
      return () => call().then(() => undefined, codeOf)
    },
    debounce(state, event, milliseconds, ...args) {
      const doors = page.state(state as typeof DoorsState)
      void doors[event as 'type'].debounce(milliseconds)(...(args as [string]))
    },
    async submit(label, fields, button = label) {
      if (label === 'File') {
        const form = new FormData()
        for (const [name, value] of Object.entries(fields)) form.append(name, value as File)
        return page.submit(DoorsState, 'order', form)
      }
      for (const [name, value] of Object.entries(fields)) {
        await page.fill(LABELS[name], value as string | boolean)
      }
      await page.press(button).catch((error: unknown) => {
        if (codeOf(error) !== 'E_TEST_FORM_RULES') throw error
      })
    },
    vars: async (state) => ({ ...page.snapshot().states[state.name] }) as never,
    shows: 'network' in page ? soon : (look) => look(),
    async click(url) {
      await page.click(url).catch(() => {})
    },
    async follow() {
      await page.follow().catch(() => {})
    },
    url: async () => page.url,
    title: async () => page.title,
    isPage: async () => page.id !== '',
    opened: async () => [...page.opened],
    openTab: async (path) => pageDoor(await page.openTab(path)),
    toasts: async () => page.toasts.map(({ message }) => message),
    sees: () => page.html().catch((error: Error) => error.message),
  }
}

function withVisitor<R extends ReturnType<typeof visit> | ReturnType<typeof connect>>(
  request: R,
  { user, flash, locale, headers }: Visitor
): R {
  if (user !== undefined) request.as(findUser(user))
  if (flash) request.withFlash(flash)
  if (locale !== undefined) request.withLocale(locale)
  if (headers) request.withHeaders(headers)
  return request
}

export const visitDoor: Door = {
  name: 'visit',
  open: async (path, visitor = {}) => pageDoor(await withVisitor(visit(path), visitor)),
}

/** The port is that of the server, whatever its host is called. */
function withPort({ headers, ...visitor }: Visitor): Visitor {
  const { host } = headers ?? {}
  return host
    ? { ...visitor, headers: { ...headers, host: `${host}:${new URL(baseUrl()).port}` } }
    : { ...visitor, headers }
}

export const connectDoor: Door = {
  name: 'connect',
  open: async (path, visitor = {}) => pageDoor(await withVisitor(connect(path), withPort(visitor))),
}

/** The states alone: it has no browser, so it can be asked for less. */
export function eventRequestDoor({
  beginEventRequest,
}: Pick<TestContext, 'beginEventRequest'>): Door {
  const none = () => {
    throw new NoSuchThing()
  }
  const open = (event: TestEventRequest, another: () => Promise<OpenDoor>): OpenDoor => ({
    async call(state, name, ...args) {
      const states = (await event.state(state as typeof DoorsState)) as unknown as Events
      try {
        await states[name](...args)
      } catch (error) {
        return codeOf(error)
      }
    },
    async vars(state) {
      const view = (await event.state(state as typeof DoorsState)) as never
      return view
    },
    url: async () => event.url,
    shows: (look) => look(),
    openTab: another,
    ...{ debounce: none, submit: none, click: none, follow: none, title: none, isPage: none },
    ...{ opened: none, hold: none, toasts: none, sees: none },
  })
  const begin = async (
    path: string,
    { user, flash, locale, headers }: Visitor = {}
  ): Promise<OpenDoor> => {
    const options = { path, flash, locale, headers }
    const event = await beginEventRequest(user && findUser(user), options)
    return open(event, () => begin(path, { user, locale, headers }))
  }
  return { name: 'beginEventRequest', open: begin }
}
