/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, readFile } from 'node:fs/promises'
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { AppFactory } from '@adonisjs/core/factories/app'
import { EmitterFactory } from '@adonisjs/core/factories/events'
import { HttpContextFactory, RouterFactory, ServerFactory } from '@adonisjs/core/factories/http'
import { MessageBuilder } from '@adonisjs/core/helpers'
import { ExceptionHandler, type HttpContext, HttpRequest, HttpResponse } from '@adonisjs/core/http'
import type { Server } from '@adonisjs/core/http'
import type { EmitterService } from '@adonisjs/core/types'
import { SessionMiddlewareFactory } from '@adonisjs/session/factories'
import {
  answerFirst,
  askDriver,
  beforeCommit,
  followConnections,
  middlewareEntries,
  middlewareOf,
  onEmit,
  onErrorHandler,
  onNodeServer,
  onRoute,
  parseQuery,
  replaceObjects,
} from '../../../src/adonis/main.ts'
import type { SqlDriver } from '../../../src/adonis/main.ts'
import { ReliedOn } from '../../helpers/adonis/relied_on.ts'
import { lucid } from '../../helpers/models/databases.ts'

/** Files that the others need. */
const RELIES_ON_NOTHING = ['field_names.ts', 'notes.ts', 'session_queue.ts']

function message(url = '/'): [IncomingMessage, ServerResponse] {
  const request = new IncomingMessage(new Socket())
  request.url = url
  request.method = 'GET'
  return [request, new ServerResponse(request)]
}

async function serverOfApplication(): Promise<Server> {
  const app = new AppFactory().create(new URL('./', import.meta.url))
  await app.init()
  return new ServerFactory().merge({ app }).create()
}

/** A middleware as `start/kernel.ts` registers it. */
class Noting {
  handle(_: HttpContext, next: () => Promise<void>, options?: string) {
    if (options === '') throw new Error('It has to say what is noted')
    return next()
  }
}

