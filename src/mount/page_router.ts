/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { matchesGlob } from 'node:path'
import type { HttpContext, RouteGroup, Router } from '@adonisjs/core/http'
import { debug } from '../debug.ts'
import { tidyForms } from '../adonis/main.ts'
import { EventRequest } from '../bridge/main.ts'
import { MountedPage, NamedRoutes } from '../pages/main.ts'
import type { PageDefinition, PageRegistry } from '../pages/main.ts'
import type { StateRegistry } from '../state/main.ts'
import { E_UNKNOWN_LOAD_EVENT, E_UNKNOWN_MIDDLEWARE } from './exceptions.ts'
import type { FormPost } from './form_post.ts'
import type { FormRoutes } from './form_routes.ts'
import { checkMountOptions } from './mount_options.ts'
import type { MountOptions, NamedMiddleware } from './mount_options.ts'
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

export interface PageRouterOptions {
  router: Router
  pages: PageRegistry
  states: StateRegistry
  shell: Shell
  forms: FormPost
  formRoutes: FormRoutes
  /** Whether pages know the routes that their code does not name. */
  knowsAllRoutes: boolean
  /** Keys of the shared data of the application. */
  sharedKeys: readonly string[]
  /** Lets features look at a page. Throws what its states have wrong together. */
  verify: (page: MountedPage) => void
  /** Hears why a page cannot be mounted. It throws where that ends the start. */
  refuse: (error: Error) => void
  /** Whether pages may lack a state class that has a mistake. Commands load none at all. */
  toleratesMistakes: () => boolean
}

/**
 * Makes pages ordinary Adonis routes.
 */
export class PageRouter {
  #options: PageRouterOptions
  #namedRoutes: NamedRoutes

  constructor(options: PageRouterOptions) {
    this.#options = options
    this.#namedRoutes = new NamedRoutes(options.router, options.knowsAllRoutes)
  }

  /**
   * Registers a named GET route for each page, and one for the forms of those that are drawn here.
   *
   * @throws E_MOUNT_OPTION; E_UNKNOWN_MIDDLEWARE, unless mistakes are tolerated
   */
  mount(definitions: readonly PageDefinition[], options: MountOptions): RouteGroup {
    checkMountOptions(options)
    const { router, refuse, toleratesMistakes } = this.#options
    const globs = options.pages === undefined ? undefined : [options.pages].flat()
    const middleware = options.middleware ?? {}
    const group = router.group(() => {
      for (const definition of [...definitions].sort(bySpecificity)) {
        if (globs && !globs.some((glob) => matchesGlob(definition.id, glob))) continue
        if (toleratesMistakes() && !this.#hasStates(definition)) continue
        const error = unknownMiddleware(definition, middleware)
        if (error) refuse(error)
        else {
          debug('page %s at %s', definition.id, definition.route)
          this.#register(definition, middleware)
        }
      }
    })
    return options.prefix ? group.prefix(options.prefix) : group
  }

  /**
   * Checks what can only be known once the state classes are there. Where mistakes are tolerated, a
   * page that has one answers with it.
   *
   * @param refuse - hears of what is wrong and was not wrong before. Where it throws, pages stay as
   *   they were
   * @throws E_UNKNOWN_LOAD_EVENT, E_QUERY_NAME_TAKEN, E_COOKIE_WITHOUT_REQUEST, unless mistakes are
   *   tolerated
   */
  verify(refuse: (error: Error) => void = this.#options.refuse): void {
    const pages = [...this.#options.pages.all()]
    const faults = pages.map((page) => this.#faultOf(page))
    for (const [index, page] of pages.entries()) {
      const fault = faults[index]
      if (fault && fault.message !== page.fault?.message) refuse(fault)
    }
    for (const [index, page] of pages.entries()) page.fault = faults[index]
  }

  /** Not so where a state class has a mistake of its own, which is tolerated. */
  #hasStates({ states }: PageDefinition): boolean {
    return states.every((id) => this.#options.states.get(id))
  }

  #faultOf(page: MountedPage): Error | undefined {
    const { states, verify } = this.#options
    const { definition } = page
    for (const { state, event } of definition.onLoad) {
      if (states.require(state).events.has(event)) continue
      return new E_UNKNOWN_LOAD_EVENT([definition.id, definition.line, event, state])
    }
    try {
      verify(page)
      return undefined
    } catch (error) {
      return error as Error
    }
  }

  #register(definition: PageDefinition, middleware: NamedMiddleware): void {
    const { router, pages, states, shell, sharedKeys } = this.#options
    const page = new MountedPage(definition, states, this.#namedRoutes, sharedKeys)
    const handler = (ctx: HttpContext) => {
      if (page.fault) throw page.fault
      if (ctx.request instanceof EventRequest) return ctx.request.exchange.run(ctx)
      return shell.respond(ctx, page)
    }
    // What `node ace list:routes` shows as the handler
    Object.defineProperty(handler, 'name', { value: definition.id })
    const routes = [router.get(definition.route, handler).as(definition.name)]
    if (definition.ssr) routes.push(this.#formRoute(definition, page))
    for (const [name, argument] of definition.middleware) {
      for (const route of routes) route.use(middleware[name](argument as never))
    }
    pages.add(handler, page)
  }

  #formRoute(definition: PageDefinition, page: MountedPage) {
    const { router, forms, formRoutes } = this.#options
    const handler = (ctx: HttpContext) => forms.respond(ctx, page)
    Object.defineProperty(handler, 'name', { value: `${definition.id} (forms)` })
    tidyForms(handler)
    const route = router.post(definition.route, handler)
    formRoutes.add(route)
    return route
  }
}

function unknownMiddleware(
  { id, line, middleware: named }: PageDefinition,
  middleware: NamedMiddleware
): Error | undefined {
  const unknown = named.find(([name]) => !Object.hasOwn(middleware, name))
  if (!unknown) return undefined
  const known = Object.keys(middleware).join(', ') || 'none'
  return new E_UNKNOWN_MIDDLEWARE([id, line, unknown[0], known])
}
