/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { relative } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { visible } from '../src/logging/main.ts'
import { AssetFolder, bringTogether, E_ASSET_FOLDER } from '../src/releases/main.ts'
import type { BroughtTogether } from '../src/releases/main.ts'

/**
 * `node ace reflex:deploy ../current/public/assets` lets documents, files and sockets of two builds meet
 * in any combination while one takes the place of the other.
 */
export default class DeployAssets extends BaseCommand {
  static commandName = 'reflex:deploy'
  static description =
    "Bring the browser's files of this build and of the builds before it together"
  static help = [
    'Run it in the folder of the new build, before its first process starts:',
    '```',
    '{{ binaryName }} reflex:deploy ../current/public/assets',
    '```',
    'The files of this build go to that folder, and those of the builds before it come here.',
  ]
  static options: CommandOptions = { startApp: true }

  @args.string({
    description:
      'Folder with the files of the builds before: of the running release, or a shared one',
  })
  declare folder: string

  @flags.number({
    description: 'Number of builds whose files are kept, including this one',
    default: 3,
  })
  declare keep: number

  @flags.boolean({
    description: 'Create the folder if it does not exist, or use one that has other files',
  })
  declare create: boolean

  async run() {
    if (!Number.isInteger(this.keep) || this.keep < 2) {
      return this.#fail('--keep is a whole number from 2 on: this build, and the one before it')
    }
    const buildDirectory = this.app.config.get<string>('vite.buildDirectory', 'public/assets')
    const own = new AssetFolder(this.app.makePath(buildDirectory))
    const other = new AssetFolder(this.folder)
    const { keep, create } = this
    let done: BroughtTogether
    try {
      done = await bringTogether(own, other, { keep, create })
    } catch (error) {
      if (!(error instanceof E_ASSET_FOLDER)) throw error
      return this.#fail(`${error.message}. ${error.help}`)
    }
    const { builds, given, taken, removed, replaced } = done
    const folder = relative(process.cwd(), other.path)
    const said = `${given} files to ${folder}, ${taken} from there, ${removed} removed`
    this.logger.success(visible(said))
    this.logger.info(visible(`builds that are served: ${builds.join(', ')}`))
    for (const file of replaced) {
      const warning = `${file} had other contents. Have a hash in the names of files`
      this.logger.warning(visible(warning))
    }
  }

  #fail(message: string) {
    this.logger.error(visible(message))
    this.exitCode = 1
  }
}
