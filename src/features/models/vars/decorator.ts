/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import { recordNote } from '../../../state/main.ts'
import type { VarKey } from '../../../state/main.ts'
import type { LiveOptions } from './notes.ts'

/** Under which the decorator notes what it says. */
export const MODELS = 'models'

const OPTIONS = new Set(['audience', 'depends', 'grants', 'pace'])

/**
 * Makes a getter that returns a query of Lucid a live var: pages get its result, and what is committed to the database
 * reaches them as a patch, whoever has written it. The getter may read vars, the request and the user; when its query
 * is another one, the var is loaded with the event.
 *
 * @param options - who shares its runs, and on what else it depends
 *
 * @example
 * ```ts
 * export default class ProductsState extends AppState {
 *   @rx.query() category = ''
 *
 *   @rx.live() get products() {
 *     return rx.rows(Product.query().where('category', this.category).limit(20), ProductTransformer)
 *   }
 *
 *   @rx.live({ audience: () => 'everyone' }) get total() {
 *     return rx.count(Product.query())
 *   }
 * }
 * ```
 */
export function live(options: LiveOptions = {}) {
  if (typeof options !== 'object' || Object.keys(options).some((name) => !OPTIONS.has(name))) {
    throw new RuntimeException(
      '@rx.live() takes options such as { audience, depends, grants, pace }, or nothing. Write it with its parentheses'
    )
  }
  return function <T extends object, K extends PropertyKey>(
    target: T,
    key: K & VarKey<T, K>,
    descriptor?: PropertyDescriptor
  ): void {
    const name = key as PropertyKey
    const label = `${target.constructor.name}.${String(name)}`
    if (typeof name !== 'string' || !descriptor?.get) {
      throw new RuntimeException(
        `Cannot use @rx.live() on "${label}": it is for getters that return what rx.rows(), rx.first(), rx.count() or rx.read() make`
      )
    }
    if (descriptor.set) {
      throw new RuntimeException(`Cannot use @rx.live() on "${label}": a live var has no setter`)
    }
    recordNote(target.constructor, MODELS, name, options)
  }
}
