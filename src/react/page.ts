/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ExoticComponent, ReactNode } from 'react'
import type { JsonValue } from '../protocol/main.ts'
import type { LoadEvent, StateClass } from './types.ts'

/** An event that runs on the server whenever a browser opens the page. */
export type OnLoad<S> = [state: StateClass<S>, event: LoadEvent<S>]

/** A component without props, or what `memo`, `lazy` and `forwardRef` make of one. */
type PageComponent = (() => ReactNode) | ExoticComponent

/**
 * The metadata of a page. The server reads it from the source file without running it, so it must
 * be literal.
 */
export interface PageOptions<First, All extends unknown[]> {
  /** Pattern of the page's Adonis route: `/products/:id`. */
  route: `/${string}`
  /** Title of the document. */
  title?: string
  /** Name of the route. By default the file's path: `products.show`. */
  name?: string
  /** Named middleware of `start/kernel.ts`, with or without options. */
  middleware?: (string | [name: string, options: JsonValue])[]
  /** One event, or several that run one after the other. */
  onLoad?: OnLoad<First> | [...{ [I in keyof All]: OnLoad<All[I]> }]
  /** Whether the server renders the page. True by default. */
  ssr?: boolean
  /**
   * Whether HTML that the server has rendered is kept for visitors with the same address, language and vars. The components of
   * the page must then render nothing but these. False by default.
   */
  cache?: boolean
}

/**
 * Makes a component a page. It is the default export of a page file.
 *
 * @param options - the metadata of the page; literals only
 * @param component - takes no props: `usePage()` has the route's params
 *
 * @example
 * ```tsx
 * export default page({ route: '/cart', onLoad: [CartState, 'load'] }, () => {
 *   const cart = useReflex(CartState)
 *   return <p>{cart.total}</p>
 * })
 * ```
 */
export function page<First, All extends unknown[], Component extends PageComponent>(
  _options: PageOptions<First, All>,
  component: Component
): Component {
  return component
}
