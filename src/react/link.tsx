/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentProps } from 'react'
import { Link as RouterLink, NavLink as RouterNavLink, useHref } from 'react-router'
import type { To } from 'react-router'
import { IS_SERVER } from '../client/main.ts'
import type { NeedsParams, RouteName, RouteParams, RouteQuery } from '../routes/main.ts'
import { urlOf } from './url_for.ts'
import { usePrefetch } from './use_prefetch.ts'

/** A path that stays as it is when the router resolves it. */
const RESOLVED = /^\/$|^(\/[\w~%-]+)+(\?[\w~%&=+-]*)?(#[\w-]*)?$/

/** What both kinds of links add to those of React Router. */
interface Prefetching {
  /**
   * When to prefetch the files of the page: as soon as the pointer or the focus is on the link, or
   * not at all.
   *
   * @default 'hover'
   */
  prefetch?: 'hover' | 'none'
}

/** Where a link leads: a URL, or a route by its name. */
type Target<Name extends RouteName> =
  | {
      /** The path, or a location of React Router. */
      to: To
      route?: never
      params?: never
      qs?: never
    }
  | ({
      to?: never
      /** Name of a GET route of the application. */
      route: Name
      /** Query string. */
      qs?: RouteQuery
    } & (true extends NeedsParams<Name>
      ? { /** Params of the route, by name or in order. */ params: NonNullable<RouteParams<Name>> }
      : { /** Params of the route, by name or in order. */ params?: RouteParams<Name> }))

type Without<Props> = Omit<Props, 'to' | 'prefetch' | 'discover'>

/** Props of `Link`: those of React Router's, `prefetch`, and `route` with `params` and `qs`. */
export type LinkProps<Name extends RouteName = RouteName> = Without<
  ComponentProps<typeof RouterLink>
> &
  Prefetching &
  Target<Name>

/** Props of `NavLink`: those of React Router's, `prefetch`, and `route` with `params` and `qs`. */
export type NavLinkProps<Name extends RouteName = RouteName> = Without<
  ComponentProps<typeof RouterNavLink>
> &
  Prefetching &
  Target<Name>

/** Any target, as the functions below see it. */
interface AnyTarget {
  to?: To
  route?: string
  params?: object
  qs?: RouteQuery
}

/** The props of a link with the URL of its route in place of the route. */
function resolved<Props extends AnyTarget>({ route, params, qs, ...props }: Props) {
  return route === undefined ? props : { ...props, to: urlOf(route, params, { qs }) }
}

/**
 * A link to another page, which is shown without reloading the document. Links to other URLs, and
 * links with a `target`, work like an `<a>`.
 *
 * @example
 * ```tsx
 * <Link route="products.show" params={{ id: product.id }}>{product.name}</Link>
 * <Link to={`/products/${product.id}`}>{product.name}</Link>
 * ```
 */
export function Link<Name extends RouteName>(link: LinkProps<Name>) {
  const props = resolved(link) as ResolvedLinkProps
  return IS_SERVER && isPlain(props) ? <PlainLink {...props} /> : <LiveLink {...props} />
}

type ResolvedLinkProps = Omit<ComponentProps<typeof RouterLink>, 'prefetch' | 'discover'> &
  Prefetching

function LiveLink({ prefetch, ...props }: ResolvedLinkProps) {
  const handlers = usePrefetch(props, useHref(props.to, props), prefetch !== 'none')
  return <RouterLink {...props} {...handlers} discover="none" />
}

/**
 * A `Link` that knows whether it leads to the current page.
 *
 * @example
 * ```tsx
 * <NavLink route="cart" className={({ isActive }) => (isActive ? 'current' : '')}>Cart</NavLink>
 * ```
 */
export function NavLink<Name extends RouteName>(link: NavLinkProps<Name>) {
  const { prefetch, ...props } = resolved(link) as ComponentProps<typeof RouterNavLink> &
    Prefetching
  const handlers = usePrefetch(props, useHref(props.to, props), prefetch !== 'none')
  return <RouterNavLink {...props} {...handlers} discover="none" />
}

/** Props of a link that are no attributes of its element. */
const ROUTER_PROPS = new Set([
  'to',
  'prefetch',
  'replace',
  'state',
  'mask',
  'preventScrollReset',
  'relative',
  'reloadDocument',
  'viewTransition',
  'defaultShouldRevalidate',
])

type PlainLinkProps = ResolvedLinkProps & { to: string }

function isPlain(props: ResolvedLinkProps): props is PlainLinkProps {
  return typeof props.to === 'string' && RESOLVED.test(props.to)
}

/**
 * What a server draws of a link: the same element without what only a click needs. A page has many
 * links, and the router resolves the address of each three times.
 */
function PlainLink(props: PlainLinkProps) {
  const attributes: Record<string, unknown> = {}
  for (const name of Object.keys(props)) {
    if (!ROUTER_PROPS.has(name)) attributes[name] = props[name as keyof PlainLinkProps]
  }
  return <a {...attributes} href={props.to} />
}
