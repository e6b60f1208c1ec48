/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/core/logger'

export default defineConfig({
  default: 'app',
  loggers: { app: { enabled: true, name: 'bench', level: 'error' } },
})
