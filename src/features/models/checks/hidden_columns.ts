/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Check, Place } from '../../../doctor/main.ts'
import { modelStates } from './model_states.ts'
import { shownOf } from './trial_row.ts'

/** What is looked at of `config/reflex.ts`. */
interface UserConfig {
  currentUser: (user: object) => unknown
  auth?: { user: () => Promise<{ default: LucidModel }> }
}

/** What pages get of a row. */
interface Shown extends Place {
  model: LucidModel
  /** Who makes it, for the reader. */
  by: string
  transform: (row: never) => unknown
}

/** Looks for columns that a model keeps out of JSON (`serializeAs: null`), and that pages get nevertheless. */
export const hiddenColumnsCheck: Check = {
  name: 'security/hidden-columns',
  async *run({ app, states, placeOf, find }) {
    const shown: Shown[] = modelStates(states).map(({ definition, settings }) => {
      const { model, row: Transformer } = settings
      const transform = (row: never) => new Transformer(row).toObject()
      const by = `${Transformer.name} of ${definition.id}`
      return { model, by, transform, ...placeOf(definition.id) }
    })
    const user = await currentUserOf(app)
    if (user) shown.push({ ...user, ...find('config/reflex.ts', 'currentUser') })
    for (const { model, by, transform, ...place } of shown) {
      for (const column of await shownOf(model, transform)) {
        yield {
          severity: 'error',
          about: `${model.table}.${column}`,
          ...place,
          reason: `Pages get ${model.name}.${column}, which the model hides: ${by} shows it`,
          remedy: 'Pick the attributes that pages may have one by one',
        }
      }
    }
  },
}

async function currentUserOf(app: ApplicationService): Promise<Shown | undefined> {
  const { auth, currentUser } = app.config.get<UserConfig>('reflex')
  if (!auth) return undefined
  const { default: model } = await auth.user()
  return { model, by: 'currentUser', transform: currentUser }
}
