/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from './context.ts'
import type { Renderer } from './context.ts'

/**
 * Gives an event's context a view that is made when it is first used for more than sharing.
 * Session, auth and shield share something with the templates of each request; making an Edge
 * renderer for that costs more than the middleware itself, and events seldom draw one.
 */
export function deferView(ctx: HttpContext): void {
  const prototype = Object.getPrototypeOf(ctx) as object
  if (!('view' in prototype)) return
  const shared: Record<string, unknown>[] = []
  let renderer: Renderer | undefined

  const create = (): Renderer => {
    if (renderer) return renderer
    delete extrasOf(ctx).view
    renderer = extrasOf(ctx).view!
    for (const state of shared) renderer.share(state)
    return renderer
  }
  const view: Renderer = new Proxy({} as Renderer, {
    get(_, name) {
      if (name === 'share' && !renderer) {
        return (state: Record<string, unknown>) => {
          shared.push(state)
          return view
        }
      }
      const target = create()
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  Object.defineProperty(ctx, 'view', { value: view, configurable: true, enumerable: true })
}
