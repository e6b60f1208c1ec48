/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { firstFree } from './application.ts'
import type { Application, ImportedClass } from './application.ts'
import { isSecretName } from '../features/devtools/main.ts'
import type { UserMark } from '../features/devtools/main.ts'
import { sampleOf } from './file_samples.ts'
import { accessOf, isFile, literal, templateText } from './literal.ts'
import type { Substitutes } from './literal.ts'
import { isObject } from './agreement.ts'
import type { Act, Walk } from './walk.ts'

/** What a password of a test looks like that rules for passwords accept. */
const MADE_UP = 'Made-up-secret'

/**
 * Writes what a person did, line by line, as code of a test.
 */
export class ActCode {
  #application: Application
  #secrets: Map<number, string>
  /** Source of the names that the code imports, by name. */
  readonly imports = new Map<string, string>()
  /** What was written otherwise than it happened, as sentences. */
  readonly left: string[] = []

  constructor(application: Application, walk: Walk) {
    this.#application = application
    this.#secrets = namesOf(walk.secrets)
  }

  /** The class of a state, which is imported; undefined where no file has it. */
  state(id: string): string | undefined {
    return this.#import(this.#application.state(id))
  }

  /** The class of a model, which is imported; undefined where no file has it. */
  model(name: string): string | undefined {
    return this.#import(this.#application.model(name))
  }

  /**
   * The lines that make up secrets, and give them to the users who sign in.
   *
   * @param exists - whether a user is there before the walk; undefined where the code has to find out itself
   */
  setUp(walk: Walk, exists?: (user: UserMark) => boolean): string[] {
    const lines = [...this.#secrets.values()].map(
      (name, index) => `const ${name} = ${JSON.stringify(`${MADE_UP}-${index + 1}`)}`
    )
    const seen = new Set<string>()
    for (const { user, secret } of walk.signIns) {
      const key = JSON.stringify(user)
      if (seen.has(key) || exists?.(user) === false) continue
      seen.add(key)
      const found = this.#user(user, exists ? 'findByOrFail' : 'findBy')
      const name = this.#secrets.get(secret)
      if (!found || !name) continue
      const variable = seen.size === 1 ? 'user' : `user${seen.size}`
      const password = name === 'password' ? 'password' : `password: ${name}`
      const save = exists ? `.merge({ ${password} }).save()` : `?.merge({ ${password} })?.save()`
      lines.push(`const ${variable} = ${found}`, `await ${variable}${save}`)
    }
    return lines
  }

