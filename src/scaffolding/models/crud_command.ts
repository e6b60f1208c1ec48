/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import type { BaseCommand } from '@adonisjs/core/ace'
import type {} from '@adonisjs/lucid/database_provider'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { ApplicationFacts } from './application_facts.ts'
import { noteChoices } from './choices.ts'
import { CrudFiles } from './crud_files.ts'
import type { CrudOptions } from './crud_files.ts'
import { describeModel, ownerCandidates } from './description.ts'
import type { ModelDescription } from './description.ts'
import { FileWriter } from './file_writer.ts'
import { namesOfModel } from './model_names.ts'
import type { ModelNames } from './model_names.ts'
import { unfilled } from './state_parts.ts'
import { readTable } from './table.ts'
import type { Table } from './table_types.ts'

/** What both commands are asked for. */
export interface CrudRequest {
  /** Name of the model. */
  name: string
  owner: string | undefined
  /** Of all that is made, which the address begins with. */
  folder?: string
  force: boolean
  diff: boolean
}

const NOBODY = 'none: whoever may see the list sees all rows'

/** What `make:crud` and `make:model-state` have in common. */
export class CrudCommand {
  #command: BaseCommand
  #request: CrudRequest
  #facts: ApplicationFacts
  #files: CrudFiles
  #description: ModelDescription

  private constructor(
    command: BaseCommand,
    request: CrudRequest,
    names: ModelNames,
    description: ModelDescription
  ) {
    this.#command = command
    this.#request = request
    this.#description = description
    this.#facts = new ApplicationFacts(command.app)
    const writer = new FileWriter(command, request)
    this.#files = new CrudFiles(this.#facts, writer, names, description)
  }

  /**
   * Reads the model and its table.
   *
   * @returns undefined when something is wrong, which has been said
   */
  static async begin(command: BaseCommand, request: CrudRequest): Promise<CrudCommand | undefined> {
    const { app } = command
    const fail = (message: string): undefined => {
      command.logger.error(message)
      command.exitCode = 1
    }
    if (!app.container.hasBinding('lucid.db')) return fail('This application has no Lucid')
    const names = namesOfModel(app, request.name, request.folder)
    const { specifier, className, fileName } = names.model
    if (!existsSync(app.modelsPath(names.model.path, fileName))) {
      return fail(`There is no model ${className}. Make it with: node ace make:model ${className}`)
    }
    const model = (await app.importDefault(specifier)) as LucidModel
    model.boot()
    const db = await app.container.make('lucid.db')
    const table = await readTable(db.connection(model.connection), model.table)
    if (table === undefined) {
      return fail(`There is no table "${model.table}". Run: node ace migration:run`)
    }
    const owner = request.owner ?? (await askForOwner(command, table))
    try {
      const description = describeModel(model, table, owner)
      await noteChoices(new ApplicationFacts(app), description)
      return new CrudCommand(command, request, names, description)
    } catch (error) {
      return fail((error as Error).message)
    }
  }

  /** Writes all that pages need. */
  async makePages({ policy: wantsPolicy, import: wantsImport }: CrudOptions): Promise<void> {
    const { logger } = this.#command
    const hasBouncer = await this.#facts.hasBouncer()
    const policy = wantsPolicy && hasBouncer
    if (wantsPolicy && !hasBouncer) {
      logger.warning(
        'There is no policy, since @adonisjs/bouncer is not configured: run "node ace add @adonisjs/bouncer", and this command again'
      )
    }
    await this.#alias([
      'states',
      'models',
      'validators',
      'transformers',
      ...(policy ? ['policies'] : []),
    ])
    await this.#files.writeAll({ policy, import: wantsImport })
    this.#printWarnings()
    if (this.#request.diff) return
    if (policy) logger.info('The policy refuses everything: say there who may do what')
    if (wantsImport && !(await this.#facts.hasPackage('csv-parse'))) {
      logger.warning('Imports need the parser. Install it: npm install csv-parse')
    }
  }

  /** Writes a state, and what makes its rows. */
  async makeState(isList: boolean): Promise<void> {
    await this.#alias(['states', 'models', 'transformers'])
    await this.#files.writeState(isList)
    this.#printWarnings()
  }

  async #alias(folders: string[]): Promise<void> {
    if (this.#request.diff) return
    const added = await this.#facts.addAliases(folders)
    if (added.length > 0) {
      this.#command.logger.action(`update package.json (${added.join(', ')})`).succeeded()
    }
  }

  /** Says what was left out, and why. */
  #printWarnings(): void {
    const { logger } = this.#command
    const { leftOut, uncheckedIndexes } = this.#description
    for (const { name, reason } of leftOut) logger.info(`Left out "${name}": ${reason}`)
    for (const name of unfilled(leftOut)) {
      logger.warning(`"${name}" has to have a value, and nobody gives it one`)
    }
    for (const names of uncheckedIndexes) {
      logger.warning(`No rule checks that ${names.join(' and ')} are unique together`)
    }
    for (const warning of this.#files.warnings) logger.warning(warning)
  }
}

async function askForOwner(command: BaseCommand, table: Table): Promise<string | undefined> {
  const candidates = ownerCandidates(table)
  if (candidates.length === 0) return undefined
  if (!isInteractive(command)) {
    command.logger.info(
      `"${candidates[0]}" may say whose row it is: add --owner=${candidates[0]} to show users their own rows alone`
    )
    return undefined
  }
  const answer = await command.prompt.choice('Which column says whose row it is?', [
    ...candidates,
    NOBODY,
  ])
  return answer === NOBODY ? undefined : answer
}

/** Whether somebody answers. */
function isInteractive({ app }: BaseCommand): boolean {
  return app.inTest || (process.stdin.isTTY === true && process.stdout.isTTY === true)
}
