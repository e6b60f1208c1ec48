/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { RouteGroup, Server } from '@adonisjs/core/http'
import type { ViteDevServer } from 'vite'
import {
  answerOwnRequests,
  askReport,
  createEndedSessions,
  createGateway,
  createSessionWatch,
  createTabs,
  Mounts,
  Parts,
  readMetrics,
  startInTime,
  Sources,
  TestDoor,
  warnOfConfiguration,
} from './assembly/main.ts'
import { findBinding, noteGuards } from './adonis/main.ts'
import type { ReflexDependencies, StartWork } from './assembly/main.ts'
import type { Bridge } from './bridge/main.ts'
import type { NewsBus } from './bus/main.ts'
import type { ReflexReport } from './health/main.ts'
import type { AuthMountOptions } from './features/auth/main.ts'
import type { MountOptions } from './mount/main.ts'
import { Broadcasts } from './operations/main.ts'
import type { AllRooms, BroadcastOptions, Reached, Tabs } from './operations/main.ts'
import type { RefreshOptions, SharedKey } from './features/shared_data/main.ts'
import type { PageDefinition, PageRegistry } from './pages/main.ts'
import type { Leaving } from './rooms/main.ts'
import type { EndedSessions, SessionWatch } from './sessions/main.ts'
import { stateId } from './state/main.ts'
import type { BrowserAction, StateClass, StateRegistry } from './state/main.ts'
import { reportStrays } from './tabs/main.ts'
import type { Features, Transactions } from './tabs/main.ts'
import { figures } from './telemetry/main.ts'
import type { ReflexMetrics } from './telemetry/main.ts'
import type { Gateway } from './transport/main.ts'
import { within } from './within.ts'

/** Milliseconds that the store and the bus have for a goodbye. */
const GOODBYE_LIMIT = 2_000

/**
 * The service of the package. It knows the pages and states of the application, mounts the pages as
 * routes, and manages the tabs.
 *
 * @example
 * ```ts
 * import reflex from 'reflex-adonis/services/main'
 * import { middleware } from '#start/kernel'
 *
 * reflex.mount({ middleware })
 * ```
 */
export class Reflex {
  /** State classes by id. */
  readonly states: StateRegistry
  /** Mounted pages. */
  readonly pages: PageRegistry
  /** Runs events through the kernel. */
  readonly bridge: Bridge
  /** Carries messages between the processes of the application. */
  readonly bus: NewsBus
  /** The rooms of shared states, and the operations on those of all processes. */
  readonly rooms: AllRooms
  /** Runs handlers on the states of tabs. */
  readonly transactions: Transactions
  /** Features that plug into tabs. */
  readonly features: Features

  #dependencies: ReflexDependencies
  #parts: Parts
  #sources: Sources
  #tabs: Tabs | undefined
  #sessions: EndedSessions | undefined
  #gateway: Gateway | undefined
  #endReports: (() => void) | undefined
  #watch: SessionWatch | undefined
  #drained: Promise<void> | undefined
  /** Something has not answered in its time. */
  #isLate = false
  #mounts: Mounts

  constructor(dependencies: ReflexDependencies) {
    this.#dependencies = dependencies
    this.#parts = new Parts(dependencies)
    this.#sources = new Sources(dependencies, this.#parts.mistakes)
    this.#mounts = new Mounts(this.#parts, this.#sources, () => this.tabs.local)
    this.states = this.#parts.states
    this.pages = this.#parts.pages
    this.bridge = this.#parts.bridge
    this.bus = dependencies.bus
    this.rooms = this.#parts.rooms
    this.transactions = this.#parts.transactions
    this.features = this.#parts.features
  }

  /** Definitions of all pages, mounted or not. */
  get definitions(): readonly PageDefinition[] {
    return this.#sources.pages ?? []
  }

  /** Build of the browser's files, or `development` if there is none. */
  get build(): string {
    return this.#sources.build
  }

