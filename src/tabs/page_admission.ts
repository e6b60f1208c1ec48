/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { APP_STATE_ID, ownPath } from '../protocol/main.ts'
import type { Action, JsonValue, PageInfo } from '../protocol/main.ts'
import { nameInLog } from '../logging/main.ts'
import type { MountedPage } from '../pages/main.ts'
import type { Room, Rooms } from '../rooms/main.ts'
import { readAppSnapshot, runHandler } from '../state/main.ts'
import type { EventScope, StateNews, StateRegistry, UserTransformer } from '../state/main.ts'
import type { Features } from './features/features.ts'
import { actorOf, userMark } from './identity.ts'
import { knownSince } from './session_reads.ts'
import type { Tab } from './tab.ts'
import type { TabChange } from './transaction/tab_change.ts'
import type { Transactions } from './transaction/transactions.ts'

/** A page that a tab may show, computed but not yet taken over. */
export interface Admission {
  page: MountedPage
  info: PageInfo
  /** What the browser is told of the page: more than the tab remembers. */
  told: PageInfo
  /** The browser has nothing of the tab yet. */
  full: boolean
  change: TabChange
  /** The rooms of its states, by state id. */
  rooms: ReadonlyMap<string, Room>
  actions: Action[]
  /** Milliseconds of the monotonic clock. */
  begunAt: number
}

/** A form of the page that was posted over plain HTTP just now, and refused. */
export interface RefusedForm {
  /** State of its event. */
  state: string
  event: string
  /** What tells the form from others with this event. */
  key?: string
  /** First message by field. */
  errors: Record<string, string>
  /** What was entered. */
  input: Record<string, JsonValue>
}

export interface AdmissionOptions {
  rooms: Rooms
  registry: StateRegistry
  currentUser: UserTransformer
  transactions: Transactions
  features: Features
}

/**
 * Lets a tab in to a page: runs the page's `onLoad` events and says what the page shows. It runs
 * inside the kernel, in the page's route handler, after all middleware has agreed. That is so for
 * the GET that brings the shell as well as for a navigation over the socket.
 */
export class PageAdmission {
  #options: AdmissionOptions

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /**
   * @param full - the browser has nothing yet
   * @param refused - what the page has to say of a form
   * @throws whatever an `onLoad` handler throws
   */
  async prepare(
    tab: Tab,
    page: MountedPage,
    ctx: HttpContext,
    full: boolean,
    refused?: RefusedForm
  ): Promise<Admission> {
    const begunAt = knownSince(ctx)
    const rooms = await this.#roomsOf(tab, page, ctx)
    noteUser(tab, ctx)
    const info = pageInfo(page, ctx)
    const user = userMark({ user: tab.user, identity: tab.identity.guards })
    if (user !== undefined) info.user = user
    const { change } = await this.#options.transactions.transact(
      tab,
      {
        ctx,
        page,
        arrival: { url: info.url, rooms },
        complete: async ({ actions }) => ({
          app: await this.#appSnapshot(tab, page, ctx, actions),
          show: page.states,
          full,
          rooms,
        }),
      },
      async (scope) => {
        await this.#load(tab, scope, page)
        if (refused && page.reaches(refused.state)) {
          scope.view(this.#options.registry.require(refused.state)).errors = refused.errors
        }
      }
    )
    if (change.address) {
      info.url = change.address.url
      info.q = change.address.q
    }
    if (refused) {
      const { state, event, key, errors } = refused
      info.input = refused.input
      info.form = { s: state, e: event, x: errors, ...(key !== undefined && { k: key }) }
    }
    const introduced = this.#options.features.introduce(page, ctx, { tab, full })
    const told = introduced ? { ...info, ...introduced } : info
    return { page, info, told, full, change, rooms, actions: change.actions, begunAt }
  }

  /**
   * The tab shows the page from now on.
   *
   * @returns what the browser is to be told of its states
   */
  complete(tab: Tab, { page, info, told, full, change, rooms, begunAt }: Admission): StateNews {
    const news = tab.apply(change.prepared)
    this.#options.rooms.enter(tab, rooms)
    tab.shown = { page, info }
    tab.identity.admitted(begunAt)
    tab.parts.admitted(told, full, news)
    return news
  }

  /**
   * The tab was not let in where it has to be: it has no page, no room and no state, and runs
   * nothing until a page lets it in.
   */
  withdraw(tab: Tab): void {
    tab.releaseRooms()
    tab.disown('its page may not be shown any more')
    this.#options.rooms.enter(tab, new Map())
    tab.shown = undefined
    tab.identity.withdrawn()
  }

  /** Runs the `onLoad` events of a page, up to one that leads elsewhere. */
  async #load(tab: Tab, scope: EventScope, page: MountedPage): Promise<void> {
    for (const { state, event: name } of page.definition.onLoad) {
      const definition = this.#options.registry.require(state)
      const event = definition.events.get(name)!
      // It begins as an event of the page, once a socket has the tab
      if (event.background) scope.collect([{ type: 'event', state, event: name, args: [] }])
      else {
        try {
          await runHandler(scope, definition, event, [])
        } catch (error) {
          if (scope.ctx) nameInLog(scope.ctx, { tab: tab.id, state, event: name })
          throw error
        }
      }
      if (scope.actions.some((action) => action.type === 'redirect')) break
    }
  }

  async #appSnapshot(tab: Tab, page: MountedPage, ctx: HttpContext, actions: readonly Action[]) {
    if (!page.states.includes(APP_STATE_ID)) return undefined
    return readAppSnapshot(ctx, tab.states.app, {
      currentUser: this.#options.currentUser,
      keepFlash: actions.some((action) => action.type === 'redirect'),
      navigation: true,
    })
  }

  async #roomsOf(tab: Tab, page: MountedPage, ctx: HttpContext): Promise<Map<string, Room>> {
    const rooms = new Map<string, Room>()
    for (const id of page.shared) {
      tab.roomHold ??= this.#options.rooms.newHold()
      rooms.set(id, await tab.roomHold.open(this.#options.registry.require(id), ctx))
    }
    return rooms
  }
}

/**
 * Sees to it that no user gets the states and the answers of another one, once somebody has signed in or out.
 */
function noteUser(tab: Tab, ctx: HttpContext): void {
  if (tab.identity.sees(actorOf(ctx))) tab.disown('its user has signed out')
}

function pageInfo(page: MountedPage, ctx: HttpContext): PageInfo {
  const info: PageInfo = {
    id: page.definition.id,
    url: ownPath(ctx.request.url(true)),
    route: ctx.route?.name ?? page.definition.name,
    params: ctx.params,
    states: [...page.states],
  }
  const query = ctx.request.qs() as Record<string, JsonValue>
  if (Object.keys(query).length > 0) info.q = query
  if (page.definition.title !== undefined) info.title = page.definition.title
  if (page.routes) info.routes = page.routes
  return info
}
