/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { PageParams, RouteName } from '../routes/main.ts'
import { EMPTY_SNAPSHOT } from './app_snapshot.ts'
import type { AppSnapshot, CurrentUser, FlashMessages } from './app_types.ts'
import { bindingOf } from './binding.ts'
import type { AuthOfContext, I18nOfContext, SessionOfContext, UserOfContext } from './current.ts'
import { E_MISSING_MIDDLEWARE, E_NO_REQUEST } from './exceptions.ts'
import { markBaseClass } from './metadata.ts'
import { isResource, serializeResource } from './resources.ts'
import type { Serialized } from './resources.ts'
import { State } from './state.ts'

/**
 * A state with access to the request of its event, like a controller. Its events run through the
 * application's kernel, so everything that middleware adds to the context is available.
 *
 * `isAuthenticated`, `currentUser`, `messages` and `language` are snapshots for rendering, which
 * pages have too. Use the live request (`this.auth`, `this.user`) for decisions, never a snapshot.
 *
 * @example
 * ```ts
 * export default class ProfileState extends AppState {
 *   @rx.var() name = ''
 *
 *   @rx.event() load() {
 *     this.name = this.auth.getUserOrFail().fullName
 *   }
 * }
 * ```
 *
 * @typeParam Route - name of the route of its page, if it has one page only; types `params`
 */
export abstract class AppState<Route extends RouteName = never> extends State {
  /**
   * The HTTP context of the running event.
   *
   * @throws E_NO_REQUEST with `static bridge = 'none'`
   */
  get ctx(): HttpContext {
    return contextOf(this, 'ctx')
  }

  /** The request: a GET request of the page that the tab shows, with the headers of its browser. */
  get request(): HttpContext['request'] {
    return contextOf(this, 'request').request
  }

  /**
   * The response: cookies and a redirect that you set on it reach the browser with the answer to
   * the event.
   */
  get response(): HttpContext['response'] {
    return contextOf(this, 'response').response
  }

  /**
   * Params of the page's route. `AppState<'products.show'>` says which route that is, so that their
   * names are checked.
   */
  get params(): ParamsOf<Route> {
    return contextOf(this, 'params').params as ParamsOf<Route>
  }

  /**
   * @throws E_MISSING_MIDDLEWARE without the session middleware
   */
  get session(): SessionOfContext {
    return propertyOf(this, 'session', '@adonisjs/session/session_middleware')
  }

  /**
   * @throws E_MISSING_MIDDLEWARE without the middleware that initializes auth
   */
  get auth(): AuthOfContext {
    return propertyOf(this, 'auth', '@adonisjs/auth/initialize_auth_middleware')
  }

  /** The user, if a middleware or the handler has authenticated the request. */
  get user(): UserOfContext | undefined {
    return (this.auth as { user?: UserOfContext }).user
  }

  /** The locale of the request, `en` without @adonisjs/i18n. */
  get locale(): string {
    return extrasOf(this.ctx).i18n?.locale ?? 'en'
  }

  /**
   * @throws E_MISSING_MIDDLEWARE without the locale detection of @adonisjs/i18n
   */
  get i18n(): I18nOfContext {
    return propertyOf(this, 'i18n', '#middleware/detect_user_locale_middleware')
  }

  /**
   * Makes plain JSON of what a transformer describes, as `ctx.serialize` does for a controller, with nothing around it.
   * A date becomes a text.
   *
   * @param resource - what `transform()` of a transformer returns: an item or a list; null for nothing
   * @returns what a base var can hold
   * @throws TypeError for anything else; whatever the transformer throws
   *
   * @example
   * ```ts
   * this.posts = await this.$serialize(PostTransformer.transform(await Post.all()))
   * ```
   */
  async $serialize<R extends { readonly $type: 'item' | 'collection' } | null | undefined>(
    resource: R
  ): Promise<Serialized<R>> {
    const given: unknown = resource ?? null
    if (given === null) return null as Serialized<R>
    if (!isResource(given)) {
      throw new TypeError('this.$serialize() takes what transform() of a transformer returns')
    }
    return (await serializeResource(given, bindingOf(this).scope.ctx)) as Serialized<R>
  }

  /** The logger of the request, whose lines have the request id. */
  get logger(): HttpContext['logger'] {
    return contextOf(this, 'logger').logger
  }

  /** Whether the last request was authenticated. For rendering. */
  get isAuthenticated(): boolean {
    return snapshotOf(this, 'isAuthenticated')
  }

  /** What pages may know about the user: see `currentUser` of `config/reflex.ts`. For rendering. */
  get currentUser(): CurrentUser | null {
    return snapshotOf(this, 'currentUser')
  }

  /** Flash messages, including those of events, until the next page. For rendering. */
  get messages(): FlashMessages {
    return snapshotOf(this, 'messages')
  }

  /** Locale of the last request. For rendering. */
  get language(): string {
    return snapshotOf(this, 'language')
  }
}

markBaseClass(AppState)

/** The params of a route, or whatever those of any route may be. */
type ParamsOf<Route extends RouteName> = [Route] extends [never]
  ? HttpContext['params']
  : PageParams<Route>

/*
 * Functions and not private methods: instances are made without running a constructor, and have
 * no private members.
 */

function contextOf(state: AppState, member: string): HttpContext {
  const { ctx } = bindingOf(state).scope
  if (!ctx) throw new E_NO_REQUEST([`this.${member}`])
  return ctx
}

function propertyOf<T>(state: AppState, name: 'session' | 'auth' | 'i18n', middleware: string): T {
  const value = extrasOf(contextOf(state, name))[name]
  if (value === undefined) throw new E_MISSING_MIDDLEWARE([`this.${name}`, middleware])
  return value as T
}

function snapshotOf<K extends keyof AppSnapshot>(state: AppState, name: K): AppSnapshot[K] {
  const value = bindingOf(state).scope.read(APP_STATE_ID, name) as AppSnapshot[K] | undefined
  return value ?? EMPTY_SNAPSHOT[name]
}