  /** Source of a promise of a user; undefined where the model is not found. */
  #user({ model, column, value }: UserMark, find = 'findByOrFail'): string | undefined {
    const name = this.model(model)
    return name && `await ${name}.${find}(${JSON.stringify(column)}, ${JSON.stringify(value)})`
  }

  /**
   * The code of one act, without what becomes of it.
   *
   * @param reference - reads a value where the page shows it
   * @returns the variable that it declares, if it does, and the expression; undefined where it cannot be written
   */
  act(
    act: Act,
    reference: Substitutes['reference'] = () => undefined
  ): { declares?: string; code: string } | undefined {
    const { page } = act
    const write = (value: unknown, name = '') => literal(value, this.#substitutes(reference), name)
    if (act.kind === 'visit') {
      this.imports.set('visit', "import { visit } from 'reflex-adonis/plugins/japa'")
      const user = act.user && this.#user(act.user)
      if (act.user && !user)
        this.left.push(`That ${act.user.model} is signed in: no model was found`)
      return { declares: page, code: `visit(${write(act.url)})${user ? `.as(${user})` : ''}` }
    }
    if (act.kind === 'openTab') {
      return { declares: page, code: `${act.from}.openTab(${write(act.url)})` }
    }
    if (act.kind === 'load' || act.kind === 'click') {
      return { code: `${page}.${act.kind}(${this.#url(act.url, reference)})` }
    }
    if (act.kind === 'reload' || act.kind === 'follow' || act.kind === 'settled') {
      return { code: `${page}.${act.kind}()` }
    }
    const state = this.state(act.state)
    if (state === undefined) return undefined
    const { event } = act
    if (act.kind === 'call') {
      const args = act.args.map((value) => write(value)).join(', ')
      return { code: `${page}.state(${state})${accessOf([event])}(${args})` }
    }
    if (act.kind === 'submit') {
      const fields = act.fields.length === 0 ? '' : `, ${write(fieldsOf(act.fields))}`
      return { code: `${page}.submit(${state}, ${JSON.stringify(event)}${fields})` }
    }
    const { files, fields } = splitFiles(act.argument)
    const sent = write(files.length === 1 ? files[0] : files)
    const options = Object.keys(fields).length === 0 ? '' : `, { fields: ${write(fields)} }`
    return { code: `${page}.upload(${state}, ${JSON.stringify(event)}, ${sent}${options})` }
  }

  /** An address, whose ids may be read where the page shows them. */
  #url(url: string, reference: Substitutes['reference']): string {
    const [path, query] = url.split('?', 2)
    const segments = path.split('/')
    const parts = segments.map((segment) => {
      const code = segment === '' ? undefined : reference(segment, 'id')
      return code === undefined ? templateText(segment) : `\${${code}}`
    })
    if (segments.every((segment, index) => parts[index] === templateText(segment))) {
      return JSON.stringify(url)
    }
    return `\`${parts.join('/')}${query === undefined ? '' : templateText(`?${query}`)}\``
  }

  #substitutes(reference: Substitutes['reference']): Substitutes {
    return {
      reference,
      // One that stood under no name of a secret in a call of this walk
      secret: (number) => this.#secrets.get(number) ?? JSON.stringify(MADE_UP),
      contents: (file) => {
        const { code, isTrue } = sampleOf(file)
        if (!isTrue) this.left.push(`What is in "${file.$file}": the test has a text in its place`)
        return code
      },
    }
  }

  #import(found: ImportedClass | undefined): string | undefined {
    if (!found) return undefined
    const name = this.#application.nameOf(found)
    this.imports.set(name, this.#application.statement(found))
    return name
  }
}

/** Names of variables for secrets, after their fields. */
function namesOf(secrets: ReadonlyMap<number, string>): Map<number, string> {
  const names = new Map<number, string>()
  for (const [number, field] of secrets) {
    names.set(number, firstFree(variableOf(field), [...names.values()]))
  }
  return names
}

/** A secret stands under any name once it was seen: its variable says that it is one, as nothing else in a test does. */
function variableOf(field: string): string {
  const [first = 'secret', ...rest] = field.match(/[a-z\d]+/gi) ?? []
  const begin = first.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (letters) => letters.toLowerCase())
  const name = [begin, ...rest.map((word) => word[0].toUpperCase() + word.slice(1))].join('')
  if (/^\d/.test(name)) return `secret${name}`
  return isSecretName(name) ? name : `${name}Secret`
}

/** Fields of a form by name: those that are there several times are lists. */
function fieldsOf(fields: readonly [string, unknown][]): Record<string, unknown> {
  const all = new Map<string, unknown>()
  for (const [name, value] of fields) {
    all.set(name, all.has(name) ? [all.get(name), value].flat() : value)
  }
  return Object.fromEntries(all)
}

/** The files of an argument, and its other fields. */
function splitFiles(argument: unknown): { files: unknown[]; fields: Record<string, unknown> } {
  if (isFile(argument)) return { files: [argument], fields: {} }
  if (!isObject(argument)) return { files: [], fields: {} }
  const isSent = (value: unknown) => [value].flat().some(isFile)
  const parts = Object.entries(argument)
  return {
    files: parts.flatMap(([, value]) => (isSent(value) ? [value].flat() : [])),
    fields: Object.fromEntries(parts.filter(([, value]) => !isSent(value))),
  }
}