test.group('Internals of the server', () => {
  const server = new ReliedOn('Server of @adonisjs/http-server', 'src/server/main.ts')
  const router = new ReliedOn('Router of @adonisjs/http-server', 'src/router/main.ts')

  test('handle() makes request, response and context by methods that can be replaced', async () => {
    const by = ['server_objects.ts', 'gives events a request of their own'] as const
    const own = await serverOfApplication()
    const made: string[] = []
    const [request, reply] = message()
    const { createRequest, createResponse } = own
    replaceObjects<IncomingMessage, ServerResponse>(own, {
      owns: (value): value is IncomingMessage => value === request,
      request: (...args) => {
        made.push('createRequest')
        return createRequest.apply(own, args)
      },
      response: (...args) => {
        made.push('createResponse')
        return createResponse.apply(own, args)
      },
      contextMade: (ctx) => {
        if (ctx.request.request === request) made.push('createHttpContext')
      },
    })
    own.errorHandler(async () => ({ default: ExceptionHandler }))
    await own.boot()
    await own.handle(request, reply)
    for (const name of ['createRequest', 'createResponse', 'createHttpContext']) {
      server.holds(made.includes(name), `does not call ${name}() of itself in handle()`, by)
    }
  })

  test('handle(), setNodeServer() and errorHandler() can be replaced', async () => {
    const by = ['server_methods.ts', 'hears of requests, servers and exception handlers'] as const
    const own = await serverOfApplication()
    server.methods(own, ['handle', 'setNodeServer', 'getNodeServer', 'errorHandler'], by)
    let answered = false
    answerFirst(own, () => {
      answered = true
      return Promise.resolve()
    })
    await own.handle(...message())
    server.holds(answered, 'has another handle() than the one it was given', by)

    const heard: unknown[] = []
    onNodeServer(own, (nodeServer) => heard.push(nodeServer))
    const nodeServer = createServer()
    own.setNodeServer(nodeServer)
    const isKept = heard[0] === nodeServer && own.getNodeServer() === nodeServer
    server.holds(isKept, 'does not keep the Node server that setNodeServer() gets', by)

    let loaded = false
    onErrorHandler(own, (load) => () => {
      loaded = true
      return load()
    })
    own.errorHandler(async () => ({ default: ExceptionHandler }))
    await own.boot()
    server.holds(loaded, 'does not import in boot() what errorHandler() was given', by)
  })

  test('an exception handler of an application inherits handle()', () => {
    const handler = new ReliedOn(
      'ExceptionHandler of @adonisjs/http-server',
      'src/exception_handler.ts'
    )
    const by = ['exception_handler.ts', 'takes exceptions of events'] as const
    handler.holds(
      Object.hasOwn(ExceptionHandler.prototype, 'handle'),
      'has no method handle() on its prototype',
      by
    )
  })

  test('all routes are made by three methods, and known before commit() takes them up', async () => {
    const by = ['router_methods.ts', 'hears of the routes of the application'] as const
    const own = new RouterFactory().create()
    router.methods(own, ['route', 'resource', 'shallowResource', 'commit'], by)
    let count = 0
    let atCommit = -1
    onRoute(own, () => count++)
    beforeCommit(own, () => {
      atCommit = Object.keys(own.toJSON()).length
    })
    for (const name of ['get', 'post', 'put', 'patch', 'delete', 'any'] as const) {
      own[name](`/${name}`, () => {})
    }
    router.holds(count === 6, 'makes a route by another method than route()', by)
    own.commit()
    router.holds(atCommit === 0, 'has its routes before commit()', by)
  })

  test('middleware of the server, of the router and of routes is kept as an entry', async () => {
    const by = ['middleware_entries.ts', 'leaves middleware out for events'] as const
    const own = await serverOfApplication()
    const target = own.getRouter()
    const named = target.named({ noting: async () => ({ default: Noting }) })
    own.use([async () => ({ default: Noting })])
    own.errorHandler(async () => ({ default: ExceptionHandler }))
    target.use([async () => ({ default: Noting })])
    target.get('/', () => {}).use(named.noting('all'))
    server.methods(own, ['getMiddlewareList'], by)
    await own.boot()
    const entries = middlewareEntries(own, target)
    server.holds(entries.length === 3, 'keeps middleware without handle() and reference', by)
    const classes = await Promise.all(entries.map(middlewareOf))
    server.holds(
      classes.every((found) => found === Noting),
      'keeps a middleware without its import as reference',
      by
    )
    const args = entries.map((entry) => entry.args)
    server.holds(
      args.filter((value) => value === 'all').length === 1,
      'keeps named middleware without args',
      by
    )
  })

  test('a subclass of request and response stands for them in a context', () => {
    const request = new ReliedOn('HttpRequest of @adonisjs/http-server', 'src/request.ts')
    const response = new ReliedOn('HttpResponse of @adonisjs/http-server', 'src/response.ts')
    const by = ['server_objects.ts', 'gives events cookies of their tab'] as const
    const cookies = ['cookiesList', 'cookie', 'encryptedCookie', 'plainCookie']
    request.methods(HttpRequest.prototype, cookies, by)
    const writers = ['cookie', 'encryptedCookie', 'plainCookie', 'clearCookie']
    response.methods(HttpResponse.prototype, [...writers, 'finish', 'setRequestId', 'stream'], by)
  })
})

