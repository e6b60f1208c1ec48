/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { Action, JsonValue, PageInfo } from '../protocol/main.ts'
import type { MountedPage } from '../pages/mounted_page.ts'
import type { Places } from '../places/main.ts'
import type { Room, Rooms } from '../rooms/main.ts'
import { readAppSnapshot, runHandler } from '../state/main.ts'
import type { PreparedChange, StateNews, StateRegistry, UserTransformer } from '../state/main.ts'
import { hasLeft, identityOf, userOf } from './identity.ts'
import type { Tab } from './tab.ts'

/** A page that a tab may show, computed but not yet taken over. */
export interface Admission {
  page: MountedPage
  info: PageInfo
  change: PreparedChange
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
  places: Places
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
    const begunAt = performance.now()
    const rooms = await this.#roomsOf(tab, page, ctx)
    noteUser(tab, ctx)
    const scope = tab.states.begin({
      ctx,
      rooms,
      hold: (state) => this.#options.rooms.hold(tab, state, ctx, rooms),
      cancel: (state, event) => tab.tasks.cancelEvent(state, event),
      send: (action) => tab.outbox.push({ a: [action] }, true),
    })
    const info = pageInfo(page, ctx)
    const placed = this.#options.places.begin(tab.states, page.places, ctx)
    try {
      await placed?.open(scope, info.url)
      for (const { state, event: name } of page.definition.onLoad) {
        const definition = this.#options.registry.require(state)
        const event = definition.events.get(name)!
        // It begins as an event of the page, once a socket has the tab
        if (event.background) scope.collect([{ type: 'event', state, event: name, args: [] }])
        else await runHandler(scope, definition, event, [])
        if (scope.actions.some((action) => action.type === 'redirect')) break
      }
      if (refused && page.reaches(refused.state)) {
        scope.view(this.#options.registry.require(refused.state)).errors = refused.errors
      }
      const app = page.states.includes(APP_STATE_ID)
        ? await readAppSnapshot(ctx, tab.states.app, {
            currentUser: this.#options.currentUser,
            keepFlash: scope.actions.some((action) => action.type === 'redirect'),
            navigation: true,
          })
        : undefined
      const change = tab.states.prepare(scope, { app, show: page.states, full, rooms })
      const address = placed?.settle(change.tree, info.url)
      if (address) {
        info.url = address.url
        info.q = address.q
      }
      if (refused) {
        const { state, event, key, errors } = refused
        info.input = refused.input
        info.form = { s: state, e: event, x: errors, ...(key !== undefined && { k: key }) }
      }
      return { page, info, change, rooms, actions: scope.actions, begunAt }
    } catch (error) {
      scope.rollback()
      throw error
    }
  }

  /**
   * The tab shows the page from now on.
   *
   * @returns what the browser is to be told of its states
   */
  complete(tab: Tab, { page, info, change, rooms, begunAt }: Admission): StateNews {
    const news = tab.apply(change)
    this.#options.rooms.enter(tab, rooms)
    tab.shown = { page, info }
    tab.stale = false
    tab.admittedAt = begunAt
    return news
  }

  /**
   * The tab was not let in where it has to be: it has no page, no room and no state, and runs
   * nothing until a page lets it in.
   */
  withdraw(tab: Tab): void {
    tab.endTurn()
    tab.tasks.close('its page may not be shown any more')
    tab.states.clear()
    this.#options.rooms.enter(tab, new Map())
    tab.shown = undefined
    tab.stale = false
    tab.identity = {}
  }

  async #roomsOf(tab: Tab, page: MountedPage, ctx: HttpContext): Promise<Map<string, Room>> {
    const rooms = new Map<string, Room>()
    for (const id of page.shared) {
      tab.turn ??= this.#options.rooms.begin()
      rooms.set(id, await tab.turn.open(this.#options.registry.require(id), ctx))
    }
    return rooms
  }
}

/**
 * Sees to it that no user gets the states of another one, once somebody has signed in or out.
 */
function noteUser(tab: Tab, ctx: HttpContext): void {
  const user = userOf(ctx)
  const identity = identityOf(ctx)
  const isOther = tab.stale && tab.user !== undefined && tab.user !== user
  if (isOther || hasLeft(tab.identity, identity)) {
    tab.stale = true
    tab.states.clear()
    tab.tasks.close('its user has signed out')
  }
  if (tab.stale || user !== undefined) tab.user = user
  tab.identity = identity
  tab.restored = false
}

function pageInfo(page: MountedPage, ctx: HttpContext): PageInfo {
  const info: PageInfo = {
    id: page.definition.id,
    url: ctx.request.url(true),
    route: ctx.route?.name ?? page.definition.name,
    params: ctx.params,
    states: [...page.states],
  }
  const query = ctx.request.qs() as Record<string, JsonValue>
  if (Object.keys(query).length > 0) info.q = query
  if (page.definition.title !== undefined) info.title = page.definition.title
  return info
}
