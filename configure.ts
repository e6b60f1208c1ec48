/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type Configure from '@adonisjs/core/commands/configure'

/**
 * Runs for `node ace configure reflex-adonis`: leaves an application with one page that runs.
 * Running it again changes nothing.
 */
export async function configure(command: Configure): Promise<void> {
  // A running application imports this file as well, and needs nothing of what it does.
  const { configureApplication } = await import('./src/scaffolding/main.ts')
  await configureApplication(command)
}
