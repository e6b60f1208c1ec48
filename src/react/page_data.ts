/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import type { PageInfo } from '../protocol/main.ts'

/** Id of the one route that shows all pages. */
export const PAGE_ROUTE = 'page'

/** What the router knows of the page that it shows. */
export interface PageData {
  page: PageInfo
  Component: ComponentType
}
