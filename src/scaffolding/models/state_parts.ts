/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { Field, LeftOut, ModelDescription } from './description.ts'
import type { ModelNames } from './model_names.ts'
import { labelOf } from './markup.ts'
import { literal } from './rules.ts'
import { fillerOf } from './samples.ts'

/** Which parts a state has. */
export interface StateUses {
  isList: boolean
  policy: boolean
  form: boolean
  filters: boolean
  /** There are pages of forms, which lead back to the list. */
  pages: boolean
  /** Rows can be imported. */
  import: boolean
  /** Another state has the name of its class: it has an id of its own. */
  hasOwnId: boolean
}

/** A filter of the list: what has few values, or what is chosen by its name. */
export function isFilter({ kind, choice }: Field): boolean {
  return kind === 'enum' || kind === 'boolean' || choice !== undefined
}

/** A column that the list is searched in. */
export function isSearched({ kind, belongsTo }: Field): boolean {
  return (kind === 'text' || kind === 'longText') && belongsTo === undefined
}

/** A column that the list can be sorted by. */
export function isSorted({ kind, choice }: Field): boolean {
  return kind !== 'longText' && kind !== 'uuid' && choice === undefined
}

/** A field that is changed in its cell: one that others do not depend on. */
export function isEditable({ kind, unique, belongsTo }: Field): boolean {
  const isPlain = unique === undefined && belongsTo === undefined
  return isPlain && ['integer', 'decimal', 'float', 'boolean', 'enum'].includes(kind)
}

/** What the stub of a state is filled with. */
export function stateParts(
  names: ModelNames,
  description: ModelDescription,
  uses: StateUses
): Record<string, unknown> {
  const { isList, policy, form, filters, pages } = uses
  const { validator } = names
  const { members, imports } = membersOf(names, description, uses)
  const rules = [...(form ? [validator.form] : []), ...(filters ? [validator.filters] : [])].sort()
  return {
    factory: isList ? 'listState' : 'modelState',
    options: optionsOf(names, description, uses),
    members: members.join('\n\n'),
    pages,
    imports: [
      ...imports,
      `import { ${isList ? 'listState' : 'modelState'} } from 'reflex-adonis/models'`,
      ...modelImports(names, description, uses),
      ...(policy ? [`import ${names.policy.className} from '${names.policy.specifier}'`] : []),
      `import ${names.transformer.className} from '${names.transformer.specifier}'`,
      ...(rules.length > 0 ? [`import { ${rules.join(', ')} } from '${validator.specifier}'`] : []),
    ],
  }
}

function optionsOf(
  names: ModelNames,
  { fields, owner, version, deletedAt }: ModelDescription,
  uses: StateUses
): string[] {
  const { isList, policy, form, filters } = uses
  const list = (isMeant: (field: Field) => boolean) =>
    fields.filter(isMeant).map(({ attribute }) => literal(attribute))
  const lists: [option: string, attributes: string[]][] = [
    ...(form ? [['editable', list(isEditable)] as [string, string[]]] : []),
    ['search', list(isSearched)],
    ['sort', list(isSorted)],
  ]
  return [
    `row: ${names.transformer.className}`,
    ...(form ? [`form: ${names.validator.form}`] : []),
    ...lists
      .filter(([, attributes]) => attributes.length > 0)
      .map(([option, attributes]) => `${option}: [${attributes.join(', ')}]`),
    ...(filters ? [`filters: ${names.validator.filters}`] : []),
    ...(owner ? [`owner: ${literal(owner.attribute)}`] : []),
    ...(policy ? [`policy: ${names.policy.className}`] : []),
    ...(form ? choiceOptions(fields) : []),
    ...(uses.import ? [importOption(fields)] : []),
    ...(version !== undefined && form && !isList ? [`version: ${literal(version)}`] : []),
    ...(deletedAt !== undefined ? [`deletedAt: ${literal(deletedAt)}`] : []),
  ]
}

/** Fields with choices, as the state has them. */
function choiceOptions(fields: readonly Field[]): string[] {
  const each = fields.flatMap(({ attribute, choice }) =>
    choice ? [`${attribute}: { model: ${choice.model.name}, label: ${literal(choice.label)} }`] : []
  )
  return each.length > 0 ? [`choices: { ${each.join(', ')} }`] : []
}

