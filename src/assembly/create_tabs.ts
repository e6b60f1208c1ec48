/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { emitMissingTranslation, extrasOf, leaveMessages } from '../adonis/main.ts'
import { RECORDING_VARIABLE } from '../features/devtools/main.ts'
import { createFeatures } from '../features/main.ts'
import { Tabs } from '../operations/main.ts'
import {
  BuildCheck,
  CookieCourier,
  Documents,
  EventRunner,
  EventTracer,
  Greeter,
  Inbox,
  Navigator,
  TabKeeper,
  TabReads,
  TabRegistry,
  TabRequests,
  TabSessions,
  TabTokens,
  Turns,
  Updates,
  messageOf,
} from '../tabs/main.ts'
import type { FeatureHost, Tab, TabService } from '../tabs/main.ts'
import { visitorOf } from '../transport/main.ts'
import { hasDevtools } from './has_devtools.ts'
import { messageNames } from './message_names.ts'
import type { Parts } from './parts.ts'
import { sessionTest } from './session_test.ts'

/**
 * Makes what holds the tabs and runs their events.
 *
 * @param build - of the browser's files
 */
export function createTabs(parts: Parts, build: string): Tabs {
  const { dependencies, features, states, pages, rooms, bridge, transactions } = parts
  const { admission, requests: browsers, refusals, announcer } = parts
  const { app, config, encryption, logger, store, form } = dependencies
  const development = !app.inProduction
  const registry = new TabRegistry(states, config.tabs, {
    features,
    freeze: development,
    tellMethods: app.inDev,
    stored: store.lasting,
    failed: (tab, error, at) => {
      const what = at ? `the feature "${at.feature}" failed` : 'a turn failed'
      // It may happen with each frame of a stranger
      const fields = { err: error, tab: tab.id, moment: at?.moment }
      refusals.error(fields, `${what}: %s`, messageOf(error))
    },
    left: (tab, reason) => announcer.closed(tab, reason),
    dropped: (tab) => keeper.forget(tab),
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
  const cookies = new CookieCourier(parts.tickets, browsers.sessionOf)
  const navigator = new Navigator({
    bridge,
    pages,
    admission,
    cookies,
    rooms,
    features,
    development,
  })
  const turns = new Turns(keeper)
  const sessions = new TabSessions({ registry, keeper, cookies, turns })
  const requests = new TabRequests({
    bridge,
    transactions,
    cookies,
    currentUser: config.currentUser,
    mode: config.bridge.mode,
    refusals,
    development,
    loggedOut: (tab, waits) => sessions.loggedOut(tab, waits),
  })
  const tracer = new EventTracer(logger, announcer)
  const updates = new Updates({ requests, navigator, tracer })
  const host: FeatureHost = {
    states,
    pages,
    tabs: registry,
    turns,
    updates,
    reads: new TabReads({ bridge, cookies, turns }),
    transactions,
    ask: (message, url, work) => {
      const visitor = visitorOf(message, encryption, browsers.hostOf(message) ?? '')
      return bridge.dispatch(visitor, url, 'full', (ctx) => {
        const { session } = extrasOf(ctx)
        if (session) leaveMessages(session, ctx)
        return work(ctx)
      })
    },
    once: (id, keepFor) => store.once(id, keepFor),
    readmit: (tab) => sessions.readmit(tab),
    encryption,
    logger,
    report: (error, ctx, of) => parts.reporter.report(error, ctx, of),
    announcer,
    mode: config.bridge.mode,
    development,
  }
  const { background } = config
  features.add(
    ...createFeatures(host, {
      background,
      rooms,
      qs: dependencies.httpConfig.qs,
      models: {
        database: dependencies.database,
        bus: dependencies.bus,
        log: refusals,
        limits: config.live.limits,
        outside: config.live.outside,
      },
      guards: config.guards,
      sharedData: {
        functions: config.shared,
        bus: dependencies.bus,
        refreshes: parts.refreshes,
      },
      uploads: {
        limits: config.uploads.limits,
        folder: app.makePath(config.uploads.folder),
        storage: dependencies.storage,
        drive: dependencies.drive,
        prefix: config.uploads.prefix,
      },
      language: {
        ...config.language,
        i18n: dependencies.i18n,
        bus: dependencies.bus,
        inDevelopment: app.inDev,
        namesOf: messageNames(app, config.discovery),
        missing: (of) =>
          emitMissingTranslation(dependencies.emitter, of, (error) =>
            logger.error({ err: error }, 'a listener for missing translations failed')
          ),
      },
      downloads: {
        limits: { ...config.downloads.limits, freeSpace: config.uploads.limits.freeSpace },
        folder: app.makePath(config.downloads.folder),
        drive: dependencies.drive,
      },
      // In production and in tests, no variable switches it on
      recording: app.inDev ? process.env[RECORDING_VARIABLE] : undefined,
      devtools: hasDevtools(parts)
        ? {
            root: app.makePath(),
            database: dependencies.database,
            emitter: dependencies.emitter,
            form,
            writeTest: (entries) => sessionTest(parts, entries),
          }
        : undefined,
      log: refusals,
    }),
    ...config.features.map((create) => create(host))
  )
  const runner = new EventRunner({
    requests,
    updates,
    tracer,
    features,
    registry: states,
    refusals,
    form,
    development,
  })
  const tokens = new TabTokens(encryption, config.tokenExpiresIn)
  const builds = new BuildCheck({ pages, states, build })
  const inbox = { runner, navigator, turns, pages, refusals, development }
  const local: TabService = {
    registry,
    keeper,
    greeter: new Greeter({
      registry,
      keeper,
      tokens,
      navigator,
      turns,
      cookies,
      builds,
      announcer,
    }),
    inbox: new Inbox({ ...inbox, queueLength: config.queueLength }),
    navigator,
    documents: new Documents(keeper, tokens),
    sessions,
  }
  rooms.onRevoked = (reader) => sessions.readmit(reader as Tab)
  return new Tabs({ local, calls: parts.calls, states, runner, turns, refusals })
}
