/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationFacts } from './application_facts.ts'
import { describeModel } from './description.ts'
import type { ChoiceOf, Field, ModelDescription } from './description.ts'
import { readTable } from './table.ts'

/** What rows are usually called by. */
const NAMES = ['name', 'fullName', 'title', 'label']

/** Notes for each foreign key how the rows are called that it can name. */
export async function noteChoices(
  facts: ApplicationFacts,
  description: ModelDescription
): Promise<void> {
  for (const field of description.fields) {
    const choice = await choiceOf(facts, field, description)
    if (choice) field.choice = choice
  }
}

async function choiceOf(
  facts: ApplicationFacts,
  { belongsTo }: Field,
  { owner, fields }: ModelDescription
): Promise<ChoiceOf | undefined> {
  if (belongsTo === undefined) return undefined
  const { model, key, relation } = belongsTo
  model.boot()
  // Rows of the list have the name under that of the relation
  const isTaken = fields.some(({ attribute }) => attribute === relation)
  if (key !== model.primaryKey || isTaken) return undefined
  const specifier = await facts.specifierOf(model)
  const db = await facts.app.container.make('lucid.db')
  const table = await readTable(db.connection(model.connection), model.table)
  if (specifier === undefined || table === undefined) return undefined
  const texts = describeModel(model, table).fields.filter(({ kind }) => kind === 'text')
  const [label] = [...texts].sort((one, other) => rankOf(one) - rankOf(other))
  if (label === undefined) return undefined
  const isOwned = owner !== undefined && model.$hasColumn(owner.attribute)
  return { model, specifier, label: label.attribute, isOwned }
}

function rankOf({ attribute }: Field): number {
  const index = NAMES.indexOf(attribute)
  return index < 0 ? NAMES.length : index
}
