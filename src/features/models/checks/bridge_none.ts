/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Check } from '../../../doctor/main.ts'
import type { BridgeMode, StateDefinition } from '../../../state/main.ts'

/** Looks for events that know nothing of a user, and have models at hand. */
export function bridgeNoneCheck(mode: (definition: StateDefinition) => BridgeMode): Check {
  return {
    name: 'security/bridge-none',
    async *run({ app, states, placeOf }) {
      for (const definition of states.all()) {
        if (mode(definition) !== 'none') continue
        const { id } = definition
        const { file, line } = placeOf(id)
        const models = file === undefined ? [] : await modelsIn(app, file)
        if (models.length === 0) continue
        yield {
          severity: 'warning',
          about: id,
          file,
          line,
          reason: `Events of ${id} run without a request, and it imports ${models.join(', ')}: nobody asks who may read or write these`,
          remedy:
            "Leave out static bridge = 'none', or read and write in a state that has a request",
        }
      }
    },
  }
}

/** Names of the models that a source file imports; a build has none. */
async function modelsIn(app: ApplicationService, file: string): Promise<string[]> {
  const path = app.makePath(file)
  if (!existsSync(path)) return []
  const { importedFiles } = await import('../../../discovery/main.ts')
  const modules = importedFiles(app.appRoot, path).map(async (imported) => {
    const module = (await app.import(`./${app.relativePath(imported)}`)) as object
    return Object.values(module).filter(isModel)
  })
  const models = await Promise.all(modules)
  return models.flat().map(({ name }) => name)
}

function isModel(value: unknown): value is { name: string } {
  return typeof value === 'function' && '$columnsDefinitions' in value && 'table' in value
}