/** What files say besides the names of fields, and what no two of their rows may say. */
function importOption(fields: readonly Field[]): string {
  const headers = fields.flatMap(({ attribute, choice, belongsTo }) =>
    choice ? [`${attribute}: [${literal(labelOf({ attribute: belongsTo!.relation }))}]`] : []
  )
  const unique = fields
    .filter((field) => field.unique === 'all')
    .map(({ attribute }) => literal(attribute))
  const parts = [
    ...(headers.length > 0 ? [`headers: { ${headers.join(', ')} }`] : []),
    ...(unique.length > 0 ? [`unique: [${unique.join(', ')}]`] : []),
  ]
  return `import: { ${parts.join(', ')} }`
}

/** The model, and those that its fields name. */
function modelImports(
  { model }: ModelNames,
  { fields }: ModelDescription,
  { form }: StateUses
): string[] {
  const known = new Map([[model.className, model.specifier]])
  for (const { choice } of form ? fields : []) {
    if (choice) known.set(choice.model.name, choice.specifier)
  }
  return [...known]
    .sort(([, one], [, other]) => (one < other ? -1 : 1))
    .map(([className, specifier]) => `import ${className} from '${specifier}'`)
}

function membersOf(
  names: ModelNames,
  description: ModelDescription,
  uses: StateUses
): { members: string[]; imports: string[] } {
  const preloads = preloadsOf(names, description)
  const forms = uses.isList || !uses.form ? NOTHING : formMembers(names, description, uses)
  return {
    members: [...ownId(names, uses), ...preloads.members, ...forms.members],
    imports: [...preloads.imports, ...forms.imports].sort(byPackage),
  }
}

function ownId({ entity, state }: ModelNames, { hasOwnId }: StateUses): string[] {
  const prefix = string.pascalCase(entity.path)
  if (!hasOwnId || prefix === '') return []
  return [`static id = ${literal(`${prefix}${state.className}`)}`]
}

const NOTHING = { members: [] as string[], imports: [] as string[] }

/** What belongs to Node or Adonis is imported before this package. */
function byPackage(one: string, other: string): number {
  const rank = (line: string) => (line.includes("'reflex-adonis") ? 1 : 0)
  return rank(one) - rank(other)
}

/** Reads what the rows of the list belong to. */
function preloadsOf({ model }: ModelNames, { fields }: ModelDescription) {
  const relations = fields.flatMap(({ choice, belongsTo }) =>
    choice ? [literal(belongsTo!.relation)] : []
  )
  if (relations.length === 0) return NOTHING
  const calls = relations.map((relation) => `.preload(${relation})`).join('')
  return {
    members: [
      `protected override visible(query: ModelQueryBuilderContract<typeof ${model.className}>) {
    void query${calls}
  }`,
    ],
    imports: [`import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'`],
  }
}

function formMembers(
  { model, thing, route }: ModelNames,
  { leftOut }: ModelDescription,
  { pages }: StateUses
): { members: string[]; imports: string[] } {
  const filled = leftOut.flatMap((column) => {
    const filler = valueOf(column)
    return filler === undefined ? [] : [`${column.name}: ${filler}`]
  })
  const values =
    filled.length === 0
      ? []
      : [
          `/** The form does not have all that a new row needs. */
  protected override values(data: object, row: ${model.className} | null) {
    return row ? { ...data } : { ...data, ${filled.join(', ')} }
  }`,
        ]
  const back = pages
    ? `// What is changed in the list stays there
    return isNew || this.params.id ? [toast, rx.redirect('${route}')] : [toast]`
    : 'return toast'
  const members = [
    ...values,
    `protected override afterSave(_: ${model.className}, isNew: boolean) {
    const toast = rx.toast.success(isNew ? ${literal(`${thing} created`)} : ${literal(`${thing} saved`)})
    ${back}
  }`,
    `protected override afterRemove() {
    return rx.toast.success(${literal(`${thing} removed`)})
  }`,
  ]
  const text = filled.join()
  return {
    members,
    imports: [
      ...(text.includes('randomUUID(') ? [`import { randomUUID } from 'node:crypto'`] : []),
      ...(text.includes('string.random(')
        ? [`import string from '@adonisjs/core/helpers/string'`]
        : []),
      `import { rx } from 'reflex-adonis'`,
    ],
  }
}

/** What the state gives a column that no form has, where it has to. */
function valueOf(column: LeftOut): string | undefined {
  return column.isRequired && column.isOfModel ? fillerOf(column) : undefined
}

/** Names of the columns that have to have a value, and that nothing gives one. */
export function unfilled(leftOut: readonly LeftOut[]): string[] {
  return leftOut
    .filter((column) => column.isRequired && valueOf(column) === undefined)
    .map(({ name }) => name)
}
