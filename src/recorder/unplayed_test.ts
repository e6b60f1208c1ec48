/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalEnd, JournalEntry } from '../features/devtools/main.ts'
import type { Application } from './application.ts'
import { Plays } from './plays.ts'
import type { PlayNote } from './plays.ts'
import { testFile } from './test_file.ts'
import type { Seen, Walk } from './walk.ts'
import { WalkCode } from './walk_code.ts'
import { WalkReader } from './walk_reader.ts'

/** What looks as if it were another text the next time: ids, hashes and tokens. */
const RANDOM = [
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i,
  /(?=[\da-f]*\d)[\da-f]{16,}/i,
  /(?=\w*\d)(?=\w*[a-z])[\w-]{20,}/i,
  // As the ids of members of a room
  /^(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16}$/,
]

/** A test that was not played, as text. */
export interface UnplayedTest {
  text: string
  steps: number
  /** What was left out, as sentences. */
  left: string[]
}

/**
 * Writes what somebody did as a test that nobody has played. So it expects what looks as if it were the same the next time,
 * and may have to be mended.
 *
 * @param title - of the test, and of its group
 * @param entries - of a journal
 */
export function unplayedTest(
  title: string,
  entries: readonly (JournalEntry | JournalEnd)[],
  application: Application
): UnplayedTest {
  const walk = new WalkReader(title, entries).read()
  const test = new WalkCode(walk, new Plays(imaginedPlay(walk), 0, 1), application).write()
  const { left } = test
  return { text: testFile(title, [test], application), steps: walk.steps.length, left }
}

/** A play in which all is as it was, but for what looks random. */
function imaginedPlay({ steps, signIns }: Walk): PlayNote[] {
  const of = { walk: 0, play: 0 }
  return [
    ...steps.map(({ seen }, step): PlayNote => {
      return { ...of, kind: 'step', step, seen: withOthers(seen) as Seen }
    }),
    ...signIns.map(({ user: { column, value } }): PlayNote => {
      return { ...of, kind: 'user', column, value, exists: true }
    }),
  ]
}

function withOthers(value: unknown): unknown {
  if (typeof value === 'string') return isRandom(value) ? `another ${value}` : value
  if (Array.isArray(value)) return value.map(withOthers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withOthers(part)]))
}

function isRandom(text: string): boolean {
  return RANDOM.some((pattern) => pattern.test(text))
}