test.group('Internals of the body parser', () => {
  test('a form is read by a Multipart that is set on the request', async () => {
    const multipart = new ReliedOn('Multipart of @adonisjs/bodyparser', 'src/multipart/main.ts')
    const by = ['multipart_guard.ts', 'keeps forms from ending the process'] as const
    const { BodyParserMiddlewareFactory } = await import('@adonisjs/core/factories/bodyparser')
    const ctx = new HttpContextFactory().create()
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '1' }
    Object.assign(ctx.request.request, { method: 'POST', headers })
    let set: object | undefined
    Object.defineProperty(ctx.request, 'multipart', {
      configurable: true,
      get: () => set,
      set: (value: object) => {
        set = value
      },
    })
    const parser = new BodyParserMiddlewareFactory()
      .merge({ multipart: { autoProcess: false } } as never)
      .create()
    await parser.handle(ctx, async () => {})
    multipart.holds(set !== undefined, 'is not set as request.multipart', by)
    multipart.methods(set, ['onFile', 'process'], by)
  })

  test('the parser of a form is a stream that emits parts and fields', async () => {
    const parser = new ReliedOn('Form of @poppinss/multiparty', 'index.js')
    const by = ['multipart_guard.ts', 'keeps forms from ending the process'] as const
    const path = fileURLToPath(import.meta.resolve('@poppinss/multiparty'))
    const { Form } = (await import(path)).default as { Form: new () => object }
    const form = new Form()
    parser.methods(form, ['_write', 'emit'], by)
    const text = await readFile(path, 'utf8')
    parser.holds(text.includes('self.handleError = handleError'), 'has no handleError()', by)
  })

  test('the parser of queries takes a decoder', () => {
    const qs = new ReliedOn('Qs of @adonisjs/http-server', 'src/qs.ts')
    const by = ['query_string.ts', 'reads fields of forms'] as const
    const read = parseQuery('a.b=1', {
      allowDots: true,
      decoder: (part, decode, charset, type) =>
        type === 'value' ? `<${decode(part, decode, charset)}>` : decode(part, decode, charset),
    })
    const isDecoded = JSON.stringify(read) === '{"a":{"b":"<1>"}}'
    qs.holds(isDecoded, 'hands no decoder on to qs, with type', by)
  })
})

