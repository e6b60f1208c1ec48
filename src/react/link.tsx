/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentProps } from 'react'
import { Link as RouterLink, NavLink as RouterNavLink, useHref } from 'react-router'
import { IS_SERVER } from '../client/main.ts'
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

/** Props of `Link`: those of React Router's, and `prefetch`. */
export type LinkProps = Omit<ComponentProps<typeof RouterLink>, 'prefetch' | 'discover'> &
  Prefetching

/** Props of `NavLink`: those of React Router's, and `prefetch`. */
export type NavLinkProps = Omit<ComponentProps<typeof RouterNavLink>, 'prefetch' | 'discover'> &
  Prefetching

/**
 * A link to another page, which is shown without reloading the document. Links to other URLs, and
 * links with a `target`, work like an `<a>`.
 *
 * @example
 * ```tsx
 * <Link to={`/products/${product.id}`}>{product.name}</Link>
 * ```
 */
export function Link(props: LinkProps) {
  return IS_SERVER && isPlain(props) ? <PlainLink {...props} /> : <LiveLink {...props} />
}

function LiveLink({ prefetch, ...props }: LinkProps) {
  const handlers = usePrefetch(props, useHref(props.to, props), prefetch !== 'none')
  return <RouterLink {...props} {...handlers} discover="none" />
}

/**
 * A `Link` that knows whether it leads to the current page.
 *
 * @example
 * ```tsx
 * <NavLink to="/cart" className={({ isActive }) => (isActive ? 'current' : '')}>Cart</NavLink>
 * ```
 */
export function NavLink({ prefetch, ...props }: NavLinkProps) {
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

type PlainLinkProps = LinkProps & { to: string }

function isPlain(props: LinkProps): props is PlainLinkProps {
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
