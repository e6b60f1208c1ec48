/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ResultPromise } from 'execa'
import { demoRoot, exec } from './processes.ts'

/** The production build of the demo. */
export const buildRoot = join(demoRoot, 'build')
const database = join(demoRoot, 'tmp', process.env.DB_FILE ?? 'shop.sqlite3')

/** Writes `demo/.env` with a key of its own, unless there is one. */
export async function createEnvironment(): Promise<void> {
  const file = join(demoRoot, '.env')
  if (existsSync(file)) return
  const example = await readFile(join(demoRoot, '.env.example'), 'utf8')
  const key = randomBytes(24).toString('base64url')
  await writeFile(file, example.replace(/^APP_KEY=.*$/m, `APP_KEY=${key}`))
}

/** The environment of the production build, which keeps its data outside of the build folder. */
export function productionEnvironment(host: string, port: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    ENV_PATH: demoRoot,
    DB_FILE: '../../tmp/shop.sqlite3',
    HOST: host,
    PORT: String(port),
    APP_URL: `http://${host}:${port}`,
  }
}

function isSeeded(): boolean {
  const connection = new DatabaseSync(database, { readOnly: true })
  try {
    return connection.prepare('select count(*) as users from users').get()?.users !== 0
  } finally {
    connection.close()
  }
}

/** Whether the demo has a database, of whatever age. */
export function hasDatabase(): boolean {
  return existsSync(database)
}

/**
 * Brings the database up to date, and fills a new one.
 *
 * @param folder - whose `node ace` does it
 */
export async function prepareDatabase(
  folder: string,
  environment: Record<string, string> = {}
): Promise<void> {
  await mkdir(join(demoRoot, 'tmp'), { recursive: true })
  const options = { cwd: folder, env: environment, stdio: 'pipe', all: true } as const
  await exec('node', ['ace.js', 'migration:run', '--force', '--no-schema-generate'], options)
  if (!isSeeded()) await exec('node', ['ace.js', 'db:seed'], options)
}

/** Builds the demo for production. */
export async function buildDemo(): Promise<void> {
  await exec('node', ['ace.js', 'build'], { cwd: demoRoot, stdio: 'pipe', all: true })
}

/** Serves the production build until it is told to stop. */
export function serveDemo(environment: Record<string, string>): ResultPromise {
  return exec('node', ['bin/server.js'], { cwd: buildRoot, env: environment, reject: false })
}
