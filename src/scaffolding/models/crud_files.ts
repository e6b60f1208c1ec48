/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { stubsRoot } from '../../../stubs/main.ts'
import type { ApplicationFacts } from './application_facts.ts'
import type { Field, ModelDescription } from './description.ts'
import type { FileWriter } from './file_writer.ts'
import { columnOf, filterOf, formField, nameOf, searchOf } from './markup.ts'
import type { ModelNames } from './model_names.ts'
import { filterRule, formRule } from './rules.ts'
import { isEditable, isFilter, isSorted, stateParts } from './state_parts.ts'
import type { StateUses } from './state_parts.ts'
import { samplesOf } from './test_samples.ts'

/** What is asked for of `make:crud`. */
export interface CrudOptions {
  policy: boolean
  /** Rows can be imported from files. */
  import: boolean
}

/** Writes all that is made of a model. */
export class CrudFiles {
  #facts: ApplicationFacts
  #writer: FileWriter
  #names: ModelNames
  #description: ModelDescription
  /** Why something was not written. */
  readonly warnings: string[] = []

  constructor(
    facts: ApplicationFacts,
    writer: FileWriter,
    names: ModelNames,
    description: ModelDescription
  ) {
    this.#facts = facts
    this.#writer = writer
    this.#names = names
    this.#description = description
  }

