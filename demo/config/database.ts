import { mkdirSync } from 'node:fs'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/lucid'

/**
 * A fresh checkout and a fresh build have no such folder.
 */
mkdirSync(app.tmpPath(), { recursive: true })

const dbConfig = defineConfig({
  connection: 'sqlite',
  prettyPrintDebugQueries: true,

  connections: {
    sqlite: {
      client: 'better-sqlite3',
      connection: {
        filename: app.tmpPath(env.get('DB_FILE', 'shop.sqlite3')),
      },
      useNullAsDefault: true,
      migrations: {
        naturalSort: true,
        paths: ['database/migrations'],
      },
      pool: {
        /**
         * SQLite leaves foreign keys unchecked, and readers waiting for writers, unless told.
         */
        afterCreate(connection, done) {
          connection.pragma('foreign_keys = ON')
          connection.pragma('journal_mode = WAL')
          done(null, connection)
        },
      },
    },
  },
})

export default dbConfig
