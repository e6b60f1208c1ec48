/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { isBuildCurrent } from '../support/build.ts'
import { exec } from '../support/processes.ts'
import { TEST_RUNNER } from '../support/steps.ts'
import { suites } from '../support/suites.ts'

/**
 * `node ace test [suite…]` runs suites as `npm test` does, and builds the package before, where a
 * suite needs the build and a source is newer.
 */
export default class Test extends BaseCommand {
  static commandName = 'test'
  static description = 'Run the tests of the package'
  static help = ['Suites: ' + suites.map(({ name }) => name).join(', ')]
  static options: CommandOptions = { allowUnknownFlags: true }

  @args.spread({ description: 'Suites to run. All of them otherwise', required: false })
  declare suites?: string[]

  @flags.array({ description: 'Files of tests to run, by a part of their path' })
  declare files?: string[]

  @flags.array({ description: 'Tests to run, by their title' })
  declare tests?: string[]

  @flags.array({ description: 'Groups to run, by their title' })
  declare groups?: string[]

  @flags.array({ description: 'Tags of the tests to run; ~tag leaves those with it out' })
  declare tags?: string[]

  async run() {
    const wanted = this.suites?.length ? this.suites : suites.map(({ name }) => name)
    const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name))
    if (unknown !== undefined) {
      this.logger.error(`"${unknown}" is not a suite. ${Test.help[0]}`)
      this.exitCode = 1
      return
    }
    const needsBuild = wanted.some((name) => name !== 'unit')
    if (needsBuild && !(await isBuildCurrent())) {
      await exec('node', ['bin/build.ts'])
    }
    for (const suite of wanted) {
      const { exitCode } = await exec('node', [...TEST_RUNNER, suite, ...this.#filters()], {
        reject: false,
      })
      if (exitCode !== 0) this.exitCode = exitCode ?? 1
    }
  }

  /** As the runner takes them, with whatever else was said. */
  #filters(): string[] {
    const { files, tests, groups, tags } = this
    const known = Object.entries({ files, tests, groups, tags }).flatMap(([name, values]) =>
      (values ?? []).map((value) => `--${name}=${value}`)
    )
    const others = this.parsed.unknownFlags.map((name: string) => {
      const value: unknown = this.parsed.flags[name]
      return value === true ? `--${name}` : `--${name}=${value}`
    })
    return [...known, ...others]
  }
}
