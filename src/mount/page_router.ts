/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { matchesGlob } from 'node:path'
import type { HttpContext, RouteGroup, Router } from '@adonisjs/core/http'
import type { MiddlewareFn, ParsedNamedMiddleware } from '@adonisjs/core/types/http'
import { EventRequest } from '../bridge/main.ts'
import { MountedPage } from '../pages/mounted_page.ts'
import type { PageRegistry } from '../pages/page_registry.ts'
import type { PageDefinition } from '../pages/types.ts'
import type { StateRegistry } from '../state/main.ts'
import { E_UNKNOWN_LOAD_EVENT, E_UNKNOWN_MIDDLEWARE } from './exceptions.ts'
import type { FormPost } from './form_post.ts'
import type { FormRoutes } from './form_routes.ts'
import type { Shell } from './shell.ts'

/** What kind of segment a part of a route is: what says more comes first. */
function kindOf(segment: string): number {
  if (segment === '*') return 3
  if (segment.startsWith(':')) return segment.endsWith('?') ? 2 : 1
  return 0
}

/**
 * The router takes the first route that fits, and pages have no order of their own:
 * `/posts/new` stands before `/posts/:id`.
 */
function bySpecificity(a: PageDefinition, b: PageDefinition): number {
  const [left, right] = [a, b].map(({ route }) => route.split('/'))
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = kindOf(left[index]) - kindOf(right[index])
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Named middleware as `router.named()` returns it. */
export type NamedMiddleware = Record<
  string,
  (options?: never) => MiddlewareFn | ParsedNamedMiddleware
>

/** Which pages become routes, and how. */
export interface MountOptions {
  /** The collection that `router.named()` returned, for pages that name middleware. */
  middleware?: object
  /**
   * Globs of the page files to mount, relative to the application root.
   *
   * @default all pages
   */
  pages?: string | string[]
  /** Put before the routes of all these pages: `/app`. */
  prefix?: string
}

/**
 * Makes pages ordinary Adonis routes.
 */
export class PageRouter {
  #router: Router
  #pages: PageRegistry
  #states: StateRegistry
  #shell: Shell
  #forms: FormPost
  #formRoutes: FormRoutes

  constructor(options: {
    router: Router
    pages: PageRegistry
    states: StateRegistry
    shell: Shell
    forms: FormPost
    formRoutes: FormRoutes
  }) {
    this.#router = options.router
    this.#pages = options.pages
    this.#states = options.states
    this.#shell = options.shell
    this.#forms = options.forms
    this.#formRoutes = options.formRoutes
  }

  /**
   * Registers a named GET route for each page, and one for the forms of those that are drawn here.
   *
   * @throws E_UNKNOWN_MIDDLEWARE
   */
  mount(definitions: readonly PageDefinition[], options: MountOptions): RouteGroup {
    const globs = options.pages === undefined ? undefined : [options.pages].flat()
    const group = this.#router.group(() => {
      for (const definition of [...definitions].sort(bySpecificity)) {
        if (globs && !globs.some((glob) => matchesGlob(definition.id, glob))) continue
        this.#register(definition, (options.middleware ?? {}) as NamedMiddleware)
      }
    })
    return options.prefix ? group.prefix(options.prefix) : group
  }

  /**
   * Checks what can only be known once the state classes are there.
   *
   * @throws E_UNKNOWN_LOAD_EVENT
   */
  verify(): void {
    for (const { definition } of this.#pages.all()) {
      for (const { state, event } of definition.onLoad) {
        if (this.#states.require(state).events.has(event)) continue
        throw new E_UNKNOWN_LOAD_EVENT([definition.id, definition.line, event, state])
      }
    }
  }

  #register(definition: PageDefinition, middleware: NamedMiddleware): void {
    const page = new MountedPage(definition, this.#states)
    const handler = (ctx: HttpContext) => {
      if (ctx.request instanceof EventRequest) return ctx.request.exchange.run(ctx)
      return this.#shell.respond(ctx, page)
    }
    // What `node ace list:routes` shows as the handler
    Object.defineProperty(handler, 'name', { value: definition.id })
    const routes = [this.#router.get(definition.route, handler).as(definition.name)]
    if (definition.ssr) routes.push(this.#formRoute(definition, page))
    for (const [name, argument] of definition.middleware) {
      if (!Object.hasOwn(middleware, name)) {
        const known = Object.keys(middleware).join(', ') || 'none'
        throw new E_UNKNOWN_MIDDLEWARE([definition.id, definition.line, name, known])
      }
      for (const route of routes) route.use(middleware[name](argument as never))
    }
    this.#pages.add(handler, page)
  }

  #formRoute(definition: PageDefinition, page: MountedPage) {
    const handler = (ctx: HttpContext) => this.#forms.respond(ctx, page)
    Object.defineProperty(handler, 'name', { value: `${definition.id} (forms)` })
    const route = this.#router.post(definition.route, handler)
    this.#formRoutes.add(route)
    return route
  }
}