  /** What tests come in by. */
  get testDoor(): TestDoor {
    return new TestDoor(this.#parts, () => this.#sockets)
  }

  /** The tabs of this process, and the operations on those of all processes. */
  get tabs(): Tabs {
    return (this.#tabs ??= createTabs(this.#parts, this.build))
  }

  /** Ends browser sessions, with their open tabs, in all processes. */
  get sessions(): EndedSessions {
    return (this.#sessions ??= createEndedSessions(this.#parts, this.tabs.local))
  }

  /**
   * Reports whether the store and the bus work, and how many connections, tabs, rooms and events
   * there are.
   */
  report(): Promise<ReflexReport> {
    const seen = { draining: this.#drained !== undefined, connections: this.connections }
    return askReport(this.#parts, this.tabs.registry, seen)
  }

  /**
   * Figures of this process: current values, and counts since its start. Reading them visits each
   * tab; counting costs next to nothing.
   */
  metrics(): ReflexMetrics {
    return readMetrics(this.#parts, this.tabs.registry, this.#gateway)
  }

  /**
   * Makes tabs in a room go through the admission to their pages again, in all processes:
   * `static room` runs, and tabs that it keeps out no longer see or change the room. Call it after
   * you take rights away from somebody who may be in the room.
   *
   * @param room - what `static room` returns; omit it if the state has one room for everybody
   * @param who - whose tabs: those of a user, or a single member; omit it for all
   * @throws E_STATE_UNKNOWN
   *
   * @example
   * ```ts
   * await team.related('members').detach([user.id])
   * reflex.leave(TeamState, team.id, { user: user.id })
   * ```
   */
  leave(state: StateClass, room?: string | number, who: Leaving = {}): void {
    this.rooms.leave(this.states.require(stateId(state)), room, who)
  }

  /**
   * Sends actions to the tabs of all processes that have a socket: a toast, a reload (spread over
   * ten seconds by default), or an event with `rx.dispatch`. The server runs the event in each tab
   * whose page has its state, in the name of the tab's visitor, a few at a time.
   *
   * @throws E_TARGET, E_STATE_UNKNOWN, E_EVENT_UNKNOWN, E_BROADCAST_EVENT
   *
   * @example
   * ```ts
   * await reflex.broadcast(rx.toast.warning('We close in five minutes.'), { to: 'everyone' })
   * ```
   */
  broadcast(
    action: BrowserAction | readonly BrowserAction[],
    options: BroadcastOptions
  ): Promise<Reached> {
    return new Broadcasts(this.#parts.calls, this.states).send(action, options)
  }

  /**
   * Computes shared data again, in the tabs of all processes whose pages read them. What an event asks for is part of
   * its answer, for its own tab; the rest happens when the request is over.
   *
   * @param keys - of `shared` in `config/reflex.ts`
   * @param options.to - whose tabs: those of a target, or of the visitor of an HTTP context. By default, all
   * @throws E_SHARED_UNKNOWN, E_TARGET
   */
  refresh(keys: SharedKey | readonly SharedKey[], options?: RefreshOptions): void {
    this.#parts.refreshes.ask([keys].flat() as string[], options)
  }

  /** How many sockets are open. */
  get connections(): number {
    return this.#gateway?.size ?? 0
  }

  /**
   * Lets the server run without the pages and states that have mistakes, and explain why a page is
   * missing. Only for development.
   */
  async tolerate(): Promise<void> {
    const { explainMistakes } = await import('./development/main.ts')
    explainMistakes(this.#parts, () => this.#mounts.isAsked)
  }

  /**
   * Finds pages and states: in the source in development and tests, in the manifest of the build in
   * production.
   *
   * @throws E_MANIFEST_MISSING in production without a build; in tests, every mistake in a page or
   *   state file, with file and line
   */
  discover(): Promise<void> {
    return this.#sources.discover()
  }

  /**
   * Imports the state classes.
   *
   * @throws E_STATE_EXPORT, E_STATE_ID_TAKEN, and errors about single classes
   */
  loadStates(): Promise<void> {
    // Features have a say in what a state class may be
    void this.tabs
    return this.#sources.loadStates(this.states)
  }

  /**
   * Mounts pages as ordinary named routes.
   *
   * @returns the route group, for `.use()`, `.domain()` and so on
   * @throws E_MOUNT_OPTION; E_UNKNOWN_MIDDLEWARE when a page names a middleware that is not in the
   *   collection
   */
  mount(options: MountOptions = {}): RouteGroup {
    return this.#mounts.mount(options)
  }

  /**
   * Mounts the pages of accounts, the ready ones or the application's own, and returns the route group.
   *
   * @throws E_AUTH_CONFIG without `auth` in `config/reflex.ts`; E_AUTH_PAGES, E_UNKNOWN_MIDDLEWARE
   */
  auth(options: AuthMountOptions = {}): RouteGroup {
    return this.#mounts.auth(options)
  }

  /**
   * Checks the mounted pages against the state classes.
   *
   * @throws E_UNKNOWN_LOAD_EVENT, E_QUERY_NAME_TAKEN, E_COOKIE_WITHOUT_REQUEST, unless mistakes are
   *   tolerated
   */
  verify(): void {
    this.#mounts.router.verify()
  }

  /** Looks for faults of the application, as `node ace reflex:doctor` does. It throws what is wrong with `doctor`. */
  async examine() {
    const { examine } = await import('./assembly/doctor/main.ts')
    return examine(this.#parts, this.#sources, this.tabs.local, this.#mounts.router)
  }

  /** Warns about missing options, and about options that do not fit the environment. */
  warn(): void {
    warnOfConfiguration(this.#parts)
  }

  /**
   * Takes up state classes as they are saved, where `node ace serve --hmr` runs the application.
   *
   * @param vite - finds Vite's development server
   */
  async develop(vite: () => ViteDevServer | undefined): Promise<void> {
    const { followFiles } = await import('./development/main.ts')
    const verify = () => this.#mounts.verify()
    const { tabs } = this
    await followFiles({ parts: this.#parts, sources: this.#sources, tabs, verify, vite })
  }

  /**
   * Claims what browsers ask for besides pages, before the application's middleware, and hears of
   * sessions that move.
   */
  claim(): void {
    const watch = createSessionWatch(this.#parts, this.tabs.local, this.sessions)
    answerOwnRequests(this.#parts, {
      tabs: this.tabs.local,
      redeemed: (ticket) => watch.redeemed(ticket),
      isDraining: () => this.#drained !== undefined,
      isClosing: () => this.#gateway?.closing === true,
    })
    this.#watch = watch
  }

  /** Opens sockets on the application's HTTP server. */
  listen(server: NonNullable<ReturnType<Server['getNodeServer']>>): void {
    this.#sockets.attach(server)
  }

  /**
   * Listens to the other processes: they ask for tabs and rooms, change rooms, and sessions move
   * there too. From then on, what handlers have begun and not awaited ends no process.
   *
   * A store that does not answer keeps nobody from starting: it is waited for a moment, and may come later.
   *
   * @throws E_STORE_REFUSED when the store will not answer otherwise until a setting is changed
   */
  async open(): Promise<void> {
    const { logger, app } = this.#dependencies
    this.#endReports ??= reportStrays(logger, !app.inProduction)
    for (const watch of [this.#parts.loop, ...this.#parts.watches]) watch.start()
    figures.read = () => this.metrics()
    const auth = await findBinding(app, 'auth.manager')
    if (auth) noteGuards(auth)
    try {
      const isOver = () => this.#drained !== undefined
      const refusedLate = (error: Error) => this.#giveUp(error)
      await startInTime(this.#start(), { logger, refusedLate, isOver })
    } catch (error) {
      await this.close()
      throw error
    }
    // A start that was asked to stop goes no further, and keeps nothing
    if (this.#drained) await new Promise<never>(() => {})
  }

  #start(): StartWork {
    const { store } = this.#dependencies
    const others = [this.rooms.listen(), this.#watch?.listen(), this.features.start()]
    if (store.shared) others.push(this.#parts.handover.listen(), this.#parts.calls.listen())
    return { store: () => store.start(), others }
  }

  /** Ends the process as a start that fails would, only later. */
  #giveUp(error: Error): void {
    const { logger, app } = this.#dependencies
    logger.fatal({ err: error }, '%s', error.message)
    process.exitCode = 1
    void app.terminate()
  }

  /**
   * Hands the browsers over to other processes: is not ready any more, goes on for `drainDelay`, then
   * takes no more sockets, finishes the events that run, stores their tabs, closes all sockets and stops
   * listening. From then on it takes `drainTimeout` and the time of a closing handshake at most.
   */
  drain(): Promise<void> {
    return (this.#drained ??= this.#drain())
  }

  async #drain(): Promise<void> {
    const { app, config } = this.#dependencies
    const { drainDelay, drainTimeout } = config
    // A restart in development has nobody who asks whether it is ready
    const isAsked = app.getEnvironment() === 'web' && !app.inDev
    if (isAsked && drainDelay > 0) await setTimeout(drainDelay)
    this.#watch?.close()
    this.#gateway?.refuse()
    void this.#parts.calls.leave()
    await this.#tabs?.local.keeper.drain(drainTimeout)
    this.#isLate ||= !(await within(GOODBYE_LIMIT, this.rooms.drain()))
    await this.#gateway?.close()
    if (isAsked) await this.#gateway?.stopListening()
  }

  /**
   * Forgets all tabs and closes the store.
   *
   * @returns whether nothing is left that keeps the process: no event that goes on, and no connection to
   *   a server that does not answer
   */
  async close(): Promise<boolean> {
    await this.drain()
    // Who cannot be reached now is not told goodbye, by the application's other connections either
    const isReached = this.bus.ready
    const isTold = await within(GOODBYE_LIMIT, this.#parts.refreshes.flush())
    this.#isLate ||= !isTold
    const running = this.#tabs?.registry.running ?? 0
    this.#tabs?.registry.close()
    this.rooms.close()
    const closed = this.features
      .stop()
      .then(() => Promise.all([this.bus.close(), this.#dependencies.store.close()]))
    const isClosed = (await within(GOODBYE_LIMIT, closed)) !== undefined
    this.#endReports?.()
    for (const watch of [this.#parts.loop, ...this.#parts.watches]) watch.stop()
    figures.read = undefined
    return running === 0 && isClosed && isReached && !this.#isLate
  }

  get #sockets(): Gateway {
    return (this.#gateway ??= createGateway(this.#parts, this.tabs.local))
  }
}
