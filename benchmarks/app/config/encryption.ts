/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, drivers } from '@adonisjs/core/encryption'

export default defineConfig({
  default: 'gcm',
  list: { gcm: drivers.aes256gcm({ keys: ['a key for tests with 32 characters'], id: 'gcm' }) },
})
