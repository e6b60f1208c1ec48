/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What each entry point of package.json is for, in a sentence. */
export const ABOUT: Readonly<Record<string, string>> = {
  'reflex-adonis':
    'State classes and what they use: decorators, actions, the configuration, errors.',
  'reflex-adonis/types': 'Types of the server: the configuration, stores, operations, features.',
  'reflex-adonis/services/main': 'The service of the running application.',
  'reflex-adonis/reflex_provider': 'The provider, for `adonisrc.ts`.',
  'reflex-adonis/commands': 'The commands of Ace, for `adonisrc.ts`.',
  'reflex-adonis/react': 'What pages use: components, hooks and their types.',
  'reflex-adonis/messages_hook': 'The hook that writes the types of messages, for `adonisrc.ts`.',
  'reflex-adonis/otel': 'The instrumentation for OpenTelemetry.',
  'reflex-adonis/auth': 'The states and services behind the pages of accounts.',
  'reflex-adonis/auth/pages_hook':
    'The hook that writes ready pages of accounts, for `adonisrc.ts`.',
  'reflex-adonis/auth/session_middleware':
    'The middleware that ends sessions which their user has ended, for `start/kernel.ts`.',
  'reflex-adonis/models': 'States that list and change the rows of a Lucid model.',
  'reflex-adonis/models/react': 'Components and hooks for the states of `reflex-adonis/models`.',
  'reflex-adonis/models/react.css': 'The style sheet of these components.',
  'reflex-adonis/vite': 'The Vite plugin, for `vite.config.ts`.',
  'reflex-adonis/plugins/japa': 'The Japa plugin: states, pages and connected tabs in tests.',
  'reflex-adonis/plugins/api_client': 'Assertions for the API client of Japa.',
  'reflex-adonis/plugins/browser_client': 'Assertions for the browser client of Japa.',
}

/** The page that an entry point has on the site, without its ending; undefined where it has none. */
export function pageOf(specifier: string): string | undefined {
  if (!Object.hasOwn(ABOUT, specifier) || specifier.endsWith('.css')) return undefined
  const path = specifier.split('/').slice(1).join('_')
  return path === '' ? 'main' : path
}

/** What the package adds to the interfaces of others. */
export const ADDITIONS = 'additions'