test.group('Internals of sessions', () => {
  test('a session has the methods that are replaced, and a store that says what is stored', async () => {
    const session = new ReliedOn('Session of @adonisjs/session', 'src/session.ts')
    const writes = ['session_writes.ts', 'guards the sessions of events'] as const
    const merge = ['session_merge.ts', 'writes sessions of events'] as const
    const ends = ['session_ends.ts', 'knows which sessions have ended'] as const
    const removals = ['session_removals.ts', 'knows what was taken out of sessions'] as const
    const events = ['session_events.ts', 'hears of sessions that move and end'] as const
    const emitted: string[] = []
    const migrated: object[] = []
    const emitter = new EmitterFactory().create(undefined as never)
    emitter.onAny((name, data) => {
      emitted.push(String(name))
      if (name === 'session:migrated') migrated.push(data as object)
    })
    const middleware = await new SessionMiddlewareFactory()
      .merge({ emitter: emitter as never })
      .create()
    const ctx = new HttpContextFactory().create()
    Object.assign(ctx.request, { cookie: () => 'an-id-of-a-session' })
    await middleware.handle(ctx, async () => {
      const own = ctx.session
      const names = ['put', 'flash', 'forget', 'pull', 'increment', 'decrement', 'clear']
      const flashes = ['flashAll', 'flashOnly', 'flashExcept', 'reflash', 'reflashOnly']
      session.methods(
        Object.getPrototypeOf(own),
        [...names, ...flashes, 'reflashExcept', 'regenerate', 'commit', 'initiate'],
        writes
      )
      const used = ['sessionId', 'fresh', 'flashKey', 'flashMessages', 'responseFlashMessages']
      session.properties(own, [...used, 'config', 'initiated'], merge)
      session.methods(own, ['initiate', 'all', 'get', 'has'], merge)
      const stores = ['isEmpty', 'all', 'get', 'has', 'set', 'update', 'clear']
      session.properties(own.flashMessages, stores, merge)
      const { store, stores: factories } = own.config as unknown as {
        store: string
        stores: Record<string, (ctx: object, config: object) => object>
      }
      session.holds(
        typeof factories?.[store] === 'function',
        'has no factory of its store as config.stores[config.store]',
        merge
      )
      session.methods(factories[store](ctx, own.config), ['read', 'write', 'destroy'], merge)
      session.holds(
        own.sessionId === 'an-id-of-a-session' && !own.fresh,
        'has another id than its cookie when it begins',
        ends
      )
      own.put('name', 'value')
      session.holds(own.all().name === 'value', 'has other values in all()', removals)
      own.put('name', 0)
      own.forget('name')
      session.holds(!Object.hasOwn(own.all(), 'name'), 'has in all() what is gone', removals)
      own.put('name', 'value')
      own.regenerate()
    })
    for (const name of ['session:initiated', 'session:committed', 'session:migrated']) {
      session.holds(emitted.includes(name), `emits no ${name}`, events)
    }
    session.properties(migrated[0], ['fromSessionId', 'toSessionId'], events)
  })

  test('the store of tests is there without configuration, and holds what is written', async () => {
    const memory = new ReliedOn('MemoryStore of @adonisjs/session', 'src/stores/memory.ts')
    const by = ['session_memory.ts', 'has the store of tests hand out copies'] as const
    const { defineConfig } = await import('@adonisjs/session')
    const app = new AppFactory().create(new URL('./', import.meta.url))
    const { stores } = await defineConfig({ store: 'memory', stores: {} } as never).resolver(
      app as never
    )
    const store = (stores as unknown as { memory: () => object }).memory()
    memory.methods(Object.getPrototypeOf(store), ['read', 'write'], by)
  })

  test('the store of cookies is there without a request, and writes what it keeps alive', async () => {
    const cookie = new ReliedOn('CookieStore of @adonisjs/session', 'src/stores/cookie.ts')
    const by = ['session_carried.ts', 'knows what events have written into cookies'] as const
    const { stores } = await import('@adonisjs/session')
    const app = new AppFactory().create(new URL('./', import.meta.url))
    const make = await stores.cookie().resolver(app as never)
    const wrote: unknown[] = []
    const ctx = {
      request: { encryptedCookie: () => ({ name: 'Ada' }), cookiesList: () => ({}) },
      response: { encryptedCookie: (_: string, values: unknown) => wrote.push(values) },
    }
    const store = make(ctx as never, { cookie: {} } as never)
    cookie.methods(Object.getPrototypeOf(store), ['read', 'write', 'destroy', 'touch'], by)
    await store.touch('an-id')
    cookie.holds(wrote.length === 1, 'does not write what touch() keeps alive', by)
  })

  test('sessions are made to text as JSON, but without failing', () => {
    const builder = new ReliedOn('MessageBuilder of @adonisjs/core/helpers', 'src/helpers')
    const by = ['session_copies.ts', 'copies sessions as stores do'] as const
    const made = new MessageBuilder()
    const values: Record<string, unknown> = { at: new Date(0), count: 1n, leave: () => {} }
    values.self = values
    const read = made.verify<object>(made.build(values)) ?? {}
    builder.holds('at' in read && !('leave' in read), 'does not write what JSON writes', by)
  })
})

