/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Emitter } from '@adonisjs/core/events'
import { AppFactory } from '@adonisjs/core/factories/app'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { Database } from '@adonisjs/lucid/database'
import type { ConnectionConfig } from '@adonisjs/lucid/types/database'

/** The databases that Lucid is tried with. */
export type DialectName = 'sqlite' | 'postgres' | 'mysql'

/** With the tags of tests that need a server for them. */
export const DIALECTS: [name: DialectName, tags: string[]][] = [
  ['sqlite', []],
  ['postgres', ['@postgres']],
  ['mysql', ['@mysql']],
]

const SERVERS = {
  postgres: {
    client: 'pg',
    connection: { host: '127.0.0.1', port: 5432, user: 'postgres', database: 'postgres' },
  },
  mysql: {
    client: 'mysql2',
    connection: { host: '127.0.0.1', port: 3306, user: 'root', password: '' },
  },
} satisfies Record<string, ConnectionConfig>

let made = 0

/** A database of Lucid without an application. */
export function lucid(connections: Record<string, ConnectionConfig>): Database {
  const [connection] = Object.keys(connections)
  const app = new AppFactory().create(new URL(import.meta.url), () => {})
  const logger = new LoggerFactory().create()
  return new Database({ connection, connections }, logger, new Emitter(app))
}

/**
 * A database of its own for one group of tests.
 *
 * @returns how to connect to it, and what removes it
 */
export async function freshDatabase(
  dialect: DialectName
): Promise<{ config: ConnectionConfig; remove: () => Promise<void> }> {
  if (dialect === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-models-'))
    return {
      config: {
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'test.sqlite') },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          afterCreate: (
            connection: { pragma(text: string): void },
            done: (error: Error | null, connection: unknown) => void
          ) => {
            connection.pragma('foreign_keys = ON')
            connection.pragma('journal_mode = WAL')
            done(null, connection)
          },
        },
      },
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  }
  const server = SERVERS[dialect]
  const name = `reflex_models_${process.pid}_${++made}`
  const admin = lucid({ admin: server })
  await admin.rawQuery(`create database ${name}`)
  return {
    config: {
      ...server,
      connection: { ...server.connection, database: name },
      pool: { min: 0, max: 5 },
    } as ConnectionConfig,
    remove: async () => {
      await admin.rawQuery(`drop database ${name}${dialect === 'postgres' ? ' with (force)' : ''}`)
      await admin.manager.closeAll()
    },
  }
}
