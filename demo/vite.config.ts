import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'
import adonisjs from '@adonisjs/vite/client'
import reflex from 'reflex-adonis/vite'

export default defineConfig({
  plugins: [
    react(),
    reflex(),
    adonisjs({
      entryPoints: ['resources/app.tsx', 'resources/css/app.css'],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
})
