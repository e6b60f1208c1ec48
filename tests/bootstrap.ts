/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { expectTypeOf } from '@japa/expect-type'
import { fileSystem } from '@japa/file-system'
import type {} from '@adonisjs/lucid/database_provider'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import { spec } from '@japa/runner/reporters'
import type { Config, PluginFn } from '@japa/runner/types'
import { results } from '../bin/support/test_results.ts'
import { closeBrowser } from './helpers/browser/main.ts'
import { removeTestData } from './helpers/demo.ts'
import { removeLabData } from './helpers/lab.ts'

export const reporters: Config['reporters'] = {
  activated: ['spec', 'results'],
  list: [spec(), results()],
}

/** What every suite has. */
export const plugins: PluginFn[] = [assert(), expectTypeOf(), fileSystem()]

/**
 * What the suites have that run inside an application: its plugins, a fresh database with the
 * seeds in it, and its HTTP server.
 */
export async function applicationConfig(
  app: ApplicationService
): Promise<Pick<Config, 'plugins' | 'setup' | 'teardown' | 'configureSuite'>> {
  const testUtils = await app.container.make('testUtils')
  const { sessionApiClient } = await import('@adonisjs/session/plugins/api_client')
  const { shieldApiClient } = await import('@adonisjs/shield/plugins/api_client')
  const { authApiClient } = await import('@adonisjs/auth/plugins/api_client')
  const { reflexApiClient } = await import('reflex-adonis/plugins/api_client')
  const { reflexPlugin } = await import('reflex-adonis/plugins/japa')

  return {
    plugins: [
      ...plugins,
      pluginAdonisJS(app),
      apiClient(),
      sessionApiClient(app),
      shieldApiClient(),
      authApiClient(app),
      reflexPlugin(app),
      reflexApiClient(),
    ],
    setup: [() => testUtils.db().migrate(), () => testUtils.db().seed()],
    teardown: [closeBrowser, () => app.terminate(), removeTestData],
    configureSuite(suite) {
      if (suite.name !== 'unit') suite.setup(() => testUtils.httpServer().start())
    },
  }
}

/**
 * What the suite has that runs inside the lab.
 */
export async function labConfig(
  lab: ApplicationService
): Promise<Pick<Config, 'plugins' | 'teardown' | 'configureSuite'>> {
  const testUtils = await lab.container.make('testUtils')
  const { sessionApiClient } = await import('@adonisjs/session/plugins/api_client')
  const { authApiClient } = await import('@adonisjs/auth/plugins/api_client')
  const { sessionBrowserClient } = await import('@adonisjs/session/plugins/browser_client')
  const { authBrowserClient } = await import('@adonisjs/auth/plugins/browser_client')
  const { reflexApiClient } = await import('reflex-adonis/plugins/api_client')
  const { reflexBrowserClient } = await import('reflex-adonis/plugins/browser_client')
  const { reflexPlugin } = await import('reflex-adonis/plugins/japa')

  return {
    plugins: [
      ...plugins,
      // Cookies are for all ports of a host, and the lab's is not known yet
      pluginAdonisJS(lab, { baseURL: 'http://localhost' }),
      reflexPlugin(lab),
      sessionApiClient(lab),
      authApiClient(lab),
      reflexApiClient(),
      sessionBrowserClient(lab),
      authBrowserClient(lab),
      reflexBrowserClient(),
    ],
    teardown: [closeBrowser, () => lab.terminate(), removeLabData],
    configureSuite(suite) {
      suite.setup(() => testUtils.httpServer().start())
    },
  }
}
