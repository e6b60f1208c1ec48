/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'

/** The tenant of a request, for services that are given nothing. */
export const tenants = new AsyncLocalStorage<{ name: string }>()
