/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import type { HttpContext, HttpResponse } from '@adonisjs/core/http'
import type { Visitor } from '../../bridge/main.ts'
import type { Check } from '../../doctor/main.ts'
import type { MountedPage } from '../../pages/main.ts'
import type { Address, JsonValue, PageInfo, UpdateFrame } from '../../protocol/main.ts'
import type {
  EventDefinition,
  EventScope,
  StateDefinition,
  StateExtension,
  Tree,
} from '../../state/main.ts'
import type { ShownPage, Tab } from '../tab.ts'
import type { TabPart } from './tab_part.ts'

/** A transaction on the states of a tab that is about to begin. */
export interface EnlistRequest {
  tab: Tab
  /** The page that it belongs to; undefined in a request of a test, which has none. */
  page: MountedPage | undefined
  /** The state classes of the page that it belongs to. They are in the same array until one is replaced. */
  definitions: readonly StateDefinition[]
  /** None with `static bridge = 'none'`, and where the server acts by itself. */
  ctx: HttpContext | undefined
}

/** What a feature does in one transaction. Each moment is optional. */
export interface Enlisted {
  /**
   * Before the handlers, where the tab comes to the page with this request.
   *
   * @param url - path and query string of the page
   */
  arrive?(scope: EventScope, url: string): Promise<void>

  /** Before the handlers of any other request. */
  refresh?(scope: EventScope): Promise<void> | undefined

  /** The handlers are through, and what they have changed is yet to be computed. */
  complete?(scope: EventScope): Promise<void> | undefined

  /**
   * The change is computed, and yet to be applied.
   *
   * @param tree - the states as the request leaves them
   * @param url - path and query string of the page
   * @returns the address of the page, when it is another one now
   */
  settle?(tree: Tree, url: string): Address | undefined
}

/** An event that a browser calls, of a state that its page reaches. */
export interface EventCall {
  tab: Tab
  /** Of the socket that has sent it. */
  visitor: Visitor
  shown: ShownPage
  definition: StateDefinition
  /** Name of the event. */
  name: string
  /** The event as the class has it; undefined where the class has none with that name. */
  event: EventDefinition | undefined
  /** What the browser has sent. */
  sent: readonly JsonValue[]
  /**
   * The arguments of the event, checked.
   *
   * @throws E_EVENT_ARGUMENT
   */
  args(event: EventDefinition): JsonValue[]
}

/** How an event is run. */
export interface EventRun<T = unknown> {
  /** Does the work, in the transaction of the event. */
  handle(scope: EventScope): Promise<T>
  /**
   * What the frame says that answers the event, when the work has not failed.
   *
   * @param outcome.redirected - middleware or the handler has led elsewhere
   */
  answer(
    value: T,
    outcome: { id: number; redirected: boolean }
  ): Pick<UpdateFrame, 'r' | 'b'> | undefined
}

/** A request of a page at the endpoint of a feature. */
export interface EndpointExchange {
  request: IncomingMessage
  /** Sent when the endpoint is through. */
  response: HttpResponse
  /** Id of the browser session; empty without one. */
  session: string
  /** Its tabs in this process, but for those that are about to learn that somebody has signed in or out. */
  tabs: readonly Tab[]
}

/**
 * Asks whether a visitor may see their page again.
 *
 * @throws what keeps them out
 */
export type Recheck = (scope: EventScope) => Promise<void>

/** Answers HTTP requests beside the socket. */
export interface Endpoint {
  /**
   * It is asked by addresses that nobody can guess, and that say all: links lead there, also from pages on another
   * host. So requests that only read may come from anywhere.
   */
  readonly isAddressed?: boolean

  /**
   * Answers a request of a page of the application. No middleware has seen it. What a page on another host
   * may send was answered before, and its headers are set.
   *
   * @throws what is told to the page as JSON, with its status, in place of what the response has
   */
  respond(exchange: EndpointExchange): Promise<void>
}

/** How a tab comes to a page. */
export interface Arrival {
  tab: Tab
  /** The browser has nothing of the tab yet. */
  full: boolean
}

/**
 * A part of the package that plugs into tabs. Each moment is optional, and what is left out costs
 * nothing. What a feature has for one tab, and what happens to that tab, is its `TabPart`.
 */
export interface Feature {
  /** Names its part of a tab, also in the store. */
  readonly name: string

  /** The process begins to serve. */
  start?(): Promise<void>

  /** The process ends, and no tab is left. */
  stop?(): Promise<void>

  /** Answers requests at `/_event/<name>`, and below. */
  readonly endpoint?: Endpoint

  /**
   * A state class is read.
   *
   * @returns what the feature adds to it
   * @throws what is wrong with it
   */
  extend?(definition: StateDefinition): StateExtension | undefined

  /**
   * A page is mounted, or one of its state classes was replaced.
   *
   * @throws what only all its states together have wrong
   */
  verify?(page: MountedPage): void

  /**
   * A tab is let in to a page, and all its handlers have run. It may come to nothing: the part of the
   * tab hears of `admitted` once the browser is told.
   *
   * @returns what the browser is told of the page besides, with this request alone
   */
  introduce?(page: MountedPage, ctx: HttpContext, arrival: Arrival): Partial<PageInfo> | undefined

  /** A tab comes into being here. */
  attach?(tab: Tab): TabPart | undefined

  /**
   * A transaction on the states of a tab begins.
   *
   * @returns undefined where it has nothing to do in it
   */
  enlist?(request: EnlistRequest): Enlisted | undefined

  /**
   * Claims an event that it runs in a way of its own, or that no class has.
   *
   * @returns undefined for an event that is none of its business
   * @throws why the event may not run
   */
  claim?(call: EventCall): EventRun | undefined

  /**
   * A browser that was away comes back to the page that its tab shows.
   *
   * @returns what to ask in a request of the page before it is shown; undefined where nothing is to be asked
   */
  recheck?(tab: Tab): Recheck | undefined

  /** What `node ace reflex:doctor` looks at. Nobody else asks. */
  checks?(): readonly Check[] | Promise<readonly Check[]>
}
