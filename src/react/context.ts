/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createContext, use } from 'react'
import { clientError } from '../client/main.ts'
import type { Client } from '../client/main.ts'

export const ClientContext = createContext<Client | null>(null)

/**
 * The client of the application around a component.
 *
 * @throws ReflexError E_NO_APP outside an application
 */
export function useClient(): Client {
  const client = use(ClientContext)
  if (client) return client
  throw clientError(
    500,
    'E_NO_APP',
    'This hook works in pages and layouts of createApp() only, and this component is in none.'
  )
}
