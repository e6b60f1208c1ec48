/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Coverage } from './coverage/main.ts'
import { exec, TYPESCRIPT } from './processes.ts'
import { ASKABLE } from './stuck_process.ts'
import { collectResults } from './test_results.ts'
import { WatchedSuite } from './watched_suite.ts'

/** Arguments of Node that run the tests of a suite. */
export const TEST_RUNNER = [TYPESCRIPT, 'bin/test.ts']

/**
 * Runs the steps of a check, says in a line how each went and adds up the tests.
 *
 * A step that fails prints what its programs printed. A step after it still runs, unless it stands
 * on what the failed one should have made.
 */
export class Steps {
  #skippedTags: string[]
  #coverage: Coverage | undefined
  #passed = 0
  #failed = 0
  #broken = new Map<string, string[]>()

  /**
   * @param skippedTags - tags of the tests that are left out
   * @param coverage - counts what runs in tests
   */
  constructor(skippedTags: string[] = [], coverage?: Coverage) {
    this.#skippedTags = skippedTags
    this.#coverage = coverage
  }

  /** Tests that passed. */
  get passed() {
    return this.#passed
  }

  /** Tests that failed, and other steps that did. */
  get failed() {
    return this.#failed
  }

  /** Names of the steps that failed, in the order in which they did, each with what of it did. */
  get broken(): [step: string, failures: string[]][] {
    return [...this.#broken]
  }

  #report(name: string, start: number, error: unknown, detail = '', failures: string[] = []) {
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (error === undefined) {
      console.log(`✓ ${name} (${seconds} s)${detail}`)
      return
    }
    this.#broken.set(name, failures.length > 0 ? failures : [reasonOf(error)])
    console.log(`✗ ${name} (${seconds} s)${detail}`)
    console.log(outputOf(error))
  }

  /** Says so when a step has to be left out, since one it needs failed. */
  #isLost(name: string, needs: string[]): boolean {
    const missing = needs.find((need) => this.#broken.has(need))
    if (missing === undefined) return false
    this.#failed++
    this.#broken.set(name, [])
    console.log(`✗ ${name}: not run, since "${missing}" failed`)
    return true
  }

  /**
   * A step that passes when its work does.
   *
   * @param needs - names of the steps without which this one makes no sense
   */
  async run(name: string, work: () => Promise<unknown>, needs: string[] = []): Promise<void> {
    if (this.#isLost(name, needs)) return
    const start = performance.now()
    try {
      await work()
      this.#report(name, start, undefined)
    } catch (error) {
      this.#failed++
      this.#report(name, start, error ?? new Error('Failed without a reason'))
    }
  }

  /**
   * A step that runs a script of package.json.
   */
  script(
    name: string,
    script: string,
    needs: string[] = [],
    environment: Record<string, string> = {}
  ): Promise<void> {
    const options = { stdio: 'pipe', all: true, env: environment } as const
    const work = () => exec('npm', ['run', '--silent', script], options)
    return this.run(name, work, needs)
  }

  #counted<T>(suite: string, run: (environment: Record<string, string>) => Promise<T>): Promise<T> {
    return this.#coverage ? this.#coverage.of(suite, run) : run({})
  }

  /**
   * A step that runs one suite of the tests. A run without results counts as one failure, and so
   * does a test that was left out.
   */
  async tests(suite: string, needs: string[] = []): Promise<void> {
    const name = `${suite} tests`
    if (this.#isLost(name, needs)) return

    const start = performance.now()
    const filters = this.#skippedTags.map((tag) => `--tags=~${tag}`)
    const { results, error } = await collectResults((environment) =>
      this.#counted(suite, (counting) =>
        new WatchedSuite(name).watch(
          exec('node', [...ASKABLE, ...TEST_RUNNER, suite, ...filters], {
            stdio: 'pipe',
            all: true,
            env: { ...environment, ...counting },
          })
        )
      )
    )
    const passed = results?.passed ?? 0
    const failed = (results?.failed ?? 0) + (results?.left ?? 0)
    // A suite without tests would pass, whatever is wrong with its files.
    const isGreen = error === undefined && failed === 0 && passed > 0
    const failures = isGreen ? 0 : Math.max(failed, 1)
    this.#passed += passed
    this.#failed += failures
    const reason = isGreen ? undefined : (error ?? new Error('No test ran, or some were left out'))
    const detail = `: ${passed} passed, ${failures} failed`
    this.#report(name, start, reason, detail, results?.failures)
  }
}

/** What a failed program printed, or what was thrown instead. */
function outputOf(error: unknown): string {
  if (error instanceof Error && 'all' in error && typeof error.all === 'string') {
    // A program that was ended by a signal has not said why
    const { shortMessage = '' } = error as { shortMessage?: string }
    return `${error.all}\n${shortMessage}`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Why a step failed that names no tests: the program's end, or what was thrown. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'shortMessage' in error) return String(error.shortMessage)
  return error instanceof Error ? error.message : String(error)
}
