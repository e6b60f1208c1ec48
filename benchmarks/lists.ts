/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { execa } from 'execa'
import { TYPESCRIPT } from '../bin/support/processes.ts'
import { printTable } from './table.ts'

const root = join(import.meta.dirname, '..')

type TabFigures = [name: string, answer: number, last: number, delay: number, bytes: number][]

type Figures = [name: string, event: number, controller: number, bytes: number][]

/**
 * A list of 100,000 rows by `modelState()`, beside a controller with the same queries: count, rows and a transformer.
 */
export async function measureLists(): Promise<void> {
  for (const connection of ['sqlite', 'postgres']) {
    const { stdout, failed } = await execa(
      process.execPath,
      [TYPESCRIPT, join(import.meta.dirname, 'lists_process.ts'), connection],
      { env: { NODE_ENV: 'test' }, cwd: root, reject: false }
    )
    if (failed) {
      console.log(`\nA list of 100,000 rows was not measured on ${connection}: no server answers`)
      continue
    }
    const figures = JSON.parse(stdout.trim().split('\n').at(-1)!) as Figures
    printTable(
      `A list of 100,000 rows on ${connection}, from call to answer (median, ms)`,
      ['', 'event', 'controller', 'bytes of the answer'],
      figures
    )
  }
}

/** A write while tabs show the list: a few of them, and a thousand. */
export async function measureLiveTabs(): Promise<void> {
  const { stdout } = await execa(
    process.execPath,
    [TYPESCRIPT, join(import.meta.dirname, 'live_tabs_process.ts')],
    { env: { NODE_ENV: 'test' }, cwd: root }
  )
  printTable(
    'A row that changes in a list that tabs show (median; ms, bytes)',
    ['', 'answer', 'last tab has it', "loop's delay, p99", 'frame'],
    JSON.parse(stdout.trim().split('\n').at(-1)!) as TabFigures
  )
}
