/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { EmitterFactory } from '@adonisjs/core/factories/events'
import { HttpContextFactory, RequestFactory, ResponseFactory } from '@adonisjs/core/factories/http'
import type { HttpContext } from '@adonisjs/core/http'
import { SessionMiddlewareFactory } from '@adonisjs/session/factories'
import type { SessionStoreFactory } from '@adonisjs/session/types'
import { leaveMessages, watchSessions, watchWrites } from '../../../src/adonis/main.ts'
import { CookieJar } from '../../../src/bridge/main.ts'

const COOKIE = 'adonis_session'

const HOOKS = {
  kept: (value: unknown) => value,
  closed: (method: string) => new Error(`${method}() came too late`),
}

/** A request over HTTP, one that is an event, or one that shows messages to nobody. */
export type RequestKind = 'http' | 'event' | 'passing'

/** A request that has reached its handler. */
export interface BegunRequest {
  ctx: HttpContext
  session: HttpContext['session']
  /** Lets the handler end. */
  finish(): Promise<void>
}

/**
 * A browser of which requests begin and end as a test wants, with sessions and cookies as Adonis has them.
 */
export class SessionBrowser {
  /** Raw values by name. */
  readonly cookies = new Map<string, string>()
  /** Names of the cookies that the last response has set. */
  set: string[] = []
  readonly #encryption = new EncryptionFactory().create()
  readonly #store: SessionStoreFactory
  #middleware: Promise<{ handle(ctx: HttpContext, next: () => Promise<void>): Promise<unknown> }>

  constructor(store: SessionStoreFactory, name = 'own') {
    this.#store = store
    this.#middleware = new SessionMiddlewareFactory()
      .merge({
        config: {
          store: name,
          stores: { [name]: store },
          age: '2h',
          cookieName: COOKIE,
          cookie: {},
        } as never,
        emitter: new EmitterFactory().create(undefined as never) as never,
      })
      .create()
  }

  /** Another browser with the same sessions. */
  clone(): SessionBrowser {
    const other = new SessionBrowser(this.#store)
    Object.assign(other, { cookies: new Map(this.cookies) })
    return other
  }

  /** The cookies of a tab, which its events share. */
  tab(): CookieJar {
    return new CookieJar(this.#header(), this.#encryption)
  }

  /** Begins a request and waits until it has reached its handler. */
  async begin(kind: RequestKind = 'http', tab?: CookieJar): Promise<BegunRequest> {
    const ctx = this.#context(tab)
    const middleware = await this.#middleware
    const reached = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const done = Promise.resolve(
      middleware.handle(ctx, async () => {
        watchSessions(ctx.session, HOOKS)
        if (kind === 'event') watchWrites(ctx.session, ctx, HOOKS)
        if (kind === 'passing') leaveMessages(ctx.session, ctx)
        reached.resolve()
        await gate.promise
      })
    ).then(() => this.#receive(ctx))
    done.catch(() => {})
    await Promise.race([reached.promise, done])
    const finish = () => {
      gate.resolve()
      return done
    }
    return { ctx, session: ctx.session, finish }
  }

  /** Runs a request from its beginning to its end. */
  async run(
    work: (session: HttpContext['session']) => void | Promise<void> = () => {},
    kind: RequestKind = 'http',
    tab?: CookieJar
  ): Promise<void> {
    const request = await this.begin(kind, tab)
    await work(request.session)
    await request.finish()
  }

  /** What a request finds in the session. Its messages stay. */
  async values(): Promise<Record<string, unknown>> {
    const { session, finish } = await this.begin('passing')
    const values = structuredClone({ ...session.all() })
    const messages = structuredClone({ ...session.flashMessages.all() })
    await finish()
    return Object.keys(messages).length > 0 ? { ...values, messages } : values
  }

  /** Id of the session that the browser shows. */
  get sessionId(): string {
    return String(this.tab().read(COOKIE, 'signed'))
  }

  #header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #context(tab?: CookieJar): HttpContext {
    const req = new IncomingMessage(new Socket())
    Object.assign(req, { url: '/', method: 'GET', headers: { cookie: this.#header() } })
    const res = new ServerResponse(req)
    const encryption = this.#encryption
    const request = new RequestFactory().merge({ req, res, encryption }).create()
    const response = new ResponseFactory().merge({ req, res, encryption }).create()
    if (tab) {
      Object.assign(request, {
        cookiesList: () => tab.list(),
        cookie: (name: string) => tab.read(name, 'signed') ?? undefined,
        encryptedCookie: (name: string) => tab.read(name, 'encrypted') ?? undefined,
      })
      const write = (kind: 'signed' | 'encrypted') => (name: string, value: unknown) =>
        tab.write({ name, kind, value, options: {} })
      Object.assign(response, {
        cookie: write('signed'),
        encryptedCookie: write('encrypted'),
        clearCookie: (name: string) =>
          tab.write({ name, kind: 'plain', value: undefined, options: {} }),
      })
    }
    return new HttpContextFactory().merge({ request, response }).create()
  }

  #receive({ response }: HttpContext): void {
    const lines = [response.getHeader('set-cookie') ?? []].flat() as string[]
    this.set = lines.map((line) => line.slice(0, line.indexOf('=')))
    for (const line of lines) {
      const [pair] = line.split(';', 1)
      const index = pair.indexOf('=')
      const [name, value] = [pair.slice(0, index), pair.slice(index + 1)]
      if (/max-age=(0|-\d+)/i.test(line) || value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}
