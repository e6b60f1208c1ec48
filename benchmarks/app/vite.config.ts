/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import adonisjs from '@adonisjs/vite/client'
import react from '@vitejs/plugin-react'
import reflex from 'reflex-adonis/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    react(),
    reflex(),
    adonisjs({
      entryPoints: ['resources/app.tsx', 'resources/inertia/app.tsx', 'resources/plain/app.tsx'],
      serverEntryPoints: ['resources/inertia/ssr.tsx'],
    }),
  ],
})
