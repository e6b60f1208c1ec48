/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Field, LeftOut, ModelDescription } from './description.ts'
import type { ModelNames } from './model_names.ts'
import { literal } from './rules.ts'
import { fillerOf } from './samples.ts'

/** Which parts a state has. */
interface StateUses {
  isList: boolean
  policy: boolean
  form: boolean
  filters: boolean
  /** There are pages of forms, which lead back to the list. */
  pages: boolean
}

/** A filter of the list: what has few values. */
export function isFilter({ kind, belongsTo }: Field): boolean {
  if (kind === 'enum' || kind === 'boolean') return true
  return belongsTo !== undefined && (kind === 'integer' || kind === 'uuid')
}

/** A column that the list is searched in. */
export function isSearched({ kind, belongsTo }: Field): boolean {
  return (kind === 'text' || kind === 'longText') && belongsTo === undefined
}

/** A column that the list can be sorted by. */
export function isSorted({ kind }: Field): boolean {
  return kind !== 'longText' && kind !== 'uuid'
}

/** A field that is changed in its cell: one that others do not depend on. */
function isEditable({ kind, unique, belongsTo }: Field): boolean {
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
  const { members, imports } = isList
    ? { members: '', imports: [] }
    : membersOf(names, description, uses)
  const rules = [...(form ? [validator.form] : []), ...(filters ? [validator.filters] : [])].sort()
  return {
    factory: isList ? 'listState' : 'modelState',
    options: optionsOf(names, description, uses),
    members,
    pages,
    imports: [
      ...imports,
      `import { ${isList ? 'listState' : 'modelState'} } from 'reflex-adonis/models'`,
      `import ${names.model.className} from '${names.model.specifier}'`,
      ...(policy ? [`import ${names.policy.className} from '${names.policy.specifier}'`] : []),
      `import ${names.transformer.className} from '${names.transformer.specifier}'`,
      ...(rules.length > 0 ? [`import { ${rules.join(', ')} } from '${validator.specifier}'`] : []),
    ],
  }
}

function optionsOf(
  names: ModelNames,
  { fields, owner, version, deletedAt }: ModelDescription,
  { isList, policy, form, filters }: StateUses
): string[] {
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
    ...(version !== undefined && form && !isList ? [`version: ${literal(version)}`] : []),
    ...(deletedAt !== undefined ? [`deletedAt: ${literal(deletedAt)}`] : []),
  ]
}

function membersOf(
  { model, thing, route }: ModelNames,
  { leftOut }: ModelDescription,
  { form, pages }: StateUses
): { members: string; imports: string[] } {
  if (!form) return { members: '', imports: [] }
  const filled = leftOut.flatMap((column) => {
    const filler = valueOf(column)
    return filler === undefined ? [] : [`${column.name}: ${filler}`]
  })
  const values =
    filled.length === 0
      ? ''
      : `/** The form does not have all that a new row needs. */
  protected override values(data: object, row: ${model.className} | null) {
    return row ? { ...data } : { ...data, ${filled.join(', ')} }
  }

  `
  const back = pages
    ? `// What is changed in the list stays there
    return isNew || this.params.id ? [toast, rx.redirect('${route}')] : [toast]`
    : 'return toast'
  const members = `${values}protected override afterSave(_: ${model.className}, isNew: boolean) {
    const toast = rx.toast.success(isNew ? ${literal(`${thing} created`)} : ${literal(`${thing} saved`)})
    ${back}
  }

  protected override afterRemove() {
    return rx.toast.success(${literal(`${thing} removed`)})
  }`
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
