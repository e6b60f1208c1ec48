/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Application } from './application.ts'
import { ActCode } from './act_code.ts'
import { accessOf, literal } from './literal.ts'
import { referencesOf } from './step_references.ts'
import type { Sight, Step, Walk } from './walk.ts'

/** Milliseconds that a page has to show what another one has changed. */
const PATIENCE = 2_000

/**
 * What a play does besides the steps: it writes down what came of each. The names begin with `$`, so that they meet none of a
 * walk.
 */
const helpers = (file: string) => `
const $note = (note) => appendFileSync(${JSON.stringify(file)}, JSON.stringify(note) + '\\n')

const $sightOf = (page) => {
  try {
    const { page: id, url, title, states: vars } = page.snapshot()
    return { page: id, url, title, vars }
  } catch {
    return undefined
  }
}

const $played = (walk, play) => async (step, { act, of, pages, fails }) => {
  let error
  try {
    await act()
  } catch (failure) {
    if (!fails) error = String(failure?.message ?? failure).split('\\n')[0]
  }
  const entries = Object.entries(pages()).filter(([, page]) => page !== undefined)
  const sights = Object.fromEntries(entries.map(([name, page]) => [name, $sightOf(page)]))
  const page = of()
  const failures = (page?.failures ?? []).map(({ status, code, message }) => ({ status, code, message }))
  $note({ walk, play, kind: 'step', step, error, seen: { actions: page?.actions ?? [], failures, sights } })
  if (error !== undefined) throw new Error(error)
}
`

/**
 * Writes walks as a file of tests that assert nothing: each step is made, and what came of it written down.
 */
export class DraftCode {
  #application: Application
  #imports = new Map<string, string>()

  constructor(application: Application) {
    this.#application = application
  }

  /**
   * @param options.file - absolute path of the file for the notes
   * @param options.plays - how often each walk is played
   */
  write(walks: readonly Walk[], options: { file: string; plays: number }): string {
    const tests = walks.flatMap((walk, index) =>
      Array.from({ length: options.plays }, (_, play) => this.#test(walk, index, play))
    )
    return [
      "import { appendFileSync } from 'node:fs'",
      "import { test } from '@japa/runner'",
      ...this.#application.isolation.imports,
      ...this.#imports.values(),
      helpers(options.file),
      "test.group('Plays of a recording', (group) => {",
      ...this.#application.isolation.setUp,
      ...tests,
      '})',
      '',
    ].join('\n')
  }

  #test(walk: Walk, index: number, play: number): string {
    const code = new ActCode(this.#application, walk)
    const names = [...new Set(walk.steps.map(({ act }) => act.page))]
    const lines = [
      ...names.map((name) => `let ${name}`),
      'let $background',
      `const $play = $played(${index}, ${play})`,
      `const $pages = () => ({ ${names.join(', ')} })`,
      ...this.#users(walk, code, `walk: ${index}, play: ${play}`),
      ...code.setUp(walk),
    ]
    let before: Record<string, Sight> = {}
    for (const [number, step] of walk.steps.entries()) {
      const written = this.#step(code, step, { index, play, number, before })
      if (written === undefined) break
      lines.push(written)
      before = step.seen.sights
    }
    for (const [name, statement] of code.imports) this.#imports.set(name, statement)
    return `test('walk ${index}, play ${play}', async () => {\n${lines.join('\n')}\n})`
  }

  /** Whether the users who sign in are there. */
  #users(walk: Walk, code: ActCode, of: string): string[] {
    return walk.signIns.flatMap(({ user }) => {
      const model = code.model(user.model)
      if (model === undefined) return []
      const where = `${JSON.stringify(user.column)}, ${JSON.stringify(user.value)}`
      const note = `${of}, kind: 'user', column: ${JSON.stringify(user.column)}, value: ${JSON.stringify(user.value)}`
      return [`$note({ ${note}, exists: (await ${model}.findBy(${where})) !== null })`]
    })
  }

  #step(
    code: ActCode,
    step: Step,
    of: { index: number; play: number; number: number; before: Record<string, Sight> }
  ): string | undefined {
    const { act, seen } = step
    const { page } = act
    const references = referencesOf(act, of.before[page])
    const written = code.act(act, (value, name) => {
      const found = references.find((each) => each.value === value && each.name === name)
      const state = found && code.state(found.reference.state)
      if (!found || !state) return undefined
      const read = `${page}.state(${state})${accessOf(found.reference.path)}`
      const note = `walk: ${of.index}, play: ${of.play}, kind: 'reference', step: ${of.number}, key: ${literal(found.key)}`
      return `(() => { let value = ${literal(value)}; try { value = ${read} ?? value } catch {} $note({ ${note}, value }); return value })()`
    })
    if (!written) return undefined
    const awaited = [this.#act(step, written), ...this.#others(code, step, of.before)]
    const fails = seen.failures.length > 0
    return `await $play(${of.number}, { act: async () => {\n${awaited.join('\n')}\n}, of: () => ${page}, pages: $pages, fails: ${fails} })`
  }

  #act({ act }: Step, { declares, code }: { declares?: string; code: string }): string {
    if (declares !== undefined) return `${declares} = await ${code}`
    if ('background' in act && act.background === 'beside' && act.kind === 'call') {
      return `$background = ${code}`
    }
    if (act.kind === 'settled') return `await $background; await ${code}`
    return `await ${code}`
  }

  /** Waits until other pages show what they have shown in the recording. Whether they did is seen afterwards. */
  #others(code: ActCode, { act, seen, isLoose }: Step, before: Record<string, Sight>): string[] {
    if (isLoose) return []
    return Object.entries(seen.sights).flatMap(([name, { vars }]) => {
      if (name === act.page || before[name] === undefined) return []
      return Object.entries(vars).flatMap(([id, own]) => {
        const state = code.state(id)
        if (state === undefined || own === before[name].vars[id]) return []
        const known = before[name].vars[id]
        const changed = Object.entries(own).filter(([key, value]) => value !== known?.[key])
        const expected = literal(Object.fromEntries(changed))
        return [
          `await ${name}.assertLive(${state}, ${expected}, { timeout: ${PATIENCE} }).catch(() => {})`,
        ]
      })
    })
  }
}
