/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { JournalEnd, JournalEntry } from '../features/devtools/main.ts'
import type { Application } from './application.ts'
import { DraftCode } from './draft_code.ts'
import { readJsonLines } from './json_lines.ts'
import { E_RECORDING_EMPTY, E_RECORDING_PLAY, E_RECORDING_TEST } from './exceptions.ts'
import { Plays } from './plays.ts'
import type { PlayNote } from './plays.ts'
import { testFile } from './test_file.ts'
import { runTests } from './test_run.ts'
import type { Walk } from './walk.ts'
import { WalkCode } from './walk_code.ts'
import type { WrittenTest } from './walk_code.ts'
import { WalkReader } from './walk_reader.ts'

/** How often a recording is played. */
const PLAYS = 2

export interface RecordingOptions {
  application: Application
  /** Absolute path of the application. */
  root: string
  /** The environment in which somebody would start its tests. */
  environment: NodeJS.ProcessEnv
  suite: string
  /** Title of the group. */
  group: string
  /** The file to write, relative to the application root. */
  file: string
  /** Absolute path of a folder for what is only needed meanwhile. */
  folder: string
  /** A text as the application would have it in a file. */
  format: (file: string, text: string) => Promise<string>
}

/** A test that was written. */
export interface RecordedTest {
  title: string
  steps: number
  assertions: number
  /** What was left out, as sentences. */
  left: string[]
}

/**
 * A recording on its way from the journal of a server to a file of tests.
 */
export class Recording {
  /** The file that the server writes its journal to. */
  readonly journal: string
  #options: RecordingOptions
  /** Titles of the tests, with the byte of the journal at which each begins. */
  #tests: { title: string; from: number }[]

  /** @param title - of the first test */
  constructor(title: string, options: RecordingOptions) {
    this.#options = options
    this.journal = join(options.folder, 'journal.jsonl')
    this.#tests = [{ title, from: 0 }]
  }

  /** Another test begins. */
  async next(title: string): Promise<void> {
    const { size } = await stat(this.journal).catch(() => ({ size: 0 }))
    this.#tests.push({ title, from: size })
  }

  /**
   * Plays what was recorded, and writes the tests.
   *
   * @throws E_RECORDING_EMPTY, E_RECORDING_PLAY, E_RECORDING_TEST, E_RECORDING_TIME
   */
  async write(): Promise<RecordedTest[]> {
    const all = await this.#walks()
    const walks = all.filter(({ steps }) => steps.length > 0)
    if (walks.length === 0) throw new E_RECORDING_EMPTY()
    const notes = await this.#play(walks)
    const { application, group, file, format, root } = this.#options
    const tests = walks.map((walk, index) =>
      new WalkCode(walk, new Plays(notes, index, PLAYS), application).write()
    )
    const written = tests.filter(({ assertions }) => assertions > 0)
    if (written.length === 0) {
      throw new E_RECORDING_PLAY([
        tests.flatMap(({ left }) => left).join('; ') || 'no step is left',
      ])
    }
    const path = join(root, file)
    await writeFile(path, await format(file, testFile(group, written, application)))
    const run = await this.#run(file)
    if (!run.hasPassed) {
      process.stderr.write(`${run.output}\n`)
      throw new E_RECORDING_TEST([file])
    }
    return tests.map((test, index) => summaryOf(test, walks[index]))
  }

  async #walks(): Promise<Walk[]> {
    const journal = await readFile(this.journal).catch(() => Buffer.alloc(0))
    return this.#tests.map(({ title, from }, index) => {
      const to = this.#tests.at(index + 1)?.from ?? journal.length
      const text = journal.subarray(from, to).toString()
      const { values, isCut } = readJsonLines<JournalEntry | JournalEnd>(text)
      const walk = new WalkReader(title, values).read()
      if (isCut) walk.left.push('What the server could not write down whole as it was ended')
      return walk
    })
  }

  /**
   * Plays the walks with the application's own test runner.
   *
   * @returns what came of them
   * @throws E_RECORDING_PLAY
   */
  async #play(walks: readonly Walk[]): Promise<PlayNote[]> {
    const { application, root, file, folder } = this.#options
    const draft = join(dirname(file), `recording_${process.pid}.spec.ts`)
    const notes = join(folder, 'plays.jsonl')
    const code = new DraftCode(application).write(walks, { file: notes, plays: PLAYS })
    try {
      await writeFile(join(root, draft), code)
      const { output } = await this.#run(draft)
      const text = await readFile(notes, 'utf8').catch(() => '')
      if (text === '') {
        process.stderr.write(`${output}\n`)
        throw new E_RECORDING_PLAY(['its tests did not start'])
      }
      return readJsonLines<PlayNote>(text).values
    } finally {
      await rm(join(root, draft), { force: true })
    }
  }

  #run(file: string) {
    const { root, environment, suite } = this.#options
    return runTests({ root, environment, suite, file })
  }
}

function summaryOf({ title, assertions, left }: WrittenTest, { steps }: Walk): RecordedTest {
  return { title, steps: steps.length, assertions, left }
}
