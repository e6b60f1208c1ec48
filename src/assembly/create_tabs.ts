/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Tabs } from '../operations/main.ts'
import {
  BuildCheck,
  CookieCourier,
  EventRunner,
  Greeter,
  Navigator,
  TabKeeper,
  TabRegistry,
  TabRequests,
  TabTokens,
  TaskRunner,
  Turns,
} from '../tabs/main.ts'
import type { Tab } from '../tabs/main.ts'
import type { Parts } from './parts.ts'

/** The tabs of a process, and what brings them into the store. */
export interface OpenTabs {
  service: Tabs
  keeper: TabKeeper
}

/**
 * Makes what holds the tabs and runs their events.
 *
 * @param build - of the browser's files
 */
export function createTabs(parts: Parts, build: string): OpenTabs {
  const { dependencies, states, pages, rooms, bridge, places, transactions } = parts
  const { admission, requests, refusals } = parts
  const { app, config, encryption, logger, store, form } = dependencies
  const development = !app.inProduction
  const registry = new TabRegistry(states, config.tabs, {
    freeze: development,
    tellMethods: app.inDev,
    stored: store.lasting,
    failed: (tab, error) => {
      logger.error({ err: error, tab: tab.id }, 'a turn failed: %s', (error as Error)?.message)
    },
    left: (tab) => rooms.release(tab),
    dropped: (tab) => {
      rooms.membership.ended(tab)
      keeper.forget(tab)
    },
    swept: (now) => {
      void keeper.refresh(now, config.tabs.sleepAfter)
      void rooms.refresh(now)
    },
  })
  const keeper = new TabKeeper({
    store,
    process: parts.process,
    handover: parts.handover,
    rooms,
    states,
    registry,
    pages,
    logger: refusals,
    adoptWithin: config.tabs.adoptWithin,
    keepFor: config.tabs.keepFor,
  })
  const cookies = new CookieCourier(parts.tickets, requests.sessionOf)
  const navigator = new Navigator({ bridge, pages, admission, cookies, rooms, development })
  const turns = new Turns(keeper)
  const tasks = new TaskRunner({
    transactions,
    registry: states,
    turns,
    report: (error, ctx, of) => parts.reporter.report(error, ctx, of),
    ...config.background,
    development,
  })
  const runner = new EventRunner({
    requests: new TabRequests({
      bridge,
      transactions,
      cookies,
      currentUser: config.currentUser,
      mode: config.bridge.mode,
      refusals,
      development,
      loggedOut: (tab, waits) => service.loggedOut(tab, waits),
    }),
    rooms,
    registry: states,
    logger,
    refusals,
    form,
    navigator,
    places,
    development,
    tasks,
  })
  const tokens = new TabTokens(encryption, config.tokenExpiresIn)
  const shared = { registry, keeper, tokens, navigator, tasks, turns, cookies, rooms }
  const service = new Tabs({
    ...shared,
    calls: parts.calls,
    states,
    greeter: new Greeter({ ...shared, builds: new BuildCheck({ pages, states, build }) }),
    runner,
    pages,
    refusals,
    queueLength: config.queueLength,
    development,
  })
  rooms.onRevoked = (reader) => service.readmit(reader as Tab)
  return { service, keeper }
}
