/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createContext, use } from 'react'
import { clientError } from '../client/main.ts'
import type { Client } from '../client/main.ts'

/** What the parts of an application share. */
export interface AppContextValue {
  client: Client
  /** Loads the files of the page at an address, if it is one. */
  prefetch: (url: string) => void
}

export const AppContext = createContext<AppContextValue | null>(null)

/**
 * The application around a component.
 *
 * @throws ReflexError E_NO_APP outside an application
 */
export function useApp(): AppContextValue {
  const app = use(AppContext)
  if (app) return app
  throw clientError(
    500,
    'E_NO_APP',
    'This works in pages and layouts of createApp() only, and this component is in none.'
  )
}

export function useClient(): Client {
  return useApp().client
}
