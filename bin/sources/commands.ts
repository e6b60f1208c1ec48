/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the build has as the index of its commands, of their sources.
 */

import { join } from 'node:path'
import { FsLoader } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'
import { root } from '../support/processes.ts'

const loader = new FsLoader(join(root, 'commands'))

export const getMetaData = () => loader.getMetaData()

export const getCommand = (command: CommandMetaData) => loader.getCommand(command)
