/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ActCode } from './act_code.ts'
import type { Application } from './application.ts'
import { assertionOf } from './assertion_code.ts'
import { StepExpectations } from './expectations.ts'
import type { Expectation } from './expectations.ts'
import { readReference } from './references.ts'
import type { Plays } from './plays.ts'
import { referencesOf } from './step_references.ts'
import type { Sight, Step, Walk } from './walk.ts'

/** A test as it is written. */
export interface WrittenTest {
  title: string
  /** Lines of its body. */
  lines: string[]
  /** Whether it uses `assert`. */
  usesAssert: boolean
  /** Import statements by the names that they import. */
  imports: ReadonlyMap<string, string>
  /** How many assertions it has. */
  assertions: number
  /** What was left out, as sentences. */
  left: string[]
}

/**
 * Writes a recorded walk as the body of a test, with what its plays have confirmed.
 */
export class WalkCode {
  #walk: Walk
  #plays: Plays
  #code: ActCode
  #lines: string[] = []
  #left: string[]
  #isBeside = 0
  #usesAssert = false
  #assertions = 0
  /** Background calls that have not ended yet. */
  #running: string[] = []

  /** @param plays - what came of the walk each time that it was played */
  constructor(walk: Walk, plays: Plays, application: Application) {
    this.#walk = walk
    this.#plays = plays
    this.#code = new ActCode(application, walk)
    this.#left = [...walk.left]
  }

  write(): WrittenTest {
    const { steps, title } = this.#walk
    this.#lines.push(...this.#code.setUp(this.#walk, (user) => this.#plays.exists(user)))
    let before: Record<string, Sight> = {}
    for (const [index, step] of steps.entries()) {
      const failure = this.#plays.failureAt(index)
      if (failure !== undefined) {
        this.#left.push(`What comes after step ${index + 1} (${nameOf(step)}): ${failure}`)
        break
      }
      if (!this.#step(step, index, before)) break
      // What has changed since then is told once nothing runs beside
      if (!step.isLoose) before = step.seen.sights
    }
    return {
      title,
      lines: this.#lines,
      usesAssert: this.#usesAssert,
      imports: this.#code.imports,
      assertions: this.#assertions,
      left: [...new Set([...this.#left, ...this.#code.left])],
    }
  }

  #step(step: Step, index: number, before: Record<string, Sight>): boolean {
    const references = referencesOf(step.act, before[step.act.page])
    const written = this.#code.act(step.act, (value, name) => {
      const found = references.find((each) => each.value === value && each.name === name)
      if (!found || !this.#plays.differs(index, found.key, value)) return undefined
      const state = this.#code.state(found.reference.state)
      return state && readReference(found.reference, `${step.act.page}.state(${state})`)
    })
    if (!written) {
      this.#left.push(`${nameOf(step)}, and what comes after it: no file has that state`)
      return false
    }
    if (this.#lines.length > 0) this.#lines.push('')
    this.#lines.push(...this.#actLines(step, written))
    const { expectations, left } = new StepExpectations(
      step,
      this.#plays.seen(index),
      before
    ).read()
    for (const each of expectations) this.#expect(each)
    if (left.length > 0) {
      const what = left.length > 4 ? [...left.slice(0, 4), `${left.length - 4} more`] : left
      this.#left.push(
        `After step ${index + 1} (${nameOf(step)}), what differed when it was played: ${what.join(', ')}`
      )
    }
    return true
  }

  #actLines(
    { act, seen }: Step,
    { declares, code }: { declares?: string; code: string }
  ): string[] {
    const isBeside = 'background' in act && act.background === 'beside'
    if (isBeside && act.kind === 'call') {
      const name = `running${++this.#isBeside === 1 ? '' : this.#isBeside}`
      this.#running.push(name)
      return [`const ${name} = ${code}`]
    }
    if (act.kind === 'settled') {
      const ended = this.#running.splice(0).map((name) => `await ${name}`)
      return [...ended, `await ${code}`]
    }
    if (declares !== undefined) return [`const ${declares} = await ${code}`]
    const hasFailed = seen.failures.length > 0
    if (hasFailed && act.kind === 'upload') {
      this.#usesAssert = true
      this.#assertions++
      return [`assert.equal((await ${code})[0].status, 'failed')`]
    }
    if (this.#rejects(act.kind, seen.failures)) {
      this.#usesAssert = true
      this.#assertions++
      return [`await assert.rejects(() => ${code})`]
    }
    return [`await ${code}`]
  }

  /** Whether the harness tells a failure by rejecting. A validation that fails is an answer like any other. */
  #rejects(kind: string, failures: Step['seen']['failures']): boolean {
    if (!['call', 'click', 'load', 'follow', 'reload'].includes(kind)) return false
    return failures.some(({ code }) => code !== 'E_VALIDATION_ERROR')
  }

  #expect(expectation: Expectation): void {
    const line = assertionOf(expectation, (id) => this.#code.state(id))
    if (line === undefined) return
    this.#assertions++
    if (expectation.kind === 'length') this.#usesAssert = true
    this.#lines.push(line)
  }
}

/** A step in a few words. */
function nameOf({ act }: Step): string {
  if ('event' in act) return `${act.state}.${act.event}`
  return 'url' in act ? `${act.kind} ${act.url}` : act.kind
}
