/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { E_RECORDING_TIME } from './exceptions.ts'
import { freePort } from './free_port.ts'

/** Milliseconds that a run may take, which plays a recording of some minutes on a slow machine. */
const TIME_LIMIT = 15 * 60_000

/** Milliseconds that a run gets to end what it has begun, when it is asked to. */
const GRACE = 2_000

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
  /** Milliseconds after which a run is ended that does not end by itself. */
  timeLimit?: number
}

export interface TestRun {
  hasPassed: boolean
  /** The end of what it has printed. */
  output: string
}

/**
 * Runs one file of tests with the application's own test runner.
 *
 * @throws E_RECORDING_TIME
 */
export async function runTests(options: TestRunOptions): Promise<TestRun> {
  const { root, environment, suite, file, timeLimit = TIME_LIMIT } = options
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
  const ended = once(child, 'exit') as Promise<[number | null]>
  let isLate = false
  const end = (signal: NodeJS.Signals) => {
    isLate = true
    child.kill(signal)
  }
  const timers = [
    setTimeout(end, timeLimit, 'SIGTERM'),
    setTimeout(end, timeLimit + GRACE, 'SIGKILL'),
  ]
  const [code] = await ended
  for (const timer of timers) clearTimeout(timer)
  child.stdout.destroy()
  child.stderr.destroy()
  if (code !== 0 && isLate) {
    process.stderr.write(`${output}\n`)
    throw new E_RECORDING_TIME([file, Math.round(timeLimit / 1_000)])
  }
  return { hasPassed: code === 0, output }
}
