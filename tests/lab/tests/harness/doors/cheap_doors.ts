/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TestContext } from '@japa/runner/core'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type { ConnectedTab, TestEventRequest, VisitedPage } from 'reflex-adonis/plugins/japa'
import { findUser } from '#services/users'
import { DoorsState } from '#states/doors_state'
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
    debounce(state, event, milliseconds, ...args) {
      const doors = page.state(state as typeof DoorsState)
      void doors[event as 'type'].debounce(milliseconds)(...(args as [string]))
    },
    async submit(label, fields) {
      if (label === 'File') {
        const form = new FormData()
        for (const [name, value] of Object.entries(fields)) form.append(name, value as File)
        return page.submit(DoorsState, 'order', form)
      }
      for (const [name, value] of Object.entries(fields)) {
        await page.fill(LABELS[name], value as string | boolean)
      }
      await page.press('Order')
    },
    vars: async (state) => ({ ...page.snapshot().states[state.name] }) as never,
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

export const connectDoor: Door = {
  name: 'connect',
  open: async (path, visitor = {}) => pageDoor(await withVisitor(connect(path), visitor)),
}

/** The states alone: it has no browser, so it can be asked for less. */
export function eventRequestDoor({
  beginEventRequest,
}: Pick<TestContext, 'beginEventRequest'>): Door {
  const none = () => {
    throw new NoSuchThing()
  }
  const open = (event: TestEventRequest): OpenDoor => ({
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
    ...{ debounce: none, submit: none, click: none, follow: none, title: none, isPage: none },
    ...{ opened: none, openTab: none, toasts: none, sees: none },
  })
  return {
    name: 'beginEventRequest',
    async open(path, { user, flash, locale, headers } = {}) {
      const options = { path, flash, locale, headers }
      return open(await beginEventRequest(user && findUser(user), options))
    },
  }
}
