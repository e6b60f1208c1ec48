/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import string from '@adonisjs/core/helpers/string'
import type { ApplicationService } from '@adonisjs/core/types'
import { PageScanner } from '../discovery/main.ts'
import type { DiscoveryOptions } from '../pages/main.ts'
import { Application } from './application.ts'
import type { ImportedClass } from './application.ts'

/**
 * Finds out what a test can import of an application.
 *
 * @param test - file of the test, relative to the application root
 */
export async function loadApplication(
  app: ApplicationService,
  test: string,
  discovery: DiscoveryOptions
): Promise<Application> {
  const scanner = new PageScanner({ appRoot: app.appRoot, ...discovery })
  const { states } = await scanner.survey()
  const { imports = {} } = JSON.parse(await readFile(app.makePath('package.json'), 'utf8')) as {
    imports?: Record<string, unknown>
  }
  const stateFiles = states.map(({ id, file, export: name }): [string, ImportedClass] => {
    const isNamed = name !== 'default'
    const path = app.relativePath(file).replaceAll('\\', '/')
    return [id, { name: isNamed ? name : classOf(path), file: path, isNamed }]
  })
  return new Application({
    states: new Map(stateFiles),
    models: new Map(await modelsOf(app)),
    imports,
    test,
    hasDatabase: app.container.hasBinding('lucid.db'),
  })
}

async function modelsOf(app: ApplicationService): Promise<[string, ImportedClass][]> {
  const folder = app.modelsPath()
  if (!existsSync(folder)) return []
  const found: [string, ImportedClass][] = []
  for await (const file of glob('**/*.ts', { cwd: folder })) {
    const path = app.relativePath(app.modelsPath(file)).replaceAll('\\', '/')
    found.push([classOf(path), { name: classOf(path), file: path }])
  }
  return found
}

/** The class that a file exports by default, as Adonis names it. */
function classOf(file: string): string {
  return string.pascalCase(basename(file, '.ts'))
}
