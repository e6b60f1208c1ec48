/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import string from '@adonisjs/core/helpers/string'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { ResolvedReflexConfig } from '../src/define_config.ts'
import { visible } from '../src/logging/main.ts'
import { endAfter } from '../src/processes/main.ts'
import {
  loadApplication,
  ownEnvironment,
  RecordedServer,
  recorderErrors,
  Recording,
} from '../src/recorder/main.ts'
import type { RecordedTest } from '../src/recorder/main.ts'
import { Formatter, SUITES, testDirectory } from '../src/scaffolding/main.ts'

/**
 * `node ace reflex:record cart` serves the application, and writes what somebody does in it as a test.
 */
export default class ReflexRecord extends BaseCommand {
  static commandName = 'reflex:record'
  static description = 'Use the application in a browser, and get a test of what you did'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Name of the test file' })
  declare name: string

  @flags.string({ description: 'Title of the test' })
  declare title?: string

  @flags.string({ description: 'Suite of the test' })
  declare suite?: string

  @flags.string({ description: 'Path of the test file, instead of one for the name' })
  declare file?: string

  @flags.boolean({ description: 'Overwrite an existing file', alias: 'f' })
  declare force: boolean

  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-recording-'))
    try {
      await this.#record(folder)
    } catch (error) {
      const { message, help } = error as Error & { help?: string }
      this.logger.error(visible(message))
      if (help !== undefined) this.logger.log(visible(`  ${help}`))
      this.exitCode = 1
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** What the application has left running keeps nobody waiting. */
  override async completed() {
    if (this.isMain) endAfter({ warn: (message) => void process.stderr.write(`${message}\n`) })
  }

  async #record(folder: string) {
    const suite = this.#suite()
    const file = this.#file(suite)
    await this.#checkHarness()
    const root = this.app.makePath()
    const { discovery } = this.app.config.get<ResolvedReflexConfig>('reflex')
    const application = await loadApplication(this.app, file, discovery)
    const environment = await ownEnvironment(this.app.appRoot)
    const formatter = new Formatter(root)
    const group = string.sentenceCase(this.name)
    const recording = new Recording(this.title ?? group, {
      ...{ application, root, environment, suite, group, file, folder },
      format: (path, text) => formatter.formatted(path, text),
    })
    if (!(await this.#serve(recording, root, environment))) return
    this.logger.info('Playing the recording twice')
    await mkdir(dirname(join(root, file)), { recursive: true })
    this.#print(file, await recording.write())
  }

  /** @returns whether somebody wants the test: who ends the process does not */
  async #serve(
    recording: Recording,
    root: string,
    environment: NodeJS.ProcessEnv
  ): Promise<boolean> {
    const { HOST: host = 'localhost', PORT: port } = process.env
    const server = await RecordedServer.start({
      ...{ root, environment, host, journal: recording.journal },
      ...(port !== undefined && { port: Number(port) }),
    })
    try {
      this.logger.info(`Recording at ${server.url}`)
      this.logger.log('  Enter writes the test. A title and Enter begin another test')
      return await Promise.race([this.#listen(recording), server.failed()])
    } finally {
      await server.stop()
    }
  }

  /** Resolves when the recording is over: with an empty line, Ctrl+C, or the end of the input. */
  async #listen(recording: Recording): Promise<boolean> {
    const lines = createInterface({ input: process.stdin })
    let isWanted = true
    const stop = () => lines.close()
    const giveUp = () => {
      isWanted = false
      lines.close()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', giveUp)
    try {
      for await (const line of lines) {
        const title = line.trim()
        if (title === '') break
        await recording.next(title)
        this.logger.info(`Recording "${visible(title)}"`)
      }
      return isWanted
    } finally {
      process.off('SIGINT', stop)
      process.off('SIGTERM', giveUp)
      lines.close()
    }
  }

  #print(file: string, tests: readonly RecordedTest[]) {
    for (const { title, steps, assertions, left } of tests) {
      if (assertions > 0) {
        this.logger.success(visible(`${title}: ${steps} steps, ${assertions} assertions`))
      } else this.logger.warning(visible(`${title}: no test was written`))
      for (const each of left) this.logger.log(visible(`  left out: ${each}`))
    }
    this.logger.action(`create ${file}`).succeeded()
  }

  /** @throws E_RECORDING_SUITE */
  #suite(): string {
    const known = this.app.rcFile.tests.suites.map(({ name }) => name)
    const suite = this.suite ?? SUITES.find((name) => known.includes(name)) ?? SUITES[0]
    if (known.includes(suite)) return suite
    throw new recorderErrors.E_RECORDING_SUITE([suite, known.join(', ') || 'none'])
  }

  /** @throws E_RECORDING_FILE */
  #file(suite: string): string {
    const name = `${string.snakeCase(this.name.replace(/(?:\.spec)?\.ts$/, ''))}.spec.ts`
    const file = this.file ?? join(testDirectory(this.app, [suite])!, name)
    if (this.force || !existsSync(this.app.makePath(file))) return file
    throw new recorderErrors.E_RECORDING_FILE([file])
  }

  /** @throws E_RECORDING_HARNESS */
  async #checkHarness() {
    const file = 'tests/bootstrap.ts'
    const text = await readFile(this.app.makePath(file), 'utf8').catch(() => '')
    if (!/\breflexPlugin\s*\(/.test(text)) throw new recorderErrors.E_RECORDING_HARNESS([file])
  }
}