test.group('Other internals', () => {
  test('each file is in the list, and in the tests that the list names', async ({ assert }) => {
    const root = new URL('../../../', import.meta.url)
    const text = (path: string) => readFile(new URL(path, root), 'utf8')
    const list = await text('src/adonis/README.md')
    const tests = {
      unit: await text('tests/unit/adonis/internals.spec.ts'),
      lab: await text('tests/lab/tests/adonis.spec.ts'),
    }
    for (const file of await readdir(new URL('src/adonis/', root))) {
      if (['main.ts', 'README.md', ...RELIES_ON_NOTHING].includes(file)) continue
      const row = list.split('\n').find((line) => line.startsWith(`| \`${file}\``))
      assert.exists(row, file)
      const suites = row!.split('|').at(-2)!.trim().split(', ') as (keyof typeof tests)[]
      for (const suite of suites) assert.include(tests[suite], `'${file}'`)
    }
  })

  test('all events pass emit() or emitSerial() of the emitter', async () => {
    const emitter = new ReliedOn('Emitter of @adonisjs/events', 'src/emitter.ts')
    const by = ['emitter.ts', 'tells tests what was emitted'] as const
    const own = new EmitterFactory().create(undefined as never)
    emitter.methods(own, ['emit', 'emitSerial', 'on', 'off'], by)
    const heard: unknown[] = []
    onEmit(own as unknown as EmitterService, (event) => heard.push(event))
    await own.emit('one' as never, undefined as never)
    await own.emitSerial('two' as never, undefined as never)
    emitter.holds(heard.join() === 'one,two', 'has an emit() that cannot be replaced', by)
  })

  test('Lucid connects by a method that can be replaced, and has connected when it comes back', async () => {
    const manager = new ReliedOn(
      'ConnectionManager of @adonisjs/lucid',
      'src/connection/manager.ts'
    )
    const by = ['lucid_connections.ts', 'sees connections that are opened later'] as const
    const db = lucid({ shop: { client: 'better-sqlite3', connection: { filename: ':memory:' } } })
    manager.methods(db.manager, ['connect', 'get'], by)
    const seen: string[] = []
    const stop = followConnections(db, (name) => {
      seen.push(`+${name}`)
      return () => void seen.push(`-${name}`)
    })
    await db.rawQuery('select 1')
    manager.holds(seen.join() === '+shop', 'does not connect by connect()', by)
    await db.manager.closeAll()
    stop()
    manager.holds(seen.join() === '+shop,-shop', 'has connections without disconnect', by)
  })

  test('a client of Knex runs text as it is', async () => {
    const client = new ReliedOn('Client of knex', 'lib/client.js')
    const by = ['sql_driver.ts', 'asks databases how they run a query'] as const
    const db = lucid({ shop: { client: 'better-sqlite3', connection: { filename: ':memory:' } } })
    const driver = db.connection().getReadClient().client as SqlDriver
    client.methods(driver, ['acquireConnection', 'releaseConnection', '_query'], by)
    const rows = await askDriver(driver, "select '$1?' as text, ? as value", [7])
    const isSame = JSON.stringify(rows) === '[{"text":"$1?","value":7}]'
    client.holds(isSame, 'does not answer _query() with what its driver says', by)
    await db.manager.closeAll()
  })

  test('hot-hook tells its parent what it does, and hears what is asked of it', async () => {
    const hot = new ReliedOn('hot-hook', 'src/hot.ts and src/loader.ts')
    const by = ['hot_hook.ts', 'takes up states that are saved'] as const
    const main = fileURLToPath(import.meta.resolve('hot-hook'))
    const text = await readFile(main, 'utf8')
    const tells = (type: string) => text.includes(`process.send?.({ type: '${type}'`)
    hot.holds(tells('hot-hook:invalidated'), 'sends no hot-hook:invalidated to its parent', by)
    hot.holds(
      /process\.send\?\.\(\{\s*type: 'hot-hook:full-reload',\s*path: .*\s*shouldBeReloadable/.test(
        text
      ),
      'sends no hot-hook:full-reload with path and shouldBeReloadable',
      by
    )
    const loader = await readFile(fileURLToPath(import.meta.resolve('hot-hook/loader')), 'utf8')
    hot.holds(
      loader.includes('import.meta.hot.boundary = { with:'),
      'gives modules no import.meta.hot.boundary',
      by
    )
  })

  test('a check that fails names the internal, the file that needs it, and where to look', ({
    assert,
  }) => {
    const session = new ReliedOn('Session of @adonisjs/session', 'src/session.ts')
    assert.throws(
      () => session.methods({}, ['commit'], ['session_merge.ts', 'writes sessions of events']),
      'Session of @adonisjs/session has no method commit(): src/adonis/session_merge.ts writes sessions of events by it. Look at src/session.ts'
    )
    assert.throws(
      () => session.properties({}, ['fresh'], ['session_merge.ts', 'writes sessions of events']),
      /has no property fresh: /
    )
  })
})
