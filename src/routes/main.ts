/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the URLs of routes by their names, for browsers too.
 */

export { knownRoutes, knownUrl, learnRoutes } from './known_routes.ts'
export type {
  NeedsParams,
  PageParams,
  RouteArguments,
  RouteName,
  RouteParams,
  RouteQuery,
  UrlOptions,
} from './types.ts'
