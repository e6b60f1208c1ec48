/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NamedReporterContract } from '@japa/runner/types'

/** What a run of the tests came to. */
export interface TestResults {
  passed: number
  failed: number
  /** Skipped and unwritten tests. */
  left: number
  /** Titles of the failed tests, each with the first line of its error. */
  failures: string[]
}

/** Names the file into which a run of the tests puts its results. */
const VARIABLE = 'TEST_RESULTS'

/**
 * The reporter that puts the results where the caller of the run asked for them.
 */
export function results(): NamedReporterContract {
  return {
    name: 'results',
    handler(runner, emitter) {
      const file = process.env[VARIABLE]
      if (!file) return

      const failures: string[] = []
      emitter.on('test:end', ({ hasError, title, errors }) => {
        if (!hasError) return
        const [first] = String(errors[0]?.error?.message ?? '').split('\n')
        failures.push(`${title.expanded}: ${first}`)
      })
      emitter.on('runner:end', async () => {
        const { aggregates, hasError } = runner.getSummary()
        const { passed, failed, regression, skipped, todo } = aggregates
        // A hook that throws fails the run, though every test of it may have passed.
        const summary: TestResults = {
          passed,
          failed: hasError ? Math.max(failed, 1) : failed,
          left: skipped + todo + regression,
          failures,
        }
        await writeFile(file, JSON.stringify(summary))
      })
    },
  }
}

/**
 * Hands a run of the tests a file for its results and reads them afterwards.
 *
 * @returns undefined when the run ended before it had any
 */
export async function collectResults(
  run: (environment: Record<string, string>) => Promise<unknown>
): Promise<{ results?: TestResults; error?: unknown }> {
  const file = join(tmpdir(), `reflex-adonis-${process.pid}-${performance.now()}.json`)
  let error: unknown
  try {
    await run({ [VARIABLE]: file })
  } catch (reason) {
    error = reason
  }
  const text = await readFile(file, 'utf8').catch(() => undefined)
  await rm(file, { force: true })
  return { results: text === undefined ? undefined : JSON.parse(text), error }
}
