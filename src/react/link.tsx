/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentProps } from 'react'
import { Link as RouterLink, NavLink as RouterNavLink, useHref } from 'react-router'
import { usePrefetch } from './use_prefetch.ts'

/** What both kinds of links add to those of React Router. */
interface Prefetching {
  /**
   * When to load the files of the page ahead: as soon as the pointer or the focus is on the link,
   * or not at all.
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
 * A link to another page, which is shown without loading the document again. Other addresses, and
 * links with a `target`, work like those of an `<a>`.
 *
 * @example
 * ```tsx
 * <Link to={`/products/${product.id}`}>{product.name}</Link>
 * ```
 */
export function Link({ prefetch, ...props }: LinkProps) {
  const handlers = usePrefetch(props, useHref(props.to, props), prefetch !== 'none')
  return <RouterLink {...props} {...handlers} discover="none" />
}

/**
 * A `Link` that knows whether it leads to the page that is shown.
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
