/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { HttpContextFactory } from '@adonisjs/core/factories/http'
import { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import {
  AUTH_INITIALIZER,
  csrfTokenOf,
  extrasOf,
  FILE_SERVERS,
  findBinding,
  guardKeyOf,
  importInstalled,
  isMissingOn,
  sessionCollectionOf,
  sessionCookieOf,
  sessionEvents,
  STATELESS,
  visibilityOf,
} from '../../../src/adonis/main.ts'
import { sessionSettings } from '#services/journal'
import { ReliedOn } from '../../helpers/adonis/relied_on.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'

/** The context of a request for a page, by somebody who is signed in. */
async function contextOfRequest(): Promise<HttpContext> {
  const browser = new BrowserSession()
  const found = Promise.withResolvers<HttpContext>()
  try {
    await browser.signIn(1)
    const stop = emitter.on('http:request_completed', ({ ctx }) => {
      if (ctx?.request.url() === '/identity') found.resolve(ctx)
    })
    await browser.open('/identity')
    stop()
    return await found.promise
  } finally {
    await browser.close()
  }
}

test.group('Internals of an application', () => {
  test('middleware of packages has the names that it is known by', async () => {
    const by = ['middleware_entries.ts', 'knows what events need'] as const
    for (const path of new Set([...FILE_SERVERS, ...STATELESS, AUTH_INITIALIZER])) {
      const module = new ReliedOn(path, 'the exports of the package')
      const middleware = (await importInstalled(app, path)) as { prototype?: object } | undefined
      module.holds(middleware !== undefined, 'is not there', by)
      module.methods(middleware!.prototype, ['handle'], by)
    }
  })

  test('middleware puts session, user, locale, view and token where they are read', async () => {
    const by = ['context.ts', 'reads it'] as const
    const of = (name: string, look: string) => new ReliedOn(name, look)
    const ctx = await contextOfRequest()
    const { session, auth, i18n, view } = extrasOf(ctx)
    const context = of('HttpContext', 'the middleware of @adonisjs/session, auth, i18n and Edge')
    for (const [name, value] of Object.entries({ session, auth, i18n, view })) {
      context.holds(value !== undefined, `has no ${name} after the middleware for it`, by)
    }
    const authenticator = of('Authenticator of @adonisjs/auth', 'src/authenticator.ts')
    authenticator.methods(auth, ['check', 'use'], by)
    const flags = ['isAuthenticated', 'authenticationAttempted', 'user']
    authenticator.properties(auth!, flags, by)
    const guard = of('SessionGuard of @adonisjs/auth', 'modules/session_guard/guard.ts')
    guard.properties(auth!.use(), [...flags, 'driverName', 'sessionKeyName', 'isLoggedOut'], by)
    const { driverName, sessionKeyName } = auth!.use()
    guard.holds(driverName === 'session', 'has another driverName than session', by)
    guard.holds(
      session!.get(sessionKeyName!) === 1,
      'keeps its user under another key than sessionKeyName',
      by
    )
    const keyed = ['guard_keys.ts', 'knows who is signed in'] as const
    guard.holds(sessionKeyName === guardKeyOf('web'), 'has another key in the session', keyed)
    of('I18n of @adonisjs/i18n', 'src/i18n.ts').properties(i18n!, ['locale'], by)
    of('The view of Edge', 'edge.js').methods(view, ['share', 'render'], by)
    const shield = of('The CSRF guard of @adonisjs/shield', 'src/guards/csrf.ts')
    shield.holds(typeof csrfTokenOf(ctx) === 'string', 'puts no csrfToken on the request', by)
  })

  test('the view is a getter of the class of contexts', () => {
    const by = ['lazy_view.ts', 'makes the views of events late'] as const
    const context = new ReliedOn('HttpContext', 'providers/edge_provider.ts of @adonisjs/core')
    context.properties(HttpContext.prototype, ['view'], by)
  })

  test('disks of Drive refuse keys by codes, and have the options of their driver', async () => {
    const by = ['drive.ts', 'tells what a disk says'] as const
    const drive = new ReliedOn('Disk of flydrive', 'src/key_normalizer.ts and drivers')
    const manager = await findBinding(app, 'drive.manager')
    drive.holds(manager !== undefined, 'is not bound as drive.manager', by)
    for (const name of ['files', 'other']) {
      const disk = manager!.use(name)
      drive.holds(visibilityOf(disk) === 'private', `${name} hides driver.options.visibility`, by)
      for (const key of ['../x', 'ü', ' ']) {
        const read = Promise.try(() => disk.getMetaData(key))
        const error: unknown = await read.catch((failure: unknown) => failure)
        const isMissing = await isMissingOn(disk, key, error)
        drive.holds(isMissing, `refuses the key "${key}" in another way`, by)
      }
    }
  })

  test('packages bind what is asked for, by its name', async () => {
    const by = ['bindings.ts', 'finds what optional packages have bound'] as const
    const redis = new ReliedOn('RedisManager of @adonisjs/redis', 'src/redis_manager.ts')
    const manager = await findBinding(app, 'redis')
    redis.holds(manager !== undefined, 'is not bound as redis', by)
    redis.properties(manager!, ['managerConfig', 'activeConnections'], by)
    redis.methods(manager, ['on'], by)
    const { connection, connections } = manager!.managerConfig
    redis.holds(connection in connections, 'has no managerConfig.connections by name', by)

    const auth = new ReliedOn('AuthManager of @adonisjs/auth', 'src/auth_manager.ts')
    const authManager = await findBinding(app, 'auth.manager')
    auth.holds(authManager !== undefined, 'is not bound as auth.manager', by)
    auth.methods(authManager, ['createAuthenticator'], by)
    const { config: manages, defaultGuard } = authManager!
    const guard = manages.guards[defaultGuard](new HttpContextFactory().create())
    auth.methods(guard, ['authenticateAsClient'], by)

    const i18n = new ReliedOn('I18nManager of @adonisjs/i18n', 'src/i18n_manager.ts')
    const i18nManager = await findBinding(app, 'i18n')
    i18n.holds(i18nManager !== undefined, 'is not bound as i18n', by)
    i18n.properties(i18nManager!, ['defaultLocale'], by)
    i18n.methods(i18nManager, ['locale'], by)

    const lucid = new ReliedOn('Database of @adonisjs/lucid', 'src/database/main.ts')
    const database = await findBinding(app, 'lucid.db')
    lucid.holds(database !== undefined, 'is not bound as lucid.db', by)
    lucid.properties(database!, ['prettyPrint'], by)
    lucid.holds(
      database!.manager?.connections instanceof Map,
      'has no Map of its connections as manager.connections',
      by
    )
    for (const { config } of database!.manager.connections.values()) {
      lucid.holds(typeof config === 'object', 'has a connection without config', by)
    }
  })

  test('the configuration of sessions says the name of their cookie', async () => {
    const config = new ReliedOn('defineConfig of @adonisjs/session', 'src/define_config.ts')
    const by = ['session_cookie.ts', 'finds the session of a socket'] as const
    const name = await sessionCookieOf(app)
    config.holds(typeof name === 'string', 'resolves to no cookieName', by)
  })

  test('sessions are found without a request, unless browsers keep them', async () => {
    const collection = new ReliedOn(
      'SessionCollection',
      'src/session_collection.ts of @adonisjs/session'
    )
    const by = ['session_collection.ts', 'ends sessions'] as const
    const own = await sessionCollectionOf(app)
    collection.methods(own, ['get', 'destroy', 'tagged', 'supportsTagging'], by)
    const { SessionCollection } = await import('@adonisjs/session')
    const config = { ...sessionSettings.current!, store: 'cookie' }
    const ofCookies = new SessionCollection(config as never)
    const thrown: unknown = await ofCookies.get('x').catch((error: unknown) => error)
    collection.holds(thrown instanceof TypeError, 'reads cookies without a request', by)
  })

  test('a guard tells who signs in and out, and in which session', async () => {
    const guard = new ReliedOn('SessionGuard of @adonisjs/auth', 'modules/session_guard/guard.ts')
    const by = ['session_events.ts', 'hears of users who sign in or out'] as const
    const heard = new Map<string, object>()
    const names = ['session_auth:login_succeeded', 'session_auth:logged_out'] as const
    const events = sessionEvents(emitter)
    const stops = names.map((name) => events.on(name, (event) => void heard.set(name, event)))
    const browser = new BrowserSession()
    try {
      const tab = await browser.open('/identity')
      await tab.hello()
      await tab.call('IdentityState', 'login', 1)
      await tab.call('IdentityState', 'logout')
    } finally {
      await browser.close()
      for (const stop of stops) stop()
    }
    for (const name of names) {
      guard.holds(heard.has(name), `emits no ${name}`, by)
      guard.properties(heard.get(name)!, ['ctx', 'sessionId', 'user'], by)
    }
  })
})
