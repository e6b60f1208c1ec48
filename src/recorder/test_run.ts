/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './free_port.ts'

/** Characters of the output that are kept. */
const LONGEST = 20_000

export interface TestRunOptions {
  /** Absolute path of the application. */
  root: string
  /** The environment in which somebody would start it. */
  environment: NodeJS.ProcessEnv
  suite: string
  /** The file with the tests, relative to the application root. */
  file: string
}

export interface TestRun {
  hasPassed: boolean
  /** The end of what it has printed. */
  output: string
}

/** Runs one file of tests with the application's own test runner. */
export async function runTests(options: TestRunOptions): Promise<TestRun> {
  const { root, environment, suite, file } = options
  const child = spawn(
    process.execPath,
    ['ace.js', 'test', suite, `--files=${file}`, '--no-clear'],
    {
      cwd: root,
      // Pages that are still open would come back to the port that they know, and keep its server from closing
      env: { ...environment, NODE_ENV: 'test', PORT: String((await freePort()) ?? 0) },
      stdio: ['ignore', 'pipe', 'pipe'],
    }
  )
  let output = ''
  const keep = (data: Buffer) => (output = (output + data.toString()).slice(-LONGEST))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  // What its tests have left running may hold its output open for ever
  const [code] = (await once(child, 'exit')) as [number | null]
  child.stdout.destroy()
  child.stderr.destroy()
  return { hasPassed: code === 0, output }
}
