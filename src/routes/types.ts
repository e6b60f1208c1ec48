/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LookupListRoute, RoutesList } from '@adonisjs/core/types/http'

/**
 * The named GET routes of the application, as Adonis lists them in `.adonisjs/server/routes.d.ts`.
 * Before it has done so for the first time, every name is one.
 */
type GetRoutes = RoutesList extends { GET: infer Routes } ? Routes : Record<string, LookupListRoute>

/** Name of a GET route of the application, which a page or a controller answers. */
export type RouteName = keyof GetRoutes & string

/** The params of a route by name, or in the order in which the route has them. */
type ParamsOf<Route> = Route extends { params?: infer Named; paramsTuple?: infer Ordered }
  ? Named | Ordered
  : undefined

/** The params that make a URL of a route. */
export type RouteParams<Name extends RouteName> = ParamsOf<GetRoutes[Name]>

/** Whether a URL of the route needs params. */
export type NeedsParams<Name extends RouteName> = GetRoutes[Name] extends { params: object }
  ? true
  : false

/** A value in a query string. */
type QueryValue = string | number | bigint | boolean

/** The query string of a URL. Members that are undefined or null are left out. */
export type RouteQuery = Readonly<
  Record<string, QueryValue | readonly QueryValue[] | null | undefined>
>

/** What a URL has besides its path. */
export interface UrlOptions {
  /** Query string. */
  qs?: RouteQuery
}

/** What makes a URL: the name of a route, its params if it has any, and options. */
export type RouteArguments<Name extends RouteName, Options> =
  true extends NeedsParams<Name>
    ? [name: Name, params: NonNullable<RouteParams<Name>>, options?: Options]
    : [name: Name, params?: RouteParams<Name>, options?: Options]

/** The params of a route as a request has them. */
export type PageParams<Name extends RouteName> = GetRoutes[Name] extends { params?: infer Params }
  ? { [K in keyof Params]: Params[K] extends readonly unknown[] | undefined ? string[] : string }
  : Record<string, string>
