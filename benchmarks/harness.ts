/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { execa } from 'execa'
import { TYPESCRIPT } from '../bin/support/processes.ts'
import { printTable } from './table.ts'

const SUITES: [name: string, file: string, goal: number][] = [
  ['1,000 tests with beginEventRequest', 'event_request.spec.ts', 5],
  ['1,000 tests with visit', 'visit.spec.ts', 15],
  ['1,000 tests with visit and assertSee', 'seen.spec.ts', 30],
]

interface Summary {
  passed: number
  failed: number
  /** Milliseconds. */
  duration: number
}

/**
 * How long tests of the harness take, as Japa runs them: in a process that boots the application.
 */
export async function measureHarness(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const [name, file, goal] of SUITES) {
    const start = performance.now()
    const { stdout } = await execa(
      process.execPath,
      [TYPESCRIPT, join(import.meta.dirname, 'harness_process.ts'), file],
      { env: { NODE_ENV: 'test' }, cwd: join(import.meta.dirname, '..') }
    )
    const whole = (performance.now() - start) / 1_000
    const { passed, failed, duration } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Summary
    if (failed > 0 || passed !== 1_000)
      throw new Error(`${name}: ${passed} passed, ${failed} failed`)
    rows.push([name, duration / 1_000, whole, goal])
  }
  printTable('Tests of pages and states (s)', ['', 'tests', 'whole process', 'goal'], rows)
}
