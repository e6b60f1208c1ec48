/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdirSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/lucid'

mkdirSync(app.tmpPath(), { recursive: true })

// Processes of a cluster share a database
const { LAB_DATABASE = 'sqlite', SQLITE_FILE } = process.env

export default defineConfig({
  connection: LAB_DATABASE,
  connections: {
    sqlite: {
      client: 'better-sqlite3',
      connection: { filename: SQLITE_FILE ?? app.tmpPath(`lab-${process.pid}.sqlite3`) },
      useNullAsDefault: true,
    },
    postgres: {
      client: 'pg',
      connection: {
        host: '127.0.0.1',
        user: process.env.PG_USER ?? 'postgres',
        password: process.env.PG_PASSWORD,
        database: process.env.PG_DATABASE ?? 'postgres',
      },
    },
  },
})
