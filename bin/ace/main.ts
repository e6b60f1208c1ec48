/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Commands for work on the package. Each replaces the one of Adonis that has its name.
 */

import { ListLoader } from '@adonisjs/core/ace'
import Build from './build.ts'
import Serve from './serve.ts'
import Test from './test.ts'

const loader = new ListLoader([Build, Serve, Test])

export const getMetaData = () => loader.getMetaData()

export const getCommand = (command: Parameters<typeof loader.getCommand>[0]) =>
  loader.getCommand(command)
