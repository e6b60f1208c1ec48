/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Names and params of routes
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { Link, NavLink, urlFor, usePage } from '../../src/react/main.ts'
import { rx } from '../../src/rx.ts'
import { AppState } from '../../src/state/main.ts'

type ParamValue = string | number | bigint | boolean

interface Routes {
  'home': { paramsTuple?: []; params?: {} }
  'products.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
  'archive': {
    paramsTuple: [ParamValue, ParamValue?]
    params: { year: ParamValue; month?: ParamValue }
  }
  'files': { paramsTuple: [...ParamValue[]]; params: { '*': ParamValue[] } }
}

// As `.adonisjs/server/routes.d.ts` of an application
declare module '@adonisjs/core/types/http' {
  interface RoutesList {
    ALL: Routes & { 'session.store': { paramsTuple?: []; params?: {} } }
    GET: Routes
    HEAD: Routes
    POST: { 'session.store': { paramsTuple?: []; params?: {} } }
  }
}

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

declare function same<Expected>(): <Actual>(
  value: Actual,
  ...mismatch: Equal<Actual, Expected> extends true ? [] : [never]
) => void

export function urls() {
  urlFor('home')
  urlFor('home', {}, { qs: { page: 2, tags: ['a', 'b'], all: true, none: undefined } })
  urlFor('products.show', { id: 1 })
  urlFor('products.show', [1])
  urlFor('archive', { year: 2026 })
  urlFor('files', { '*': ['a', 'b'] })

  // @ts-expect-error: no route has this name
  urlFor('hoem')
  // @ts-expect-error: a POST route
  urlFor('session.store')
  // @ts-expect-error: its param is missing
  urlFor('products.show')
  // @ts-expect-error: a param that it does not have
  urlFor('products.show', { slug: 'x' })
  // @ts-expect-error: an object is no param
  urlFor('products.show', { id: {} })
  // @ts-expect-error: a query string has no objects
  urlFor('home', {}, { qs: { filter: { a: 1 } } })
}

export function Links() {
  return (
    <nav>
      <Link route="home">Home</Link>
      <Link route="products.show" params={{ id: 1 }} qs={{ tab: 'reviews' }} prefetch="none" />
      <Link route="products.show" params={[1]} className="product" />
      <Link to="/anywhere" replace />
      <NavLink route="home" className={({ isActive }) => (isActive ? 'current' : '')} end />
      <NavLink to={{ pathname: '/anywhere' }} />
      {/* @ts-expect-error: no route has this name */}
      <Link route="hoem" />
      {/* @ts-expect-error: its param is missing */}
      <Link route="products.show" />
      {/* @ts-expect-error: a param that it does not have */}
      <Link route="products.show" params={{ slug: 'x' }} />
      {/* @ts-expect-error: a URL and a route */}
      <Link route="home" to="/home" />
      {/* @ts-expect-error: it leads nowhere */}
      <Link />
      {/* @ts-expect-error: a POST route */}
      <NavLink route="session.store" />
    </nav>
  )
}

export function Params() {
  same<string>()(usePage('products.show').params.id)
  same<string | undefined>()(usePage('archive').params.month)
  same<string[]>()(usePage('files').params['*'])
  // The page in general is as it was
  same<string>()(usePage().params.anything)
  same<string>()(usePage<{ id: string }>().params.id)
  // @ts-expect-error: no route has this name
  usePage('products.shwo')
  // @ts-expect-error: a param that the route does not have
  return usePage('products.show').params.slug
}

export class ProductState extends AppState<'products.show'> {
  @rx.event() load() {
    same<string>()(this.params.id)
    // @ts-expect-error: a param that the route does not have
    return this.params.slug as string
  }

  @rx.event() leave() {
    return rx.redirect().toRoute('products.show', { id: 2 }, { qs: { tab: 1 }, replace: true })
  }

  @rx.event() wrong() {
    // @ts-expect-error: its param is missing
    rx.redirect().toRoute('products.show')
    // @ts-expect-error: no route has this name
    return rx.redirect().toRoute('hoem')
  }
}

export class AnyState extends AppState {
  @rx.event() load() {
    return [String(this.params.anything)]
  }
}
