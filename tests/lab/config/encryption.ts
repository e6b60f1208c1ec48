/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig, drivers } from '@adonisjs/core/encryption'

const { LAB_KEY = 'a key for tests with 32 characters' } = process.env

export default defineConfig({
  default: 'gcm',
  list: { gcm: drivers.aes256gcm({ keys: [LAB_KEY], id: 'gcm' }) },
})
