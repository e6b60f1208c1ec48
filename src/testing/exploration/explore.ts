/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Arbitrary } from 'fast-check'
import type { JsonValue } from '../../protocol/main.ts'
import { stateId } from '../../state/main.ts'
import type { StateClass, StateDefinition, StateRegistry } from '../../state/main.ts'
import { E_TEST_NO_EVENT, E_TEST_NOTHING_ASSERTED } from '../exceptions.ts'
import { load } from '../screen/dom.ts'
import { valuesOf } from './schema_values.ts'
import type { FastCheck, JsonSchema } from './schema_values.ts'

/** An event that is called, with arguments of its own choice, or those that its validator describes. */
export type ExploredEvent = readonly [
  state: StateClass,
  event: string,
  ...values: Arbitrary<JsonValue>[],
]

/** What is used of a page. */
export interface ExploredPage {
  call(state: StateClass, event: string, ...args: JsonValue[]): Promise<unknown>
  close(): Promise<void>
}

/** Options of `explore()`. */
export interface ExploreOptions<P extends ExploredPage> {
  /** Events that may be called, in any order. */
  events: readonly ExploredEvent[]
  /** Throws or returns false where something does not hold, after each call. */
  invariant: (page: P, pages: readonly P[]) => unknown
  /** Whether an event may fail. @default only in its validation */
  mayFail?: (error: Error) => boolean
  /** Repeats a run that has failed. */
  seed?: number
  /** How many sequences are tried. @default 50 */
  runs?: number
  /** The longest sequence. @default 20 */
  calls?: number
}

/** One step of a sequence. */
interface Step {
  page: number
  event: ExploredEvent
  args: JsonValue[]
  /** The network is cut before. */
  cut: boolean
}

/** A connected tab, whose network can be cut. */
interface Cuttable {
  network?: { cut(): unknown }
}

/**
 * Calls events at random and looks whether something holds after each, with several users at once and
 * connections that are lost. A sequence that fails is made as short as it can be.
 *
 * @param open - makes the pages of a sequence, one for each user
 * @param ended - is called when a sequence has ended
 * @throws what the invariant throws, with the sequence as a test; E_TEST_NO_PACKAGE without fast-check;
 *   E_TEST_NO_EVENT; E_TEST_NOTHING_ASSERTED without an event, a page, a run or a call
 */
export async function explorePages<P extends ExploredPage>(
  states: StateRegistry,
  open: () => PromiseLike<P | readonly P[]>,
  options: ExploreOptions<P>,
  ended: () => Promise<void>
): Promise<void> {
  const fc = await load<FastCheck>('fast-check', () => import('fast-check'))
  const { events, runs: numRuns = 50, calls = 20, seed } = options
  requireSome({ runs: numRuns, calls })
  if (events.length === 0) {
    throw new E_TEST_NOTHING_ASSERTED(['explore({ events: [] })', 'Name at least one event'])
  }
  const steps = fc.array(fc.oneof(...events.map((event) => stepOf(fc, states, event))), {
    minLength: 1,
    maxLength: calls,
  })
  const property = fc.asyncProperty(steps, async (sequence) => {
    const pages = [await open()].flat() as P[]
    if (pages.length === 0) {
      throw new E_TEST_NOTHING_ASSERTED(['explore(() => [], …)', 'Open at least one page'])
    }
    try {
      for (const step of sequence) await take(step, pages, options)
    } finally {
      for (const page of pages) await page.close()
      await ended()
    }
  })
  const result = await fc.check(property, { numRuns, seed })
  if (!result.failed) return
  const [sequence] = result.counterexample!
  const cause = result.errorInstance as Error | null
  throw new Error(
    `${cause?.message ?? 'The invariant does not hold'}\n\nAfter (seed ${result.seed}):\n\n${asTest(sequence)}`,
    { cause }
  )
}

function stepOf(fc: FastCheck, states: StateRegistry, event: ExploredEvent): Arbitrary<Step> {
  const [state, name, ...values] = event
  const definition = states.require(stateId(state))
  const args = values.length > 0 ? fc.tuple(...values) : argumentsOf(fc, definition, name)
  return fc.record({
    page: fc.nat({ max: 7 }),
    event: fc.constant(event),
    args,
    cut: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }) as Arbitrary<Step>
}

/** What the validator of an event describes; texts and numbers where it has none. */
function argumentsOf(
  fc: FastCheck,
  { id, events }: StateDefinition,
  name: string
): Arbitrary<JsonValue[]> {
  const event = events.get(name)
  if (!event) throw new E_TEST_NO_EVENT([id, name, [...events.keys()].join(', ')])
  const { validator, arity } = event
  const described = validator as { toJSONSchema?(): JsonSchema } | undefined
  if (described?.toJSONSchema) return fc.tuple(valuesOf(fc, described.toJSONSchema()))
  const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean())
  return fc.array(scalar, { minLength: arity, maxLength: arity })
}

async function take<P extends ExploredPage>(
  step: Step,
  pages: readonly P[],
  { invariant, mayFail = () => false }: ExploreOptions<P>
): Promise<void> {
  const page = pages[step.page % pages.length]
  const [state, name] = step.event
  if (step.cut) (page as Cuttable).network?.cut()
  try {
    await page.call(state, name, ...step.args)
  } catch (error) {
    if (!mayFail(error as Error)) throw error
  }
  if ((await invariant(page, pages)) === false) throw new Error('The invariant has returned false')
}

/** @throws E_TEST_NOTHING_ASSERTED where nothing would be tried */
function requireSome(numbers: Record<string, number>): void {
  for (const [name, number] of Object.entries(numbers)) {
    if (Number.isInteger(number) && number > 0) continue
    const remedy = `Say a number of ${name} from 1 on, or leave it out`
    throw new E_TEST_NOTHING_ASSERTED([`explore({ ${name}: ${number} })`, remedy])
  }
}

/** A sequence as one writes it in a test. */
function asTest(sequence: readonly Step[]): string {
  return sequence
    .flatMap(({ page, event: [state, name], args, cut }) => [
      ...(cut ? [`  pages[${page} % pages.length].network?.cut()`] : []),
      `  await pages[${page} % pages.length].call(${state.name}, '${name}'${args
        .map((value) => `, ${JSON.stringify(value)}`)
        .join('')})`,
    ])
    .join('\n')
}
