/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/vite'

export default defineConfig({ buildDirectory: 'public/assets', assetsUrl: '/assets' })