  /** Writes what `make:crud` does. */
  async writeAll({ policy, import: isImported }: CrudOptions): Promise<void> {
    const { fields, owner } = this.#description
    const hasAuth = await this.#facts.hasAuth()
    const users = owner?.belongsTo?.model ?? (await this.#facts.userModel())
    if (owner && !hasAuth) {
      this.warnings.push(
        'No middleware "auth" was found in start/kernel.ts: let the pages name one'
      )
    }
    if (!owner && !policy) {
      const who = hasAuth ? 'Who is signed in' : 'Everybody'
      this.warnings.push(`${who} may see and change all ${this.#names.things}: there is no policy`)
    }
    await this.#state({
      policy,
      form: true,
      filters: fields.some(isFilter),
      pages: true,
      import: isImported,
    })
    await this.#write('validator', this.#validator())
    if (policy) await this.#write('policy', { user: await this.#classOf(users) })
    await this.writeTransformer()
    const middleware = hasAuth ? ", middleware: ['auth']" : ''
    await this.#write('css', {})
    await this.#write('frame', {})
    await this.#write('component', this.#component())
    await this.#write('index', { ...this.#list(), middleware, isImported })
    const { variable } = this.#names.state
    const searches = this.#choices()
      .map(({ name, label }) => searchOf({ list: variable, name, label }))
      .join('')
    await this.#write('create', { middleware, searches })
    await this.#write('edit', { middleware, searches })
    await this.#test(policy, hasAuth, hasAuth || owner || policy ? users : undefined)
  }

  /** Writes a state alone, with what there is of the rest. */
  async writeState(isList: boolean): Promise<void> {
    const { validator, policy } = this.#names
    const { app } = this.#facts
    const rules = await readFile(this.#fileOf('validators', validator.fileName), 'utf8').catch(
      () => ''
    )
    const has = (name: string) => rules.includes(`export const ${name} `)
    await this.#state({
      isList,
      policy: existsSync(app.makePath('app/policies', this.#names.entity.path, policy.fileName)),
      form: !isList && has(validator.form),
      filters: has(validator.filters),
      pages: false,
      import: false,
    })
    if (!existsSync(this.#fileOf('transformers', this.#names.transformer.fileName))) {
      await this.writeTransformer()
    }
  }

  writeTransformer(): Promise<void> {
    const { key, fields } = this.#description
    const plain = fields.filter(({ kind }) => kind !== 'boolean')
    const picked = [key, ...plain.map(({ attribute }) => attribute)]
    const made = fields.flatMap((field) => madeValue(field) ?? [])
    return this.#write('transformer', {
      picked: picked.map((name) => `'${name}'`).join(', '),
      made,
    })
  }

  #fileOf(folder: string, fileName: string): string {
    return this.#facts.app.makePath('app', folder, this.#names.entity.path, fileName)
  }

  async #state(uses: Omit<StateUses, 'isList' | 'hasOwnId'> & { isList?: boolean }) {
    const { entity, state } = this.#names
    const hasOwnId = await this.#facts.hasNamesake(posix.join(entity.path, state.fileName))
    const parts = stateParts(this.#names, this.#description, { isList: false, hasOwnId, ...uses })
    return this.#write('state', parts)
  }

  async #write(stub: string, data: Record<string, unknown>): Promise<void> {
    const names = { ...this.#names, key: this.#description.key, list: this.#names.state.variable }
    await this.#writer.write(stubsRoot, `make/crud/${stub}.stub`, { ...names, ...data })
  }

  async #classOf(model: LucidModel | undefined) {
    const specifier = model && (await this.#facts.specifierOf(model))
    return specifier === undefined ? undefined : { className: model!.name, specifier }
  }

  #validator() {
    const { fields } = this.#description
    const rules = fields.map((field) => `${field.attribute}: ${formRule(field, this.#description)}`)
    const text = rules.join('\n')
    const limits = fields.filter(isFilter)
    return {
      rules,
      filterRules: limits.map((field) => `${field.attribute}: ${filterRule(field)}`),
      hasDates: text.includes('DateTime.'),
      rowOfForm: text.includes('RowOfForm'),
      hasOwner: text.includes('{ id, owner }'),
    }
  }

  #component() {
    const { fields } = this.#description
    const controls = fields.map(formField)
    const text = controls.join('\n')
    const parts = ['ChoiceSelect', 'FieldError', 'fieldProps', 'selectProps', 'textareaProps']
    const used = parts.filter((name) => text.includes(name))
    return { controls, used: used.join(', ') }
  }

  /** Fields whose choices are searched. */
  #choices() {
    const { fields } = this.#description
    return fields
      .filter(({ choice }) => choice)
      .map((field) => ({ name: field.attribute, label: nameOf(field) }))
  }

  #list() {
    const { fields, key, deletedAt } = this.#description
    const named = fields.find(({ kind, choice }) => kind === 'text' && choice === undefined)
    // Rows are called by their first column
    const others = fields.filter((field) => field !== named && isShown(field))
    const columns = [...(named ? [named] : []), ...others].map((field) =>
      columnOf(field, { isSorted: isSorted(field), isEditable: isEditable(field) })
    )
    return {
      columns,
      filters: fields.filter(isFilter).map(filterOf),
      choiceLabels: this.#choices().map((each) => `${each.name}: '${each.label}'`),
      rowName: `row.${named?.attribute ?? key}`,
      deletedAt: deletedAt !== undefined,
    }
  }

  async #test(policy: boolean, hasAuth: boolean, users: LucidModel | undefined): Promise<void> {
    const directory = this.#facts.testDirectory
    const { owner, fields, model } = this.#description
    const samples = await samplesOf(this.#facts, this.#description, users)
    const problem =
      (directory === undefined ? 'there is no suite for it in adonisrc.ts' : undefined) ??
      samples.problem ??
      ((owner || policy) && !users ? 'nobody knows the model of users' : undefined)
    if (problem !== undefined) {
      this.warnings.push(`No test was written: ${problem}`)
      return
    }
    const text = JSON.stringify([samples.fields, samples.makers])
    const seen = fields.find(({ kind }) => kind === 'text' || kind === 'longText')
    const needed = fields.find(({ isRequired, kind }) => isRequired && kind !== 'boolean')
    await this.#write('test', {
      ...samples,
      directory,
      connection: model.connection === undefined ? '' : `'${model.connection}'`,
      hasOwner: owner !== undefined,
      hasPolicy: policy,
      hasAuth,
      user: users && { className: users.name, make: `make${users.name}` },
      seen: seen?.attribute,
      needed: needed?.attribute,
      empty: fields
        .filter(({ isRequired }) => !isRequired)
        .map(({ attribute }) => `${attribute}: ''`),
      hasUuid: text.includes('randomUUID('),
      hasDates: text.includes('DateTime.'),
      ownClass: samples.makers.every(({ className }) => className !== model.name),
    })
  }
}

/** Long texts have no column of the list. */
function isShown({ kind }: Field): boolean {
  return kind !== 'longText'
}

/** A value of a row that is not as the database has it; undefined for others. */
function madeValue({ attribute, kind, isNullable, choice, belongsTo }: Field): string | undefined {
  const value = `this.resource.${attribute}`
  if (choice) {
    const { relation } = belongsTo!
    return `${relation}: this.resource.${relation}?.${choice.label} ?? null`
  }
  if (kind !== 'boolean') return undefined
  // SQLite has 0 and 1
  return `${attribute}: ${isNullable ? `${value} === null ? null : Boolean(${value})` : `Boolean(${value})`}`
}
