/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, EventError, JsonValue } from '../protocol/main.ts'
import type { UserMark, VarsByState } from '../features/devtools/main.ts'

/** What one page shows at a moment. */
export interface Sight {
  /** File of the page. */
  page: string
  url: string
  title?: string
  vars: VarsByState
}

/** A failure as a test can tell it. */
export type SeenFailure = Pick<EventError, 'status' | 'code' | 'message' | 'errors'>

/** What came of a step, in the recording or in a play of it. */
export interface Seen {
  /** What the step asked the browser of its page to do. */
  actions: Action[]
  failures: SeenFailure[]
  /** What each open page shows after it, by the name of the page. */
  sights: Record<string, Sight>
}

interface PageStep {
  /** Name of the page in the test: `page`. */
  page: string
}

/** What a person did, in the words of the test harness. */
export type Act = PageStep &
  (
    | { kind: 'visit'; url: string; user?: UserMark }
    | { kind: 'openTab'; from: string; url: string }
    | { kind: 'load'; url: string }
    | { kind: 'click'; url: string }
    | { kind: 'reload' }
    | { kind: 'follow' }
    | { kind: 'call'; state: string; event: string; args: JsonValue[]; background?: Background }
    | {
        kind: 'submit'
        state: string
        event: string
        fields: [name: string, value: JsonValue][]
        background?: Background
      }
    | { kind: 'upload'; state: string; event: string; argument: JsonValue }
    | { kind: 'settled' }
  )

/** How a background event ran: alone, or while the person did something else. */
export type Background = 'alone' | 'beside'

export interface Step {
  act: Act
  seen: Seen
  /** Background events run meanwhile, so what pages show at this moment is chance. */
  isLoose: boolean
}

/** A user who signs in with a password that the recording does not know. */
export interface SignIn {
  user: UserMark
  /** Number of the secret. */
  secret: number
}

/** One recorded test. */
export interface Walk {
  title: string
  steps: Step[]
  signIns: SignIn[]
  /** Names of fields that had a secret, by its number. */
  secrets: Map<number, string>
  /** What was left out, as sentences. */
  left: string[]
}
