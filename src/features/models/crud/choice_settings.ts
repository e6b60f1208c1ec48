/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { AnyChoices, PolicyClass } from './types.ts'

/** Choices of a page where nobody says otherwise. */
const PER_PAGE = 20

/** Where the choices of a field come from, ready to be used. */
export class ChoiceSettings {
  /** The field. */
  readonly name: string
  readonly model: LucidModel
  readonly label: string
  readonly search: readonly string[]
  readonly owner: string | undefined
  readonly policy: PolicyClass | undefined
  readonly perPage: number

  /** @param owner - that of the model state, which counts where the model of the choices has such a column */
  constructor(name: string, options: AnyChoices, owner: string | undefined) {
    const { model, label, search = [label], policy, perPage = PER_PAGE } = options
    model.boot()
    this.name = name
    this.model = model
    this.label = label
    this.search = search
    this.policy = policy
    this.perPage = perPage
    const shared = owner !== undefined && model.$hasColumn(owner) ? owner : undefined
    this.owner = options.owner === undefined ? shared : (options.owner ?? undefined)
  }
}
